import { setTimeout as resting } from 'node:timers/promises'
import { requestsSoFar } from '../web/request-count.middleware'

/**
 * After so long an export looks whether anybody asked for a page meanwhile (ms). Long by what PostgreSQL can make ahead, which goes on
 * until the 200 kB between it and us are full (some 7 ms): shorter rests would not reach it. Short by what a reader of a file notices.
 */
const SPELL_MS = 50

/**
 * What a request is given (ms): about what a page takes here and in PostgreSQL, made afresh. So a page now and then costs a
 * download nothing to speak of, and where they come without end, it rests half of its time.
 */
const FOR_A_REQUEST_MS = 2

/** Exports on their way. */
let underWay = 0

/** What is looked at, and how a rest is taken (ms); a test has its own. */
interface Surroundings {
  /** How many requests there have been so far. */
  asked: () => number
  now: () => number
  rest: (ms: number) => Promise<unknown>
}

const HERE: Surroundings = { asked: requestsSoFar, now: () => performance.now(), rest: (ms) => resting(ms) }

/**
 * Bytes as they come, with rests between them while others are asking for pages, longer the more they ask and the more exports are
 * on their way: together these take no more than half of the time. Unread bytes hold PostgreSQL up as well, whose work
 * is the most of an export: on two cores pages had a third of their pace beside one.
 */
export async function* givingWay(
  bytes: AsyncIterable<Buffer>,
  { asked, now, rest }: Surroundings = HERE,
): AsyncGenerator<Buffer, void> {
  underWay += 1
  try {
    let spell = { began: now(), asked: asked() }
    for await (const chunk of bytes) {
      yield chunk
      if (now() - spell.began < SPELL_MS) continue
      const wanted = (asked() - spell.asked) * FOR_A_REQUEST_MS
      if (wanted > 0) await rest(Math.min(wanted, SPELL_MS) * underWay)
      spell = { began: now(), asked: asked() }
    }
  } finally {
    underWay -= 1
  }
}
