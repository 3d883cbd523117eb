import { afterRedaction, changedExport, complaints, found, verifyFiles } from '../../bench/trust/attack'
import { ATTACKS, WRITTEN_NOW } from '../../bench/trust/attacks'
import { chance } from '../../bench/trust/chance'
import { flipBytes } from '../../bench/trust/flipped-bytes'
import { type SealedGround, sealedGround } from '../../bench/trust/sealed-ground'
import { newDatabase, type TestDatabase } from '../support/database'
import { TRIALS } from '../support/trials'

let database: TestDatabase
let ground: SealedGround

beforeAll(async () => {
  database = await newDatabase()
  ground = await sealedGround(database.ownerUrl, 300)
})
afterAll(async () => {
  await ground.close()
  await database.drop()
})

test('of an untouched database, exports and proofs nothing is said', async () => {
  expect(await complaints(ground)).toEqual([])
  for (const args of Object.values(ground.files))
    expect(verifyFiles(args, ground.keys)).toEqual({ lines: [''], status: 0 })
})

test.each(ATTACKS)('$what: found, and told where', async (attack) => {
  const { said, isNamed } = await found(attack, ground)
  expect([isNamed, said]).toEqual([true, said])
})

test('an export changed, its trailer made to fit: found by the separate verifier', () => {
  expect(changedExport(ground)).toMatchObject({ isNamed: true })
})

test.each(ATTACKS.filter(({ needsOutside }) => needsOutside))(
  'without a checkpoint kept outside nobody sees it: $what',
  async (attack) => {
    expect((await found(attack, ground, { withOutside: false })).said).toEqual([])
  },
)

test('a row written now, past the product, is counted as not sealed yet, and nothing else is said', async () => {
  const { said, isNamed } = await found(WRITTEN_NOW, ground)
  expect([isNamed, said]).toEqual([true, [expect.stringContaining('1 not sealed yet')]])
})

test('a redaction is no tampering', async () => {
  expect(await afterRedaction(ground)).toEqual([])
})

test('single bytes flipped anywhere in what is sealed or exported: each found', async () => {
  const flips = await flipBytes(ground, 32 * TRIALS, chance(20_260_105))
  expect(flips).toMatchObject({ found: flips.done, missed: [] })
  expect(Object.keys(flips.kinds)).toHaveLength(13)
  // Each attack was undone, and what found it finds nothing by itself.
  expect(await complaints(ground)).toEqual([])
})
