import 'reflect-metadata'
import { runMigrations, withMigrations } from '../../src/database/migrate'
import { migrations } from '../../src/database/migrations'
import { newDatabase } from '../support/database'
import { type Sent, statementsSent } from '../support/statements-sent'
import { dangersOf, type SentByMigration } from './dangerous-statements'

/** Those before were written for desks that stop for an upgrade; they are as they were released. */
const SINCE = 1764000000073

const numberOf = (name: string) => Number(/\d+$/.exec(name)?.[0])

/** What each migration since then sends, as a database that has none of them is migrated. */
async function sentByNew(): Promise<SentByMigration[]> {
  const database = await newDatabase()
  try {
    await withMigrations(database.ownerUrl, migrations, async (owner) => {
      for (const _ of migrations.filter(({ name }) => numberOf(name) >= SINCE)) await owner.undoLastMigration()
    })
    const { sent } = await statementsSent(() => runMigrations(database.ownerUrl))
    return byMigration(sent)
  } finally {
    await database.drop()
  }
}

/** TypeORM looks which there are, then each runs, and is noted. */
function byMigration(sent: readonly Sent[]): SentByMigration[] {
  const found: SentByMigration[] = []
  let statements: string[] = []
  for (const { text, values } of sent) {
    if (text.startsWith('SELECT * FROM "migrations"')) statements = []
    else if (text.startsWith('INSERT INTO "migrations"')) {
      const begins = statements.lastIndexOf('START TRANSACTION')
      const isOneTransaction = begins > statements.lastIndexOf('COMMIT')
      found.push({
        name: String(values[1]),
        statements: statements.slice(isOneTransaction ? begins : 0),
        isOneTransaction,
      })
      statements = []
    } else statements.push(text)
  }
  return found
}

test('no new migration stops readers, editors, or the version before', async () => {
  const sent = await sentByNew()
  expect(sent.map(({ name }) => name)).toEqual(
    migrations.map(({ name }) => name).filter((name) => numberOf(name) >= SINCE),
  )
  for (const { name, statements } of sent) expect([name, statements.length > 1]).toEqual([name, true])
  expect(sent.flatMap((one) => dangersOf(one).map((danger) => ({ name: one.name, ...danger })))).toEqual([])
})

const whyOf = (statements: string[], isOneTransaction = true) =>
  dangersOf({ name: 'Twin', statements, isOneTransaction }).map(({ why }) => why)

test.each([
  ['an index', ['CREATE INDEX claims_x_idx ON claims (x)'], /^an index built/],
  ['a unique one without a name', ['CREATE UNIQUE INDEX ON claims (x)'], /^an index built/],
  ['an update', ["UPDATE claims SET x = 'id > $1; id <= $2'"], /^a whole table changed/],
  ['an update behind WITH', ['WITH a AS (SELECT 1) UPDATE claims SET x = 1 FROM a'], /^a whole table changed/],
  ['a delete', ['DELETE FROM links WHERE id > $1'], /^a whole table changed/],
  ['another type', ['ALTER TABLE claims ALTER COLUMN x TYPE bigint'], /^a table written anew/],
  [
    'a generated column',
    ['ALTER TABLE claims ADD COLUMN y text GENERATED ALWAYS AS (x) STORED'],
    /^a table written anew/,
  ],
  [
    'a default that differs',
    ['ALTER TABLE claims ADD COLUMN y uuid DEFAULT gen_random_uuid()'],
    /^a table written anew/,
  ],
  ['a new column with a rule', ["ALTER TABLE claims ADD COLUMN y text CHECK (y <> '')"], /^a rule for rows/],
  ['a value that no row has', ['ALTER TABLE claims ADD COLUMN y text NOT NULL'], /^a value that no row has/],
  ['never null, unlooked', ['ALTER TABLE claims ALTER COLUMN x SET NOT NULL'], /requireValue$/],
  ['a check', ['ALTER TABLE claims ADD CONSTRAINT c CHECK (x > 0)'], /NOT VALID/],
  ['a foreign key', ['ALTER TABLE claims ADD FOREIGN KEY (x) REFERENCES outlets'], /NOT VALID/],
  ['a key', ['ALTER TABLE claims ADD UNIQUE (x)'], /USING INDEX$/],
  ['looked through in a transaction', ['ALTER TABLE claims VALIDATE CONSTRAINT c'], /transaction = false$/],
  ['a column dropped', ['ALTER TABLE claims DROP COLUMN x'], /servesFrom$/],
  ['a column dropped behind another change', ['ALTER TABLE claims ADD COLUMN y text, DROP COLUMN x'], /servesFrom$/],
  ['a column renamed', ['ALTER TABLE claims RENAME COLUMN x TO y'], /servesFrom$/],
  ['a table dropped', ['DROP TABLE zones'], /servesFrom$/],
  ['a table emptied', ['/* quickly */ TRUNCATE search_words'], /nobody may read/],
  ['an index made anew', ['REINDEX TABLE claims'], /nobody may use/],
  ['what nobody sees', ['DO $$ BEGIN UPDATE claims SET x = 1; END $$'], /seen by nobody/],
  ['a function', ['SELECT search_rebuild()'], /seen by nobody/],
  ['patience', ["SET lock_timeout = '1h'"], /^another patience/],
  ['two tables', ['ALTER TABLE claims ADD COLUMN y text; -- and\nALTER TABLE links ADD COLUMN y text'], /^two tables/],
])('%s is refused', (_what, statements, why) => {
  expect(whyOf(statements)).toEqual([expect.stringMatching(why)])
})

test.each([
  [
    'a table of its own',
    [
      'CREATE TABLE tags (id int, x text CHECK (x > $$a$$)); CREATE INDEX ON tags (x); UPDATE tags SET x = 1; ALTER TABLE tags ADD UNIQUE (x)',
    ],
    true,
  ],
  ['a column with a default', ['ALTER TABLE claims ADD COLUMN y integer NOT NULL DEFAULT 0'], true],
  [
    'a rule in two steps',
    ['ALTER TABLE claims ADD CONSTRAINT c CHECK (x > 0) NOT VALID', 'ALTER TABLE claims VALIDATE CONSTRAINT c'],
    false,
  ],
  [
    'what the seam does',
    [
      'SET lock_timeout = 0',
      'CREATE INDEX CONCURRENTLY i ON claims (x)',
      'RESET lock_timeout',
      'UPDATE claims SET x = 1 WHERE id > $1 AND id <= $2',
    ],
    false,
  ],
  [
    'never null, looked through',
    ['ALTER TABLE claims VALIDATE CONSTRAINT claims_x_not_null', 'ALTER TABLE claims ALTER COLUMN x SET NOT NULL'],
    false,
  ],
  [
    'a column dropped that nobody reads',
    [
      'CREATE OR REPLACE FUNCTION oldest_that_serves() RETURNS bigint AS $$ SELECT 1 $$',
      'ALTER TABLE claims DROP COLUMN x',
    ],
    true,
  ],
])('%s is not', (_what, statements, isOneTransaction) => {
  expect(whyOf(statements, isOneTransaction)).toEqual([])
})
