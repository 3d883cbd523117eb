import { type ApiClient, apiClient, gainsaidTweet } from '../api/api-client'
import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { asked } from './reader'

let world: World
let api: ApiClient
let claimId: number
let speakerId: number

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
  const { tweet } = await gainsaidTweet(api)
  claimId = tweet.claimId
  const denial = (await api.get('/speakers?name=Dmitry%20Peskov')).body
  speakerId = denial.items[0].id
})
afterAll(() => world.close())

const given = { by: { name: 'Cy Dent' }, words: 'I never said so.', repliedOn: '2019-06-05', way: 'letter' }
const send = (method: 'post' | 'delete', path: string, version: number, body?: object, token?: string) =>
  api.send(method, path, { version, body, token })

test('a reply is published, changed, withdrawn and brought back; the claim and the export have it', async () => {
  const added = await api.post(`/claims/${claimId}/replies`, { ...given, url: 'https://cy.example/1' })
  expect(added.status).toBe(201)
  const { id } = added.body
  expect(added.headers.location).toBe(`http://127.0.0.1/api/v1/replies/${id}`)
  expect(added.body).toMatchObject({ version: 1, state: 'published', by: { speakerId: null, name: 'Cy Dent' } })
  expect(added.body.page).toBe(`http://127.0.0.1/claims/${claimId}#reply-${id}`)

  const changed = await api.patch(`/replies/${id}`, 1, { by: { speakerId }, words: 'I did say so.' })
  expect(changed.body).toMatchObject({
    version: 2,
    by: { speakerId, name: 'Dmitry Peskov' },
    url: 'https://cy.example/1',
  })
  expect((await api.patch(`/replies/${id}`, 1, { words: 'Stale.' })).status).toBe(412)
  expect((await api.read(`/claims/${claimId}`)).body.replies).toEqual([changed.body])
  expect((await api.read(`/replies/${id}`)).body).toEqual(changed.body)

  const lines = (await request(world.app).get('/exports/claims.jsonl?speaker=1').expect(200)).text.trim().split('\n')
  const rows = lines.map((line) => JSON.parse(line))
  expect(rows.find((row) => row.type === 'claim').replies).toEqual([
    {
      id,
      speaker_id: speakerId,
      name: 'Dmitry Peskov',
      words: 'I did say so.',
      replied_on: '2019-06-05',
      way: 'letter',
      url: 'https://cy.example/1',
    },
  ])
  // Whoever is named in a row stands in a row before it.
  expect(rows.filter((row) => row.type === 'speaker').map((row) => row.id)).toContain(speakerId)

  expect((await send('post', `/replies/${id}/withdrawal`, 2, { reason: 'Taken back' })).body.state).toBe('withdrawn')
  const gone = await api.read(`/replies/${id}`)
  expect([gone.status, gone.body.reason, gone.body.version]).toEqual([410, 'Taken back', 3])
  expect((await api.read(`/claims/${claimId}`)).body.replies).toEqual([])
  expect((await send('delete', `/replies/${id}/withdrawal`, 3)).body).toMatchObject({ version: 4, state: 'published' })

  // With its claim it is gone too, for the claim's reason.
  const { version } = (await api.read(`/claims/${claimId}`)).body
  await send('post', `/claims/${claimId}/withdrawal`, version, { reason: 'The tweet was forged' })
  const along = await api.read(`/replies/${id}`)
  expect([along.status, along.body.reason]).toEqual([410, 'The tweet was forged'])
  await send('delete', `/claims/${claimId}/withdrawal`, version + 1)
  expect((await api.read(`/replies/${id}`)).status).toBe(200)
  const becomes = (state: string) => world.db.query('UPDATE claims SET state = $2 WHERE id = $1', [claimId, state])
  await becomes('draft')
  expect((await api.read(`/replies/${id}`)).status).toBe(404)
  expect((await api.get(`/replies/${id}`)).status).toBe(200)
  await becomes('published')
})

test('under review a reply is a draft that readers don’t see and its author can’t publish', async () => {
  await world.db.query('UPDATE desk_settings SET review = true')
  const { body } = await api.post(`/claims/${claimId}/replies`, { ...given, words: 'A drafted reply.' })
  expect(body.state).toBe('draft')
  expect((await api.read(`/replies/${body.id}`)).status).toBe(404)
  expect(JSON.stringify((await api.read(`/claims/${claimId}`)).body)).not.toContain('A drafted reply.')
  expect(JSON.stringify((await api.get(`/claims/${claimId}`)).body)).toContain('A drafted reply.')
  expect((await request(world.app).get('/exports/claims.jsonl')).text).not.toContain('A drafted reply.')
  expect((await send('post', `/replies/${body.id}/publication`, 1)).status).toBe(403)
  const { token } = await world.person('reviewer')
  expect((await send('post', `/replies/${body.id}/publication`, 9, undefined, token)).status).toBe(412)
  expect((await send('post', `/replies/${body.id}/publication`, 1, undefined, token)).body.state).toBe('published')
  expect((await send('post', `/replies/${body.id}/publication`, 2, undefined, token)).status).toBe(409)
  await world.db.query('UPDATE desk_settings SET review = false')
})

