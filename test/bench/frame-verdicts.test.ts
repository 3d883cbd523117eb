import fs from 'node:fs'
import { foundSound } from '../../bench/chains'
import type { Benchmarks } from '../../bench/frame/benchmarks'
import type { Part } from '../../bench/frame/part'
import { Report } from '../../bench/frame/report'
import type { Result } from '../../bench/frame/result'
import { runBench } from '../../bench/frame/run-bench'
import { partsOf, ROWS_TO_REACH, TO_REACH, type ToReach, type Wanted } from '../../bench/frame/to-reach'
import { rowVerdictInWords, verdictOfRow } from '../../bench/frame/verdict'
import { goalOf, nameOf, sizesUpTo } from '../../bench/growth'
import { KINDS } from '../../bench/pages/corpora'
import { PARTS } from '../../bench/parts'
import type { Desk } from '../../bench/writing/desk'
import { aResult } from './a-result'

/** Everything that a row wants, at each size that it wants, reached. */
function allOf(toReach: ToReach): Result[] {
  const wants: readonly Wanted[] = TO_REACH[toReach].wants
  return wants.flatMap(({ by, names = ['whatever'], claims = [] }) =>
    names.flatMap((what): Result[] =>
      claims.length === 0
        ? [aResult(by, { what, toReach })]
        : claims.map((size) => aResult(by, { what, toReach, claims: size })),
    ),
  )
}

const change = (results: readonly Result[], which: (result: Result) => boolean, to: Partial<Result>) =>
  results.map((result) => (which(result) ? { ...result, ...to } : result))
const named = (what: string) => (result: Result) => result.what === what

const notRun = { figure: null, reached: false, notRun: 'wants it', claims: undefined }
const leftOut = { ...notRun, reached: null }
const isOf = (part: string) => (result: Result) => result.part === part

describe('a row of the table to reach', () => {
  test.each(ROWS_TO_REACH.map(([row]) => row))('%s is reached by all that it wants, and by nothing less', (row) => {
    const all = allOf(row)
    expect(verdictOfRow(row, all)).toEqual({ verdict: 'reached', missing: [], only: [] })
    for (const [place, one] of all.entries()) {
      const others = all.filter((_, other) => other !== place)
      expect(verdictOfRow(row, others).verdict).not.toBe('reached')
      const but = (to: Partial<Result>) => verdictOfRow(row, [...others, { ...one, ...to }]).verdict
      expect(but({ reached: false })).toBe('missed')
      expect(but(notRun)).toBe('not measured')
      expect(but(leftOut)).toBe(all.length > 1 ? 'in part' : 'not measured')
    }
  })

  test.each<[string, ToReach, (all: Result[]) => Result[], string]>([
    [
      'growth to 100,000',
      'growth',
      (all) => change(all.slice(0, 3), () => true, { claims: 100_000 }),
      'not measured: only at 100,000 claims',
    ],
    [
      'growth without the speaker',
      'growth',
      (all) => all.filter(({ what }) => !what.startsWith('speaker')),
      'not measured',
    ],
    [
      'exports of 100,000',
      'exports',
      (all) => all.filter(({ claims }) => claims === 100_000),
      'in part: only at 100,000 claims',
    ],
    [
      'exports of a million',
      'exports',
      (all) => all.filter(({ claims }) => claims !== 100_000),
      'in part: only at 1,000,000 claims',
    ],
    [
      'search of a short run',
      'search',
      (all) => change(all, isOf('search'), { claims: 100_000 }),
      'in part: only at 100,000 claims',
    ],
    ['search without peers', 'search', (all) => all.filter(isOf('search')), 'not measured'],
    ['search, peers left out', 'search', (all) => change(all, isOf('peers'), leftOut), 'in part'],
    [
      'a shorter position',
      'position',
      (all) => change(all, () => true, { what: 'position 20 of a list' }),
      'not measured',
    ],
    [
      '400 writes',
      'links',
      (all) =>
        change(all, ({ claims }) => claims === undefined, { what: 'chains after 400 writes at once, by 8 clients' }),
      'not measured',
    ],
    ['start, all left out', 'start', (all) => change(all, () => true, leftOut), 'not measured'],
    [
      'a miss beside what is not there',
      'search',
      (all) => change(all.filter(isOf('search')), () => true, { reached: false }),
      'missed',
    ],
    [
      'a miss beside what was left out',
      'start',
      ([one, other]) => [
        { ...(one as Result), reached: false },
        { ...(other as Result), ...leftOut },
      ],
      'missed',
    ],
    [
      'not run beside what was left out',
      'start',
      ([one, other]) => [
        { ...(one as Result), ...notRun },
        { ...(other as Result), ...leftOut },
      ],
      'not measured',
    ],
    [
      'a part that broke down',
      'search',
      (all) => [...all, aResult('search', { what: 'all of it', ...notRun, notRun: 'no such table' })],
      'not measured',
    ],
    [
      'a harness that broke down',
      'start',
      (all) => [...all, aResult('peers Directus', { what: 'all of it', ...notRun })],
      'not measured',
    ],
    [
      'another part that broke down',
      'search',
      (all) => [...all, aResult('pages', { what: 'all of it', ...notRun })],
      'reached',
    ],
    [
      'something else that was not there',
      'exports',
      (all) => [...all, aResult('exports', { ...notRun, wants: 'libreoffice' })],
      'reached',
    ],
  ])('%s', (_what, row, made, words) => {
    expect(rowVerdictInWords(verdictOfRow(row, made(allOf(row))))).toBe(words)
  })

  test('has no word of what is missing, and all of it', () => {
    const all = allOf('chain-peers')
    const some = change(all, named('a chain, by MediaWiki'), notRun)
    expect(verdictOfRow('chain-peers', some).missing).toEqual(['a chain, by MediaWiki, wants it'])
    expect(verdictOfRow('chain-peers', []).missing).toEqual(['`npm run bench -- peers`'])
    expect(verdictOfRow('chain-peers', all.slice(1)).missing).toEqual(['a chain, by Directus'])
  })
})

