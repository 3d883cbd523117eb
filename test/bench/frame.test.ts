import fs from 'node:fs'
import { askedOf, help } from '../../bench/frame/asked'
import { type Benchmarks, type Circumstances, withRun } from '../../bench/frame/benchmarks'
import { benchmarksPage } from '../../bench/frame/page'
import type { Part } from '../../bench/frame/part'
import type { Report } from '../../bench/frame/report'
import { figureInWords, inDigits } from '../../bench/frame/result'
import { runBench } from '../../bench/frame/run-bench'
import { ROWS_TO_REACH } from '../../bench/frame/to-reach'
import { PARTS } from '../../bench/parts'
import { aResult } from './a-result'

const part = (run: (report: Report) => unknown, more: Partial<Part> = {}): Part => ({
  what: 'made for the test',
  run: async (report) => void (await run(report)),
  ...more,
})

const reached = part((report) => report.rounds({ what: 'a page', unit: '× reference', least: 1 }, [1.2, 0.9, 1.1]))
const missed = part((report) => report.rounds({ what: 'a search', unit: '× a scan', most: 0.02 }, [0.03, 0.01, 0.04]))
const thrown = part((report) => {
  report.figure({ what: 'what came before', unit: 'ms', most: 5 }, 4)
  throw new Error('no such table')
})

/** What a bench of these parts ends with, and what it wrote. */
async function bench(parts: Record<string, Part>, ...args: string[]) {
  const [out, told]: [string[], string[]] = [[], []]
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)
  try {
    const code = await runBench(args, parts, (text) => out.push(text))
    return { code, out: out.join(''), told: told.join('') }
  } finally {
    write.mockRestore()
  }
}

const lineOf = (out: string, what: string) => out.split('\n').find((line) => line.startsWith(what))

describe('npm run bench', () => {
  test('prints the middle of the rounds beside the goal, and ends with 0 when it is reached', async () => {
    const { code, out } = await bench({ reached }, 'reached')
    expect(code).toBe(0)
    expect(lineOf(out, 'a page')).toMatch(/^a page +1\.1 × reference +0\.9 to 1\.2, 3 rounds +≥ 1 +reached$/)
  })

  test('ends with 1 when a goal is missed', async () => {
    const { code, out } = await bench({ missed }, 'missed')
    expect(code).toBe(1)
    expect(lineOf(out, 'a search')).toMatch(/0\.03 × a scan .*≤ 0\.02 +MISSED$/)
  })

  test('has the CPU of a request beside its requests, and misses the goal with either', async () => {
    const measured = { what: 'a page', unit: '× reference', least: 1, cpuMost: 1.1 }
    const cheap = part((report) => report.rounds(measured, [1.2], [0.9]))
    const dear = part((report) => report.rounds(measured, [1.2], [1.3]))
    const unmeasured = part((report) => report.rounds(measured, [1.2]))
    const { code, out } = await bench({ cheap, dear, unmeasured }, 'all')
    expect(code).toBe(1)
    const lines = out.split('\n').filter((line) => line.startsWith('a page'))
    expect(lines.map((line) => line.split(' ').at(-1))).toEqual(['reached', 'MISSED', 'MISSED'])
    expect(lines[0]).toMatch(/ 0\.9 +≥ 1; CPU ≤ 1\.1 /)
  })

  test('goes on behind a part that throws, keeps what it had found, and ends with 1', async () => {
    const { code, out, told } = await bench({ thrown, reached }, 'all')
    expect(code).toBe(1)
    expect(lineOf(out, 'what came before')).toMatch(/reached$/)
    expect(lineOf(out, 'all of it')).toMatch(/NOT RUN: no such table$/)
    expect(lineOf(out, 'a page')).toMatch(/reached$/)
    expect(told).toContain('Error: no such table')
  })

  test('takes a part that reports nothing, a figure that is none, or not its row to reach, for one that missed', async () => {
    const silent = part(() => {})
    const none = part((report) => report.rounds({ what: 'a page', unit: '×', least: 1 }, []))
    const short = part((report) => report.figure({ what: 'a page', unit: '×', least: 1 }, 2), { reaches: ['render'] })
    for (const one of [silent, none, short]) expect((await bench({ one }, 'one')).code).toBe(1)
  })

  test('counts what was not measured as missed, unless it is left out by name', async () => {
    const lacking = part((report) => report.lacks('nginx', { what: 'two behind a proxy', least: 1 }))
    const without = await bench({ lacking }, 'lacking')
    expect(without.code).toBe(1)
    expect(lineOf(without.out, 'two behind')).toMatch(/≥ 1 +NOT RUN: wants nginx$/)
    const leftOut = await bench({ lacking }, 'lacking', '--without', 'nginx')
    expect(leftOut.code).toBe(0)
    expect(lineOf(leftOut.out, 'two behind')).toMatch(/left out: wants nginx$/)
    const byPart = await bench({ lacking, reached }, 'all', '--without', 'lacking')
    expect(byPart.code).toBe(0)
    expect(byPart.out).not.toContain('two behind')
    expect(byPart.out).toContain('lacking: left out')
  })

  test('has the results alone on standard output with --json', async () => {
    const { code, out, told } = await bench({ reached, missed }, 'all', '--json')
    expect(code).toBe(1)
    const { results, node, command } = JSON.parse(out)
    expect([node, command]).toEqual([process.versions.node, 'npm run bench -- all --json'])
    expect(results).toEqual([
      {
        part: 'reached',
        what: 'a page',
        unit: '× reference',
        figure: 1.1,
        spread: { lowest: 0.9, highest: 1.2, rounds: 3 },
        goal: '≥ 1',
        reached: true,
      },
      {
        part: 'missed',
        what: 'a search',
        unit: '× a scan',
        figure: 0.03,
        spread: { lowest: 0.01, highest: 0.04, rounds: 3 },
        goal: '≤ 0.02',
        reached: false,
      },
    ])
    expect(lineOf(told, 'a page')).toMatch(/reached$/)
  })

  test('tells at the end of all parts what of the table to reach is reached', async () => {
    const { out } = await bench({ reached }, 'all')
    const summary = out.slice(out.indexOf('To reach'))
    expect(ROWS_TO_REACH.every(([, { what }]) => lineOf(summary, what)?.endsWith('not measured'))).toBe(true)
  })

  test('hands each part the options that it takes', async () => {
    const seen: unknown[] = []
    const taking = (takes: Part['takes']): Part => ({
      what: 'made for the test',
      takes,
      async run(report, options) {
        seen.push(options)
        report.told({ what: 'options', found: 'seen' })
      },
    })
    const parts = { one: taking(['claims']), other: taking([]) }
    await bench(parts, 'all', '--claims', '500', '--short')
    expect(seen).toEqual([
      { short: true, only: [], claims: 500 },
      { short: true, only: [] },
    ])
    expect((await bench(parts, 'other', '--claims', '500')).code).toBe(2)
  })
})

