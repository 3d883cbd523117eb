import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { DataSource } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { bringIn } from '../../src/bringing-in/bring-in.commands'
import { LINKS_FROM } from '../../src/bringing-in/csv-export.commands'
import { openExport } from '../../src/bringing-in/export-file.client'
import { Refused } from '../../src/bringing-in/refused'
import { importCommand } from '../../src/cli/import'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { quarrel } from '../exports/packaged-quarrel'
import { run } from '../support/command-line'
import { BASE_URL } from '../support/world'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'

let folder: string
let here: Desk
let there: Desk
let claims: string
let links: string
let annotations: string
let owner: DataSource
let made: Awaited<ReturnType<typeof quarrel>>

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-flat-refused-'))
  here = await emptyDesk()
  there = await emptyDesk()
  await addAccount(here.database.db, { email: 'ann@desk.example', name: 'Ann', role: 'editor' })
  made = await quarrel(here.database.db)
  await here.database.db.query('UPDATE links SET created_by_id = 1')
  claims = String(await exported(here, 'claims.csv'))
  links = String(await exported(here, 'links.csv'))
  annotations = String(await exported(here, 'annotations.jsonld'))
  owner = await new DataSource(dataSourceOptions(there.ownerUrl, entities, LOOKING)).initialize()
  fileIn(folder, `texts/${made.whole}-1.txt`, made.words)
  fileIn(folder, `others/${made.whole}-1.txt`, 'Another text.')
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await owner.destroy()
  await here.close()
  await there.close()
})

/** A text with one thing changed, which has to be there. */
function changed(text: string, from: string | RegExp, to: string | ((...found: string[]) => string)): string {
  const other = text.replace(from, to as string)
  if (other === text) throw new Error(`nothing is ${from}`)
  return other
}

/** How many rows the tables have that an import fills. */
async function contents({ database }: Desk): Promise<unknown> {
  const tables = ['accounts', 'articles', 'revisions', 'speakers', 'claims', 'statements', 'spans', 'links', 'history']
  const counts = tables.map((name) => `(SELECT count(*)::integer FROM ${name}) AS ${name}`)
  return (await database.db.query(`SELECT ${counts.join(', ')}`))[0]
}

/** What is refused: a file, at which line of it, and why. */
interface Case {
  of: 'claims.csv' | 'links.csv' | 'annotations.jsonld'
  file: () => string
  line: () => number | null
  why: RegExp
  texts?: 'texts' | 'others'
}

/** The line on which what was found begins, from 1. */
const lineOf = (text: string, found: string) => text.slice(0, text.indexOf(found)).split('\n').length
/** The row of the second claim: "not so", whose prefix begins in the row's first line. */
const second = () => lineOf(claims, `\r\n${made.second.claimId},${made.second.statementId},`) + 1
const ofClaims = (file: () => string, line: () => number | null, why: RegExp, texts?: Case['texts']): Case => ({
  ...{ of: 'claims.csv', file, line, why, texts },
})
const ofLinks = (file: () => string, line: () => number | null, why: RegExp): Case => ({
  ...{ of: 'links.csv', file, line, why },
})
const ofAnnotations = (file: () => string, line: () => number | null, why: RegExp, texts?: Case['texts']): Case => ({
  ...{ of: 'annotations.jsonld', file, line, why, texts },
})
/** Lines of annotations: the first is the collection’s, then the statements in order, then the link. */
const denied = () => 1 + made.second.statementId
const linked = () => lineOf(annotations, '"motivation":"linking"')

