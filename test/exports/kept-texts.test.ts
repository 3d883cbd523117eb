import { Client } from 'pg'
import { withdrawArticle } from '../../src/claims/article-withdrawal.commands'
import { verifyCommand } from '../../src/cli/verify'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import { verifyRows } from '../../src/proof/verify.queries'
import { verifySnapshots } from '../../src/proof/verify-snapshots.queries'
import { run } from '../support/command-line'
import request from '../support/request'
import { changesBySql, newWorld, SIGNING_KEY, signedIn, type World } from '../support/world'
import { article, statement } from './corpus'
import { quarrel } from './packaged-quarrel'
import { withoutPreparing } from './without-preparing'

let world: World
/** An article with rights of its own to be whole. */
let whole: number
let agent: Awaited<ReturnType<typeof signedIn>>

beforeEach(async () => {
  world = await newWorld()
  ;({ whole } = await quarrel(world.db))
  changesBySql(world)
  agent = await signedIn(world)
})
afterEach(() => world.close())

const get = (path: string) => request(world.app).get(path)
const file = (path: string) => get(`${path}/file`).responseType('blob')
const idOf = (path: string) => Number(path.split('/').at(-1))

async function ask(kind: 'snapshots' | 'prepared', file: string): Promise<string> {
  const asked = await agent.post(`/exports/${kind}`).type('form').send({ file, filters: '' }).expect(303)
  return asked.headers.location as string
}

async function kept(kind: 'snapshots' | 'prepared', name: string): Promise<string> {
  const path = await ask(kind, name)
  await world.context.preparing.idle()
  await file(path).expect(200)
  return path
}

const told = (path: string): Promise<{ by: number | null; action: string; reason: string | null }[]> =>
  world.db.query(
    `SELECT account_id AS by, action, payload->>'withdrawnReason' AS reason FROM history JOIN history_payloads ON history_id = id
     WHERE (subject_kind, subject_id) = ('snapshot', $1) ORDER BY id`,
    [idOf(path)],
  )

/** What `verify` says of what is kept. */
const wrong = async () =>
  [
    await verifySnapshots(world.db, () => {}),
    ...(await verifyRows(world.db, ['Whole texts in kept files, by their rights'])),
  ].flatMap((part) => part.wrong)

/** The details of the article that may be whole, as their form has them. */
async function details(): Promise<Record<string, string>> {
  const [row] = await world.db.query('SELECT version, headline, url, language FROM articles WHERE id = $1', [whole])
  return { ...row, byline: '', outlet: 'The Daily', publishedOn: '2019-06-04', rights: 'full' }
}

const EXCERPTS = (id: number) => `It has the whole text of article ${id}, which may be shown in excerpts alone now.`

test('with an article’s rights go the kept files that have its text whole, and no others; the page says so before', async () => {
  const going = [await kept('snapshots', 'brat.zip'), await kept('snapshots', 'datapackage.zip')]
  const prepared = await kept('prepared', 'brat.zip')
  const stays = await kept('snapshots', 'claims.csv')
  const page = await agent.get(`/articles/${whole}/edit`).expect(200)
  expect(page.text).toContain(`2 snapshots (${going.map(idOf).join(', ')}) and 1 prepared file`)
  const { sha256 } = (
    await world.db.query(`SELECT encode(sha256, 'hex') AS sha256 FROM kept_exports WHERE id = $1`, [
      idOf(going[0] as string),
    ])
  )[0]
  // What says nothing of rights takes nothing.
  const form = { ...(await details()), headline: 'Another' }
  await agent.post(`/articles/${whole}`).type('form').send(form).expect(303)
  for (const path of [...going, prepared]) await file(path).expect(200)

  const narrowed = { ...(await details()), rights: 'excerpts' }
  await agent.post(`/articles/${whole}`).type('form').send(narrowed).expect(303)
  for (const path of [...going, prepared]) {
    await file(path).expect(410)
    expect((await get(path).expect(410)).text).toContain(EXCERPTS(whole))
  }
  await file(stays).expect(200)
  expect((await get(going[0] as string)).text).toContain(sha256)
  for (const path of going)
    expect(await told(path)).toEqual([
      { by: world.editor.id, action: 'made', reason: null },
      { by: world.editor.id, action: 'withdrawn', reason: EXCERPTS(whole) },
    ])
  const left = await world.db.query('SELECT DISTINCT export_id FROM kept_export_parts')
  expect(left).toEqual([{ export_id: idOf(stays) }])
  expect(await wrong()).toEqual([])
  expect((await agent.get(`/articles/${whole}/edit`)).text).not.toContain('Kept files that have')
})

