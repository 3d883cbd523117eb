import { newsroom } from '../reading/newsroom'
import { newWorld, signedIn, type World } from '../support/world'
import { type Doubles, doublesIn } from './doubles'

/** Reports that are split off again, with links that go along. */
let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let twice: Doubles['twice']

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  ;({ twice } = doublesIn(newsroom(world.db)))
})
afterAll(() => world.close())

const row = async (table: string, id: number) => (await world.db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]
const post = (path: string, fields: object) => agent.post(path).type('form').send(fields)

test('splitting a report off lets the chosen links go along, and no others', async () => {
  const { older, younger, cy, links } = await twice()
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  const page = await agent.get(`/statements/${younger.statementId}/split`).expect(200)
  expect(page.text).toContain('denied by Bob Ray')
  expect(page.text).toContain('contradicted by Cy Day')
  const split = (fields: object) => post(`/statements/${younger.statementId}/split`, { version: 2, ...fields })
  expect((await split({ link: String(links.between) }).expect(422)).text).toContain('is no published link of claim')
  await split({ link: ['1', 'x'] }).expect(422)
  await split({ link: [String(links.denial)] }).expect(303)
  const { claim_id: made } = await row('statements', younger.statementId)
  expect([older.claimId, younger.claimId]).not.toContain(made)
  expect(await row('links', links.denial)).toMatchObject({ to_claim_id: made, version: 3 })
  expect(await row('links', links.ofOlder)).toMatchObject({ from_claim_id: cy.claimId, to_claim_id: older.claimId })
})

test('a link that goes along to a withdrawn claim makes no chain with it', async () => {
  const { older, younger, bob, links } = await twice()
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  await post(`/statements/${younger.statementId}/split`, { version: 2, link: [String(links.denial)] }).expect(303)
  const { claim_id: part } = await row('statements', younger.statementId)
  await post(`/claims/${bob.claimId}/withdrawal`, { version: 1, reason: 'Misread' }).expect(303)
  // Its last neighbour being gone, it is split off alone.
  await post(`/claims/${part}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  await post(`/statements/${younger.statementId}/split`, { version: 4, link: [String(links.denial)] }).expect(303)
  const { claim_id: again } = await row('statements', younger.statementId)
  const members = await world.db.query('SELECT claim_id FROM chain_members WHERE claim_id = ANY($1)', [
    [again, bob.claimId],
  ])
  expect(members).toEqual([])
})
