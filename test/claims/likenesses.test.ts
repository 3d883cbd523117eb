import type { EntityManager } from 'typeorm'
import type { NewClaim } from '../../src/claims/claims.commands'
import { changeClaim, claimById, withdrawClaim } from '../../src/claims/claims.commands'
import { publishStatementItself } from '../../src/claims/drafts.commands'
import { mostAlike } from '../../src/claims/likenesses.queries'
import { speakingOf } from '../../src/claims/speaking.commands'
import { Statement } from '../../src/claims/statement.entity'
import { inTransaction } from '../../src/database/transaction'
import { mergeSpeakers, unmergeSpeaker } from '../../src/links/merge-speakers.commands'
import { newsroom } from '../reading/newsroom'
import { newClaim } from '../support/new-claim'
import { setReview } from '../support/review'
import { newWorld, type World } from '../support/world'

let world: World
let db: EntityManager
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  db = world.db
  desk = newsroom(db)
})
afterAll(() => world.close())

let told = 0

/** A claim of its own article, in these words. */
async function claim(by: string[], words: string, given: Partial<NewClaim> = {}): Promise<number> {
  told += 1
  const article = await desk.article(`Article ${told}. ${words}`)
  return (await desk.statement(article, { by, words: [words], claim: given })).claimId
}

const on = (saidOn: string) => ({ saidOn, saidOnBasis: 'stated', saidOnWords: null }) as const
const UNDATED = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
const SAFE = 'The old bridge over the river is perfectly safe'
const NEARLY = 'The old bridge over the river was perfectly safe'

describe('a claim that is like another', () => {
  test.each<[string, Partial<NewClaim>, string[], string, boolean]>([
    ['of the same day and words', on('2020-02-03'), [], SAFE, true],
    ['of nearly the same words', on('2020-02-03'), [], NEARLY, true],
    ['three days later', on('2020-02-06'), [], SAFE, true],
    ['four days later', on('2020-02-07'), [], SAFE, false],
    ['three days before', on('2020-01-31'), [], SAFE, true],
    ['four days before', on('2020-01-30'), [], SAFE, false],
    ['in days that begin near', on('2020-02-05/2020-03-05'), [], SAFE, true],
    ['in the same month, which is all that is known', on('2020-02'), [], SAFE, true],
    ['at any time before', on('../2020-02-04'), [], SAFE, true],
    ['not dated', UNDATED, [], SAFE, true],
    ['with a joint speaker', on('2020-02-03'), ['Bob Ray'], SAFE, true],
    ['in other words', on('2020-02-03'), [], 'Nobody has to pay for what happened to the ferry', false],
    [
      'in other words with a summary that is alike',
      { ...on('2020-02-03'), summary: 'Ann says that the bridge is safe.' },
      [],
      'Cross it',
      true,
    ],
  ])('%s', async (what, given, others, words, isOffered) => {
    const ann = `Ann ${what}`
    const first = await claim([ann], SAFE, { ...on('2020-02-03'), summary: 'Ann says that the bridge is safe.' })
    const second = await claim([ann, ...others], words, given)
    expect((await mostAlike(db, second))?.claimId ?? null).toBe(isOffered ? first : null)
    expect((await mostAlike(db, first))?.claimId ?? null).toBe(isOffered ? second : null)
  })
})

test('of somebody else is not offered, and a change of speaker is seen', async () => {
  const first = await claim(['Dan Fox'], SAFE)
  const second = await claim(['Eve Fox'], SAFE)
  expect(await mostAlike(db, second)).toBeNull()
  const speaker = (await speakingOf(db, first))[0]?.speakerId
  const now = newClaim(await claimById(db, second))
  await changeClaim(db, null, second, 1, { ...now, speakers: [{ id: speaker ?? 0 }] })
  expect(await mostAlike(db, second)).toEqual({ claimId: first, likeness: 1 })
  await withdrawClaim(db, null, first, 1, 'Not so.')
  expect(await mostAlike(db, second)).toBeNull()
})

test('of two speakers who turn out to be one are offered when they are merged, and no longer when they are not', async () => {
  const first = await claim(['Greta Lane'], SAFE)
  const second = await claim(['Minister Lane'], SAFE)
  expect(await mostAlike(db, second)).toBeNull()
  const [greta, minister] = [await speakingOf(db, first), await speakingOf(db, second)].map(
    (said) => said[0]?.speakerId ?? 0,
  )
  expect(await mergeSpeakers(db, null, minister ?? 0, 1, greta ?? 0)).toEqual({ rootId: greta })
  expect(await mostAlike(db, second)).toEqual({ claimId: first, likeness: 1 })
  await unmergeSpeaker(db, null, minister ?? 0, 2)
  expect(await mostAlike(db, second)).toBeNull()
})

test('saved by two at the same moment, they are offered', async () => {
  const two = ['Two at once said that the ferry is late', 'The second article: the ferry is late, said two']
  const articles = await Promise.all(two.map((text) => desk.article(text)))
  const said = (words: string, at: number) =>
    desk.statement(articles[at] ?? 0, { by: ['Kit Vale'], words: [words], claim: on('2020-02-03') })
  await desk.statement(await desk.article('Kit Vale was there.'), { by: ['Kit Vale'], words: ['Kit Vale was there'] })
  const [one, other] = await Promise.all([said('the ferry is late', 0), said('the ferry is late', 1)])
  const pairs = await db.query('SELECT other_id, claim_id FROM claim_likenesses WHERE claim_id = ANY($1)', [
    [one.claimId, other.claimId],
  ])
  const [older, younger] = [one.claimId, other.claimId].sort((a, b) => a - b)
  expect(pairs).toEqual([{ other_id: older, claim_id: younger }])
})

test('a draft is not offered before it is published', async () => {
  const first = await claim(['Hal Moss'], SAFE)
  await setReview(world, true)
  const second = await claim(['Hal Moss'], SAFE)
  await setReview(world, false)
  expect(await mostAlike(db, first)).toBeNull()
  const statement = await db.findOneByOrFail(Statement, { claimId: second })
  await inTransaction(db, (db) => publishStatementItself(db, null, statement.id, 1, 1))
  expect(await mostAlike(db, first)).toEqual({ claimId: second, likeness: 1 })
})
