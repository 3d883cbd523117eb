import type { Rows } from '../database/read-pool'
import {
  asOf,
  claimAsItIsNow,
  claimOfChainAsOf,
  claimThatBeganChain,
  connectedAsOf,
  type MembersThen,
  type Then,
} from '../versions/as-of-sql'
import { gone, Problem, unprocessable } from '../web/problems'
import { words } from '../words/words'
import { type AsOf, asOfFrom } from './as-of'

/** Claims of a chain that a past day can be worked out for; more would take longer than a page may. */
const MOST_CLAIMS = 2_000

/** The point in time that an address names. Throws 422 where it names none, or one that has not come or not ended yet. */
export function pointInTime(given: string): AsOf {
  const then = asOfFrom(given, new Date())
  if (then) return then
  throw unprocessable(words.problems.aPastDay)
}

/** 404, of what readers could not see then. */
export const notYet = (what: string, then: AsOf) =>
  new Problem(404, words.problems.notYet, words.problems.notPublicThen(what, then.words))

/** Throws unless readers may see of a claim what was public then: 404, or 410 with the reason of its withdrawal. */
export async function requireStillPublic(rows: Rows, id: number, then: AsOf): Promise<void> {
  const [now] = await rows(claimAsItIsNow, [id])
  if (!now?.wasPublic || now.state === 'draft') throw notYet(words.these.claim, then)
  if (now.state === 'withdrawn') throw gone(words.these.claim, now.withdrawnReason ?? words.problems.noReason)
}

/** The claims that hung together in a chain as of a time, whatever it holds now; none where it held none. */
export async function membersOfChainThen(rows: Rows, id: number, { at }: AsOf): Promise<MembersThen[]> {
  const [told] = await rows(claimOfChainAsOf, [id, at])
  const start = told ?? (await rows(claimThatBeganChain, [id, at]))[0]
  return start ? rows(connectedAsOf, [start.id, at, MOST_CLAIMS + 1]) : []
}

/** Whether these were a chain, and no longer than can be worked out. */
export const canBeTold = ({ length }: readonly MembersThen[]) => length >= 2 && length <= MOST_CLAIMS

/** Why a chain of these members is not told: 404, or 422 of one that was too long. */
export const untold = ({ length }: readonly MembersThen[], then: AsOf) =>
  length > MOST_CLAIMS ? unprocessable(words.chain.tooLongAsOf(MOST_CLAIMS)) : notYet(words.these.chain, then)

/** Reads by the queries of today what stood in the tables then. */
export const pastOf =
  (rows: Rows, then: Then): Rows =>
  (query, values) => {
    const past = asOf(query, values, then)
    return rows(past.query, past.values)
  }
