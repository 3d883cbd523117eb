import { type ApiClient, apiClient } from '../api/api-client'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { ask, asked, forgetRates, sealed } from './reader'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let api: ApiClient
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  api = await apiClient(world)
  desk = newsroom(world.db)
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

const post = (path: string, fields: object) => agent.post(path).type('form').send(fields)
const read = async (path: string) => (await request(world.app).get(path).expect(200)).text
const given = { by: 'Cy Dent', words: 'I never said so.', repliedOn: '2020-02-06', way: 'letter', url: '' }
const newestReply = async () => (await world.db.query('SELECT * FROM replies ORDER BY id DESC LIMIT 1'))[0]
const version = async (table: string, id: number) =>
  (await world.db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version

/** A claim recorded twice, and Bob’s denial of the one that stays, so that it is in a chain. */
async function twice(name: string) {
  const article = await desk.article(
    `${name}: Ann Lee said the bridge is safe. She said the bridge is safe! Bob said no.`,
  )
  const stays = await desk.statement(article, { by: [name], words: ['Ann Lee said the bridge is safe'] })
  const goes = await desk.statement(article, { by: [name], words: ['She said the bridge is safe'] })
  const bob = await desk.statement(article, { by: ['Bob Ray'], words: ['said no'] })
  await desk.link(bob.claimId, 'denies', stays.claimId)
  return { stays: stays.claimId, goes: goes.claimId }
}

const join = async (goes: number, into: number) =>
  post(`/claims/${goes}/join`, {
    into,
    version: await version('claims', goes),
    intoVersion: await version('claims', into),
  }).expect(303)

test('asked for one claim, joined into another: it is replied to, closed by a change, and stands in the log', async () => {
  const { stays, goes } = await twice('Ann Lee')
  const { id, path } = await asked(world, goes, { kind: 'right_of_reply', words: 'Let me speak.' })
  // A reply and a change from before the joining.
  await post(`/claims/${goes}/replies`, { ...given, words: 'An early reply.' }).expect(303)
  const early = await newestReply()
  await join(goes, stays)

  const page = (await agent.get(`/corrections/${id}/answer`).expect(200)).text
  expect(page).toContain(`/claims/${stays}/replies/new?correction=${id}`)
  expect(page).toMatch(new RegExp(`<option value="\\d+">reply ${early.id} published`))
  expect(page).toMatch(new RegExp(`<option value="\\d+">claim ${goes} joined`))

  const form = (await agent.get(`/claims/${stays}/replies/new?correction=${id}`).expect(200)).text
  expect(form).toContain('Let me speak.</textarea>')
  const reply = { ...given, words: 'Let me speak.', way: 'form', correction: String(id) }
  const answered = await post(`/claims/${stays}/replies`, reply).expect(303)
  const late = await newestReply()
  expect(answered.headers.location).toBe(`/claims/${stays}#reply-${late.id}`)
  expect(late).toMatchObject({ claim_id: stays, correction_id: id })

  const again = (await agent.get(`/corrections/${id}/answer`).expect(200)).text
  const change = new RegExp(`<option value="(\\d+)">reply ${late.id} published`).exec(again)?.[1]
  expect(change).toBeDefined()
  const closing = { version: 1, outcome: 'corrected', answer: 'It stands there now.', changeWords: 'A reply.', change }
  await post(`/corrections/${id}/answer`, closing).expect(303)

  const log = await read('/corrections/log')
  expect(log).toContain(`<a href="/claims/${stays}">Claim ${stays}</a>, Ann Lee: `)
  expect(log).not.toMatch(/not public now/)
  expect(await read(path)).toContain(`/claims/${stays}`)
})

test('a reply given to the claim that went is shown on its card, changed and withdrawn like any other', async () => {
  const { stays, goes } = await twice('Ann Day')
  const { id: correction } = await asked(world, goes, { words: 'Mine to answer.' })
  await post(`/claims/${goes}/replies`, { ...given, correction: String(correction) }).expect(303)
  const { id } = await newestReply()
  await join(goes, stays)

  const [{ id: chain }] = await world.db.query(
    'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [stays],
  )
  expect(await read(`/chains/${chain}`)).toContain('I never said so.')
  await agent.get(`/replies/${id}/edit`).expect(200)
  const words = 'I never said that.'
  const fields = { ...given, words, correction: String(correction), version: 1 }
  const changed = await post(`/replies/${id}`, fields).expect(303)
  expect(changed.headers.location).toBe(`/claims/${stays}#reply-${id}`)
  // The same words are the same reply, whichever of the two it was given to.
  await post(`/claims/${stays}/replies`, { ...given, words }).expect(422)
  await ask(world, stays, { words: 'Mine to answer.' }).expect(422)
  const withdrawn = await post(`/replies/${id}/withdrawal`, { version: 2, reason: 'Taken back' }).expect(303)
  expect(withdrawn.headers.location).toBe(`/claims/${stays}`)
  await post(`/replies/${id}/restoration`, { version: 3 }).expect(303)
})

test('a reply to the claim that stayed keeps its request when the two are taken apart', async () => {
  const { stays, goes } = await twice('Ann Ray')
  const { id: correction } = await asked(world, goes, { words: 'Before they are taken apart.' })
  await join(goes, stays)
  const reply = { ...given, correction: String(correction) }
  await post(`/claims/${stays}/replies`, reply).expect(303)
  const { id } = await newestReply()
  await post(`/claims/${goes}/unjoin`, { version: await version('claims', goes) }).expect(303)
  await post(`/replies/${id}`, { ...reply, words: 'A slip mended.', version: 1 }).expect(303)
  expect(await newestReply()).toMatchObject({ correction_id: correction, words: 'A slip mended.' })
  // Control: a new reply of the one can't come with a request of the other.
  await agent.get(`/claims/${stays}/replies/new?correction=${correction}`).expect(404)
  await post(`/claims/${stays}/replies`, { ...reply, words: 'Another.' }).expect(422)
})

test('a script does the same', async () => {
  const { stays, goes } = await twice('Ann Kay')
  const { id } = await asked(world, goes, { words: 'For a script.' })
  await join(goes, stays)
  expect((await api.get(`/corrections/${id}`)).body.claimId).toBe(stays)
  const { url: _url, ...reply } = { ...given, by: { name: 'Cy Dent' } }
  const added = await api.post(`/claims/${stays}/replies`, { ...reply, correctionId: id })
  expect([added.status, added.body.claimId]).toEqual([201, stays])
  const changes = await world.db.query(
    `SELECT id FROM history WHERE subject_kind = 'reply' AND subject_id = $1 AND action = 'published'`,
    [added.body.id],
  )
  const body = { outcome: 'corrected', answer: 'Done.', changeWords: 'A reply.', changeHistoryId: changes[0].id }
  const closed = await api.send('post', `/corrections/${id}/outcome`, { version: 1, body })
  expect([closed.status, closed.body.state, closed.body.claimId]).toEqual([200, 'corrected', stays])
  const changed = await api.patch(`/replies/${added.body.id}`, 1, { words: 'Changed by a script.' })
  expect(changed.body).toMatchObject({ claimId: stays, words: 'Changed by a script.' })
})

test('a form that was open while the claim was joined is shown again for the one that stays, as it was typed', async () => {
  const { stays, goes } = await twice('Ann Fay')
  const seal = sealed(world, goes)
  const { path } = await asked(world, goes, { seal, words: 'Sent before.' })
  await join(goes, stays)
  const moved = await request(world.app).get(`/claims/${goes}/correction`).expect(301)
  expect([moved.headers.location, moved.headers['cache-control']]).toEqual([`/claims/${stays}/correction`, 'no-cache'])
  const shown = await ask(world, goes, { seal, words: 'Typed & not sent.' }).expect(422)
  expect(shown.text).toContain('Typed &amp; not sent.</textarea>')
  expect(shown.text).toContain(`action="/claims/${stays}/correction"`)
  expect(shown.text).toContain('was joined with this one meanwhile')
  // What was taken before is not asked for again.
  expect((await ask(world, goes, { seal, words: 'Sent before.' }).expect(303)).headers.location).toBe(path)
})
