import { openCopy } from './bad-input/open-desk'
import { prepareDesk } from './bad-input/prepared-desk'
import { liveOn, partWith } from './bad-input/rounds'
import { ServingProcess } from './bad-input/serving-process'
import { nothingTried } from './bad-input/trying'
import { chance, seedOfRun } from './chance'
import type { Figure, Harness } from './harness'
import { BAD_PAGES, serveBadPages } from './injection/bad-pages'
import { grades, observatory } from './injection/observatory'
import { isInstalled, type Scan, sqlmap, type Target, wapiti } from './injection/scanners'
import { storedXss } from './injection/stored-xss'
import { everyTarget } from './injection/targets'
import { withPostgres } from './with-postgres'

/** Pages of each kind in the browser; seconds that each scanner has. */
const SIZES = {
  long: { ofEachKind: 3, sqlmap: 60 * 60, wapiti: 20 * 60 },
  short: { ofEachKind: 1, sqlmap: 3 * 60, wapiti: 3 * 60 },
}

/** Of one page and one search the scanners have long found what there is. */
const SECONDS_OF_CONTROLS = 90

export const injection: Harness = {
  what: 'texts that run and texts that reach a query, in every field of every page, with no policy to stop them',
  run: ({ short }) =>
    withPostgres(async () => {
      const sizes = SIZES[short ? 'short' : 'long']
      const seed = seedOfRun()
      print(`  seed ${seed} (GAINSAY_SEED=${seed} makes the same run)`)
      return [
        ...(await ofTexts(seed, sizes.ofEachKind)),
        ...(await ofScanners(seed, sizes)),
        ...(await ofObservatory()),
      ]
    }),
}

async function ofTexts(seed: number, ofEachKind: number): Promise<Figure[]> {
  const { columns, visits, missed } = await storedXss({ seed, lived: 4, ofEachKind, reflected: true })
  for (const finding of [...new Set(visits.findings)].slice(0, 20)) print(`  ${finding}`)
  for (const failed of visits.failed.slice(0, 10)) print(`  failed: ${failed}`)
  const filled = columns.filter(({ rows }) => rows > 0)
  const shown = filled.filter(({ number }) => visits.shown.has(number))
  const kept = columns.filter(({ rows }) => rows === 0).map(({ name }) => name)
  print(`  kept out by the database itself: ${kept.join(', ')}`)
  const controls = Object.keys(BAD_PAGES).length
  return [
    told(
      'columns of texts with a payload, and those shown on some page',
      `${filled.length} of ${columns.length}, ${shown.length}`,
    ),
    counted('texts that ran, or could have', visits.findings.length),
    counted('pages that failed', visits.failed.length),
    told('pages looked at in Chromium, without their policy', String(visits.pages)),
    {
      what: 'control: bad pages found',
      found: `${controls - missed.length} of ${controls}`,
      goal: 'all',
      isReached: missed.length === 0,
    },
  ]
}

async function ofScanners(seed: number, seconds: { sqlmap: number; wapiti: number }): Promise<Figure[]> {
  const [hasSqlmap, hasWapiti] = [isInstalled('sqlmap'), isInstalled('wapiti')]
  const notRun = (program: string) => told(program, 'not run: it is not installed')
  if (!hasSqlmap && !hasWapiti) return [notRun('sqlmap'), notRun('wapiti')]
  const serving = new ServingProcess()
  const prepared = await prepareDesk()
  const trial = { serving, seed, patience: 20_000, tried: nothingTried() }
  try {
    const { operations } = await liveOn(prepared, trial, { times: 3 })
    await partWith(prepared, trial)
    const bad = await serveBadPages(prepared.database.ownerUrl, 'x')
    const desk = await openCopy(prepared, serving)
    const site = `http://127.0.0.1:${desk.port}`
    // They sign themselves out, end sessions and run into every limit: what they are stays what it was.
    const renewing = setInterval(() => {
      void desk.restoreSeats()
      void desk.owner.query('DELETE FROM rate_limits')
    }, 1_000)
    const figures: Figure[] = []
    if (hasSqlmap) {
      const find: Target[] = [{ method: 'GET', url: `${bad.url}/find?q=1`, headers: {} }]
      const control = await sqlmap(find, SECONDS_OF_CONTROLS)
      const targets = shuffled(await everyTarget(desk, operations, seed), seed)
      figures.push(...ofScan('sqlmap', 'targets', await sqlmap(targets, seconds.sqlmap), control))
    } else figures.push(notRun('sqlmap'))
    if (hasWapiti) {
      const control = await wapiti(bad.url, {}, SECONDS_OF_CONTROLS)
      const headers = { Cookie: desk.seats[0].cookie, 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': '10.1.2.3' }
      figures.push(...ofScan('wapiti', 'addresses', await wapiti(site, headers, seconds.wapiti), control))
    } else figures.push(notRun('wapiti'))
    clearInterval(renewing)
    await desk.close()
    await bad.close()
    return figures
  } finally {
    serving.stop()
  }
}

function ofScan(program: string, what: string, scan: Scan, control: Scan): Figure[] {
  for (const finding of scan.findings.slice(0, 10)) print(`  ${program}: ${finding}`)
  return [
    told(`${program}, signed in: ${what} come to the end of`, `${scan.done} of ${scan.of}`),
    counted(`${program}: findings`, scan.findings.length),
    {
      what: `control: ${program} on a bad page`,
      found: `${control.findings.length} found`,
      goal: 'some',
      isReached: control.findings.length > 0,
    },
  ]
}

/** Should the time not do for all, then it is for some of everything. */
function shuffled<Item>(items: Item[], seed: number): Item[] {
  const chances = chance(seed, 13)
  return items
    .map((item) => ({ item, place: chances.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

async function ofObservatory(): Promise<Figure[]> {
  const scan = observatory()
  if (scan === null)
    return [told('MDN HTTP Observatory', 'not run: GAINSAY_OBSERVATORY names none (docs/contributing.md)')]
  const { ours, bare } = await grades(scan)
  for (const failed of ours.failed) print(`  ${failed}`)
  return [
    {
      what: 'MDN HTTP Observatory behind TLS',
      found: `${ours.grade}, ${ours.score}`,
      goal: 'A+',
      isReached: ours.grade === 'A+',
    },
    {
      what: 'control: a page without headers',
      found: `${bare.grade}, ${bare.score}`,
      goal: 'below C',
      isReached: /^[DF]/.test(bare.grade),
    },
  ]
}

const told = (what: string, found: string): Figure => ({ what, found, goal: 'told only', isReached: true })
const counted = (what: string, count: number): Figure => ({
  what,
  found: String(count),
  goal: '0',
  isReached: count === 0,
})
const print = (line: string) => process.stdout.write(`${line}\n`)
