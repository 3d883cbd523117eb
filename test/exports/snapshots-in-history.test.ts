import { Client } from 'pg'
import type { EntityManager } from 'typeorm'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import { verifyRows } from '../../src/proof/verify.queries'
import { verifySnapshots } from '../../src/proof/verify-snapshots.queries'
import { redactingWorld } from '../proof/redacting'
import { changesBySql, signedIn } from '../support/world'
import { article, manyMegabytes, statement } from './corpus'
import { withoutPreparing } from './without-preparing'

let site: Awaited<ReturnType<typeof redactingWorld>>
let agent: Awaited<ReturnType<typeof signedIn>>
let claimId: number

beforeAll(async () => {
  site = await redactingWorld()
  const { db } = site.world
  const articleId = await article(db, 'Anna denies it. Bert said so. Four.')
  const claim = { speakers: [{ name: 'Anna', kind: 'person' as const }] }
  claimId = (await statement(db, articleId, 'denies it', { claim })).claimId
  await manyMegabytes(db, 1)
  changesBySql(site.world)
  agent = await signedIn(site.world)
})

afterAll(() => site.close())

const idOf = (path: string) => Number(path.split('/').at(-1))

async function ask(more: Record<string, string> = {}): Promise<string> {
  const { headers } = await agent
    .post('/exports/snapshots')
    .type('form')
    .send({ file: 'links.csv', filters: '', ...more })
    .expect(303)
  return headers.location as string
}

async function made(more: Record<string, string> = {}): Promise<string> {
  const path = await ask(more)
  await site.world.context.preparing.idle()
  return path
}

/** What history tells of it, the oldest first. */
const told = (
  path: string,
): Promise<{ by: number | null; action: string; payload: Record<string, unknown> | null }[]> =>
  site.world.db.query(
    `SELECT account_id AS by, action, payload FROM history LEFT JOIN history_payloads ON history_id = id
     WHERE (subject_kind, subject_id) = ('snapshot', $1) ORDER BY id`,
    [idOf(path)],
  )

/** The rows of other features are many here, and looked at elsewhere. */
const complaints = async (db: EntityManager): Promise<string[]> =>
  [
    await verifySnapshots(db, () => {}),
    ...(await verifyRows(db, ['History payloads by their commitments', 'History payloads there, or redacted'])),
  ].flatMap((part) => part.wrong)
const wrong = () => complaints(site.world.db)

/** By the owner, with the tables’ own rules off, undone afterwards: what is said of it. */
async function tampered(...statements: [sql: string, ...values: unknown[]][]): Promise<string[]> {
  const { owner } = site
  await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
  try {
    for (const [sql, ...values] of statements) expect((await owner.query(sql, values)).rowCount).toBeGreaterThan(0)
    return await complaints({
      query: async (sql: string, values?: unknown[]) => (await owner.query(sql, values)).rows,
    } as EntityManager)
  } finally {
    await owner.query('ROLLBACK')
  }
}

test('history tells of a snapshot made, withdrawn, cancelled, each in the transaction of the act', async () => {
  const path = await made({ file: 'claims.csv', filters: 'q=denies' })
  const [row] = await site.world.db.query(
    "SELECT encode(sha256, 'hex') AS hash, bytes FROM kept_exports WHERE id = $1",
    [idOf(path)],
  )
  const facts = { file: 'claims.csv', query: 'q=denies', sha256: row.hash, bytes: row.bytes, checkpoint: null }
  expect(await told(path)).toEqual([
    {
      by: site.world.editor.id,
      action: 'made',
      payload: expect.objectContaining({ ...facts, state: 'ready', begunAt: expect.stringMatching(/Z$/) }),
    },
  ])
  const admin = await site.world.person('admin')
  const reason = 'Made of the wrong chain.'
  await (await signedIn(site.world, admin)).post(`${path}/withdrawal`).type('form').send({ reason }).expect(303)
  expect((await told(path)).slice(1)).toEqual([
    { by: admin.id, action: 'withdrawn', payload: expect.objectContaining({ ...facts, withdrawnReason: reason }) },
  ])
  const cancelled = await withoutPreparing(site.world, async () => {
    const asked = await ask()
    await agent.post(`${asked}/cancellation`).expect(303)
    return asked
  })
  expect(await told(cancelled)).toMatchObject([
    { by: site.world.editor.id, action: 'cancelled', payload: { file: 'links.csv', sha256: null, state: 'cancelled' } },
  ])
  expect(await wrong()).toEqual([])
})

