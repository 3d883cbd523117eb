import 'reflect-metadata'
import { restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import { withdrawStatement } from '../../src/claims/statements.commands'
import { restoreLink, withdrawLink } from '../../src/links/links.commands'
import { newsroom } from '../reading/newsroom'
import { newWorld, type World } from '../support/world'

/** Where a claim without a day of its own stands in its chain: by what is public beside it. */
let world: World
let desk: ReturnType<typeof newsroom>
let article: number
/** Without a day; the others are called by theirs in February. */
let undated: { claimId: number; statementId: number }
let first: number
let third: number
let fifth: number

const TEXT = 'Words one. Words two. Words three. Words four. Words five.'
const NOT_STATED = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const

beforeAll(async () => {
  world = await newWorld()
  desk = newsroom(world.db)
})
afterAll(() => world.close())

beforeEach(async () => {
  article = await desk.article(`${TEXT} ${Math.random()}`, { publishedOn: '2020-02-20' })
  const on = async (day: number) => {
    const claim = { saidOn: `2020-02-0${day}`, saidOnBasis: 'stated', saidOnWords: null } as const
    return (await desk.statement(article, { by: [`Speaker of ${day}`], words: ['Words one'], claim })).claimId
  }
  ;[first, third, fifth] = [await on(1), await on(3), await on(5)]
  undated = await desk.statement(article, { by: ['An official'], words: ['Words two'], claim: NOT_STATED })
})

const day = async () =>
  (
    await world.db.query('SELECT order_day AS day FROM chain_members WHERE claim_id = $1', [undated.claimId])
  )[0]?.day.slice(5)

/** The day that it has while something is withdrawn, and the one it has when that is back. */
async function without(table: 'links' | 'claims', id: number) {
  const [withdraw, restore] = { links: [withdrawLink, restoreLink], claims: [withdrawClaim, restoreClaim] }[table] as [
    typeof withdrawClaim,
    typeof restoreClaim,
  ]
  const version = async () => (await world.db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version
  await withdraw(world.db, null, id, await version(), 'A slip')
  const meanwhile = await day()
  await restore(world.db, null, id, await version())
  return [meanwhile, await day()]
}

test('not before what it answers: the last of that which is public, by a public link', async () => {
  await desk.link(undated.claimId, 'corroborates', first)
  const denial = await desk.link(undated.claimId, 'denies', fifth)
  expect(await day()).toBe('02-05')
  expect(await without('links', denial)).toEqual(['02-01', '02-05'])
  expect(await without('claims', fifth)).toEqual(['02-01', '02-05'])
})

test('before what answers it, where both can’t be: the first of that which is public, by a public link', async () => {
  await desk.link(undated.claimId, 'denies', fifth)
  const answer = await desk.link(third, 'corrects', undated.claimId)
  expect(await day()).toBe('02-03')
  expect(await without('links', answer)).toEqual(['02-05', '02-03'])
  expect(await without('claims', third)).toEqual(['02-05', '02-03'])
})

test('else on the day of the first public report of it', async () => {
  const early = await desk.article(`${TEXT} ${Math.random()}`, { publishedOn: '2020-02-10' })
  const { statementId } = await desk.statement(early, { by: [], words: ['Words two'], claimId: undated.claimId })
  await desk.link(third, 'contradicts', undated.claimId)
  expect(await day()).toBe('02-10')
  await withdrawStatement(world.db, null, statementId, 1, 'Misread')
  expect(await day()).toBe('02-20')
})
