import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { LINKS_FROM } from '../../src/bringing-in/csv-export.commands'
import { Refused } from '../../src/bringing-in/refused'
import { importCommand } from '../../src/cli/import'
import { run } from '../support/command-line'
import { type Desk, exported, fileIn, importInto, wrongIn } from './desks'
import { contents, type QuarrelDesks, quarrelDesks } from './quarrel-desks'
import { broughtIn, changed } from './refused-in'

let desks: QuarrelDesks
let here: Desk
let there: Desk
let folder: string
let made: QuarrelDesks['made']
let claims: string
let links: string

beforeAll(async () => {
  desks = await quarrelDesks()
  ;({ here, there, folder, made } = desks)
  claims = String(await exported(here, 'claims.csv'))
  links = String(await exported(here, 'links.csv'))
})

afterAll(() => desks.close())

/** What is refused: a file, at which line of it, and why. */
interface Case {
  of: 'claims.csv' | 'links.csv'
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
]

test.each(CASES)('%s is refused with its line, and nothing is left of it', async (_what, refused) => {
  const { of, file, line, why, texts } = refused
  const before = await contents(there)
  const at = line()
  const claimsFile = fileIn(folder, 'claims.csv', of === 'claims.csv' ? file() : claims)
  const error = await broughtIn(desks.owner, claimsFile, 'claims', {
    texts: texts ? path.join(folder, texts) : null,
    links: fileIn(folder, 'links.csv', of === 'links.csv' ? file() : links),
  })
  expect(error).toBeInstanceOf(Refused)
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

test('tables alone are not imported with anything else', async () => {
  const file = fileIn(folder, 'claims.csv', claims)
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect(await usage(file, '--outlet', 'The Daily')).toBe(2)
  expect(
    await usage(file, fileIn(folder, 'annotations.jsonld', String(await exported(here, 'annotations.jsonld')))),
  ).toBe(2)
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
