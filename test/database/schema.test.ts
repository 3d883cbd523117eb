import 'reflect-metadata'
import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source'
import { grantPrivileges, PRIVILEGES } from '../../src/database/privileges'
import { entities } from '../../src/entities'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let owner: Client
let app: Client

beforeAll(async () => {
  database = await newDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  app = new Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), app.connect()])
})

afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.drop()
})

/** What TypeORM would change to make the tables fit the entities; indexes and checks are the migrations' own affair. */
async function drift(entitiesToCompare: typeof entities | (new () => object)[]): Promise<string[]> {
  const orm = await new DataSource(dataSourceOptions(database.ownerUrl, entitiesToCompare)).initialize()
  try {
    const { upQueries } = await orm.driver.createSchemaBuilder().log()
    return upQueries
      .map((query) => query.query)
      .filter((query) => !/ (ADD|DROP) CONSTRAINT |^(CREATE|DROP) (UNIQUE )?INDEX /.test(query))
  } finally {
    await orm.destroy()
  }
}

test('the entities are what the migrations made', async () => {
  expect(await drift(entities)).toEqual([])
})

test('the comparison sees a column that is not there', async () => {
  const { Column, Entity, PrimaryGeneratedColumn } = await import('typeorm')
  class Broken {
    id!: number
    nobody!: string
  }
  PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })(Broken.prototype, 'id')
  Column('text')(Broken.prototype, 'nobody')
  Entity('outlets')(Broken)
  expect((await drift([Broken])).join()).toContain('nobody')
})

test('every table has its privileges written down', async () => {
  const { rows } = await owner.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  )
  expect(rows.map((row) => row.table_name)).toEqual(Object.keys(PRIVILEGES).sort())
})

test('rights that are given again are at no moment missing', async () => {
  let isGiving = true
  const given = (async () => {
    for (let time = 0; time < 5; time += 1) await grantPrivileges(owner, new URL(database.appUrl).username)
    isGiving = false
  })()
  let asked = 0
  while (isGiving) {
    await app.query('SELECT FROM zones LIMIT 1')
    asked += 1
  }
  await given
  expect(asked).toBeGreaterThan(5)
})

describe('the role that serves', () => {
  test.each([
    ['change history', 'UPDATE history SET action = action'],
    ['delete history', 'DELETE FROM history'],
    ['change a captured text', `UPDATE revisions SET text = 'another'`],
    ['delete a claim', 'DELETE FROM claims'],
    ['make a table', 'CREATE TABLE mine (id integer)'],
    ['take a trigger away', 'ALTER TABLE history DISABLE TRIGGER ALL'],
    ['read password hashes of the server', 'SELECT rolpassword FROM pg_authid'],
  ])('may not %s', async (_what, sql) => {
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' })
  })
})

test('not even the owner changes history or a captured text by a slip', async () => {
  await expect(owner.query('UPDATE history SET action = action')).rejects.toThrow('history is only ever added to')
  await expect(owner.query('DELETE FROM revisions')).rejects.toThrow('revisions is only ever added to')
})

describe('the tables refuse nonsense', () => {
  const claim = (columns: string, values: string) =>
    `INSERT INTO claims (medium, stance, ${columns}) VALUES ('tweet', 'asserts', ${values})`
  const revision = (text: string) =>
    `WITH article AS (INSERT INTO articles (headline) VALUES ('H') RETURNING id)
     INSERT INTO revisions (article_id, number, text, length, text_sha256, raw, raw_sha256)
     SELECT id, 1, ${text}, char_length(${text}), sha256(convert_to(${text}, 'UTF8')), 'raw', sha256('raw') FROM article`

  test.each([
    ['a date on a claim that is "not stated"', claim('said_on, said_on_basis', `'2019', 'not_stated'`)],
    ['bounds without a date', claim('said_on_basis, said_on_earliest', `'not_stated', '2019-01-01'`)],
    [
      'a last day before the first',
      claim('said_on, said_on_basis, said_on_earliest, said_on_latest', `'x', 'stated', '2019-02-01', '2019-01-01'`),
    ],
    ['a withdrawn claim without a reason', claim('said_on_basis, state', `'not_stated', 'withdrawn'`)],
    ['an unknown stance', `INSERT INTO claims (medium, stance, said_on_basis) VALUES ('tweet', 'lies', 'not_stated')`],
    ['a claim without a speaker', claim('said_on_basis', `'not_stated'`)],
    ['a text with carriage returns', revision(`E'a\\r\\nb'`)],
    ['a text that is not NFC', revision(`E'e\\u0301'`)],
    ['a text of spaces', revision(`E' \\n '`)],
    ['a hash of another text', revision(`'a'`).replace(`convert_to('a'`, `convert_to('b'`)],
    [
      'a described speaker with an identity',
      `INSERT INTO speakers (kind, name, wikidata_id) VALUES ('described', 'a source', 'Q1')`,
    ],
    ['an outlet twice', `INSERT INTO outlets (name) VALUES ('The Times'), ('the times')`],
    ['a web address that is none', `INSERT INTO articles (headline, url) VALUES ('H', 'javascript:alert(1)')`],
    [
      'an account without argon2id',
      `INSERT INTO accounts (email, name, role, password_hash) VALUES ('a@b', 'A', 'editor', 'md5')`,
    ],
  ])('%s', async (_what, sql) => {
    await expect(owner.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
  })

  test('words that are not at their offsets', async () => {
    await owner.query('BEGIN')
    await owner.query(revision(`'She said no.'`))
    const span = owner.query(
      `WITH claim AS (INSERT INTO claims (medium, stance, said_on_basis) VALUES ('tweet', 'asserts', 'not_stated') RETURNING id),
       statement AS (INSERT INTO statements (claim_id, revision_id, wording) SELECT claim.id, max(revisions.id), 'direct' FROM claim, revisions GROUP BY 1 RETURNING id)
       INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
       SELECT id, 'content', 0, 0, 2, 'no', '', '' FROM statement`,
    )
    await expect(span).rejects.toMatchObject({ constraint: 'spans_exact_in_text' })
    await owner.query('ROLLBACK')
  })
})
