import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A request with parameters to try. */
export interface Target {
  method: string
  url: string
  /** A form's fields or JSON, as it is sent. */
  data?: string
  headers: Record<string, string>
}

/** What a scanner made of its targets. */
export interface Scan {
  /** Targets, or modules of wapiti's, that it came to the end of. */
  done: number
  /** Of so many. */
  of: number
  /** Parameters, or addresses and forms, that it tried. */
  tried: number
  findings: string[]
  /** What was found once, and not again when it was asked anew. */
  doubtful: string[]
  /** What it did not come to the end of, and why, a line each. */
  unfinished: string[]
}

export const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0

/** A program's words; ended when its time is over. */
function output(program: string, args: string[], seconds: number): Promise<{ words: string; isWhole: boolean }> {
  const child: ChildProcess = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (words += chunk.toString()))
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ words, isWhole: code !== null })
    })
  })
}

/**
 * An answer with something random in it, as an invitation's link, differs from itself: sqlmap then takes one in some dozens
 * for the answer to a condition of its own. What is really there it finds each time, as in the controls.
 */
const REPEATS = 3

/** A target that takes longer than this (s) is left: it has more parameters than time. */
const LONGEST_TARGET = 300

/**
 * sqlmap on each target, every parameter of it: errors, booleans, unions, stacked and timed queries, for PostgreSQL and
 * whatever else, at its lowest level and risk, which is what can be asked of hundreds of parameters.
 *
 * @param seconds after which no further target is begun
 */
export async function sqlmap(targets: Target[], seconds: number): Promise<Scan> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-sqlmap-'))
  const scan: Scan = { done: 0, of: targets.length, tried: 0, findings: [], doubtful: [], unfinished: [] }
  const end = Date.now() + seconds * 1_000
  try {
    for (const target of targets) {
      if (Date.now() > end) break
      const { found, tried, trouble } = await attacked(target, dir)
      scan.tried += tried
      if (trouble === null) scan.done += 1
      else scan.unfinished.push(`${named(target)}: ${trouble}`)
      if (found === null) continue
      let isAgain = false
      for (let time = 0; time < REPEATS && !isAgain; time += 1) isAgain = (await attacked(target, dir)).found !== null
      if (isAgain) scan.findings.push(`${named(target)}: ${found}`)
      else scan.doubtful.push(`${named(target)}: found once and never again: ${found}`)
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
  return scan
}

const named = ({ method, url }: Target) => `${method} ${url.replace(/^http:\/\/[^/]+/, '')}`

/** One target: what was found, how many parameters were not to be injected, and what kept it from its end. */
async function attacked({ method, url, data, headers }: Target, dir: string) {
  const { words, isWhole } = await output(
    'sqlmap',
    [
      ...['-u', url, '--method', method, '--batch', '--disable-coloring', '--flush-session', '--output-dir', dir],
      ...[
        '--level',
        '1',
        '--risk',
        '1',
        '--dbms',
        'PostgreSQL',
        '--time-sec',
        '2',
        '--timeout',
        '20',
        '--retries',
        '1',
      ],
      '--headers',
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      ...(data === undefined ? [] : ['--data', data]),
      // The product's own refusals, which are right: sqlmap would ask what to do about them. What a write is answered
      // is the answer itself, not the page that it leads to.
      ...['--ignore-code', '*', '--ignore-redirects'],
    ],
    LONGEST_TARGET,
  )
  const [, parameter, type = '', payload = ''] =
    /^Parameter: (.*)$[\s\S]*?^ *Type: (.*)$[\s\S]*?^ *Payload: (.*)$/m.exec(words) ?? []
  const found = parameter === undefined ? null : `${parameter}, ${type}: ${payload.slice(0, 300)}`
  const tried = words.match(/ parameter '.+' does not seem to be injectable/g)?.length ?? 0
  // It ends with 0 where it could not begin, too.
  const isDone = found !== null || (isWhole && words.includes('all tested parameters do not appear to be injectable'))
  return { found, tried, trouble: isDone ? null : (/\[(?:CRITICAL|ERROR)\] .*/.exec(words)?.[0] ?? words.slice(-200)) }
}

/** What attacks; what looks at headers and cookies is for the Observatory and for a test. None that asks other hosts. */
const MODULES = [
  ...['sql', 'blindsql', 'xss', 'permanentxss', 'exec', 'file', 'crlf', 'redirect', 'shellshock', 'htaccess', 'backup'],
  'methods',
]
/** So many of these take all the time they are given; the others are done in a moment. */
const SLOW_MODULES = 5
/** Pages beside each other are of one kind: so many links of a page are followed. Its forms are all taken. */
const LINKS_OF_A_PAGE = 1

/**
 * wapiti over a site: it attacks these addresses, every form on them, and some of what they lead to.
 *
 * @param paths of this site
 */
export async function wapiti(
  site: string,
  paths: string[],
  headers: Record<string, string>,
  seconds: number,
): Promise<Scan> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-wapiti-'))
  const report = path.join(dir, 'report.json')
  // It asks for brotli, which it can't read: of a page in that it would see nothing, and say nothing of it.
  const sent = { ...headers, 'Accept-Encoding': 'gzip' }
  try {
    const { words } = await output(
      'wapiti',
      [
        ...[
          '-u',
          `${site}/`,
          '--scope',
          'folder',
          '-m',
          MODULES.join(),
          '--flush-session',
          '--no-bugreport',
          '-v',
          '1',
        ],
        ...paths.flatMap((path) => ['-s', `${site}${path}`]),
        ...['--max-scan-time', String(seconds / 6), '--max-attack-time', String(seconds / SLOW_MODULES)],
        ...['-d', '1', '--max-links-per-page', String(LINKS_OF_A_PAGE), '--max-parameters', '60'],
        // Of a form's key it is known what becomes of it: it is hashed, and nothing else.
        ...['--skip', 'idempotencyKey'],
        ...['-t', '20', '-S', 'normal', '--endpoint', 'http://127.0.0.1:9/'],
        ...['--store-session', dir, '--store-config', dir, '-f', 'json', '-o', report],
        ...Object.entries(sent).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ],
      // It is slow to notice that its time is over.
      seconds * 2,
    )
    const of = Number(/found (\d+) URLs and forms/.exec(words)?.[1] ?? 0)
    const attacks = words.split('[*] Launching module ').slice(1)
    const unfinished = attacks.flatMap((attack) => {
      const name = /^\w+/.exec(attack)?.[0] ?? ''
      const done = attack.match(/^\[\+\] /gm)?.length ?? 0
      return attack.includes('Max attack time was reached') ? [`${name}: its time was over after ${done} of ${of}`] : []
    })
    if (words.includes('Max scan time was reached')) unfinished.push('finding addresses: its time was over')
    const ended = fs.existsSync(report)
    if (!ended) unfinished.push(`it wrote no report: ${words.slice(-2_000)}`)
    const { vulnerabilities, anomalies } = ended ? JSON.parse(fs.readFileSync(report, 'utf8')) : {}
    const findings = Object.entries<{ method: string; path: string; info: string; parameter: string }[]>({
      ...vulnerabilities,
      ...anomalies,
    }).flatMap(([kind, found]) => found.map(({ method, path, info }) => `${kind}: ${method} ${path} ${info}`))
    const whole = attacks.length - unfinished.filter((words) => words.includes(' of ')).length
    return { done: whole, of: MODULES.length, tried: of, findings, doubtful: [], unfinished }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}
