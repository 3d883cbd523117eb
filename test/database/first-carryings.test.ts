import 'reflect-metadata'
import { Client } from 'pg'
import { migrate } from '../../src/database/migrate'
import { newDatabase } from '../support/database'

test('a database whose carryings had neither versions nor the newest effect is migrated further', async () => {
  const database = await newDatabase()
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`
      DELETE FROM migrations WHERE name LIKE 'ComparedSpans%';
      ALTER TABLE carryings DROP COLUMN compared_spans, DROP CONSTRAINT carryings_effect_check,
        ADD CONSTRAINT carryings_effect_check CHECK (effect IN ('same', 'typography', 'reworded', 'removed', 'returned'))`)
    expect(await migrate(database.ownerUrl, database.appUrl)).toEqual(['ComparedSpans1764000000044'])
    const { rows } = await owner.query(
      `SELECT attname FROM pg_attribute WHERE attrelid = 'carryings'::regclass AND attname IN ('compared_spans', 'statement_version')`,
    )
    expect(rows).toEqual([{ attname: 'compared_spans' }])
    const { rows: effects } = await owner.query(
      `SELECT pg_get_constraintdef(oid) AS check FROM pg_constraint WHERE conname = 'carryings_effect_check'`,
    )
    expect(effects).toEqual([{ check: expect.stringContaining('reattributed') }])
  } finally {
    await owner.end()
    await database.drop()
  }
})
