import { setTimeout as sleep } from 'node:timers/promises'
import { ServedApart } from '../served-apart'
import { slips, tally } from './readers'
import { type Answer, ask } from './served-app'
import { late, type Trial, WITHIN } from './trial'

/** How often readers ask while there is no database, and after (ms). */
const EVERY_MS = 250

/**
 * The embedded database killed, and unable to start again for so long; then able to. Nobody starts it: the serving process
 * has to, and readers to be answered again within five seconds.
 */
export async function unableToStart(forMs: number): Promise<Trial> {
  const gainsay = await ServedApart.start()
  try {
    const reads: Answer[] = []
    await gainsay.whileUnableToStart(async () => {
      await gainsay.kill('postmaster')
      for (const end = performance.now() + forMs; performance.now() < end; await sleep(EVERY_MS))
        reads.push(await ask(`${gainsay.url}/`))
    })
    const began = performance.now()
    let isBack = false
    while (!isBack && performance.now() - began < WITHIN.page) {
      isBack = (await ask(`${gainsay.url}/`)).status === 200
      if (!isBack) await sleep(EVERY_MS / 5)
    }
    const back = isBack ? performance.now() - began : -1
    return {
      found: `pages ${tally(reads)}; back after ${Math.round(back)} ms`,
      wrong: [...slips('pages', reads, [503], WITHIN.page), ...late(back)],
    }
  } finally {
    await gainsay.end()
  }
}
