import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import type { Client } from 'pg'
import type { Figure } from '../trust/harness'
import type { Served } from './served'

const run = promisify(execFile)

/** What spreadsheets take for a formula, or for an order to another program, at a cell's beginning; and what looks like our guard. */
const SUMMARIES = [
  '=1+1',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '=HYPERLINK("http://example.org","here")',
  "=cmd|'/c calc'!A0",
  '\t=1+1',
  '＝1+1',
  '＋1+1',
  "'=1+1",
  '"=1+1"',
  'a line, and\n=1+1',
  '1,5',
]

/** Comma, double quote, UTF-8, from the first line; and the most that a spreadsheet may make of it: formulas are evaluated. */
const READ_CSV = 'CSV:44,34,76,1,,0,false,true,false,false,false,-1,true'
const WRITE_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true'

/**
 * Whether LibreOffice finds a formula in `claims.csv`, and whether it shows the words that we wrote. Null where it isn't installed.
 * The control is the same without our guard, in which it has to find some.
 */
export async function inSpreadsheet(owner: Client, served: Served): Promise<Figure[] | null> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'gainsay-spreadsheet-'))
  try {
    if (!(await isInstalled())) return null
    await owner.query(
      `UPDATE claims SET summary = told.summary
       FROM unnest($1::text[]) WITH ORDINALITY told (summary, place)
       WHERE id = (SELECT id FROM claims chosen WHERE state = 'published' ORDER BY id OFFSET told.place - 1 LIMIT 1)`,
      [SUMMARIES],
    )
    const ours = await served.text('/exports/claims.csv')
    const first = parse(ours).slice(0, SUMMARIES.length + 1) as string[][]
    const place = first[0]?.indexOf('summary') ?? -1
    const cells = first.slice(1).map((row) => row[place] as string)
    const bare = `summary\r\n${SUMMARIES.map((text) => `"${text.replaceAll('"', '""')}"`).join('\r\n')}\r\n`
    const shown = await shownOf(dir, ours, place, cells.length)
    return [
      figure('claims.csv: formulas', await formulasIn(dir, ours), '0', (found) => found === 0),
      figure('  without the guard', await formulasIn(dir, bare), 'some', (found) => found > 0),
      figure(
        '  words shown as written',
        cells.filter((cell, row) => cell === shown[row]).length,
        String(cells.length),
        (found) => found === cells.length,
      ),
    ]
  } finally {
    await fs.rm(dir, { recursive: true, force: true })
  }
}

const figure = (what: string, found: number, goal: string, isReached: (found: number) => boolean): Figure => ({
  what,
  found: String(found),
  goal,
  isReached: isReached(found),
})

const isInstalled = (): Promise<boolean> =>
  run('soffice', ['--version']).then(
    () => true,
    () => false,
  )

async function formulasIn(dir: string, csv: string): Promise<number> {
  const sheet = await converted(dir, csv, 'fods')
  return sheet.split('table:formula=').length - 1
}

/** The words of one column's first cells, as the spreadsheet shows them. */
async function shownOf(dir: string, csv: string, place: number, cells: number): Promise<string[]> {
  const rows = parse(await converted(dir, csv, WRITE_CSV), { to: cells + 1 }) as string[][]
  return rows.slice(1).map((row) => row[place] as string)
}

async function converted(dir: string, csv: string, to: string): Promise<string> {
  await fs.writeFile(path.join(dir, 'read.csv'), csv)
  const profile = `-env:UserInstallation=${pathToFileURL(path.join(dir, 'profile'))}`
  const out = path.join(dir, 'out')
  await run('soffice', [
    profile,
    '--headless',
    `--infilter=${READ_CSV}`,
    '--convert-to',
    to,
    '--outdir',
    out,
    path.join(dir, 'read.csv'),
  ])
  return fs.readFile(path.join(out, `read.${to.split(':')[0]}`), 'utf8')
}
