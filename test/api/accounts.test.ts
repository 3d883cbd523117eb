import { linkIn } from '../support/accounts'
import { newWorld, type Person, type World } from '../support/world'
import { type ApiClient, apiClient } from './api-client'

let world: World
let api: ApiClient
let admin: Person
let as: { token: string }

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  admin = await world.person('admin')
  as = { token: admin.token }
})

afterAll(() => world.close())

const change = (id: number, version: number, body: object) =>
  api.send('patch', `/accounts/${id}`, { ...as, version, body })

test('a script asks who it is', async () => {
  const { body } = await api.get('/account')
  expect(body).toEqual({
    id: world.editor.id,
    email: world.editor.email,
    name: 'editor 1',
    role: 'editor',
    nameIsPublic: false,
    version: 1,
    tokenScope: 'write',
  })
  expect((await api.read('/account')).status).toBe(401)
})

test('a script shows its owner’s name to the public, and their number alone again', async () => {
  const { token } = await world.person('reader')
  const show = (version: number, nameIsPublic: boolean) =>
    api.send('patch', '/account', { token, version, body: { nameIsPublic } })
  const shown = await show(1, true)
  expect([shown.headers.etag, shown.body]).toMatchObject([
    expect.stringMatching(/^"2-/),
    { nameIsPublic: true, version: 2 },
  ])
  expect((await show(2, true)).body).toEqual(shown.body)
  expect((await show(1, false)).status).toBe(412)
  expect((await show(2, false)).body).toMatchObject({ nameIsPublic: false, version: 3 })
  expect((await api.get('/account', { token })).body.nameIsPublic).toBe(false)
})

test('an admin invites, promotes, shuts out and lets in', async () => {
  const invited = await api.post('/accounts', { email: 'Ann@Desk.example', name: 'Ann Lee', role: 'reader' }, as)
  expect(invited.body).toMatchObject({ email: 'ann@desk.example', state: 'invited', version: 1 })
  expect(invited.body.invitation).toMatchObject({ purpose: 'invitation', mailed: true })
  expect(linkIn(world.mails.at(-1)?.text ?? '')).toBe(new URL(invited.body.invitation.link).pathname)
  const { id } = invited.body

  expect((await change(id, 1, { role: 'reviewer' })).body).toMatchObject({ role: 'reviewer', name: 'Ann Lee' })
  expect((await change(id, 1, { role: 'admin' })).status).toBe(412)
  expect((await api.post(`/accounts/${id}/disabling`, {}, { ...as, version: 2 })).body.state).toBe('disabled')
  expect((await api.send('post', `/accounts/${id}/links`, as)).status).toBe(422)
  const enabled = await api.send('delete', `/accounts/${id}/disabling`, { ...as, version: 3 })
  expect(enabled.body).toMatchObject({ state: 'invited', version: 4 })
  expect((await api.send('delete', `/accounts/${id}/disabling`, { ...as, version: 4 })).status).toBe(422)
  expect((await api.send('post', `/accounts/${id}/links`, as)).body).toMatchObject({ purpose: 'invitation' })
  expect((await api.get('/accounts?limit=2', as)).body.items).toHaveLength(2)
  expect((await api.get(`/accounts/${id}`, as)).body).toEqual(enabled.body)
})

test('nobody shuts out themselves by a slip, nor the last admin at all', async () => {
  const other = await world.person('admin')
  const slip = await api.post(`/accounts/${admin.id}/disabling`, {}, { ...as, version: 1 })
  expect([slip.status, slip.body.errors.form]).toEqual([422, expect.stringContaining('your own account')])
  expect((await change(other.id, 1, { role: 'editor' })).status).toBe(200)
  const last = await change(admin.id, 1, { role: 'editor', sure: true })
  expect([last.status, last.body.errors.role]).toEqual([422, expect.stringContaining('Nobody else')])
})

test.each([
  ['an address that is none', { email: 'nobody', name: 'N', role: 'reader' }],
  ['one that is here', { email: 'EDITOR1@desk.example', name: 'N', role: 'reader' }],
  ['half of a surrogate pair', { email: '\ud800@b', name: 'N', role: 'reader' }],
  ['a list for a text', { email: ['a@b'], name: 'N', role: 'reader' }],
  ['a role that is none', { email: 'a@b', name: 'N', role: 'king' }],
  ['a member too many', { email: 'a@b', name: 'N', role: 'reader', password: 'x' }],
  ['NUL', { email: 'a@b', name: 'N\u0000', role: 'reader' }],
])('refuses %s', async (_what, body) => {
  expect((await api.post('/accounts', body, as)).status).toBe(422)
})

test('is for admins alone, and says nothing to others', async () => {
  for (const role of ['reader', 'editor', 'reviewer'] as const) {
    const { token } = await world.person(role)
    const answer = await api.get('/accounts', { token })
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([403, expect.not.stringContaining('@')])
  }
})
