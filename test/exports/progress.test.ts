import { Writable } from 'node:stream'
import { Client } from 'pg'
import { EXPORT_SETS, type ExportName } from '../../src/exports/export-sets'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import { askToPrepare } from '../../src/exports/prepared-exports.commands'
import { writeExport } from '../../src/exports/write-export.queries'
import request from '../support/request'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { article, manyMegabytes, statement } from './corpus'

let world: World

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  const [lines, long] = [`One${'\nand more'.repeat(300)}`, 'Three'.repeat(60_000)]
  const articleId = await article(world.db, [lines, 'Two', long].join('. '))
  for (const exact of [lines, 'Two', long]) {
    await statement(world.db, articleId, exact, { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
  }
  await manyMegabytes(world.db, 1)
  // As a server does by itself, after a while.
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('ANALYZE').finally(() => owner.end())
})
afterAll(() => world.close())

/** What is told of how far it is, while it is written to nowhere. */
async function told(set: ExportName, filters = {}): Promise<number[]> {
  const percents: number[] = []
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const onPercent = (percent: number) => void percents.push(percent)
  await writeExport(world.database.exports, { set, filters, baseUrl: BASE_URL, onPercent }, nowhere)
  return percents
}

/** Of archives, and where a thing has many lines or a line is no thing, nobody knows beforehand. */
const UNKNOWN: ExportName[] = ['datapackage.zip', 'brat.zip', 'graph.nq', 'graph.ttl', 'proof.jsonl']

test.each(Object.keys(EXPORT_SETS) as ExportName[])(
  '%s is at most 99 % before it is done, or nothing is said',
  async (set) => {
    const percents = await told(set)
    expect(percents).toEqual([...percents].sort((a, b) => a - b))
    // By its claims with words, of which most have none here.
    const end = set === 'claims.jsonld' ? expect.any(Number) : 99
    expect([percents.at(0), percents.at(-1)]).toEqual(UNKNOWN.includes(set) ? [undefined, undefined] : [0, end])
    expect(percents.every((percent) => percent <= 99)).toBe(true)
  },
)

test('a row with line ends in it is one row, and a table’s head is none', async () => {
  // The last of three is longer than all that comes before at once.
  expect([...new Set(await told('claims.csv'))].slice(-2)).toEqual([66, 99])
})

test('of a selection of nothing nothing is said', async () => {
  expect(await told('claims.csv', { from: '1066-10-14', to: '1066-10-14' })).toEqual([])
})

test('page and API say about how far it is, from one part to the next; and not once it is there', async () => {
  const asked = await askToPrepare(world.db, { file: 'links.csv', query: '', deskName: 'Desk' }, 1e9)
  if (!('key' in asked)) throw new Error(asked.problem)
  const look = async () => {
    const { text } = await request(world.app).get(`/exports/prepared/${asked.key}`).expect(200)
    const { body } = await request(world.app)
      .get(`/api/v1/prepared-exports/${asked.key}`)
      .set('Authorization', `Bearer ${world.editor.token}`)
      .expect(200)
    return { text, percent: body.percent as number | null }
  }
  const looks: Awaited<ReturnType<typeof look>>[] = [await look()]
  const { db } = world
  const query = async (sql: string, values?: unknown[]) => {
    const done = await db.query(sql, values)
    if (sql.includes('INSERT INTO kept_export_parts')) looks.push(await look())
    return done
  }
  const watched = Object.create(db, { query: { value: query } })
  await prepareNext({ ...world.context.preparing.parts, db: watched }, new AbortController().signal)
  looks.push(await look())

  const percents = looks.map(({ percent }) => percent)
  const known = percents.slice(1, -1).map(Number)
  expect([percents.at(0), percents.at(-1)]).toEqual([null, null])
  expect(known.length).toBeGreaterThan(3)
  expect(known).toEqual([...new Set(known)].sort((a, b) => a - b))
  for (const { text, percent } of looks.slice(1, -1)) {
    expect(text).toContain(`max="100" value="${percent}"`)
    expect(text).toContain(`About ${percent} %.`)
  }
  for (const { text } of [looks[0], looks.at(-1)].flatMap((one) => one ?? []))
    expect(text).not.toMatch(/ %\.|max="100"/)
})
