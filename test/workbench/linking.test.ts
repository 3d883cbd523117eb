import { changeLinkReason } from '../../src/links/links.commands'
import { type Desk, first, newDesk } from '../support/desk'
import { second } from '../support/review'

let world: Desk['world']
let agent: Desk['agent']
let record: Desk['record']
let newest: Desk['newest']

beforeAll(async () => {
  ;({ world, agent, record, newest } = await newDesk())
  await record(first).expect(303)
})
afterAll(() => world.close())

describe('a link', () => {
  const link = (from: number, fields: object) => agent.post(`/claims/${from}/links`).type('form').send(fields)
  let ann: number
  let bob: number
  beforeAll(async () => {
    await record(second).expect(303)
    bob = (await newest('claims')).id
    ann = (await world.db.query('SELECT min(id) AS id FROM claims'))[0].id
  })

  test.each([
    ['to itself', () => ({ to: bob, relation: 'contradicts' }), 'to itself'],
    ['to nothing', () => ({ relation: 'denies' }), 'Choose the other claim'],
    ['to a claim that is not there', () => ({ to: 9_999_999, relation: 'denies' }), 'There is no claim 9999999'],
    ['to a number that is none', () => ({ to: 99_999_999_999, relation: 'denies' }), 'Choose the other claim'],
    ['of no relation', () => ({ to: ann }), 'none of'],
    ['walking back somebody else’s words', () => ({ to: ann, relation: 'walks_back' }), 'different speakers'],
  ])('%s is refused', async (_what, fields, words) => {
    const answer = await link(bob, { ...fields(), reason: 'typed with care' }).expect(422)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain('typed with care')
  })

  test('is made once: a second of the same relation is refused', async () => {
    await link(bob, { to: ann, relation: 'denies' }).expect(303)
    expect((await link(bob, { to: ann, relation: 'denies' }).expect(422)).text).toContain('linked so already')
    await link(ann, { to: bob, relation: 'contradicts' }).expect(303)
    expect((await link(bob, { to: ann, relation: 'contradicts' }).expect(422)).text).toContain('linked so already')
  })

  test('has the reason of one who gives another at once with somebody else', async () => {
    const { id, version } = await newest('links')
    const gives = (reason: string) =>
      changeLinkReason(world.db, null, id, version, reason).then(
        () => reason,
        ({ status }: { status: number }) => status,
      )
    const outcomes = await Promise.all(['This one.', 'No, this.'].map(gives))
    const [{ reason }] = await world.db.query('SELECT reason FROM links WHERE id = $1', [id])
    expect(outcomes.toSorted()).toEqual([409, reason])
    expect(await gives('A third.')).toBe(409)
  })

  test('keeps a claim from speakers with whom it would not hold', async () => {
    const [{ id }] = await world.db.query('SELECT id FROM statements WHERE claim_id = $1', [bob])
    const { text } = await agent.get(`/statements/${id}/edit`).expect(200)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
    const versions = { version: hidden('version'), claimVersion: hidden('claimVersion') }
    const form = { ...first, ...versions, start: '69', end: '103', source: '', cue: '', speaker: 'Ann Lee' }
    const answer = await agent.post(`/statements/${id}`).type('form').send(form).expect(422)
    expect(answer.text).toContain('would no longer fit')
  })

  test('of two at once exactly one is made', async () => {
    const statuses = await Promise.all([1, 2].map(() => link(ann, { to: bob, relation: 'denies' })))
    expect(statuses.map((answer) => answer.status).sort()).toEqual([303, 422])
  })
})
