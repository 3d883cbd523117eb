import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { everNew, load } from '../pages/contestant'
import { sender, succeed, Writer } from '../trust/writers'
import type { Desk } from '../writing/desk'
import { type Condition, serve } from '../writing/served'
import { nothingMet, read, readAtRate } from './readers'
import { type Sample, slopeAMinute } from './slope'

/** How long what lasts (s). */
export interface Spells {
  /** To find the most reads that there are. */
  most: number
  /** Not looked at: caches fill, the compiler is at work. */
  warming: number
  soaking: number
  /** Between two looks. */
  look: number
}

export interface Soaked {
  /** Reads a second: the most there were with nobody else, and those that came. */
  most: number
  reads: number
  /** Those that were due, at the rate of the run. */
  due: number
  writes: number
  exports: number
  /** The first in words, and how many there were. */
  errors: string[]
  failed: number
  /** Bytes a minute. */
  slopes: { rss: number; heap: number }
  /** How long the turns of the event loop were: 99 of 100 moments in none that was longer; and the longest (ms). */
  delay: number
  longest: number
  looks: number
  last: Condition
}

/** Of the most reads that a server answers: as much as one that is well kept is given. */
const SHARE = 0.6

/** Exports that run at any moment. */
const EXPORTS = ['/exports/claims.csv', '/exports/claims.jsonl']

/** What an editor takes for a claim, working fast (ms). */
const BETWEEN_WRITES_MS = 1_000

/** A server under all that a desk does, for a time; the addresses are read in turn. */
export async function soak(
  kind: string,
  desk: Desk,
  addresses: readonly string[],
  { most: measured, warming, soaking, look }: Spells,
): Promise<Soaked> {
  const served = await serve(kind, desk.appUrl)
  const stopped = new AbortController()
  try {
    const next = everNew(addresses)
    // Cold, a server is no measure of what it answers; nor is one whose first plans are still being made.
    const agent = new http.Agent({ keepAlive: true, maxSockets: 2 })
    await Promise.all(addresses.map((path) => read(served.url, path, agent, nothingMet())))
    agent.destroy()
    const most = (await load(served, next, measured)).requestsPerSecond
    const errors: string[] = []
    const reading = readAtRate(served.url, next, most * SHARE, stopped.signal)
    const writing = Promise.all(desk.editors.map((_, place) => write(desk, served.url, place, errors, stopped.signal)))
    const exporting = Promise.all(EXPORTS.map((path) => download(served.url, path, errors, stopped.signal)))

    await pause(warming * 1000)
    await served.watch()
    const samples: (Condition & { at: number })[] = []
    const end = performance.now() + soaking * 1000
    while (performance.now() < end) {
      samples.push({ at: performance.now(), ...(await served.condition()) })
      await pause(look * 1000)
    }
    const last = await served.condition()
    stopped.abort()
    const met = await reading
    const writes = (await writing).reduce((sum, count) => sum + count, 0)
    const exports = (await exporting).reduce((sum, count) => sum + count, 0)
    const grown = (of: 'rss' | 'heap') =>
      slopeAMinute(samples.map((sample): Sample => ({ at: sample.at, value: sample[of] })))
    return {
      most,
      reads: met.asked,
      due: met.due,
      writes,
      exports,
      errors: [...met.errors, ...errors],
      failed: met.failed + errors.length,
      slopes: { rss: grown('rss'), heap: grown('heap') },
      delay: last.delay,
      longest: last.longest,
      looks: samples.length,
      last,
    }
  } finally {
    stopped.abort()
    served.stop()
  }
}

/** An editor’s day: imports, claims, links, changes, withdrawals; one about each second. */
async function write(desk: Desk, url: string, place: number, errors: string[], signal: AbortSignal): Promise<number> {
  const writer = new Writer(`soak${process.pid}-${Math.trunc(performance.now())}-${place}`)
  const send = sender(() => url, desk.editors[place]?.token ?? '')
  let count = 0
  while (!signal.aborted) {
    try {
      await succeed(writer, send)
      count += 1
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error))
    }
    await pause(BETWEEN_WRITES_MS, undefined, { signal }).catch(() => {})
  }
  return count
}

/** One download after the other. */
async function download(url: string, path: string, errors: string[], signal: AbortSignal): Promise<number> {
  let count = 0
  while (!signal.aborted) {
    const end = await taken(`${url}${path}`, signal)
    if (end !== 'whole' && !signal.aborted) errors.push(`${path}: ${end}`)
    if (end === 'whole') count += 1
    // One that is refused is not asked for without a pause.
    else await pause(BETWEEN_WRITES_MS, undefined, { signal }).catch(() => {})
  }
  return count
}

function taken(address: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    http
      .get(address, { agent: false, signal }, (answer) => {
        answer.on('error', (error) => resolve(error.message))
        answer.on('end', () => resolve(answer.statusCode === 200 ? 'whole' : String(answer.statusCode)))
        answer.resume()
      })
      .on('error', (error) => resolve(error.message))
  })
}
