import { addSpeaker } from '../../src/speakers/speakers.commands'
import { type ApiClient, apiClient } from '../api/api-client'
import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { threeWayIn } from '../support/three-way'
import { form, role, said } from './speaker-form'

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

test('a spokeswoman’s claim stands on the page of whom she speaks for as well, marked, and its cards tell the role', async () => {
  const city = await speaker('The City', { kind: 'organisation' })
  await send('/speakers', { ...form, ...role, aliases: 'P. Novak\r\nPetra N.' }).expect(303)
  const [petra] = await rows(`SELECT id FROM speakers WHERE name = 'Petra Novak'`)
  const claim = await said(desk, 'It is safe, the city repeated', { speaker: 'p. novak', role: 'city spokeswoman' })
  const own = await read(`/speakers/${petra.id}`)
  expect(own).toContain('Also known as P. Novak, Petra N.')
  expect(own).toContain('City spokeswoman, since April 2018; speaks for')
  expect(own).toContain('as City spokeswoman ·')
  const theirs = await read(`/speakers/${city}`)
  expect(theirs).toContain(
    `said by <a href="/speakers/${petra.id}"><bdi>Petra Novak</bdi></a>, City spokeswoman, for <bdi>The City</bdi>`,
  )
  expect(theirs).toContain('1 claim')
  expect(await read(`/claims/${claim}`)).toContain(
    `(City spokeswoman, for <a href="/speakers/${city}"><bdi>The City</bdi></a>)`,
  )
  expect((await api.read(`/claims/${claim}`)).body.speakers).toMatchObject([
    { name: 'Petra Novak', role: { title: 'City spokeswoman', speaksFor: { id: city, name: 'The City' } } },
  ])
  expect((await api.read(`/speakers/${city}`)).body.claims.items).toMatchObject([{ id: claim }])
  const { text: lines } = await request(world.app).get('/exports/claims.jsonl').buffer(true)
  expect(lines).toContain('"role":"City spokeswoman"')
  expect(lines).toContain(`"aliases":["P. Novak","Petra N."]`)
  const { text: csv } = await request(world.app).get(`/exports/claims.csv?speaker=${city}`).expect(200)
  expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^${claim},`))

  // Nobody hears of a draft, nor of whom nothing but a draft speaks for.
  const becomes = (state: string) => rows('UPDATE claims SET state = $2 WHERE id = $1', [claim, state])
  await becomes('draft')
  expect((await api.read(`/speakers/${city}`)).status).toBe(404)
  await becomes('published')

  // What she said repeats what the city says, though another opened her mouth.
  const itself = await said(desk, 'Headline of the day', { speaker: 'The City' })
  await becomes('draft')
  expect((await api.read(`/speakers/${city}`)).body.claims.items).toMatchObject([{ id: itself }])
  await becomes('published')
  await api.post('/links', { from: claim, to: itself, relation: 'repeats' })
  const taken = await api.patch(`/speakers/${petra.id}`, 1, { roles: [] })
  expect(taken.body.errors.roles).toContain(`Claim ${claim} was made in the role “City spokeswoman”`)
  const [kept] = await rows('SELECT id FROM speaker_roles WHERE speaker_id = $1', [petra.id])
  const alone = await api.patch(`/speakers/${petra.id}`, 1, { roles: [{ id: kept.id, title: 'Spokeswoman' }] })
  expect(alone.body.errors.roles).toContain('would no longer fit')
  const renamed = { id: kept.id, title: 'Spokeswoman', since: '2018', speaksForId: city }
  expect((await api.patch(`/speakers/${petra.id}`, 1, { roles: [renamed] })).body).toMatchObject({
    version: 2,
    roles: [renamed],
  })
})

test('who speaks for somebody is told to readers only when they have said something in public', async () => {
  const { body: harbour } = await api.post('/speakers', { name: 'The Harbour', kind: 'organisation' })
  const titled = (speaksForId: number) => [{ title: 'Harbour spokesman', speaksForId }]
  await said(desk, 'Bob Ray', { speaker: 'The Harbour' })
  const { body: kai } = await api.post('/speakers', { name: 'Kai Berg', kind: 'person', roles: titled(harbour.id) })
  expect(await read(`/speakers/${harbour.id}`)).not.toContain('Kai Berg')
  expect((await agent.get(`/speakers/${harbour.id}`)).text).toContain(`<a href="/speakers/${kai.id}">Kai Berg</a>`)

  const { body: port } = await api.post('/speakers', { name: 'The Port', kind: 'organisation' })
  const patched = await api.patch(`/speakers/${harbour.id}`, 1, { roles: [{ title: 'Owner', speaksForId: port.id }] })
  expect(patched.status).toBe(200)
  expect(await read(`/speakers/${harbour.id}`)).toContain('Owner; speaks for The Port<')
})

test('a role that nobody has is told with those there are, and what was typed stays', async () => {
  const answer = await desk.record({ ...first, content: 'Bob Ray', speaker: 'Petra Novak', role: 'Queen', kind: '' })
  expect([answer.status, answer.text.includes('This speaker has no role “Queen”, but “Spokeswoman”')]).toEqual([
    422,
    true,
  ])
  expect(answer.text).toContain('value="Queen"')
})

test('two of one name, jointly or not, are told apart by description, role and claim, and each can be settled', async () => {
  const one = await speaker('John Smith', {
    description: 'A bridge engineer',
    roles: [{ title: 'Chief engineer', since: null, until: null, speaksForId: null }],
  })
  const two = await speaker('Jack Smythe', { aliases: ['John Smith'] })
  await said(desk, 'Bob Ray denied the bridge is safe', { speaker: 'Jack Smythe' })
  const joint = { ...first, content: 'denied the bridge is safe', start: '', end: '', source: '', cue: '', kind: '' }
  const asked = await desk.record({ ...joint, speaker: ['The City', '', 'John Smith'] }).expect(422)
  expect(asked.text).toContain('Several speakers are named John Smith; choose one.')
  expect(asked.text).toMatch(/<b>John Smith<\/b> \(person, Chief engineer\), A bridge engineer/)
  expect(asked.text).toMatch(/<b>Jack Smythe<\/b>[^\n]*last claim 2020-02-03, in The Daily of 2020-02-05/)
  expect(asked.text).toContain(`name="speakerId-1" value="${two}"`)
  const settled = {
    ...joint,
    speaker: ['The City', 'John Smith'],
    'speakerId-1': String(two),
    'offeredFor-1': 'John Smith',
  }
  const kept = await desk.record({ ...settled, saidOn: 'soon' }).expect(422)
  expect(kept.text).toMatch(new RegExp(`name="speakerId-1" value="${two}" checked`))
  await desk.record(settled).expect(303)
  expect(
    await rows('SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1 ORDER BY position', [
      (await desk.newest('claims')).id,
    ]),
  ).toEqual([{ id: expect.any(Number) }, { id: two }])

  const body = {
    article: desk.articleId,
    content: [{ exact: 'Ann Lee said' }],
    wording: 'indirect',
    saidOnBasis: 'not_stated',
    medium: 'tweet',
    stance: 'asserts',
  }
  const refused = await api.post('/statements', { ...body, speakers: ['John Smith'] })
  expect(refused.body.candidates).toMatchObject([
    {
      member: 'speakers',
      speakers: [
        { id: one, role: 'Chief engineer', claim: null },
        { id: two, claim: { outlet: 'The Daily' } },
      ],
    },
  ])
  const third = await api.post('/statements', {
    ...body,
    speakers: [{ name: 'John Smith', kind: 'person', another: true }],
  })
  expect(third.status).toBe(201)
  expect((await api.get('/speakers?name=john%20smith')).body.items).toHaveLength(3)
})

test('a name in look-alike letters is added only when that is meant, by form and by script', async () => {
  const fields = {
    ...first,
    content: 'Monday',
    start: '',
    end: '',
    source: '',
    cue: '',
    speaker: 'Pеtra Novak',
    kind: 'person',
  }
  const asked = await desk.record(fields).expect(422)
  expect(asked.text).toContain('looks like “Petra Novak”')
  expect(asked.text).toContain('name="lookalike"')
  await desk.record({ ...fields, lookalike: 'yes' }).expect(303)
  expect((await api.post('/speakers', { name: 'Thе City', kind: 'group' })).body.errors.lookalike).toContain(
    'looks like “The City”',
  )
  expect((await api.post('/speakers', { name: 'Thе City', kind: 'group', lookalike: true })).status).toBe(201)
})

test('a speaker is merged and un-merged on pages that show both, and every address leads to who it is', async () => {
  const [city] = await rows(`SELECT id FROM speakers WHERE name = 'The City'`)
  const council = await speaker('City Council', { kind: 'organisation', aliases: ['The Council'] })
  const claim = await said(desk, 'It was tested', { speaker: 'The Council' })
  expect((await agent.get(`/speakers/${council}/merge`).expect(200)).text).toContain(`merge?into=${city.id}`)
  const sides = (await agent.get(`/speakers/${council}/merge?into=${city.id}`).expect(200)).text
  expect(sides).toMatch(/Merged: City Council<\/th>.*Stays: The City</s)
  await send(`/speakers/${council}/merge`, { version: 9, into: city.id, intoVersion: 1 }).expect(409)
  await send(`/speakers/${council}/merge`, { version: 1, into: city.id, intoVersion: 1 }).expect(303)
  await request(world.app)
    .get(`/speakers/${council}`)
    .expect(301)
    .expect('Location', `/speakers/${city.id}`)
    .expect('Cache-Control', 'no-cache')
  expect((await api.read(`/speakers/${council}`)).status).toBe(308)
  const whole = (await agent.get(`/speakers/${city.id}`).expect(200)).text
  expect(whole).toContain('City Council is this speaker now.')
  expect(whole).toContain(`action="/speakers/${council}/unmerge"`)
  expect(whole).toContain('Also known as The Council, City Council')
  expect(await read('/speakers?name=the+coun')).toContain(`<a href="/speakers/${city.id}"><bdi>The City</bdi></a>`)
  // Named by its number or any name, it is the city.
  const again = await said(desk, 'twice', { speaker: 'city council' })
  expect(
    await rows(
      'SELECT speaker_id AS speaker, named_id AS named FROM claim_speakers WHERE claim_id = ANY($1) ORDER BY claim_id',
      [[claim, again]],
    ),
  ).toEqual([
    { speaker: city.id, named: council },
    { speaker: city.id, named: city.id },
  ])
  // Edited for another reason, the claim keeps whom it named.
  const patched = await api.patch(`/claims/${claim}`, 1, { medium: 'speech' })
  expect(patched.body.speakers).toMatchObject([{ id: city.id }])

  await send(`/speakers/${council}/unmerge`, { version: 2 }).expect(303)
  expect((await api.read(`/claims/${claim}`)).body.speakers).toMatchObject([{ id: council }])
  expect((await api.read(`/claims/${again}`)).body.speakers).toMatchObject([{ id: city.id }])
  expect(await history(council)).toEqual(['added', 'merged', 'unmerged'].map((action) => ({ action })))
})

test('a role of which all is typed but what it is called is asked for, and what was typed kept', async () => {
  const fields = { ...form, name: 'Rosa Lind', ...role, roleTitle: '', roleFor: '' }
  const asked = await send('/speakers', fields).expect(422)
  expect(asked.text).toContain('Write what the role is called.')
  expect(asked.text).toContain('value="2018-04"')
  await send('/speakers', { ...fields, roleSince: '' }).expect(303)
})

test('a merging that would make a claim name one twice, or of a spokesman with whom he speaks for, is refused with why', async () => {
  const [petra] = await rows(`SELECT id, version FROM speakers WHERE name = 'Petra Novak'`)
  const [city] = await rows(`SELECT id FROM speakers WHERE name = 'The City'`)
  const [smythe] = await rows(`SELECT id FROM speakers WHERE name = 'Jack Smythe'`)
  const send = (id: number, into: number, version = 1) =>
    api.send('post', `/speakers/${id}/merging`, { body: { into }, version })
  expect((await send(smythe.id, city.id)).body.errors.into).toMatch(/^Claim \d+ names both/)
  expect((await send(petra.id, city.id, petra.version)).body.errors.into).toContain('speaks for the other')
  expect((await send(smythe.id, smythe.id)).body.errors.into).toContain('into itself')
  expect((await send(smythe.id, 999_999)).body.errors.into).toContain('no speaker 999999')
  expect((await send(smythe.id, city.id, 7)).status).toBe(412)
  expect((await api.send('delete', `/speakers/${smythe.id}/merging`, { version: 1 })).body.detail).toContain(
    'has not been merged',
  )
})

test('a Wikidata id is one speaker’s; the form offers to merge', async () => {
  const [petra] = await rows(`SELECT id FROM speakers WHERE name = 'Petra Novak' ORDER BY id LIMIT 1`)
  await api.patch(`/speakers/${petra.id}`, 2, { wikidataId: 'Q42' })
  const other = await speaker('P. Novakova')
  const answer = await send(`/speakers/${other}`, { ...form, name: 'P. Novakova', version: 1, wikidataId: 'Q42' })
  expect([answer.status, answer.text.includes(`Q42 is Petra Novak (speaker ${petra.id}) already`)]).toEqual([422, true])
  expect(answer.text).toContain(`href="/speakers/${other}/merge?into=${petra.id}"`)
})

test('a stale form keeps what was typed, beside what is there now', async () => {
  const id = await speaker('Old Name')
  await send(`/speakers/${id}`, { ...form, name: 'New Name', version: 1 }).expect(303)
  const stale = await send(`/speakers/${id}`, { ...form, name: 'My Name', aliases: 'Mine', version: 1 }).expect(409)
  expect(threeWayIn(stale.text)).toEqual({
    Name: ['Old Name', 'New Name', 'My Name'],
    'Also known as': ['nothing', 'nothing', 'Mine'],
  })
  expect(stale.text).toMatch(/name="name"[^>]*value="My Name"/)
  await send(`/speakers/${id}`, {
    ...form,
    name: 'My Name',
    version: /name="version" value="(\d+)"/.exec(stale.text)?.[1],
  }).expect(303)
  expect(await history(id)).toEqual(['added', 'changed', 'changed'].map((action) => ({ action })))
})

test('a described source says why it is not named; one with a name can’t', async () => {
  const reason = 'because they are not authorised to speak'
  await send('/speakers', { ...form, name: 'a clerk', kind: 'described', anonymityReason: reason }).expect(303)
  await said(desk, 'Ann Lee said on Monday', { speaker: 'a clerk' })
  const [clerk] = await rows(`SELECT id FROM speakers WHERE name = 'a clerk'`)
  expect(await read(`/speakers/${clerk.id}`)).toContain(reason)
  const refused = await send('/speakers', { ...form, name: 'Somebody Else', anonymityReason: reason }).expect(422)
  expect(refused.text).toContain('whoever has a name is named')
})
