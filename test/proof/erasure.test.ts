import { Client } from 'pg'
import { verifyCommand } from '../../src/cli/verify'
import { erasedPayloads, verify } from '../../src/proof/verify.queries'
import { run } from '../support/command-line'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let owner: Client
const before = { ...process.env }

beforeAll(async () => {
  world = await newWorld()
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl })
})

afterAll(async () => {
  process.env = before
  await owner.end()
  await world.close()
})

const wrong = async () => (await verify(world.db)).flatMap((part) => part.wrong)

/** The number of a row of history with a payload: an admin renames an account. */
async function renamedAccount(): Promise<number> {
  const admin = await world.person('admin')
  const agent = await signedIn(world, admin)
  await agent
    .post(`/accounts/${world.editor.id}`)
    .type('form')
    .send({ name: 'Somebody Else', role: 'editor', version: 1 })
    .expect(303)
  const [row] = await world.db.query('SELECT max(id)::integer AS id FROM history')
  return row.id
}

test('a payload that the law wanted erased is counted, and leaves nothing wrong; one that was changed is found', async () => {
  const id = await renamedAccount()
  expect([await erasedPayloads(world.db), await wrong()]).toEqual([0, []])

  // As docs/operations.md tells it.
  await owner.query('DELETE FROM history_payloads WHERE history_id = $1', [id])
  expect([await erasedPayloads(world.db), await wrong()]).toEqual([1, []])
  const told = await run(verifyCommand())
  expect([told.code, told.out]).toEqual([0, expect.stringContaining('History payloads erased: 1\n')])
  const agent = await signedIn(world, await world.person('admin'))
  await agent.get(`/accounts/${world.editor.id}`).expect(200)

  // The control: one that is put there afterwards isn't what was committed to.
  await owner.query(
    `INSERT INTO history_payloads (history_id, salt, payload) VALUES ($1, decode(repeat('00', 16), 'hex'), '{}')`,
    [id],
  )
  expect([await erasedPayloads(world.db), await wrong()]).toEqual([0, [`history row ${id}`]])
  expect((await run(verifyCommand())).code).toBe(1)
})
