import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { showName } from '../../src/accounts/public-name.commands'
import type { KindOfExport } from '../../src/bringing-in/export-file.client'
import { Refused } from '../../src/bringing-in/refused'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { article, statement } from '../exports/corpus'
import { quarrel } from '../exports/packaged-quarrel'
import { type Desk, emptyDesk, exported, fileIn, importInto } from './desks'
import { broughtIn, changed, linesOf, ownerOf, withTrailer } from './refused-in'

let folder: string
let here: Desk
let there: Desk
let owner: DataSource
let lines: string[]
let annotations: string

/** A desk whose editor is known by name, with somebody who speaks for a speaker whom the export knows as that alone. */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-beyond-'))
  here = await emptyDesk()
  there = await emptyDesk()
  const { db } = here.database
  const added = await addAccount(db, { email: 'ann@desk.example', name: 'Ann Editor', role: 'editor' })
  if (!('id' in added)) throw new Error('no account')
  await showName(db, added, 1, true)
  await quarrel(db)
  const silent = await addSpeaker(db, null, { name: 'The Silent Ministry', kind: 'organisation' })
  const voice = await addSpeaker(db, null, {
    name: 'Eve',
    kind: 'person',
    roles: [{ title: 'Voice', since: null, until: null, speaksForId: silent }],
  })
  const long = await article(db, `Long: ${'x'.repeat(150)} ends here, and that is all there is of it in this text.`)
  await statement(db, long, 'x'.repeat(150), { claim: { speakers: [{ id: voice }] } })
  await db.query('UPDATE links SET created_by_id = $1', [added.id])
  lines = linesOf(await exported(here, 'claims.jsonl'))
  annotations = String(await exported(here, 'annotations.jsonld'))
  owner = await ownerOf(there)
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await owner.destroy()
  await here.close()
  await there.close()
})

/** The number of the first line in which something stands. */
const lineWith = (found: string) => lines.findIndex((line) => line.includes(found)) + 1
const eachChanged = (from: string | RegExp, to: string) => () =>
  withTrailer(changed(lines.join('\n'), from, to).split('\n'))

type Case = [what: string, kind: KindOfExport, file: () => string, line: () => number, why: RegExp]

const CASES: Case[] = [
  [
    'too long a name of who linked',
    'lines',
    eachChanged('"created_by_name":"Ann Editor"', `"created_by_name":"${'A'.repeat(201)}"`),
    () => lineWith('"created_by_name":"Ann Editor"'),
    /created_by_name: The name has more than 200 characters/,
  ],
  [
    'a name of who linked that is none',
    'lines',
    eachChanged('"created_by_name":"Ann Editor"', '"created_by_name":"  "'),
    () => lineWith('"created_by_name":"Ann Editor"'),
    /created_by_name: The name is empty/,
  ],
  [
    'too long a name of whom one speaks for',
    'lines',
    eachChanged('The Silent Ministry', 'M'.repeat(201)),
    () => lineWith('The Silent Ministry'),
    /roles.0.speaks_for.name: The name has more than 200 characters/,
  ],
  [
    'spaces around the name of whom one speaks for',
    'lines',
    eachChanged('The Silent Ministry', 'The Silent Ministry '),
    () => lineWith('The Silent Ministry'),
    /speaks_for.name: The name is empty, or has spaces around it/,
  ],
  [
    'a month that no year has',
    'lines',
    eachChanged(/"captured_at":"(\d{4})-\d\d/, '"captured_at":"$1-13'),
    () => lineWith('"captured_at"'),
    /revisions.0.captured_at: This is no time/,
  ],
  [
    'a year that no calendar has',
    'lines',
    eachChanged(/"captured_at":"\d{4}/, '"captured_at":"0000'),
    () => lineWith('"captured_at"'),
    /revisions.0.captured_at: This is no time/,
  ],
  [
    'a number written otherwise',
    'lines',
    eachChanged('"article_id":1,', '"article_id":1.0,'),
    () => lineWith('"article_id":1,'),
    /would be exported otherwise/,
  ],
  [
    'a byte order mark in front of a text',
    'lines',
    () => withTrailer(lines.join('\n').replaceAll('=2+2', '\ufeff2+2').split('\n')),
    () => lineWith('"type":"article"'),
    /no canonical text: .*no byte order mark/,
  ],
  [
    'accents without end',
    'lines',
    () =>
      withTrailer(
        lines
          .join('\n')
          .replaceAll('x'.repeat(150), `x${'\u0301'.repeat(149)}`)
          .split('\n'),
      ),
    () => lineWith('"type":"article","id":3,'),
    /no canonical text\. There are more than 100 accents in a row/,
  ],
  [
    'an annotation’s day that no month has',
    'annotations',
    () => changed(annotations, /"sourceDate":"(\d{4})-\d\d-\d\d/, '"sourceDate":"$1-02-30'),
    () => 2,
    /sourceDate: This is no time/,
  ],
  [
    'too long an annotation’s creator',
    'annotations',
    () => changed(annotations, '"name":"Ann Editor"', `"name":"${'A'.repeat(201)}"`),
    () => annotations.slice(0, annotations.indexOf('"name":"Ann Editor"')).split('\n').length,
    /created_by_name: The name has more than 200 characters/,
  ],
]

test.each(CASES)('%s is refused with its line and in words', async (_what, kind, file, line, why) => {
  const name = kind === 'lines' ? 'claims.jsonl' : 'annotations.jsonld'
  const refused = await broughtIn(owner, fileIn(folder, name, file()), kind)
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ line: line(), reason: expect.stringMatching(why) })
})

test('what tables refuse of no line in particular is told by the command, with --json as an object', async () => {
  await owner.query("ALTER TABLE accounts ADD CONSTRAINT nobody_here CHECK (email NOT LIKE '%@import.invalid')")
  const file = fileIn(folder, 'claims.jsonl', withTrailer(lines))
  const { code, out } = await importInto(there, [file, '--json'])
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, file, state: 'refused', line: null })
  expect(JSON.parse(out).problem).toMatch(/^The tables refuse something in this file: .*nobody_here/)
  const told = await importInto(there, [file])
  expect(told).toMatchObject({ code: 1, out: '' })
  expect(told.err).toContain('Nothing was imported.')
  await owner.query('ALTER TABLE accounts DROP CONSTRAINT nobody_here')
  expect(await importInto(there, [file])).toMatchObject({ code: 0 })
})
