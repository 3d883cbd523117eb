import fs from 'node:fs'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { article } from '../exports/corpus'
import { newWorld, signedIn, type World } from '../support/world'
import { annotated, searched } from './foreign'

const MANY = Array.from({ length: 205 }, (_, place) => `Sentence ${1_000 + place}.`)

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let id: number
beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  id = await article(world.db, MANY.join('\n\n'), { language: 'en' })
  const text = searched(MANY.map((words, place) => annotated(words, { id: `many-${place}` })))
  await agent.post(`/articles/${id}/annotations`).field('text', text).expect(303)
})
afterAll(() => world.close())

const page = async (address: string) => (await agent.get(address).expect(200)).text
const shown = (html: string) => [...html.matchAll(/id="annotation-\d+"/g)].length

test('all that wait are counted, and those beyond two hundred are a link away, numbered on', async () => {
  const first = await page(`/articles/${id}/annotate`)
  expect(first).toContain('205 passages wait for a speaker')
  expect(first).toContain('Part 1 of 2')
  expect(first).toContain('href="?taken=2#taken-over"')
  expect(shown(first)).toBe(200)
  expect(first).toContain('aria-label="Passage 1 taken over: say who says it"')
  expect(first).toContain('aria-label="Passage 200 taken over: say who says it"')
  const second = await page(`/articles/${id}/annotate?taken=2`)
  expect(shown(second)).toBe(5)
  expect(second).toContain('aria-label="Passage 205 taken over: say who says it"')
  expect(second).toMatch(/<details open><summary>205 passages wait/)
  for (const asked of ['99', '0', 'x'])
    expect(shown(await page(`/articles/${id}/annotate?taken=${asked}`))).toBeGreaterThan(0)
})

test('what was dismissed is counted too, and goes on in a next part', async () => {
  await world.db.query('UPDATE annotations SET dismissed_at = now() WHERE article_id = $1', [id])
  const first = await page(`/articles/${id}/annotations`)
  expect(first).toContain('Dismissed: 205')
  expect(first).toContain('href="?part=2#dismissed"')
  expect([...first.matchAll(/<blockquote/g)]).toHaveLength(200)
  expect([...(await page(`/articles/${id}/annotations?part=2`)).matchAll(/<blockquote/g)]).toHaveLength(5)
})

test('what is wrong is described at the field that it is about, beside its hint', async () => {
  const post = (files: Record<string, string>, text = '') => {
    const form = agent.post(`/articles/${id}/annotations`).field('text', text)
    for (const [name, bytes] of Object.entries(files)) form.attach('file', Buffer.from(bytes), name)
    return form.expect(422).then(({ text }) => text)
  }
  const wrong = searched([annotated('Nobody')])
  const pasted = await post({}, wrong)
  expect(pasted).toContain('<ul id="lines">')
  expect(pasted).toMatch(/<textarea id="text"[^>]* aria-invalid="true" aria-describedby="text-hint lines">/)
  expect(pasted).toMatch(/<input id="file" name="file" type="file" multiple>/)
  expect(await post({ 'a.json': wrong })).toMatch(/<input id="file"[^>]* aria-invalid="true" aria-describedby="lines">/)
  const empty = await post({})
  expect(empty).toMatch(/<textarea id="text"[^>]* aria-invalid="true" aria-describedby="text-hint text-problem">/)
})

test('what the owner is told to erase of one leaves nothing that somebody wrote, nor the way to it', async () => {
  const told = fs.readFileSync(path.join(__dirname, '../../docs/operations.md'), 'utf8')
  const [, sql = ''] = /`(UPDATE annotations SET [^`]+) WHERE id = 7`/.exec(told) ?? []
  const owner = await new DataSource(dataSourceOptions(world.ownerUrl, entities)).initialize()
  await owner.query(`UPDATE annotations SET note = 'A note', tags = '["a"]' WHERE article_id = $1`, [id])
  await owner.query(`${sql} WHERE article_id = $1`, [id])
  const rows = await owner.query('SELECT DISTINCT note, tags, address FROM annotations WHERE article_id = $1', [id])
  await owner.destroy()
  expect(rows).toEqual([{ note: null, tags: [], address: null }])
})
