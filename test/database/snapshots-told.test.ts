import 'reflect-metadata'
import { Client } from 'pg'
import { DataSource } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { changeOutlet } from '../../src/articles/outlets.commands'
import { dataSourceOptions } from '../../src/database/data-source'
import { migrate } from '../../src/database/migrate'
import { SnapshotsInHistory1764000000060 } from '../../src/database/migrations/1764000000060-snapshots-in-history'
import { entities } from '../../src/entities'
import { askForSnapshot } from '../../src/exports/kept-exports.commands'
import { verifySnapshots } from '../../src/proof/verify-snapshots.queries'
import { article } from '../exports/corpus'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let owner: Client
let orm: DataSource

beforeEach(async () => {
  database = await newDatabase()
  owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  orm = await new DataSource(dataSourceOptions(database.ownerUrl, entities)).initialize()
})
afterEach(async () => {
  await orm.destroy()
  await owner.end()
  await database.drop()
})

/** As it was before the migration. */
async function before() {
  const runner = orm.createQueryRunner()
  await new SnapshotsInHistory1764000000060().down(runner)
  await runner.release()
  await owner.query(`DELETE FROM migrations WHERE name LIKE 'SnapshotsInHistory%'`)
}

async function snapshotsOf(...files: string[]): Promise<number[]> {
  const editor = await addAccount(orm.manager, { email: 'e@desk.example', name: 'E', role: 'editor' })
  if ('problem' in editor) throw new Error(editor.problem)
  const ids: number[] = []
  for (const file of files)
    ids.push(await askForSnapshot(orm.manager, editor.id, { file, query: '', deskName: 'The desk' }))
  return ids
}

const MADE = `state = 'ready', begun_at = '2026-01-02 03:04:05.678Z', ready_at = now(), rows = 1, bytes = 3, written = 3, tries = 1, sha256 = sha256('abc')`

test('a database with snapshots from before history told of them goes on, and tells of them from then on', async () => {
  await before()
  const [ready, withdrawn, waiting] = await snapshotsOf('claims.csv', 'claims.csv', 'claims.csv')
  await owner.query(`UPDATE kept_exports SET ${MADE} WHERE id = $1`, [ready])
  await owner.query(`INSERT INTO kept_export_parts VALUES ($1, 1, 0, 'abc')`, [ready])
  await owner.query(
    `UPDATE kept_exports SET ${MADE}, state = 'withdrawn', withdrawn_reason = 'Any.' WHERE id = $1`.replace(
      `state = 'ready', `,
      '',
    ),
    [withdrawn],
  )

  expect(await migrate(database.ownerUrl, database.appUrl)).toEqual(['SnapshotsInHistory1764000000060'])
  const { rows } = await owner.query(
    `SELECT subject_id AS id, account_id AS by, action, payload->>'begunAt' AS begun
     FROM history JOIN history_payloads ON history_id = id WHERE subject_kind = 'snapshot' ORDER BY 1`,
  )
  const told = { by: null, action: 'found as it is', begun: '2026-01-02T03:04:05.678000Z' }
  expect(rows).toEqual([
    { id: ready, ...told },
    { id: withdrawn, ...told },
  ])
  expect(await verifySnapshots(orm.manager, () => {})).toMatchObject({ checked: 2, wrong: [] })
  await owner.query(`UPDATE kept_exports SET state = 'cancelled' WHERE id = $1`, [waiting])
  expect(await verifySnapshots(orm.manager, () => {})).toMatchObject({
    wrong: [`snapshot ${waiting}: history tells nothing of it`],
  })
})

test('what was kept of whole texts before goes where rights were changed since, and is noted where not', async () => {
  await before()
  const text = await article(orm.manager, 'Ann said that it is so.', { rights: 'full' })
  const later = await article(orm.manager, 'Bea said that it is not so.', { rights: 'full' })
  const [old, fresh] = await snapshotsOf('brat.zip', 'brat.zip')
  await owner.query(`UPDATE kept_exports SET ${MADE}`)
  await owner.query(`INSERT INTO kept_export_parts SELECT id, 1, 0, 'abc' FROM kept_exports`)
  await changeOutlet(orm.manager, null, 1, 1, { name: 'The Daily', rights: 'excerpts' })
  await owner.query('UPDATE kept_exports SET begun_at = now() WHERE id = $1', [fresh])
  await migrate(database.ownerUrl, database.appUrl)
  const { rows } = await owner.query(
    `SELECT id, state, ARRAY(SELECT article_id FROM kept_export_texts WHERE export_id = id ORDER BY 1) AS texts
     FROM kept_exports ORDER BY id`,
  )
  expect(rows).toEqual([
    { id: old, state: 'withdrawn', texts: [] },
    { id: fresh, state: 'ready', texts: [text, later] },
  ])
  expect(await verifySnapshots(orm.manager, () => {})).toMatchObject({ checked: 2, wrong: [] })
})
