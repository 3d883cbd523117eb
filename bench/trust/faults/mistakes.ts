import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rootFolder } from '../../../src/root-folder'
import { readEach, slips, tally } from './readers'
import { type Site, stuckWrites } from './site'
import { type Trial, WITHIN } from './trial'

/** What the process has to be started with, so that it can be told to make mistakes. */
export const MISTAKEN = {
  NODE_OPTIONS: `--require ${JSON.stringify(path.join(rootFolder(), 'dist/bench/trust/faults/mistaken.js'))}`,
}

/**
 * A promise that is rejected while nobody waits for it is logged, and serving goes on. An exception that nobody catches is
 * logged too; what is under way is answered, and the process ends with 1.
 */
export async function mistakesMade(site: Site): Promise<Trial> {
  const { app } = site
  process.kill(app.pid, 'SIGUSR2')
  await said(site, 'nobody waited for')
  const reads = await readEach(site)
  const { stuck, letGo } = await stuckWrites(site, 1)
  process.kill(app.pid, 'SIGHUP')
  await said(site, 'nobody caught')
  await letGo()
  const [write] = await stuck
  const code = await app.whenEnded()
  return {
    found: `pages ${tally(reads)}; then a write under way ${tally(write ? [write] : [])}; ended with ${code}`,
    wrong: [
      ...slips('pages', reads, [200], WITHIN.unhurt),
      ...slips('the write under way', write ? [write] : [], [200], WITHIN.write),
      ...(code === '1' ? [] : [`it ended with ${code}`]),
    ],
  }
}

async function said({ app }: Site, words: string): Promise<void> {
  // Only what hangs: 30 s.
  for (let tried = 0; tried < 1_500; tried += 1) {
    if (app.log().some((line) => line.includes(words))) return
    await sleep(20)
  }
  throw new Error(`It never said “${words}”.`)
}
