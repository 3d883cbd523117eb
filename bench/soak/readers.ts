import { Agent, get } from 'node:http'

/** What readers met. */
export interface Met {
  asked: number
  /** Who came, those among them who found too many waiting. */
  due: number
  /** What was not answered with 200: the first of it in words, and how much. */
  errors: string[]
  failed: number
  /** The longest wait (ms). */
  longest: number
}

/** Nothing yet. */
export const nothingMet = (): Met => ({ asked: 0, due: 0, errors: [], failed: 0, longest: 0 })

/** So often it is looked who is due (ms). */
const TICK_MS = 5

/** Readers that wait at once at most: more would only be a longer queue, in which no more are answered. */
const AT_ONCE = 64

/** Errors that are kept in words; of more only their number counts. */
const KEPT = 20

/**
 * Readers who come at a rate of their own, however quickly they are answered (an open system: B. Schroeder et al., 2006), until told to
 * stop; who finds too many waiting stays away.
 */
export async function readAtRate(
  url: string,
  next: () => string,
  perSecond: number,
  signal: AbortSignal,
): Promise<Met> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const met = nothingMet()
  const waiting = new Set<Promise<void>>()
  const began = performance.now()
  for (let due = 0; !signal.aborted; ) {
    const now = Math.floor(((performance.now() - began) / 1000) * perSecond)
    for (; due < now; due += 1) {
      met.due += 1
      if (waiting.size >= AT_ONCE) continue
      const reading = read(url, next(), agent, met)
      waiting.add(reading)
      void reading.then(() => waiting.delete(reading))
    }
    await new Promise((passed) => setTimeout(passed, TICK_MS))
  }
  await Promise.all(waiting)
  agent.destroy()
  return met
}

/** A page, whatever becomes of it. */
export function read(url: string, path: string, agent: Agent | undefined, met: Met): Promise<void> {
  const began = performance.now()
  const fail = (why: string) => {
    met.failed += 1
    if (met.errors.length < KEPT) met.errors.push(`${path}: ${why}`)
  }
  met.asked += 1
  return new Promise<void>((resolve) => {
    get(`${url}${path}`, { agent }, (answer) => {
      if (answer.statusCode !== 200) fail(String(answer.statusCode))
      answer.on('error', (error) => fail(error.message))
      answer.on('close', resolve)
      answer.resume()
    }).on('error', (error) => {
      fail(error.message)
      resolve()
    })
  }).then(() => {
    met.longest = Math.max(met.longest, performance.now() - began)
  })
}