test('who serves can’t change a snapshot, nor what its bytes are', async () => {
  const id = idOf(await made())
  const app = new Client({ connectionString: site.world.appUrl })
  await app.connect()
  const table: [string, RegExp][] = [
    ["UPDATE kept_exports SET file = 'claims.csv' WHERE id = $1", /permission denied/],
    ["UPDATE kept_exports SET query = 'chain=1' WHERE id = $1", /permission denied/],
    ["UPDATE kept_exports SET sha256 = sha256('x') WHERE id = $1", /a snapshot stays as it was made/],
    ['UPDATE kept_exports SET begun_at = now() WHERE id = $1', /a snapshot stays as it was made/],
    ["UPDATE kept_exports SET checkpoint = 'another' WHERE id = $1", /a snapshot stays as it was made/],
    ['UPDATE kept_exports SET rows = rows + 1 WHERE id = $1', /a snapshot stays as it was made/],
    ["UPDATE kept_exports SET state = 'waiting' WHERE id = $1", /a snapshot stays as it was made/],
    ["UPDATE kept_export_parts SET bytes = 'x' WHERE export_id = $1", /permission denied/],
    ['DELETE FROM kept_export_parts WHERE export_id = $1', /a snapshot keeps its bytes/],
    [
      "INSERT INTO kept_export_parts SELECT id, tries, 99, 'x' FROM kept_exports WHERE id = $1",
      /a snapshot keeps its bytes/,
    ],
    ['DELETE FROM kept_exports WHERE id = $1', /keeps its number/],
  ]
  try {
    for (const [sql, refused] of table) await expect(app.query(sql, [id])).rejects.toThrow(refused)
  } finally {
    await app.end()
  }
  expect(await wrong()).toEqual([])
})

test('whoever owns the tables can, and is found: which snapshot, and what is wrong', async () => {
  const id = idOf(await made())
  const part = 'WHERE export_id = $1 AND number = 0'
  const other = `overlay(bytes PLACING 'X'::bytea FROM 7)`
  const file = `(SELECT string_agg(bytes, '' ORDER BY number) FROM kept_export_parts WHERE export_id = $1)`
  const changed: [sql: string, ...values: unknown[]] = [`UPDATE kept_export_parts SET bytes = ${other} ${part}`, id]
  expect(await tampered(changed)).toEqual([`snapshot ${id}: its bytes have another hash than it says`])
  expect(await tampered(changed, [`UPDATE kept_exports SET sha256 = sha256(${file}) WHERE id = $1`, id])).toEqual([
    `snapshot ${id}: its sha256 is not as history tells it`,
  ])
  expect(await tampered([`UPDATE kept_exports SET begun_at = begun_at - interval '1 year' WHERE id = $1`, id])).toEqual(
    [`snapshot ${id}: its begunAt is not as history tells it`],
  )
  expect(await tampered([`DELETE FROM kept_export_parts ${part}`, id])).toEqual([`snapshot ${id}: part 0 is missing`])
  expect(
    await tampered([`INSERT INTO kept_export_parts SELECT id, tries, 99, 'x' FROM kept_exports WHERE id = $1`, id]),
  ).toEqual([`snapshot ${id}: part 99 is none of its own`])
  expect(
    await tampered(
      ['DELETE FROM kept_export_parts WHERE export_id = $1', id],
      ['DELETE FROM kept_exports WHERE id = $1', id],
    ),
  ).toEqual([`snapshot ${id}: it is gone`])
  expect(
    await tampered([
      `INSERT INTO kept_exports (made_by_id, file, query, is_snapshot, desk_name, state, begun_at, ready_at, rows, bytes, sha256)
       SELECT made_by_id, file, query, true, desk_name, 'ready', begun_at, ready_at, 0, 0, sha256('') FROM kept_exports WHERE id = $1`,
      id,
    ]),
  ).toEqual([expect.stringMatching(/^snapshot \d+: history tells nothing of it$/)])
})

test('what is being made is no snapshot yet; a try that lost its file tells nothing', async () => {
  const { context, db } = site.world
  await withoutPreparing(site.world, async () => {
    const path = await ask()
    const id = idOf(path)
    const lost = new Proxy(db, {
      get: (plain, member) =>
        member === 'query'
          ? async (sql: string, values: unknown[]) => {
              const rows = await plain.query(sql, values)
              if (sql.includes('INSERT INTO kept_export_parts'))
                await plain.query('UPDATE kept_exports SET tries = tries + 1 WHERE id = $1', [id])
              return rows
            }
          : Reflect.get(plain, member),
    })
    await prepareNext({ ...context.preparing.parts, db: lost }, new AbortController().signal)
    expect(await told(path)).toEqual([])
    expect(await wrong()).toEqual([])
    await agent.post(`${path}/cancellation`).expect(303)
  })
})

test('a redaction is told of each snapshot that it takes, and leaves no words of a search in history', async () => {
  const [ready, waiting] = [
    await made({ file: 'claims.csv', filters: 'q=denies' }),
    await withoutPreparing(site.world, ask),
  ]
  expect(await site.redact('claim', claimId)).toBeNull()
  const [erased, withdrawn] = await told(ready)
  expect(erased).toEqual({ by: site.world.editor.id, action: 'made', payload: null })
  expect(withdrawn).toMatchObject({
    by: null,
    action: 'withdrawn',
    payload: { query: 'q=%5Bredacted%5D', state: 'withdrawn', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  expect(await told(waiting)).toMatchObject([{ action: 'withdrawn', payload: { sha256: null } }])
  expect(await site.tablesWith('q=denies')).toEqual([])
  expect(await wrong()).toEqual([])
})
