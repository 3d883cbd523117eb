import { addSpeaker } from '../../src/speakers/speakers.commands'
import { type ApiClient, apiClient } from '../api/api-client'
import { type Desk, newDesk } from '../support/desk'
import { form as empty } from './speaker-form'

let desk: Desk
let api: ApiClient

beforeAll(async () => {
  desk = await newDesk()
  api = await apiClient(desk.world)
})
afterAll(() => desk.world.close())

const send = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const named = (name: string) => desk.world.db.query('SELECT id FROM speakers WHERE lower(name) = lower($1)', [name])

const form = { ...empty, name: 'Donald Trump' }

describe('whoever bears a name already', () => {
  let trump: number
  const president = { title: 'President of the United States', since: '2017', until: null, speaksForId: null }
  beforeAll(async () => {
    const aliases = ['The Donald']
    trump = await addSpeaker(desk.world.db, null, { name: form.name, kind: 'person', aliases, roles: [president] })
  })

  const asked = () =>
    `Speaker ${trump} bears this name already (President of the United States). Another of the same name?`

  test('is told to who adds the name by form, and a tick says that another is meant', async () => {
    const answer = await send('/speakers', { ...form, name: 'donald trump' }).expect(422)
    expect(answer.text).toContain(asked())
    expect(answer.text).toContain('name="another"')
    expect(await named('donald trump')).toHaveLength(1)
    await send('/speakers', { ...form, name: 'donald trump', another: 'yes' }).expect(303)
    expect(await named('donald trump')).toHaveLength(2)
  })

  test('is told over the API, of an alias too', async () => {
    const body = { name: 'The Donald', kind: 'person' }
    const refused = await api.post('/speakers', body)
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      { another: expect.stringContaining(`Donald Trump (speaker ${trump}) bears the name “The Donald” already`) },
    ])
    expect((await api.post('/speakers', { ...body, name: 'Somebody', aliases: ['DONALD TRUMP'] })).status).toBe(422)
    expect((await api.post('/speakers', { ...body, another: true })).status).toBe(201)
  })

  test('is told when an alias is added, but not of names borne before, nor of whoever is the same', async () => {
    const { id } = (await api.post('/speakers', { name: 'Don Jr', kind: 'person' })).body
    expect((await api.patch(`/speakers/${id}`, 1, { aliases: ['donald trump'] })).body.errors.another).toBe(asked())
    await send(`/speakers/${id}`, { ...form, name: 'Don Jr', aliases: 'Donald Trump', version: 1 }).expect(422)
    const changed = await api.patch(`/speakers/${id}`, 1, { aliases: ['donald trump'], another: true })
    expect(changed.status).toBe(200)
    // Written otherwise, it is the name there was.
    expect((await api.patch(`/speakers/${id}`, 2, { aliases: ['Donald Trump'] })).status).toBe(200)

    const same = await addSpeaker(desk.world.db, null, { name: 'D. J. T.', kind: 'person' })
    await api.send('post', `/speakers/${same}/merging`, { body: { into: trump }, version: 1 })
    const { version } = (await api.get(`/speakers/${trump}`)).body
    expect((await api.patch(`/speakers/${trump}`, version, { aliases: ['D. J. T.'] })).status).toBe(200)
  })

  test('of two who add one name at once, the second is asked', async () => {
    const both = await Promise.all([1, 2].map(() => api.post('/speakers', { name: 'Twice At Once', kind: 'person' })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
  })
})
