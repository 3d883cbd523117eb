import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { setCopyOf } from '../../src/copies/copies.commands'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { redact } from '../../src/proof/redact.commands'
import { verifyRows } from '../../src/proof/verify.queries'
import { article, statement } from '../exports/corpus'
import { unzipped } from '../exports/data-package'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'

const BEFORE = 'Nobody may hand on what stands here, and it is long enough for that, as everybody sees.'
const TEXT = `${BEFORE}\n\nThe ferry “sails in June”, Ann Lee said on Monday.\n\n${BEFORE.toUpperCase()} `.trim()

let folder: string
let here: Desk
let world: World
let owner: DataSource
let ids: { article: number; untagged: number; statement: number }

/** A desk whose article may be published as a whole, filled from lines alone, which have no text. */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-part-'))
  here = await emptyDesk()
  const { db } = here.database
  const tagged = await article(db, TEXT, { rights: 'full', headline: 'Ferry' })
  const untagged = await article(db, 'The origin, in which nothing is tagged.', { outlet: 'The Agency' })
  const { statementId } = await statement(db, tagged, 'sails in June', { source: { exact: 'Ann Lee' } })
  await setCopyOf(db, null, tagged, 1, untagged)
  ids = { article: tagged, untagged, statement: statementId }
  world = await newWorld()
  owner = await new DataSource(dataSourceOptions(world.ownerUrl, entities, LOOKING)).initialize()
  const file = fileIn(folder, 'claims.jsonl', await exported(here, 'claims.jsonl'))
  expect(await importInto(world, [file])).toMatchObject({ code: 0 })
})

afterAll(async () => {
  await owner.destroy()
  fs.rmSync(folder, { recursive: true })
  await here.close()
  await world.close()
})

test('readers see the passage with what came beside it, the desk that the rest is not here', async () => {
  const page = (await request(world.app).get(`/articles/${ids.article}`).expect(200)).text
  expect(page).toContain('sails in June')
  expect(page).not.toContain('█')
  expect(page).not.toContain('Nobody may')
  const desk = (await (await signedIn(world)).get(`/articles/${ids.article}`).expect(200)).text
  expect(desk).toContain('only what was quoted is here')
  expect(desk).toContain('███')
  const { body } = await request(world.app).get(`/api/v1/articles/${ids.article}`).expect(200)
  expect(body).toMatchObject({ rights: 'full', text: null })
  // The origin that it is a copy of was never public, and is nobody's to see.
  await request(world.app).get(`/articles/${ids.untagged}`).expect(404)
})

test('tables are what they were, the text is not packed, and history tells where it came from', async () => {
  expect(String(await exported(world, 'claims.csv'))).toBe(String(await exported(here, 'claims.csv')))
  const packed = [await exported(here, 'datapackage.zip'), await exported(world, 'datapackage.zip')]
  const files = await Promise.all(packed.map(unzipped))
  expect(files.map((those) => those.has(`texts/${ids.article}-1.txt`))).toEqual([true, false])
  const history = (await request(world.app).get(`/articles/${ids.article}/history`).expect(200)).text
  expect(history).toContain('Brought in from an export')
})

test('what is here is held against what came; what is erased of it is erased', async () => {
  expect(await wrongIn(world)).toEqual([])
  const runner = owner.createQueryRunner()
  await runner.startTransaction()
  await runner.query("SELECT set_config('gainsay.redacting', 'on', true)")
  await runner.query(
    `UPDATE revisions SET text = changed, kept_sha256 = sha256(convert_to(changed, 'UTF8'))
     FROM (SELECT overlay(text PLACING 'x' FROM 5 FOR 1) AS changed FROM revisions WHERE kept_sha256 IS NOT NULL) other
     WHERE kept_sha256 IS NOT NULL`,
  )
  const found = await verifyRows(runner.manager, ['Texts by their hashes'])
  await runner.rollbackTransaction()
  await runner.release()
  expect(found).toMatchObject([{ wrong: [expect.stringContaining('revision')] }])

  const told = { reason: 'By order.', legalBasis: null }
  expect(await redact(owner.manager, { kind: 'statement', id: ids.statement }, told)).toMatchObject({ redactionId: 1 })
  const [{ text }] = await owner.query('SELECT text FROM revisions WHERE kept_sha256 IS NOT NULL')
  expect(text).not.toContain('sails')
  expect(await wrongIn(world)).toEqual([])
})
