import { setReview } from '../support/review'
import { newWorld, type Person, type World } from '../support/world'
import { type ApiClient, apiClient, gainsaidTweet } from './api-client'

let world: World
let api: ApiClient
let reviewer: Person
let admin: Person

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  reviewer = await world.person('reviewer')
  admin = await world.person('admin')
})
beforeEach(() => setReview(world, true))
afterAll(() => world.close())

const by = ({ token }: Person, version: number) => ({ token, version })
const claimVersion = async (id: number) => (await api.get(`/claims/${id}`)).body.version
const publish = async ({ id, version, claimId }: { id: number; version: number; claimId: number }, person: Person) =>
  api.post(`/statements/${id}/publication`, { claimVersion: await claimVersion(claimId) }, by(person, version))

test('a script drafts, another person’s script publishes, and then readers read', async () => {
  const { tweet, denial, link } = await gainsaidTweet(api)
  expect([tweet.state, denial.state, link.state]).toEqual(['draft', 'draft', 'draft'])
  for (const path of [`/statements/${tweet.id}`, `/claims/${tweet.claimId}`, `/links/${link.id}`])
    expect((await api.read(path)).status).toBe(404)

  const { items } = (await api.get('/drafts', { token: reviewer.token })).body
  const listed = items.find(({ id }: { id: number }) => id === tweet.id)
  expect(listed).toMatchObject({ version: 1, claimVersion: 1, authors: [{ id: world.editor.id }], returned: null })
  expect((await publish(tweet, world.editor)).status).toBe(403)
  expect((await publish(tweet, reviewer)).body.state).toBe('published')
  expect((await api.send('post', `/links/${link.id}/publication`, by(reviewer, 1))).status).toBe(409)
  expect((await publish(denial, admin)).status).toBe(200)
  const links = (await api.get('/drafts?kind=link')).body.items
  expect(links).toMatchObject([{ id: link.id, claimVersion: null }])
  expect((await api.send('post', `/links/${link.id}/publication`, by(reviewer, 1))).body.state).toBe('published')
  expect((await api.read(`/claims/${tweet.claimId}`)).body.links).toHaveLength(1)
})

test('nobody publishes their own by any token; a stale version is told', async () => {
  await world.db.query('UPDATE accounts SET role = $1 WHERE id = $2', ['admin', world.editor.id])
  const { tweet } = await gainsaidTweet(api)
  const refused = await publish(tweet, world.editor)
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('Somebody else')])
  await world.db.query('UPDATE accounts SET role = $1 WHERE id = $2', ['editor', world.editor.id])
  const path = `/statements/${tweet.id}/publication`
  expect((await api.post(path, { claimVersion: 1 }, by(reviewer, 7))).status).toBe(412)
  expect((await api.post(path, { claimVersion: 7 }, by(reviewer, 1))).status).toBe(412)
  expect((await api.post(path, { claimVersion: 1 }, { token: reviewer.token })).status).toBe(428)
  expect((await api.post(path, { claimVersion: 'one' }, by(reviewer, 1))).status).toBe(422)
  expect((await api.post(path, {}, by(reviewer, 1))).status).toBe(422)
  expect((await api.post('/statements/99999/publication', { claimVersion: 1 }, by(reviewer, 1))).status).toBe(404)
})

test('what is published is taken back, changed and published again', async () => {
  const { tweet, denial, link } = await gainsaidTweet(api)
  await publish(tweet, reviewer)
  await publish(denial, reviewer)
  await api.send('post', `/links/${link.id}/publication`, by(reviewer, 1))
  expect((await api.patch(`/links/${link.id}`, 2, { reason: 'Another.' })).status).toBe(409)
  expect((await api.patch(`/claims/${tweet.claimId}`, 2, { summary: 'Another.' })).status).toBe(422)
  expect((await api.patch(`/statements/${tweet.id}`, 2, { cue: null })).status).toBe(422)
  const back = await api.send('delete', `/claims/${tweet.claimId}/publication`, by(world.editor, 2))
  expect(back.body).toMatchObject({
    state: 'draft',
    statements: { items: [{ id: tweet.id, state: 'draft', version: 3 }] },
  })
  expect((await api.send('delete', `/claims/${tweet.claimId}/publication`, by(world.editor, 3))).status).toBe(409)
  expect((await api.read(`/links/${link.id}`)).status).toBe(404)
  expect((await api.patch(`/claims/${tweet.claimId}`, 3, { summary: 'Another.' })).status).toBe(200)
  expect((await publish({ ...tweet, version: 3 }, reviewer)).status).toBe(200)
  expect((await api.read(`/links/${link.id}`)).status).toBe(200)
  expect((await api.send('delete', `/links/${link.id}/publication`, by(world.editor, 2))).body.state).toBe('draft')
  expect((await api.send('delete', `/statements/${denial.id}/publication`, by(world.editor, 2))).body.state).toBe(
    'draft',
  )
  expect((await api.read(`/claims/${denial.claimId}`)).status).toBe(404)
})

