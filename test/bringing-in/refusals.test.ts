import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { bringIn } from '../../src/bringing-in/bring-in.commands'
import { openExport } from '../../src/bringing-in/export-file.client'
import { Refused } from '../../src/bringing-in/refused'
import { importCommand } from '../../src/cli/import'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { article } from '../exports/corpus'
import { sha256 } from '../exports/data-package'
import { quarrel } from '../exports/packaged-quarrel'
import { run } from '../support/command-line'
import { BASE_URL } from '../support/world'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'

let folder: string
let here: Desk
let there: Desk
let owner: DataSource
let lines: string[]
let made: Awaited<ReturnType<typeof quarrel>>

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-refused-'))
  here = await emptyDesk()
  there = await emptyDesk()
  await addAccount(here.database.db, { email: 'ann@desk.example', name: 'Ann', role: 'editor' })
  made = await quarrel(here.database.db)
  await here.database.db.query('UPDATE links SET created_by_id = 1')
  lines = String(await exported(here, 'claims.jsonl'))
    .trimEnd()
    .split('\n')
    .slice(0, -1)
  fileIn(folder, `texts/${made.whole}-1.txt`, made.words)
  fileIn(folder, `others/${made.whole}-1.txt`, 'Another text.')
  owner = await new DataSource(dataSourceOptions(there.ownerUrl, entities, LOOKING)).initialize()
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await owner.destroy()
  await here.close()
  await there.close()
})

/** Lines with a trailer that fits, as a forger would write it. */
const withTrailer = (body: string) => {
  const rows = body.split('\n').length - 1
  return `${body}${JSON.stringify({ type: 'trailer', rows, sha256: sha256(body), checkpoint: null, signature: null })}\n`
}
const whole = (of = lines) => withTrailer(of.map((line) => `${line}\n`).join(''))

/** The number of the line of a row, and the lines with that row changed. */
const at = (type: string, id: number) => lines.findIndex((line) => line.startsWith(`{"type":"${type}","id":${id},`)) + 1
const changedLine = (line: number, change: (text: string) => string) => {
  const text = lines[line - 1] ?? ''
  if (change(text) === text) throw new Error(`line ${line} is as it was`)
  return lines.with(line - 1, change(text))
}

