import { setMaxListeners } from 'node:events'
import type { Served } from './served'

/** Readers who ask one page after the other, each as soon as the one before is there. */
const READERS = 4
/** For so long with a download and for so long without one, alternately (s). */
const SPELL = 4

/**
 * What share of their pages readers get while others download: pages in a time beside downloads by pages in a time alone.
 *
 * @param pages addresses, asked for in turn
 */
export const shareOfPages = (served: Served, pages: readonly string[], download: string, rounds: number) =>
  sharesBeside(served, pages, rounds, (signal) => again(served, download, signal))

/** The same beside anything else, which ends once it is told to; pages are counted once it has settled. */
export async function sharesBeside(
  served: Served,
  pages: readonly string[],
  rounds: number,
  work: (signal: AbortSignal) => Promise<void>,
  settlesMs = 0,
): Promise<number[]> {
  const shares: number[] = []
  for (let round = 0; round < rounds; round++) {
    const alone = await pagesIn(served, pages)
    const gone = new AbortController()
    setMaxListeners(0, gone.signal)
    const working = work(gone.signal)
    await new Promise((passed) => setTimeout(passed, settlesMs))
    const beside = await pagesIn(served, pages)
    gone.abort()
    await working
    shares.push(beside / alone)
  }
  return shares
}

async function pagesIn(served: Served, pages: readonly string[]): Promise<number> {
  const end = performance.now() + SPELL * 1000
  let count = 0
  const reading = Array.from({ length: READERS }, async (_, reader) => {
    for (let at = reader; performance.now() < end; at++) {
      await served.download(pages[at % pages.length] as string)
      count++
    }
  })
  await Promise.all(reading)
  return count
}

/** One download after the other, until told to stop. */
async function again(served: Served, download: string, signal: AbortSignal) {
  while (!signal.aborted) await served.download(download, signal).catch((error) => ignoreIf(signal, error))
}

function ignoreIf(signal: AbortSignal, error: unknown) {
  if (!signal.aborted) throw error
}