const CASES: [what: string, refused: Case][] = [
  [
    'a quote that is not in its text',
    ofClaims(
      () => changed(claims, '"""not so"""', '"""now so"""'),
      second,
      /content: “"now so"” is not at \d+–\d+ of text 1 of article 1, with what stands beside it/,
      'texts',
    ),
  ],
  [
    'a quote at another place',
    ofClaims(
      () =>
        changed(claims, /,(\d+),(\d+),(1,1,.*?),45-53,\r\n/, (_, from, to, rest) =>
          [`,${Number(from) + 1}`, Number(to) + 1, rest, `46-54,\r\n`].join(','),
        ),
      second,
      /is not at 46–54/,
      'texts',
    ),
  ],
  [
    'a place that its parts don’t have',
    ofClaims(
      () => changed(claims, ',45-53,\r\n', ',46-54,\r\n'),
      second,
      /the passage is at 45–53, and its parts at 46-54/,
    ),
  ],
  [
    'parts that are not as long as their places',
    ofClaims(
      () => changed(claims, ' […] on', ' […]  on'),
      () => 2,
      /not as long as their places|no words|as long as/,
    ),
  ],
  [
    'a text with another hash',
    ofClaims(
      () => claims,
      () => 2,
      /its SHA-256 is not the one/,
      'others',
    ),
  ],
  [
    'two hashes of one text',
    ofClaims(
      () => changed(claims, /(,1,1,)[0-9a-f]{64}(?=,[^\r]*45-53,\r\n)/, (_, front) => front + 'ab'.repeat(32)),
      second,
      /which has another SHA-256/,
    ),
  ],
  [
    'rows cut within one',
    ofClaims(
      () => claims.slice(0, -20),
      () => lineOf(claims, '\r\n4,') || null,
      /has no line end: the file was cut/,
    ),
  ],
  [
    'rows cut within quotation marks',
    ofClaims(() => claims.slice(0, claims.indexOf('"""not so"""') + 6), second, /ends within quotation marks/),
  ],
  [
    'a cell too few',
    ofClaims(() => changed(claims, ',45-53,\r\n', ',45-53\r\n'), second, /has 25 cells, and there are 26 columns/),
  ],
  [
    'a mark where none may be',
    ofClaims(
      () => changed(claims, ',tweet,', ',twe"et,'),
      () => 2,
      /quotation mark/,
    ),
  ],
  [
    'a column taken out',
    ofClaims(
      () => changed(claims, ',stance,', ','),
      () => 1,
      /column “stance” of claims.csv is missing/,
    ),
  ],
  [
    'columns in another order',
    ofClaims(
      () => changed(claims, 'stance,medium', 'medium,stance'),
      () => 1,
      /another place/,
    ),
  ],
  [
    'other separators',
    ofClaims(
      () => claims.replaceAll(',', ';'),
      () => 1,
      /not separated by commas/,
    ),
  ],
  [
    'a NUL',
    ofClaims(
      () => changed(claims, '“five”', '“fi\u0000e”'),
      () => 2,
      /There is a NUL/,
    ),
  ],
  [
    'a number that is none',
    ofClaims(() => changed(claims, `\r\n${made.second.claimId},`, '\r\nx,'), second, /claim_id: /),
  ],
  [
    'a row twice',
    ofClaims(
      () => `${claims + (claims.split('\r\n').at(-2) ?? '')}\r\n`,
      () => claims.split('\n').length,
      /rows stand by these numbers, each once/,
    ),
  ],
  ['an unknown stance', ofClaims(() => changed(claims, ',denies,', ',rejects,'), second, /claim.stance: /)],
  [
    'days that are not those of the date',
    ofClaims(() => changed(claims, ',2019-06-30,', ',2019-06-29,'), second, /not those of the date/),
  ],
  [
    'a claim that says otherwise in another row',
    ofClaims(
      () => changed(claims, new RegExp(`(\r\n1,${made.third.statementId},.*?),asserts,`), '$1,asks,'),
      () => lineOf(claims, `\r\n1,${made.third.statementId},`) + 1,
      /stance is “asks” here, and would be “asserts”/,
    ),
  ],
  [
    'two names of one speaker',
    ofClaims(
      () => changed(claims, new RegExp(`(\r\n1,${made.third.statementId},)Ann;`), '$1Eva;'),
      () => lineOf(claims, `\r\n1,${made.third.statementId},`) + 1,
      /speakers is “Eva; The House” here, and would be “Ann; The House”/,
    ),
  ],
  [
    'a formula without its guard',
    ofClaims(
      () => claims.replaceAll("'+ 'it'", "+ 'it'"),
      () => 2,
      /summary is “\+ 'it' is "five"” here/,
    ),
  ],
  [
    'what the tables refuse',
    ofClaims(
      () => changed(claims, ',Bea,', `,${'B'.repeat(201)},`),
      second,
      /The tables refuse it: .*speakers_name_check/,
    ),
  ],
  [
    'a link of a claim that is not there',
    ofLinks(
      () => changed(links, ',denies,1,', ',denies,999,'),
      () => 2,
      /claim 999, which is not in this file/,
    ),
  ],
  [
    'an unknown relation',
    ofLinks(
      () => changed(links, ',denies,', ',rejects,'),
      () => 2,
      /relation: /,
    ),
  ],
  [
    'a link to itself',
    ofLinks(
      () => changed(links, /,\d+,denies,(\d+),/, ',$1,denies,$1,'),
      () => 2,
      /itself/,
    ),
  ],
  [
    'links cut within one',
    ofLinks(
      () => links.slice(0, -4),
      () => 2,
      /has no line end/,
    ),
  ],

  [
    'an annotation of a quote that is not in its text',
    ofAnnotations(
      () => changed(annotations, '"exact":"\\"not so\\""', '"exact":"\\"now so\\""'),
      denied,
      /“"now so"” is not at 45–53 of text 1 of article 1/,
      'texts',
    ),
  ],
  [
    'an annotation at another place',
    ofAnnotations(
      () => changed(annotations, '"start":45,"end":53', '"start":46,"end":54'),
      denied,
      /is not at 46–54/,
      'texts',
    ),
  ],
  [
    'annotations that contradict each other, where the text is not here',
    ofAnnotations(
      () => changed(annotations, /("exact":"\\"not so\\"","prefix":"[^"]*)Monday/, '$1Mondag'),
      denied,
      /is not at/,
    ),
  ],
  [
    'a collection cut within an item',
    ofAnnotations(
      () => annotations.slice(0, annotations.indexOf('"exact":"\\"not so') + 4),
      denied,
      /The line has no end/,
    ),
  ],
  [
    'a collection cut between items',
    ofAnnotations(
      () => annotations.slice(0, annotations.indexOf('\n,{', annotations.indexOf('"exact":"\\"not so')) + 1),
      denied,
      /The file ends here, and the collection does not/,
    ),
  ],
  [
    'a collection without its last brace',
    ofAnnotations(
      () => annotations.slice(0, -2),
      () => annotations.split('\n').length - 2,
      /the collection does not/,
    ),
  ],
  [
    'an item taken out',
    ofAnnotations(
      () => changed(annotations, /\n,\{[^\n]*not so[^\n]*/, ''),
      () => annotations.split('\n').length - 3,
      /counts 5 items, and 4 stand in it/,
    ),
  ],
  [
    'something after the collection',
    ofAnnotations(
      () => `${annotations}{}\n`,
      () => annotations.split('\n').length,
      /after the collection/,
    ),
  ],
  [
    'another layout',
    ofAnnotations(
      () => JSON.stringify(JSON.parse(annotations), null, 2),
      () => 1,
      /not laid out as Gainsay writes it/,
    ),
  ],
  [
    'what is no JSON',
    ofAnnotations(
      () => changed(annotations, '\n,{"id"', '\n,{"id'),
      () => 3,
      /This is not JSON/,
    ),
  ],
  [
    'a key that no export has',
    ofAnnotations(
      () => changed(annotations, '"gs:stance":"denies"', '"gs:stand":"denies"'),
      denied,
      /gs:stance|gs:stand/,
    ),
  ],
  [
    'an address of elsewhere',
    ofAnnotations(
      () =>
        changed(
          annotations,
          /"source":"https:\/\/gainsay.example\/claims\/2"/,
          '"source":"https://x.example/claims/2"',
        ),
      denied,
      /no address below https:\/\/gainsay.example\/claims\//,
    ),
  ],
  [
    'a claim that says otherwise in another item',
    ofAnnotations(
      () =>
        changed(annotations, new RegExp(`(statements/${made.third.statementId}".*?"gs:stance":)"asserts"`), '$1"asks"'),
      () => 1 + made.third.statementId,
      /exported otherwise: “gs:stance”/,
    ),
  ],
  [
    'another canonical name',
    ofAnnotations(
      () => changed(annotations, 'urn:uuid:', 'urn:uuid:0'),
      () => 2,
      /“canonical”/,
    ),
  ],
  [
    'an unknown relation of ours',
    ofAnnotations(() => changed(annotations, '/ns#denies', '/ns#rejects'), linked, /relation: /),
  ],
  [
    'a relation by two names that don’t agree',
    ofAnnotations(() => changed(annotations, 'cito/disputes', 'cito/confirms'), linked, /“body”/),
  ],
]