test('so they do with an outlet’s rights, where its articles have none of their own, and with an article’s outlet', async () => {
  const admin = await world.person('admin')
  const chief = await signedIn(world, admin)
  const outlet = async (name: string): Promise<{ id: number; version: number }> =>
    (await world.db.query('SELECT id, version FROM outlets WHERE name = $1', [name]))[0]
  const rights = async (name: string, given: string) => {
    const { id, version } = await outlet(name)
    await chief.post(`/outlets/${id}`).type('form').send({ version, name, rights: given }).expect(303)
  }
  const others = await article(world.db, 'Somebody else said this whole.', { outlet: 'The Other' })
  await statement(world.db, others, 'said this whole', { claim: { speakers: [{ name: 'Eve', kind: 'person' }] } })
  await rights('The Other', 'full')
  const path = await kept('snapshots', 'brat.zip')
  expect((await chief.get(`/outlets/${(await outlet('The Other')).id}/edit`)).text).toContain(
    `1 snapshot (${idOf(path)})`,
  )
  // That article has rights of its own.
  await rights('The Daily', 'full')
  await rights('The Daily', 'excerpts')
  await file(path).expect(200)
  await rights('The Other', 'excerpts')
  await file(path).expect(410)
  expect((await told(path)).at(-1)).toMatchObject({ by: admin.id, reason: expect.stringContaining('(and of 1 more)') })

  const again = await kept('snapshots', 'brat.zip')
  await agent
    .post(`/articles/${whole}`)
    .type('form')
    .send({ ...(await details()), rights: '' })
    .expect(303)
  await file(again).expect(410)
  expect(await wrong()).toEqual([])
})

test('an article that is withdrawn takes them, and whoever changes its row by hand', async () => {
  const path = await kept('snapshots', 'datapackage.zip')
  const [{ version }] = await world.db.query('SELECT version FROM articles WHERE id = $1', [whole])
  await withdrawArticle(world.db, world.editor, whole, version, 'Retracted.')
  expect((await get(path).expect(410)).text).toContain(
    `It has the whole text of article ${whole}, which was withdrawn.`,
  )
  expect((await told(path)).at(-1)).toMatchObject({ by: world.editor.id, action: 'withdrawn' })
  await world.db.query('UPDATE articles SET withdrawn_reason = NULL WHERE id = $1', [whole])
  const other = await article(world.db, 'Somebody else said this whole.', { rights: 'full' })
  await statement(world.db, other, 'said this whole', { claim: { speakers: [{ name: 'Eve', kind: 'person' }] } })
  const byHand = await kept('snapshots', 'datapackage.zip')
  await world.db.query("UPDATE articles SET rights = 'excerpts' WHERE id = $1", [other])
  await file(byHand).expect(410)
  expect((await told(byHand)).at(-1)).toEqual({ by: null, action: 'withdrawn', reason: EXCERPTS(other) })
  expect(await wrong()).toEqual([])
})

test('one that is being written when rights narrow is made anew, without the text', async () => {
  const { preparing } = world.context
  const path = await withoutPreparing(world, async () => {
    const path = await ask('snapshots', 'brat.zip')
    const narrowing = new Proxy(world.db, {
      get: (plain, member) =>
        member === 'query'
          ? async (sql: string, values: unknown[]) => {
              const rows = await plain.query(sql, values)
              if (sql.includes('INSERT INTO kept_export_parts'))
                await plain.query("UPDATE articles SET rights = 'excerpts' WHERE id = $1", [whole])
              return rows
            }
          : Reflect.get(plain, member),
    })
    await prepareNext({ ...preparing.parts, db: narrowing }, new AbortController().signal)
    return path
  })
  expect(await world.db.query('SELECT state, tries FROM kept_exports')).toEqual([{ state: 'waiting', tries: 1 }])
  await file(path).expect(404)
  preparing.wake()
  await preparing.idle()
  const { body } = await file(path).expect(200)
  expect(body.includes(Buffer.from(`${whole}-1.txt`))).toBe(false)
  expect(await told(path)).toEqual([{ by: world.editor.id, action: 'made', reason: null }])
  expect(await world.db.query('SELECT FROM kept_export_texts')).toEqual([])
})

test('of two who narrow at once, by the article and by its outlet, the second sees what the first did', async () => {
  await world.db.query("UPDATE outlets SET rights = 'full'")
  const path = await kept('snapshots', 'brat.zip')
  const [first, second] = [new Client(world.appUrl), new Client(world.appUrl)]
  await Promise.all([first.connect(), second.connect()])
  try {
    await first.query('BEGIN')
    await first.query(
      "UPDATE outlets SET rights = 'excerpts' WHERE id = (SELECT outlet_id FROM articles WHERE id = $1)",
      [whole],
    )
    // By itself neither takes the text away: the article had rights of its own, and its outlet is whole as far as is committed.
    const waiting = second.query('UPDATE articles SET rights = NULL WHERE id = $1', [whole])
    await first.query('COMMIT')
    await waiting
  } finally {
    await Promise.all([first.end(), second.end()])
  }
  await file(path).expect(410)
  expect(await wrong()).toEqual([])
})

test('gainsay verify tells of what is wrong with snapshots, and ends with 1', async () => {
  const id = idOf(await kept('snapshots', 'brat.zip'))
  const owner = new Client(world.ownerUrl)
  await owner.connect()
  const before = { ...process.env }
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl, SIGNING_KEY })
  try {
    await owner.query(`SET session_replication_role = replica;
      UPDATE kept_export_parts SET bytes = overlay(bytes PLACING 'X' FROM 99);
      UPDATE articles SET rights = 'excerpts'`)
    const { out, code } = await run(verifyCommand())
    expect(out).toContain(
      `Snapshots by their bytes, and as history tells them: 1 checked, WRONG: snapshot ${id}: its bytes have another hash than it says`,
    )
    expect(out).toContain(`WRONG: snapshot ${id}, article ${whole}`)
    expect(code).toBe(1)
  } finally {
    process.env = before
    await owner.end()
  }
})
