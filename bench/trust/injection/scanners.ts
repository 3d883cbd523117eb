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
  /** Targets, or pages, that it came to the end of. */
  done: number
  /** Of so many. */
  of: number
  findings: string[]
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
  const scan: Scan = { done: 0, of: targets.length, findings: [] }
  const end = Date.now() + seconds * 1_000
  try {
    for (const { method, url, data, headers } of targets) {
      if (Date.now() > end) break
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
          ...[
            '--headers',
            Object.entries(headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join('\n'),
          ],
          ...(data === undefined ? [] : ['--data', data]),
          // The product's own refusals, which are right: sqlmap would ask what to do about them.
          ...['--ignore-code', '*'],
        ],
        LONGEST_TARGET,
      )
      const found = /^Parameter: .*$/gm.exec(words)?.[0]
      if (found) scan.findings.push(`${method} ${url.replace(/^http:\/\/[^/]+/, '')}: ${found}`)
      if (isWhole) scan.done += 1
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
  return scan
}

/** What attacks; what looks at headers and cookies is for the Observatory and for a test. None that asks other hosts. */
const MODULES = 'sql,blindsql,xss,permanentxss,exec,file,crlf,redirect,shellshock,htaccess,backup,methods'

/** wapiti over a site: it finds its way along links and forms, and attacks what it found. */
export async function wapiti(url: string, headers: Record<string, string>, seconds: number): Promise<Scan> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-wapiti-'))
  const report = path.join(dir, 'report.json')
  try {
    const { words } = await output(
      'wapiti',
      [
        ...['-u', `${url}/`, '--scope', 'folder', '-m', MODULES, '--flush-session', '--no-bugreport', '-v', '1'],
        ...['--max-scan-time', String(seconds / 3), '--max-attack-time', String(seconds / 8), '--max-parameters', '30'],
        ...['--max-links-per-page', '60', '--max-files-per-dir', '25', '-t', '20', '-S', 'normal'],
        ...[
          '--endpoint',
          'http://127.0.0.1:9/',
          '--store-session',
          dir,
          '--store-config',
          dir,
          '-f',
          'json',
          '-o',
          report,
        ],
        ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ],
      // It is slow to notice that its time is over.
      seconds * 2,
    )
    if (!fs.existsSync(report)) throw new Error(`wapiti wrote no report: ${words.slice(-2_000)}`)
    const { vulnerabilities, anomalies, infos } = JSON.parse(fs.readFileSync(report, 'utf8'))
    const findings = Object.entries<{ method: string; path: string; info: string; parameter: string }[]>({
      ...vulnerabilities,
      ...anomalies,
    }).flatMap(([kind, found]) => found.map(({ method, path, info }) => `${kind}: ${method} ${path} ${info}`))
    const pages = Number(infos?.crawled_pages_nbr ?? /(\d+) (?:pages|URLs)/.exec(words)?.[1] ?? 0)
    return { done: pages, of: pages, findings }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}
