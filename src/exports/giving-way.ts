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

/** Exports on their way: until when each counts as one that takes time. One whose reader takes its time takes none of ours. */
const countedUntil = new Map<symbol, number>()

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
  const self = Symbol()
  try {
    let spell = { began: now(), asked: asked() }
    for await (const chunk of bytes) {
      countedUntil.set(self, now() + SPELL_MS)
      yield chunk
      const seen = now()
      if (seen - spell.began < SPELL_MS) continue
      const wanted = Math.min((asked() - spell.asked) * FOR_A_REQUEST_MS, SPELL_MS)
      const atOnce = [...countedUntil.values()].filter((until) => until >= seen).length
      if (wanted > 0) {
        countedUntil.set(self, seen + wanted * atOnce + SPELL_MS)
        await rest(wanted * atOnce)
      }
      spell = { began: now(), asked: asked() }
    }
  } finally {
    countedUntil.delete(self)
  }
}