/** How many rows each table has, and which triggers are off. */
async function contents({ database }: Desk): Promise<unknown> {
  const tables: { name: string }[] = await database.db.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND has_table_privilege(oid, 'SELECT') ORDER BY 1`,
  )
  const counts = tables.map(({ name }) => `(SELECT count(*)::integer FROM ${name}) AS ${name}`)
  const off = await database.db.query("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
  return { rows: (await database.db.query(`SELECT ${counts.join(', ')}`))[0], off }
}

type Case = [what: string, file: () => string, line: () => number | null, why: RegExp, texts?: () => string | null]

const claim = () => at('claim', made.first.claimId)
const denial = () => at('claim', made.second.claimId)
const link = () => at('link', made.denial)
const chain = () => at('chain', made.chain)
const texts = () => path.join(folder, 'texts')

const CASES: Case[] = [
  [
    'a quote that is not in its text',
    () => whole(changedLine(denial(), (text) => text.replace('"exact":"\\"not so\\""', '"exact":"\\"now so\\""'))),
    denial,
    /“"now so"” is not at \d+–\d+ of text 1 of article 1, with what stands beside it/,
    texts,
  ],
  [
    'a quote at another place',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace(
            /"start":(\d+),"end":(\d+),"exact":"\\"not/,
            (_, from, to) => `"start":${Number(from) + 1},"end":${Number(to) + 1},"exact":"\\"not`,
          ),
        ),
      ),
    denial,
    /is not at/,
    texts,
  ],
  [
    'quotes that contradict each other, where the text is not here',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace('"prefix":"five', '"prefix":"fife').replace('“five” 🚢,\\nsaid', '“fife” 🚢,\\nsaid'),
        ),
      ),
    denial,
    /is not at/,
  ],
  [
    'a suffix that is cut',
    () => whole(changedLine(denial(), (text) => text.replace(/"suffix":"([^"\\]*)[^"\\]"/, '"suffix":"$1"'))),
    denial,
    /is not at/,
    texts,
  ],
  [
    'a text with another hash',
    () => whole(),
    () => at('article', made.whole),
    /its SHA-256 is not the one/,
    () => path.join(folder, 'others'),
  ],
  ['a file without its trailer', () => `${lines.join('\n')}\n`, () => lines.length, /without its trailer/],
  ['a file cut within a line', () => whole().slice(0, -40), () => lines.length + 1, /has no end/],
  [
    'a letter changed',
    () => whole().replace('"name":"Ann"', '"name":"Eva"'),
    () => lines.length + 1,
    /SHA-256 is not that/,
  ],
  ['a line taken out', () => whole().replace(`${lines[link() - 1]}\n`, ''), () => lines.length, /counts \d+ rows/],
  ['what is no JSON', () => whole(changedLine(claim(), (text) => text.slice(1))), claim, /not JSON/],
  ['something after the trailer', () => `${whole()}{}\n`, () => lines.length + 2, /after the trailer/],
  [
    'a row twice',
    () => whole(lines.toSpliced(claim(), 0, lines[claim() - 1] ?? '')),
    () => claim() + 1,
    /by number, each once/,
  ],
  ['rows in another order', () => whole([lines[claim() - 1] ?? '', ...lines]), () => 2, /stands before those/],
  [
    'an unknown kind of row',
    () => whole(changedLine(link(), (text) => text.replace('"link"', '"bond"'))),
    link,
    /type “bond”/,
  ],
  [
    'a key that no export has',
    () => whole(changedLine(link(), (text) => text.replace('"reason"', '"because"'))),
    link,
    /reason|because/,
  ],
  [
    'a NUL',
    () => whole(changedLine(link(), (text) => text.replace('Because', 'Be\\u0000ause'))),
    link,
    /reason: There is a NUL/,
  ],
  [
    'half a character',
    () => whole(changedLine(link(), (text) => text.replace('Because', 'Be\\ud800ause'))),
    link,
    /half a character/,
  ],
  [
    'days that are not those of the date',
    () =>
      whole(
        changedLine(denial(), (text) => text.replace('"said_on_latest":"2019-06-30"', '"said_on_latest":"2019-06-29"')),
      ),
    denial,
    /not those of the date/,
  ],
  [
    'a statement twice',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace(`"id":${made.second.statementId},"version"`, `"id":${made.first.statementId},"version"`),
        ),
      ),
    denial,
    /Statement \d+ is here twice/,
  ],
  [
    'a claim that is not there',
    () => whole(changedLine(link(), (text) => text.replace(/"to_claim_id":\d+/, '"to_claim_id":999'))),
    link,
    /claim 999, which is not in this file/,
  ],
  [
    'a text that is not there',
    () => whole(changedLine(denial(), (text) => text.replace('"revision":1', '"revision":2'))),
    denial,
    /text 2 of article 1, which is not in this file/,
  ],
  [
    'a speaker without a row',
    () => whole(lines.toSpliced(at('speaker', made.ann) - 1, 1)),
    () => claim() - 1,
    /names speaker \d+/,
  ],
  [
    'a role of somebody else',
    () => whole(changedLine(denial(), (text) => text.replace('"role_id":null', '"role_id":77'))),
    denial,
    /role 77/,
  ],
  [
    'a link against the rules of its relation',
    () => whole(changedLine(link(), (text) => text.replace('"denies"', '"walks_back"'))),
    link,
    /speaker/,
  ],
  [
    'a chain without its links',
    () => whole(lines.toSpliced(link() - 1, 1)),
    () => chain() - 1,
    /export of a selection/,
  ],
  ['links without their chain', () => whole(lines.toSpliced(chain() - 1, 1)), () => null, /some chain is missing/],
  [
    'a name of nobody’s, where a number is missing',
    () => whole(changedLine(claim(), (text) => text.replace('"created_by_name":null', '"created_by_name":"Eva"'))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what its own rows contradict',
    () => whole(changedLine(claim(), (text) => text.replace('"name":"Ann"', '"name":"Eva"'))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what no Gainsay writes',
    () => whole(changedLine(claim(), (text) => text.replace('{', '{ '))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what the tables refuse',
    () => whole(changedLine(at('article', made.whole), (text) => text.replace('"language":"en"', '"language":"?"'))),
    () => at('article', made.whole),
    /The tables refuse it: .*articles_language_check/,
  ],
]

test.each(CASES)(
  '%s is refused with its line, and nothing is left of it',
  async (_what, file, line, why, texts = () => null) => {
    const before = await contents(there)
    const opened = await openExport(fileIn(folder, 'claims.jsonl', file()), 'lines', texts())
    const refused = await bringIn(owner.manager, opened, BASE_URL, () => {}).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ line: line(), reason: expect.stringMatching(why) })
    expect(await contents(there)).toEqual(before)
  },
)

test('a file of another site is refused, with what to set', async () => {
  const { code, err } = await importInto(there, [fileIn(folder, 'claims.jsonl', whole())], 'https://other.example')
  expect(code).toBe(1)
  expect(err).toContain(`claims.jsonl, line ${at('article', made.whole)}: This is of https://gainsay.example`)
  expect(err).toContain('set BASE_URL=https://gainsay.example. Nothing was imported.')
})

test('a desk that has rows, or people by the same numbers, is left alone', async () => {
  const desk = await emptyDesk()
  const file = fileIn(folder, 'claims.jsonl', whole())
  await addAccount(desk.database.db, { email: 'eva@desk.example', name: 'Eva', role: 'editor' })
  expect((await importInto(desk, [file])).err).toContain('account 1 may be somebody else')
  await article(desk.database.db, 'Here before.')
  expect((await importInto(desk, [file])).err).toContain('this one has rows in outlets, articles, revisions')
  await desk.close()
})

test('the command says at which line a quote is not in its text, and with --json the same', async () => {
  const [, forged] = CASES[0] as Case
  const file = fileIn(folder, 'claims.jsonl', forged())
  const told = await importInto(there, [file, '--texts', texts()])
  expect(told).toMatchObject({ code: 1, out: '' })
  expect(told.err).toContain(
    `claims.jsonl, line ${denial()}: Statement ${made.second.statementId}, content: “"now so"” is not at`,
  )
  const { code, out } = await importInto(there, [file, '--texts', texts(), '--json'])
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, file, state: 'refused', line: denial() })
})

test('an export is imported alone, without what is said of articles', async () => {
  const file = fileIn(folder, 'claims.jsonl', whole())
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect(await usage(file, '--outlet', 'The Daily')).toBe(2)
  expect(await usage(file, file)).toBe(2)
  expect(await usage(fileIn(folder, 'article.txt', 'Words.'), '--texts', folder)).toBe(2)
})

test('after all of that the file itself comes in, and tells what is not in it', async () => {
  const { code, out } = await importInto(there, [fileIn(folder, 'claims.jsonl', whole()), '--texts', texts()])
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 outlets, 2 articles') })
  expect(out).toContain('1 account nobody can sign in to stands for them')
  expect(await wrongIn(there)).toEqual([])
  expect((await exported(there, 'claims.jsonl')).toString()).toBe((await exported(here, 'claims.jsonl')).toString())
})