test.each([
  ['nothing'],
  ['a strange part', 'nonsense'],
  ['a strange option', 'pages', '--quick'],
  ['no number', 'pages', '--claims', 'many'],
  ['less than one', 'pages', '--rounds', '0'],
  ['a name within a part that has none', 'pages', 'chain'],
  ['a strange name within', 'trust', 'nonsense'],
  ['a name within all', 'all', 'races'],
  ['an option that the part does not take', 'trust', '--claims', '5'],
  ['a strange thing to do without', 'all', '--without', 'everything'],
  ['a short run that is to be kept', 'pages', '--short', '--write'],
])('%s is refused with 2, and says why', async (_, ...args) => {
  const { code, out, told } = await bench(PARTS, ...args)
  expect([code, out]).toEqual([2, ''])
  expect(told).toContain('npm run bench -- --help')
})

test('--help names every part', async () => {
  const { code, out } = await bench(PARTS, '--help')
  expect([code, out]).toEqual([0, help(PARTS)])
  for (const name of Object.keys(PARTS)) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(askedOf(['all'], PARTS)).toMatchObject({ isAll: true, parts: Object.entries(PARTS) })
})

test.each([
  [0.298, '0.298'],
  [0.29, '0.29'],
  [0.00021, '0.00021'],
  [13.25, '13.3'],
  [1, '1'],
  [123_456, '123,456'],
  [Number.NaN, 'not a number'],
])('%p is told as %s', (figure, words) => {
  expect(inDigits(figure)).toBe(words)
  expect(figureInWords({ figure, unit: 'ms' })).toBe(`${words} ms`)
})

const run: Circumstances & { seconds: number } = {
  date: '2026-11-30',
  command: 'npm run bench -- pages',
  gainsay: '0.1.0 (abc1234)',
  node: '20.20.2',
  postgresql: '18.4',
  processor: 'A processor',
  cores: 2,
  seconds: 300,
}

