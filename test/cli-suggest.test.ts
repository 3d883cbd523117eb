import 'reflect-metadata'
import { suggestCommand } from '../src/cli/suggest'
import { apiClient } from './api/api-client'
import { newsroom } from './reading/newsroom'
import { run } from './support/command-line'
import { newWorld, type World } from './support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
  process.env.DATABASE_URL = world.appUrl
  process.env.DATABASE_OWNER_URL = world.ownerUrl
})
afterAll(() => world.close())

const TEXT = `Ferry back

The ferry will sail in June, harbour master Ann Reed said on Friday. "Nobody has asked us," Bob Ray told reporters.
`
const suggested = async (id: number) => {
  const { out, code, err } = await run(suggestCommand(), String(id), '--json')
  const lines = out.split('\n').filter((line) => line !== '')
  return { code, err, passages: lines.map((line) => JSON.parse(line)) }
}

test('what an article says is printed as the API takes it, and once it is recorded no more', async () => {
  const article = await newsroom(world.db).article(TEXT, { publishedOn: '2024-05-04' })
  const { code, passages } = await suggested(article)
  expect(code).toBe(0)
  expect(passages).toMatchObject([
    { statement: { speakers: [{ name: 'Ann Reed', kind: 'person' }], saidOn: '2024-05-03', saidOnWords: 'on Friday' } },
    { statement: { speakers: [{ name: 'Bob Ray', kind: 'person' }], content: [{ exact: '"Nobody has asked us,"' }] } },
  ])
  expect(passages[0].because).toMatchObject({ saidOn: expect.stringContaining('“on Friday”') })
  const words = await run(suggestCommand(), String(article))
  expect(words.out).toContain('  by: Ann Reed (')
  const api = await apiClient(world)
  for (const { statement } of passages) expect((await api.post('/statements', statement)).status).toBe(201)
  expect(await suggested(article)).toMatchObject({ code: 1, passages: [], err: expect.stringContaining('No passage') })
})

test('a long article is read to its end', async () => {
  const long = Array.from(
    { length: 400 },
    (_, n) => `Line ${n} of the timetable has nothing in it but piers and hours.`,
  )
  const article = await newsroom(world.db).article(`${long.join('\n\n')}\n\n${TEXT}`, { publishedOn: '2024-05-04' })
  expect((await suggested(article)).passages.length).toBeGreaterThanOrEqual(2)
})

test('an article that is not here is told', async () => {
  await expect(run(suggestCommand(), '99999')).rejects.toThrow('not here')
})
