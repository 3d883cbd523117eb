import { addSpeaker } from '../../src/speakers/speakers.commands'
import { type ApiClient, apiClient } from '../api/api-client'
import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { form } from './speaker-form'

let desk: Desk
let api: ApiClient

beforeAll(async () => {
  desk = await newDesk()
  api = await apiClient(desk.world)
})
afterAll(() => desk.world.close())

const send = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const read = async (path: string) => (await request(desk.world.app).get(path).expect(200)).text
const merge = async (id: number, into: number) => {
  const [{ version }] = await desk.world.db.query('SELECT version FROM speakers WHERE id = $1', [into])
  await send(`/speakers/${id}/merge`, { version: 1, into, intoVersion: version }).expect(303)
}
const add = (name: string, more: object = {}) => addSpeaker(desk.world.db, null, { name, kind: 'person', ...more })

test('what is known of the merged one is told of the other, who has nothing of the kind, and stays whose it was', async () => {
  const known = await add('Known Well', { wikidataId: 'Q7', description: 'A bridge engineer' })
  const empty = await add('Hardly Known')
  await desk.record({ ...first, speaker: 'Hardly Known', kind: '' }).expect(303)
  expect((await desk.agent.get(`/speakers/${known}/merge?into=${empty}`)).text).not.toContain('at any time')
  await merge(known, empty)
  const page = await read(`/speakers/${empty}`)
  expect(page).toContain('A bridge engineer')
  expect(page).toContain('Wikidata Q7')
  expect(await read('/speakers?name=hardly')).toContain('A bridge engineer')
  const told = { description: 'A bridge engineer', wikidataId: 'Q7' }
  expect((await api.read(`/speakers/${empty}`)).body).toMatchObject(told)
  expect((await api.get('/speakers?name=hardly%20known')).body.items).toMatchObject([told])
  // Changed for another reason, the row takes nothing over.
  expect((await api.patch(`/speakers/${empty}`, 1, { aliases: ['H. K.'] })).body).toMatchObject(told)
  await send(`/speakers/${known}/unmerge`, { version: 2 }).expect(303)
  expect((await api.read(`/speakers/${empty}`)).body).toMatchObject({ description: null, wikidataId: null })
  expect((await api.get(`/speakers/${known}`)).body).toMatchObject(told)
})

test('why a source is not named is told of the source that stays, not of whoever has a name', async () => {
  const reason = { kind: 'described', anonymityReason: 'to speak freely' }
  const [aide, aideToo, named] = [
    await add('an aide', reason),
    await add('the aide', { kind: 'described' }),
    await add('Ann Aide'),
  ]
  await merge(aide, aideToo)
  expect((await api.get(`/speakers/${aideToo}`)).body.anonymityReason).toBe('to speak freely')
  await merge(aideToo, named)
  expect((await api.get(`/speakers/${named}`)).body.anonymityReason).toBeNull()
})

test('a merging that can’t be taken back says who stands in the way, and leads there', async () => {
  const one = await add('Wiki One', { wikidataId: 'Q11' })
  const two = await add('Wiki Two')
  await merge(one, two)
  await api.patch(`/speakers/${two}`, 1, { wikidataId: 'Q11' })
  const refused = await send(`/speakers/${one}/unmerge`, { version: 2 }).expect(422)
  expect(refused.text).toContain(`Wiki Two (speaker ${two}) has the same Wikidata id by now; take it off there first.`)
  expect(refused.text).toContain(`<a href="/speakers/${two}">See Wiki Two</a>`)
  const answer = await api.send('delete', `/speakers/${one}/merging`, { version: 2 })
  expect(answer.body).toMatchObject({ status: 422, bearer: { id: two, name: 'Wiki Two' } })
})

test('a wrong alias or role of a merged speaker is put right on a form of their own, and by script', async () => {
  const merged = await add('Alias Bearer', { aliases: ['Wrogn'] })
  const root = await add('The Same Person')
  await merge(merged, root)
  expect((await desk.agent.get(`/speakers/${root}`)).text).toContain(`href="/speakers/${merged}/edit"`)
  const page = (await desk.agent.get(`/speakers/${merged}/edit`).expect(200)).text
  expect(page).toContain(`has been merged into <a href="/speakers/${root}">The Same Person</a>`)
  expect(page).toMatch(/<textarea id="aliases"[^>]*>\s*Wrogn/)
  const changed = { ...form, name: 'Alias Bearer', aliases: 'Wrong', version: 2 }
  await send(`/speakers/${merged}`, { ...changed, version: 1 }).expect(409)
  await send(`/speakers/${merged}`, changed).expect(303).expect('Location', `/speakers/${root}`)
  expect((await desk.agent.get(`/speakers/${root}`)).text).toContain('Also known as Wrong, Alias Bearer')
  expect((await api.patch(`/speakers/${merged}`, 3, { aliases: ['Right'] })).body.aliases).toEqual(['Right'])
  // Nobody speaks for themselves, though it be in the merged one's role.
  const own = { title: 'Spokesman', speaksForId: root }
  const refused = await api.patch(`/speakers/${merged}`, 4, { roles: [own] })
  expect(refused.body.errors['roles.0']).toContain('Nobody speaks for themselves')
})

test('whom they are merged into may have been merged into a third meanwhile: nobody meant that one', async () => {
  const [one, two, three] = [await add('Met One'), await add('Met Two'), await add('Met Three')]
  await merge(two, three)
  const refused = await send(`/speakers/${one}/merge`, { version: 1, into: two, intoVersion: 1 }).expect(409)
  expect(refused.text).toMatch(/Merged into<\/th><td[^>]*>nothing<\/td><td[^>]*>Met Three<\/td>/)
  expect(refused.text).toMatch(/name="version" value="1".*name="intoVersion" value="2".*Merge the two all the same/s)
  const overApi = await api.send('post', `/speakers/${one}/merging`, {
    body: { into: two, intoVersion: 1 },
    version: 1,
  })
  expect(overApi.status).toBe(412)
  await send(`/speakers/${one}/merge`, { version: 1, into: two }).expect(422)
})

test('whoever merges or parts somebody that another was quicker with is told what they are now', async () => {
  const [one, other, third] = [await add('Quick One'), await add('Quick Other'), await add('Quick Third')]
  await merge(one, other)
  const { text } = await send(`/speakers/${one}/merge`, { version: 1, into: third, intoVersion: 1 }).expect(409)
  expect(text).toContain('Merged into')
  expect(text).toContain('Quick Other')
  await send(`/speakers/${one}/unmerge`, { version: 2 }).expect(303)
  expect((await send(`/speakers/${one}/unmerge`, { version: 2 }).expect(409)).text).toContain('Changed meanwhile')
})
