import { Readable } from 'node:stream'
import type { EntityManager } from 'typeorm'
import { checkReferences } from '../../src/bringing-in/check-references.commands'
import { INSERTS } from '../../src/bringing-in/insert-rows-sql'
import { insertTexts } from '../../src/bringing-in/insert-texts.commands'
import { stageLines } from '../../src/bringing-in/stage-lines.commands'
import { article, statement } from '../exports/corpus'
import { BASE_URL } from '../support/world'
import { emptyDesk, exported } from './desks'
import { ownerOf } from './refused-in'

/** How often PostgreSQL has put a long row of `brought` together from where it keeps such. */
async function unpacked(db: EntityManager): Promise<number> {
  const [{ times }] = await db.query(
    `SELECT idx_scan::integer AS times FROM pg_stat_xact_all_tables
     WHERE relid = (SELECT reltoastrelid FROM pg_class WHERE oid = 'brought'::regclass)`,
  )
  return times
}

const STATEMENTS = 60

test('texts are made without unpacking a claim anew for each of its statements', async () => {
  const [here, there] = [await emptyDesk(), await emptyDesk()]
  const words = Array.from({ length: STATEMENTS }, (_, place) => `Number ${place * 7919} is so, and no other.`)
  const said = await article(here.database.db, words.join(' '))
  const { claimId } = await statement(here.database.db, said, words[0] ?? '')
  for (const exact of words.slice(1)) await statement(here.database.db, said, exact, { claim: { id: claimId } })
  const file = await exported(here, 'claims.jsonl')

  const owner = await ownerOf(there)
  await owner.transaction(async (db) => {
    const { rows } = await stageLines(db, Readable.from([file]), BASE_URL, () => {})
    await checkReferences(db)
    for (const sql of [...INSERTS.outlet, ...INSERTS.article]) await db.query(sql, [1, rows])
    const before = await unpacked(db)
    expect(before).toBeGreaterThan(0)
    expect(
      await insertTexts(
        db,
        async () => null,
        () => {},
      ),
    ).toEqual({ whole: 1, inPart: 0 })
    expect((await unpacked(db)) - before).toBeLessThan(STATEMENTS / 10)
  })
  await owner.destroy()
  await there.close()
  await here.close()
})
