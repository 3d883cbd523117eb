import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, ask } from './served-app'
import type { Site } from './site'

/** An answer to a reader. */
export interface Read extends Answer {
  path: string
  signedIn: boolean
}

/** A round of pauses between two pages of one reader: five readers of each kind ask for some hundred pages a second. */
const PAUSE_MS = 25

/** Every page once, signed out and signed in, all at once. */
export function readEach({ app, pages, cookie }: Site): Promise<Read[]> {
  const asked = [false, true].flatMap((signedIn) => pages.map((path) => ({ path, signedIn })))
  return Promise.all(
    asked.map(async ({ path, signedIn }) => ({
      ...(await ask(`${app.url}${path}`, { headers: signedIn ? { Cookie: cookie } : {} })),
      path,
      signedIn,
    })),
  )
}

/** Every page again and again until `work` is done. */
export async function readWhile(site: Site, work: () => Promise<void>): Promise<Read[]> {
  const reads: Read[] = []
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      reads.push(...(await readEach(site)))
      await sleep(PAUSE_MS)
    }
  })()
  try {
    await work()
  } finally {
    isOver = true
    await reading
  }
  return reads
}

/** How long it takes until a round of every page is answered with 200 (ms); -1 if it does not in `LONGEST_BACK_MS`. */
export async function backAfter(site: Site): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < LONGEST_BACK_MS && site.app.ended() === null) {
    const reads = await readEach(site)
    if (reads.every(({ status }) => status === 200)) return performance.now() - began
    await sleep(50)
  }
  return -1
}

const LONGEST_BACK_MS = 30_000

/** What is wrong with these answers, a line a kind: other statuses, 503 that don't say when to come again, slow ones. */
export function slips(
  what: string,
  answers: readonly Answer[],
  allowed: readonly number[],
  withinMs: number,
): string[] {
  if (answers.length === 0) return [`${what}: none`]
  const found = new Map<string, number>()
  const note = (line: string) => found.set(line, (found.get(line) ?? 0) + 1)
  for (const answer of answers) {
    if (!allowed.includes(answer.status)) note(`${what}: ${inWords(answer.status)}`)
    if (answer.status === 503 && answer.retryAfter === undefined) note(`${what}: 503 without Retry-After`)
    if (answer.ms > withinMs) note(`${what}: answered later than ${withinMs} ms`)
  }
  return [...found].map(([line, times]) => `${line} (${times} of ${answers.length})`)
}

const inWords = (status: number) => (status === 0 ? 'broken off' : status === -1 ? 'never answered' : String(status))

/** "200 ×48, 503 ×2, slowest 31 ms" */
export function tally(answers: readonly Answer[]): string {
  const counts = new Map<number, number>()
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1)
  const each = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${inWords(status)} ×${count}`)
  return `${each.join(', ')}, slowest ${Math.round(answers.reduce((slowest, { ms }) => Math.max(slowest, ms), 0))} ms`
}
