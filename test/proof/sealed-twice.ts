import request from 'supertest'
import { sealHistory } from '../../src/proof/sealing.commands'
import { article, statement } from '../exports/corpus'
import { newWorld, SIGNING_KEYS, type World } from '../support/world'

export const TEXT = 'Ana said 😀: “It opens in May.” Bert said no.'

/** What signs the checkpoints, as a verifier is given it. */
export const key = SIGNING_KEYS[0]?.text as string

export interface SealedTwice {
  world: World
  claimId: number
  /** Sizes of the tree: after the first round, and after the second. */
  sizes: number[]
  /** What a reader gets at an address. */
  get(address: string): Promise<string>
}

/** Two statements, and a checkpoint after each. */
export async function sealedTwice(): Promise<SealedTwice> {
  const world = await newWorld()
  const round = async () => (await sealHistory(world.db, SIGNING_KEYS)).checkpoint?.treeSize ?? 0
  const articleId = await article(world.db, TEXT)
  const { claimId } = await statement(world.db, articleId, 'It opens in May')
  const sizes = [await round()]
  await statement(world.db, articleId, 'Bert said no')
  sizes.push(await round())
  return { world, claimId, sizes, get: async (address) => (await request(world.app).get(address).expect(200)).text }
}