describe('what is kept', () => {
  const before: Benchmarks = { parts: {} }
  const pages = withRun(before, { name: 'pages', isWhole: true }, [aResult('pages')], run)
  const all = withRun(pages, { name: 'trust', isWhole: true }, [aResult('trust races'), aResult('trust kills')], run)

  test('has each part by its name, and those within it', () => {
    expect(Object.keys(all.parts)).toEqual(['pages', 'trust kills', 'trust races'])
    expect(all.parts.pages).toEqual({ ...run, results: [{ what: 'a row', unit: '×', figure: 1, reached: true }] })
  })

  test('a part that is run again replaces its own alone', () => {
    const again = withRun(all, { name: 'pages', isWhole: true }, [aResult('pages', { what: 'another' })], run)
    expect(again.parts.pages?.results.map(({ what }) => what)).toEqual(['another'])
    expect(again.parts['trust races']).toBe(all.parts['trust races'])
  })

  test('one harness alone replaces itself alone; the whole, those that are no more', () => {
    const alone = withRun(all, { name: 'trust', isWhole: false }, [aResult('trust races', { what: 'another' })], run)
    expect(alone.parts['trust kills']).toBe(all.parts['trust kills'])
    const whole = withRun(all, { name: 'trust', isWhole: true }, [aResult('trust races')], run)
    expect(Object.keys(whole.parts)).toEqual(['pages', 'trust races'])
  })
})

describe('docs/benchmarks.md', () => {
  test('is what docs/benchmarks.json makes', () => {
    const kept = JSON.parse(fs.readFileSync('docs/benchmarks.json', 'utf8')) as Benchmarks
    expect(fs.readFileSync('docs/benchmarks.md', 'utf8')).toBe(benchmarksPage(kept))
  })

  test('has every row to reach with what was found of it, and what was not', () => {
    const results = [
      aResult('pages', { what: 'chain made afresh', toReach: 'afresh', claims: 100_000, figure: 1.06, goal: '≥ 1' }),
      aResult('pages', { what: 'speaker made afresh', toReach: 'afresh', figure: 0.9, goal: '≥ 1', reached: false }),
      aResult('pages', { what: 'thirty claims rendered', toReach: 'render' }),
      aResult('pages', { what: 'a | b < c', toReach: 'render', spread: { lowest: 1, highest: 2, rounds: 5 } }),
      aResult('pages', { what: 'left', toReach: 'again', figure: null, reached: null, notRun: 'wants nginx' }),
      aResult('exports', { what: 'pages beside', toReach: 'pages-meanwhile', claims: 20_000 }),
    ]
    const page = benchmarksPage(withRun({ parts: {} }, { name: 'pages', isWhole: true }, results, run))
    const row = (what: string) => page.split('\n').find((line) => line.startsWith(`| ${what}`))
    expect(row('Chain, speaker and article page')).toMatch(
      /chain made afresh, 100,000 claims: 1\.06 ×<br>speaker made afresh: 0\.9 × \(\*\*missed\*\*\)<br>not measured yet: article made afresh \| \*\*missed\*\* \|$/,
    )
    expect(row('Thirty claims')).toMatch(/a \\\| b &lt; c: 1 × \(1 to 2, 5 rounds\) \| reached \|$/)
    expect(row('The same page again')).toMatch(/left: left out: wants nginx<br>.*\| not measured \|$/)
    expect(row('Readers’ pages while')).toMatch(/\| in part: only at 20,000 claims \|$/)
    expect(row('Growth')).toMatch(/not measured yet: `npm run bench -- growth` \| not measured \|$/)
    expect(page).toContain('`npm run bench -- pages`, 2026-11-30, 5 min; Gainsay 0.1.0 (abc1234), Node 20.20.2')
  })
})

test('peers that are not installed are told as not run, each of their rows, and may be left out', async () => {
  const peers = PARTS.peers as Part
  const { code, out } = await bench({ peers }, 'peers')
  expect(code).toBe(1)
  expect(out.match(/NOT RUN: wants (MediaWiki|Directus|PostGraphile) /g)).toHaveLength(7)
  const without = ['mediawiki', 'directus', 'postgraphile'].flatMap((name) => ['--without', name])
  expect((await bench({ peers }, 'peers', ...without)).code).toBe(0)
})
