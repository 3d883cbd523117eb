import type { Client } from 'pg'
import { PART_BYTES } from '../../src/exports/kept-export'
import { keptFile } from '../../test/exports/kept-file'
import type { Figure } from '../trust/harness'
import { sharesBeside } from './pages-meanwhile'
import type { Served } from './served'

/** A file of 105 MB, as a hundred thousand claims make. */
const PARTS = 400
/** At once, each begun again as soon as it ends or is refused. */
const READERS = 40
/** Who take nothing of what they asked for, at once. */
const IDLERS = 800
/** After so long those who have no place were refused, and those who have one were sent what the system holds for them (ms). */
const SENT_MS = 15_000
const SETTLES_MS = 2_000
const ROUNDS = 3

const LEAST_OF_PAGES = 0.45
/** Over what the process takes when it has nothing to do (bytes). */
const MOST_MEMORY = 60 * 1024 * 1024

/**
 * Readers' pages while files that are kept are read: what share of them is left beside many downloads, from one address and
 * from as many as can be; and beside readers who take nothing, what memory these hold.
 */
export async function keptMeanwhile(owner: Client, served: Served, pages: readonly string[]): Promise<Figure[]> {
  const file = await keptFile({ query: async (sql, values) => (await owner.query(sql, values)).rows }, PARTS)
  const reading = (address: (reader: number) => string) => (signal: AbortSignal) =>
    atOnce(READERS, (reader) => again(served, file, address(reader), signal))
  const ofOne = await sharesBeside(
    served,
    pages,
    ROUNDS,
    reading(() => '198.51.100.1'),
  )
  const ofMany = await sharesBeside(
    served,
    pages,
    ROUNDS,
    reading((reader) => `198.51.100.${reader + 1}`),
  )

  await settled(served)
  const idle = await served.mostMemory()
  const take = async (signal: AbortSignal) => {
    for (let reader = 0; reader < IDLERS; reader++) served.hold(file, `203.0.113.${reader % 250}`, signal)
  }
  const beside = await sharesBeside(served, pages, 1, take, SENT_MS)
  const held = (await served.mostMemory()) - idle
  return [
    left(`pages, ${READERS} of one address`, middle(ofOne)),
    left(`pages, ${READERS} of ${READERS}`, middle(ofMany)),
    left(`pages, ${IDLERS} who take nothing`, middle(beside)),
    {
      what: `memory of these ${IDLERS}`,
      found: `+ ${mib(held)}, of a file of ${mib(PARTS * PART_BYTES)}`,
      goal: mib(MOST_MEMORY),
      isReached: held <= MOST_MEMORY,
    },
  ]
}

const atOnce = async (count: number, work: (number: number) => Promise<void>) =>
  void (await Promise.all(Array.from({ length: count }, (_, number) => work(number))))

/** One download after the other, whether it is given or refused, until told to stop. */
async function again(served: Served, file: string, from: string, signal: AbortSignal) {
  while (!signal.aborted) await served.download(file, signal, from).catch(() => undefined)
}

/** What those before have left is collected. */
async function settled(served: Served) {
  await new Promise((passed) => setTimeout(passed, SETTLES_MS))
  await served.mostMemory()
  await new Promise((passed) => setTimeout(passed, SETTLES_MS))
}

const left = (what: string, share: number): Figure => ({
  what,
  found: share.toFixed(2),
  goal: String(LEAST_OF_PAGES),
  isReached: share >= LEAST_OF_PAGES,
})

const middle = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN

const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