test('a draft is sent back, which its author reads among the notifications and in the discussion', async () => {
  const { tweet, link } = await gainsaidTweet(api)
  const comment = 'Which people?'
  const path = `/statements/${tweet.id}/returns`
  expect((await api.post(path, { claimVersion: 1, comment: ' ' }, by(reviewer, 1))).status).toBe(422)
  expect((await api.post(path, { claimVersion: 1, comment }, by(world.editor, 1))).status).toBe(403)
  expect((await api.post(path, { claimVersion: 1, comment }, by(reviewer, 1))).body.state).toBe('draft')
  expect((await api.post(`/links/${link.id}/returns`, { comment }, by(reviewer, 1))).status).toBe(200)
  const { items } = (await api.get('/drafts')).body
  const draft = items.find(({ id }: { id: number }) => id === tweet.id)
  expect(draft?.returned).toEqual({ comment, by: expect.any(String) })
  const news = (await api.get('/notifications?unread=true&limit=2')).body
  expect(news.items.map(({ subject }: { subject: object }) => subject)).toEqual([
    { kind: 'link', id: link.id },
    { kind: 'statement', id: tweet.id },
  ])
  const [first] = news.items
  expect((await api.send('post', `/notifications/${first.id}/reading`)).body.readAt).not.toBeNull()
  expect((await api.send('post', `/notifications/${first.id}/reading`, { token: reviewer.token })).status).toBe(404)
  expect((await api.get('/notifications?unread=true')).body.items[0].id).not.toBe(first.id)
  expect((await api.get('/notifications?unread=perhaps')).status).toBe(422)
  expect((await api.get(`/claims/${tweet.claimId}/comments`)).body.items).toMatchObject([{ body: comment }])
})

test('comments are added, listed and withdrawn', async () => {
  const { tweet, link } = await gainsaidTweet(api)
  const path = `/claims/${tweet.claimId}/comments`
  const added = await api.post(path, { body: 'Look, @reviewer2 and @nobody.' })
  expect(added.body).toMatchObject({ comment: { version: 1 }, unreached: ['Nobody here is called @nobody.'] })
  const { id } = added.body.comment
  expect((await api.post(path, { body: 'a\ud800' })).status).toBe(422)
  expect((await api.post('/links/99999/comments', { body: 'Look.' })).status).toBe(404)
  expect((await api.post(`/links/${link.id}/comments`, { body: 'Look.' })).status).toBe(201)
  expect((await api.get(`/links/${link.id}/comments?limit=1`)).body).toMatchObject({
    items: [{ body: 'Look.' }],
    next: null,
  })
  expect((await api.send('post', `/comments/${id}/withdrawal`, by(reviewer, 1))).status).toBe(403)
  expect((await api.send('post', `/comments/${id}/withdrawal`, by(world.editor, 1))).body.body).toBeNull()
  expect((await api.send('post', `/comments/${id}/withdrawal`, by(world.editor, 1))).status).toBe(412)
  expect((await api.send('post', `/comments/${id}/withdrawal`, by(world.editor, 2))).status).toBe(409)
})

test('a draft reply is listed, sent back and published like other drafts', async () => {
  await setReview(world, false)
  const { tweet } = await gainsaidTweet(api)
  await setReview(world, true)
  const given = { by: { name: 'Rosneft' }, words: 'We never did.', repliedOn: '2019-06-05', way: 'letter' }
  const { id } = (await api.post(`/claims/${tweet.claimId}/replies`, given)).body
  const listed = async () =>
    (await api.get('/drafts?kind=reply')).body.items.find((draft: { id: number }) => draft.id === id)
  expect(await listed()).toMatchObject({ version: 1, claimVersion: null, authors: [{ id: world.editor.id }] })
  const path = `/replies/${id}`
  expect((await api.post(`${path}/returns`, { comment: 'When?' }, by(reviewer, 7))).status).toBe(412)
  expect((await api.post(`${path}/returns`, { comment: 'When?' }, by(reviewer, 1))).body.state).toBe('draft')
  expect((await api.post(`${path}/returns`, { comment: 'When?' }, by(reviewer, 1))).status).toBe(200)
  expect((await api.post(`${path}/returns`, { comment: 'Who?' }, by(reviewer, 1))).status).toBe(409)
  expect((await listed()).returned).toMatchObject({ comment: 'When?' })
  expect((await api.send('post', `${path}/publication`, by(world.editor, 1))).status).toBe(403)
  expect((await api.send('post', `${path}/publication`, by(reviewer, 1))).body.state).toBe('published')
  expect(await listed()).toBeUndefined()
})