test.each([
  ['a speaker who is none', { by: { speakerId: 999_999 } }, 'by'],
  ['both a speaker and a name', { by: { speakerId: 1, name: 'X' } }, 'by'],
  ['no words', { words: ' ' }, 'words'],
  ['NUL', { words: 'a\0b' }, 'words'],
  ['half of a surrogate pair', { words: 'a\ud800b' }, 'words'],
  ['a number for words', { words: 7 }, 'words'],
  ['a day to come', { repliedOn: '2999-12-01' }, 'repliedOn'],
  ['a request that is none', { correctionId: 999_999 }, 'correctionId'],
  ['a member too many', { state: 'published' }, 'form'],
])('%s is refused by its member', async (_what, fields, member) => {
  const answer = await api.post(`/claims/${claimId}/replies`, { ...given, ...fields })
  expect(answer.status).toBe(422)
  expect(Object.keys(answer.body.errors)).toEqual([member])
})

test('a script lists, takes and answers corrections, and learns nothing of who asks', async () => {
  const { id, path } = await asked(world, claimId, { name: 'Zebedee Quill', email: 'zebedee@reader.example' })
  await asked(world, claimId, { words: 'Another.' })
  const page = await api.get('/corrections?state=open&limit=1')
  expect(page.body.items).toMatchObject([{ id, claimId, kind: 'wrong_date', state: 'open', senderIsKnown: true }])
  expect(page.text).not.toMatch(/Zebedee|zebedee/)
  const next = await api.get(`/corrections?state=open&limit=1&cursor=${page.body.next}`)
  expect(next.body).toMatchObject({ items: [{ senderIsKnown: false }], next: null })

  expect((await send('post', `/corrections/${id}/taking`, 1)).body).toMatchObject({ state: 'taken', version: 2 })
  expect((await send('delete', `/corrections/${id}/taking`, 2)).body).toMatchObject({
    state: 'open',
    assignedToId: null,
  })
  const lacking = await send('post', `/corrections/${id}/outcome`, 3, { outcome: 'corrected' })
  expect(Object.keys(lacking.body.errors)).toEqual(['answer', 'changeWords'])
  expect((await send('post', `/corrections/${id}/outcome`, 1, { outcome: 'spam' })).status).toBe(412)
  // What an outcome has no place for is not dropped in silence.
  const denied = { outcome: 'not_corrected', answer: 'No.', changeWords: 'The date.', changeHistoryId: 1 }
  const refused = await send('post', `/corrections/${id}/outcome`, 3, denied)
  expect(Object.keys(refused.body.errors)).toEqual(['changeWords', 'changeHistoryId'])
  const answered = await send('post', `/corrections/${id}/outcome`, 3, { outcome: 'spam', answer: 'No.' })
  expect(Object.keys(answered.body.errors)).toEqual(['answer'])
  const outcome = { outcome: 'corrected', answer: 'Done.', changeWords: 'The date.' }
  expect((await send('post', `/corrections/${id}/outcome`, 3, outcome)).body).toMatchObject({ state: 'corrected' })
  expect((await request(world.app).get(path)).text).toContain('Done.')
  expect((await send('post', `/corrections/${id}/outcome`, 4, outcome)).status).toBe(409)
  expect((await send('delete', `/corrections/${id}/outcome`, 4)).body).toMatchObject({
    state: 'open',
    changeWords: null,
  })
  expect((await api.get(`/corrections/${id}`)).headers.etag).toMatch(/^"5-/)
})

test('corrections are nobody’s but the desk’s, and are not asked for over the API', async () => {
  expect((await api.read('/corrections')).status).toBe(401)
  const { token } = await world.person('reader')
  expect((await api.get('/corrections/1', { token })).status).toBe(403)
  await request(world.app).post(`/api/v1/claims/${claimId}/corrections`).send({ words: 'x' }).expect(404)
})

test('a reviewer’s script has it forgotten who sent a correction', async () => {
  const { id } = await asked(world, claimId, { words: 'Forget me.', email: 'quill@reader.example' })
  const path = `/corrections/${id}/sender`
  expect((await api.send('delete', path)).status).toBe(403)
  const { token } = await world.person('reviewer')
  expect((await api.send('delete', path, { token })).body).toMatchObject({ id, senderIsKnown: false })
  expect((await api.send('delete', path, { token })).status).toBe(200)
})
