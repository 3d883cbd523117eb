import { renewed } from '../../src/versions/resend'
import { type Desk, first, newDesk } from '../support/desk'

let desk: Desk
let statement: number
let claim: number

beforeAll(async () => {
  desk = await newDesk()
  await desk.record(first).expect(303)
  const recorded = await desk.newest('statements')
  ;[statement, claim] = [recorded.id, recorded.claim_id]
})

afterAll(() => desk.world.close())

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const row = async (table: string, id: number) =>
  (await desk.world.db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]

/** The fields of the page's own form, as a browser would send them. */
function fieldsIn(html: string, action: string): Record<string, string> {
  const form = new RegExp(`<form method="post" action="${action}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1] ?? ''
  return Object.fromEntries([...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]))
}

test('withdrawing what was changed meanwhile: what it was, what it is, what was typed, and it can be sent again', async () => {
  await post(`/statements/${statement}`, { ...first, version: 1, claimVersion: 1, stance: 'asks' }).expect(303)
  const action = `/claims/${claim}/withdrawal`
  const { text } = await post(action, { version: 1, reason: 'Misheard & wrong' }).expect(409)
  expect(text).toContain('Nothing was done: claim 1 has been changed since you opened the page (editor 1, ')
  expect(text).toMatch(/Stance<\/th><td[^>]*>asserts<\/td><td[^>]*>asks<\/td>/)
  expect(text).toContain('<dd dir="auto">Misheard &amp; wrong</dd>')
  expect(await row('claims', claim)).toMatchObject({ state: 'published', version: 2 })

  expect(fieldsIn(text, action)).toMatchObject({ version: '2', reason: 'Misheard &amp; wrong' })
  await post(action, { ...fieldsIn(text, action), reason: 'Misheard & wrong' }).expect(303)
  expect(await row('claims', claim)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Misheard & wrong' })
})

test('withdrawn by another first: it is told so with their reason', async () => {
  const { text } = await post(`/claims/${claim}/withdrawal`, { version: 2, reason: 'Mine' }).expect(409)
  expect(text).toMatch(/State<\/th><td[^>]*>published<\/td><td[^>]*>withdrawn<\/td>/)
  expect(text).toMatch(/Public reason<\/th><td[^>]*>nothing<\/td><td[^>]*>Misheard &amp; wrong<\/td>/)
  await post(`/claims/${claim}/restoration`, { version: 3 }).expect(303)
})

test('of what history has no image, that is said; no form is offered where no field names the version', async () => {
  const { text } = await post(`/claims/${claim}/withdrawal`, { version: 4_000, reason: 'Mine' }).expect(409)
  expect(text).toContain('changed back')
  await desk.world.db.query('SELECT 1')
})

test('changing a statement that was withdrawn meanwhile is told with the reason, not as something that never was', async () => {
  const { version } = await row('statements', statement)
  const { version: claimVersion } = await row('claims', claim)
  await post(`/statements/${statement}/withdrawal`, { version, reason: 'Never said' }).expect(303)
  const { text } = await post(`/statements/${statement}`, {
    ...first,
    version,
    claimVersion,
    summary: 'Typed long.',
  }).expect(410)
  expect(text).toContain('Never said')
})

test('a title given meanwhile is told beside that there was none', async () => {
  await desk
    .record({ ...first, start: '69', end: '103', source: 'Bob Ray', cue: 'denied', speaker: 'Bob Ray' })
    .expect(303)
  const { claim_id: other } = await desk.newest('statements')
  await desk
    .record({ ...first, content: 'It is safe', start: '', end: '', source: '', cue: '', speaker: 'Cay Dee' })
    .expect(303)
  const { claim_id: answer } = await desk.newest('statements')
  await post(`/claims/${answer}/links`, { to: other, relation: 'contradicts', reason: '' }).expect(303)
  const [{ id }] = await desk.world.db.query('SELECT max(id) AS id FROM chains')
  await post(`/chains/${id}/title`, { version: 1, title: 'Is it safe?' }).expect(303)
  const { text } = await post(`/chains/${id}/title`, { version: 1, title: 'Was it tested?' }).expect(409)
  expect(text).toMatch(/Title<\/th><td[^>]*>nothing<\/td><td[^>]*>Is it safe\?<\/td>/)
  expect(text).toContain('<dd dir="auto">Was it tested?</dd>')
})

test.each([
  ['its own version', { version: '3', reason: 'x' }, { version: '7', reason: 'x' }],
  ['another field of the same value', { version: '3', to: '3' }, { version: '7', to: '3' }],
  ['a claim’s version beside a statement’s', { version: '5', claimVersion: '3' }, { version: '5', claimVersion: '7' }],
  [
    'a claim’s version beside the same of a statement',
    { version: '3', claimVersion: '3' },
    { version: '3', claimVersion: '7' },
  ],
  ['a draft’s claim in an item', { item: 'statement.9.1.3' }, { item: 'statement.9.1.7' }],
  ['one of several items', { item: ['link.4.3', 'statement.9.1.3'] }, { item: ['link.4.3', 'statement.9.1.7'] }],
  ['no version at all', { reason: 'x' }, null],
  ['another version', { version: '2' }, null],
])('of a form that names %s only that is renewed', (_what, fields, again) => {
  expect(renewed(fields, { kind: 'claim', id: 4, version: 3, now: 7 })).toEqual(again)
})

test('a draft’s own version in an item is renewed', () => {
  const renewal = { kind: 'statement', id: 9, version: 1, now: 2 }
  expect(renewed({ item: 'statement.9.1.3' }, renewal)).toEqual({ item: 'statement.9.2.3' })
  expect(renewed({ item: 'statement.8.1.3' }, renewal)).toBeNull()
})

test('where the refusal knows the field, that alone is renewed', () => {
  const fields = { version: '3', into: '4', intoVersion: '3' }
  const again = renewed(fields, { kind: 'claim', id: 4, version: 3, now: 7, field: 'intoVersion' })
  expect(again).toEqual({ ...fields, intoVersion: '7' })
})

test('what was typed and not taken can be put right on the page that says why, by the form’s names for it', async () => {
  await desk.record({ ...first, content: 'It is safe', start: '', end: '', speaker: 'Ann Kept' })
  const { id, version } = await desk.newest('claims')
  const reason = 'x'.repeat(1_001)
  const { text } = await post(`/claims/${id}/withdrawal`, { version, reason }).expect(422)
  expect(text).toContain('Reason: This is longer than 1,000 characters.')
  expect(text).toMatch(/<textarea[^>]*name="reason"(?![^>]*readonly)[^>]*>/)
  expect(text).toContain('Put it right here, and send it again.')
  const undo = await post('/undo', { change: `claim.${id}.77`, back: '/desk' }).expect(409)
  expect(undo.text).not.toContain(`claim.${id}.77`)
})