test.each(CASES)('%s is refused with its line, and nothing is left of it', async (_what, refused) => {
  const { of, file, line, why, texts } = refused
  const before = await contents(there)
  const name = fileIn(folder, of, file())
  const [first, kind, second] =
    of === 'links.csv'
      ? ([fileIn(folder, 'claims.csv', claims), 'claims', name] as const)
      : of === 'claims.csv'
        ? ([name, 'claims', fileIn(folder, 'links.csv', links)] as const)
        : ([name, 'annotations', null] as const)
  const opened = await openExport(first, kind, texts ? path.join(folder, texts) : null, second)
  const error = await bringIn(owner.manager, opened, BASE_URL, () => {}).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(Refused)
  const at = line()
  expect(error).toMatchObject({
    line: at !== null && of === 'links.csv' ? at + LINKS_FROM : at,
    reason: expect.stringMatching(why),
  })
  expect(await contents(there)).toEqual(before)
})

test('the command names the file and the line in it', async () => {
  const given = [
    fileIn(folder, 'links.csv', changed(links, ',denies,', ',rejects,')),
    fileIn(folder, 'claims.csv', claims),
  ] as const
  const told = await importInto(there, [...given])
  expect(told).toMatchObject({ code: 1, out: '' })
  expect(told.err).toContain(`${given[0]}, line 2: relation: `)
  const { code, out } = await importInto(there, [path.dirname(given[0]), '--json'])
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, state: 'refused', file: given[0], line: 2 })
  const alone = fileIn(folder, 'alone/links.csv', links)
  expect((await importInto(there, [alone])).err).toContain('stands in claims.csv: give both')
})