/** What stands in the summary of `all` of parts that give these results. */
async function summaryOf(results: readonly Result[], ...args: string[]) {
  const parts: Record<string, Part> = {}
  for (const name of new Set(results.map(({ part }) => part)))
    parts[name] = {
      what: 'made for the test',
      async run(report) {
        for (const { part, what, claims, toReach, reached } of results)
          if (part === name) report.figure({ what, claims, toReach, unit: '×', least: 1 }, reached ? 1 : 0)
      },
    }
  const out: string[] = []
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  await runBench(['all', ...args], parts, (text) => out.push(text)).finally(() => write.mockRestore())
  const summary = out.join('').slice(out.join('').indexOf('\nTo reach'))
  return (what: string) => summary.split('\n').find((line) => line.startsWith(what))
}

test('what all parts print at the end has the same verdicts, and says why', async () => {
  const results = [...allOf('search').filter(isOf('search')), ...allOf('pages-meanwhile'), ...allOf('start')]
  const line = await summaryOf(change(results, named('idle memory, by Directus'), { reached: false }))
  expect(line('Search, any word')).toMatch(/ {2}not measured; not measured: `npm run bench -- peers`$/)
  expect(line('Start to first page')).toMatch(/ {2}missed; peers, idle memory, by Directus: MISSED$/)
  expect(line('Readers’ pages while')).toMatch(/ {2}reached$/)
  expect(line('Growth')).toMatch(/ {2}not measured$/)
  expect(line('To reach')).toBe('To reach')
  expect((await summaryOf(results, '--short'))('To reach')).toBe('To reach, by a short run')
})

describe('what a row wants is what the parts tell', () => {
  const wanted = (row: ToReach): readonly Wanted[] => TO_REACH[row].wants
  const namesBy = (part: string, row: ToReach) =>
    wanted(row).flatMap(({ by, names = [] }) => (by === part ? names : []))

  test('each row has the parts that report it', () => {
    const parts = [...new Set(ROWS_TO_REACH.flatMap(([row]) => partsOf(row)))]
    expect(parts.filter((name) => !(name in PARTS))).toEqual([])
    for (const [row] of ROWS_TO_REACH)
      for (const name of partsOf(row))
        expect([name, PARTS[name]?.reaches]).toEqual([name, expect.arrayContaining([row])])
    for (const [name, { reaches = [] }] of Object.entries(PARTS))
      for (const row of reaches) expect([row, partsOf(row)]).toEqual([row, expect.arrayContaining([name])])
  })

  test('of parts that are kept, by the names under which they are', () => {
    const { parts } = JSON.parse(fs.readFileSync('docs/benchmarks.json', 'utf8')) as Benchmarks
    for (const [part, { results }] of Object.entries(parts))
      for (const [row] of ROWS_TO_REACH)
        for (const name of namesBy(part, row))
          expect([name, results.find(named(name) as never)?.toReach]).toEqual([name, row])
  })

  test('of peers', async () => {
    const told: Result[] = []
    await PARTS.peers?.run(new Report('peers', (one) => told.push(one)), { short: true, only: [] })
    const names = ROWS_TO_REACH.flatMap(([row]) => namesBy('peers', row).map((name) => `${row}: ${name}`))
    expect(told.map(({ toReach, what }) => `${toReach}: ${what}`).toSorted()).toEqual(names.toSorted())
  })

  test('of growth to a million', () => {
    const pairs = [1_000, 100_000].flatMap((from) => KINDS.map((kind) => [kind, from] as const))
    const names = pairs.filter(([kind, from]) => goalOf(kind, from)?.toReach).map(([kind, from]) => nameOf(kind, from))
    expect(names.toSorted()).toEqual(namesBy('growth', 'growth').toSorted())
  })

  test('of chains after writes at once, as many as there were to be', () => {
    const told: Result[] = []
    const report = new Report('chains', (one) => told.push(one))
    const raced = { wanted: 20_000, done: 20_003, inVain: 0, refused: 9, failed: [], failures: 0, wrong: [] }
    const desk = { claims: 20_000 } as Desk
    expect(foundSound(report, desk, raced)).toBe(true)
    expect(foundSound(report, desk, { ...raced, done: 19_999 })).toBe(false)
    expect(foundSound(report, desk, { ...raced, failures: 1 })).toBe(false)
    expect(namesBy('chains', 'links')).toContain(told[0]?.what)
  })
})

test.each([
  [1_000_000, [1_000, 100_000, 1_000_000]],
  [100_000, [1_000, 100_000]],
  [5_000, [1_000, 5_000]],
])('growth up to %i claims is measured in corpora of %j', (claims, sizes) => {
  expect(sizesUpTo(claims)).toEqual(sizes)
})

test('a speaker’s page is held to its goal from 100,000 claims on, the others from 1,000', () => {
  expect(goalOf('chain', 1_000)).toEqual({ least: 0.9, toReach: 'growth' })
  expect(goalOf('chain', 100_000)).toBeNull()
  expect(goalOf('speaker', 1_000)).toEqual({ least: 0.9 })
  expect(goalOf('speaker', 100_000)).toEqual({ least: 0.95, toReach: 'growth' })
})
