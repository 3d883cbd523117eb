import { setTimeout as sleep } from 'node:timers/promises'
import { readEach, slips, tally } from './readers'
import { ask } from './served-app'
import { type Site, stuckWrites } from './site'
import { type Trial, WITHIN } from './trial'

/**
 * SIGTERM while a write is under way: `/readyz` says so at once and pages are still answered, for as long as the site
 * was started with as DRAIN_SECONDS; what is under way is answered, and the process ends with 0.
 */
export async function endingAtWork(site: Site, drainMs: number): Promise<Trial> {
  const { stuck, letGo } = await stuckWrites(site, 1)
  const ending = site.app.end()
  await sleep(100)
  const [ready, reads] = await Promise.all([ask(`${site.app.url}/readyz`), readEach(site)])
  await sleep(drainMs + 300)
  const shut = await ask(site.app.url)
  await letGo()
  const [write] = await stuck
  const code = await ending
  return {
    found: `/readyz ${tally([ready])}; pages ${tally(reads)}; the write ${tally(write ? [write] : [])}; ended with ${code}`,
    wrong: [
      ...slips('/readyz', [ready], [503], WITHIN.ready),
      ...slips('pages', reads, [200], WITHIN.unhurt),
      ...slips('the write under way', write ? [write] : [], [200], WITHIN.write),
      ...(shut.status === 0 ? [] : ['the door was not shut']),
      ...(code === '0' ? [] : [`it ended with ${code}`]),
    ],
  }
}