test('annotations of another site are refused, with what to set', async () => {
  const { code, err } = await importInto(
    there,
    [fileIn(folder, 'annotations.jsonld', annotations)],
    'https://other.example',
  )
  expect(code).toBe(1)
  expect(err).toContain('annotations.jsonld, line 1: This is of https://gainsay.example')
  expect(err).toContain('set BASE_URL=https://gainsay.example. Nothing was imported.')
})

test('a page by itself is refused', async () => {
  const { '@context': context, first, id } = JSON.parse(annotations)
  const page = { '@context': context, id: first.id, type: 'AnnotationPage', partOf: { id }, startIndex: 0, items: [] }
  const file = fileIn(folder, 'annotations.jsonld', `${JSON.stringify(page).slice(0, -2)}\n]}\n`)
  expect((await importInto(there, [file])).err).toContain('page of')
})

test('tables alone are not imported with anything else', async () => {
  const file = fileIn(folder, 'claims.csv', claims)
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect(await usage(file, '--outlet', 'The Daily')).toBe(2)
  expect(await usage(file, fileIn(folder, 'annotations.jsonld', annotations))).toBe(2)
  expect(await usage(file, file)).toBe(2)
})

test('after all of that tables come in, without links, saved anew by another program, with texts; and say what they lack', async () => {
  const saved = `\ufeff${stringified(parse(claims))}`
  expect(saved).not.toBe(claims)
  const file = fileIn(folder, 'only/claims.csv', saved)
  const { code, out } = await importInto(there, [path.dirname(file), '--texts', path.join(folder, 'texts')])
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('0 outlets, 2 articles, 4 speakers') })
  expect(out).toContain('of speakers what they are (here persons)')
  expect(await wrongIn(there)).toEqual([])
  expect(String(await exported(there, 'claims.csv'))).toBe(claims)
  expect(String(await exported(there, 'links.csv'))).not.toBe(links)
})

/** As many programs write tables: LF, and marks where they must be. */
const stringified = (rows: string[][]) =>
  rows
    .map((row) => `${row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`)
    .join('')
