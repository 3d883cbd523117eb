import { changeSpeaker } from '../../src/speakers/change-speaker.commands'
import { outletSpeaker } from '../../src/speakers/outlet-speaker.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { type ApiClient, apiClient } from '../api/api-client'
import { type Desk, newDesk } from '../support/desk'
import request from '../support/request'
import { untilWaiting } from '../support/waiting'
import { said } from './speaker-form'

/** Outlets that are speakers too: a newspaper asserts something by itself. */
let desk: Desk
let world: Desk['world']
let agent: Desk['agent']
let api: ApiClient

beforeAll(async () => {
  desk = await newDesk()
  ;({ world, agent } = desk)
  api = await apiClient(world)
})
afterAll(() => world.close())

const send = (path: string, fields: object) => agent.post(path).type('form').send(fields)
const speaker = (name: string, more: object = {}) => addSpeaker(world.db, null, { name, kind: 'person', ...more })
const read = async (path: string) => (await request(world.app).get(path).expect(200)).text
const rows = (sql: string, values: unknown[] = []) => world.db.query(sql, values)
const history = (id: number) =>
  rows(`SELECT action FROM history WHERE subject_kind = 'speaker' AND subject_id = $1 ORDER BY id`, [id])

test('a speaker who is changed while an outlet is to be theirs is not', async () => {
  await agent
    .post('/articles')
    .field('text', 'The courier came.')
    .field('outlet', 'The Courier')
    .field('publishedOnUnknown', 'yes')
    .expect(303)
  const [outlet] = await rows(`SELECT id FROM outlets WHERE name = 'The Courier'`)
  const id = await speaker('The Courier', { kind: 'organisation' })
  const others = { wikidataId: null, anonymityReason: null, outletId: null, aliases: [], roles: [] }
  const meant = { lookalike: true, another: true }
  const given = { name: 'The Courier', kind: 'organisation' as const, description: 'An agency', ...others, ...meant }
  const { asked } = await world.db.transaction(async (db) => {
    expect(await changeSpeaker(db, null, id, 1, given)).toEqual({ speakerId: id })
    const asked = outletSpeaker(world.db, null, outlet.id).catch(({ status }) => status)
    await untilWaiting(rows)
    return { asked }
  })
  expect(await asked).toBe(409)
  expect(await history(id)).toEqual([{ action: 'added' }, { action: 'changed' }])
})

test('an outlet that asserts by itself is one speaker, linked both ways', async () => {
  const claim = await said(desk, 'The bridge is safe'.toLowerCase(), { speaker: 'the daily', start: '21', end: '68' })
  const [daily] = await rows(`SELECT id, kind, outlet_id FROM speakers WHERE name = 'The Daily'`)
  expect(daily).toMatchObject({ kind: 'organisation', outlet_id: expect.any(Number) })
  expect((await api.read(`/claims/${claim}`)).body.speakers).toMatchObject([{ id: daily.id }])
  expect(await read(`/articles/${desk.articleId}`)).toContain(
    `<a href="/speakers/${daily.id}"><bdi>The Daily</bdi></a>`,
  )
  expect(await read(`/speakers/${daily.id}`)).toContain(`<a href="/articles/${desk.articleId}"`)
  await send(`/outlets/${daily.outlet_id}/speaker`, {}).expect(303).expect('Location', `/speakers/${daily.id}`)
  expect(
    (await api.post('/speakers', { name: 'Daily Two', kind: 'organisation', outletId: daily.outlet_id })).body.errors
      .outletId,
  ).toContain('The Daily')
  expect(
    (await api.post('/speakers', { name: 'Daily Two', kind: 'organisation', outletId: 99_999 })).body.errors.outletId,
  ).toContain('no outlet 99999')
})
