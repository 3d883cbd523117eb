import { say } from '../frame/say'
import type { Operation } from './bad-input/document'
import { type OpenDesk, openCopy } from './bad-input/open-desk'
import { prepareDesk } from './bad-input/prepared-desk'
import { liveOn, partWith } from './bad-input/rounds'
import { ServingProcess } from './bad-input/serving-process'
import { nothingTried } from './bad-input/trying'
import { chance, seedOfRun } from './chance'
import type { Figure, Harness } from './harness'
import { BAD_PAGES, serveBadPages } from './injection/bad-pages'
import { grades, observatory } from './injection/observatory'
import { isInstalled, type Scan, sqlmap, wapiti } from './injection/scanners'
import { storedXss } from './injection/stored-xss'
import { everyPath, everyTarget } from './injection/targets'
import { withPostgres } from './with-postgres'

/** Pages of each kind in the browser; seconds that each scanner has. */
const SIZES = {
  long: { ofEachKind: 3, sqlmap: 60 * 60, wapiti: 20 * 60 },
  short: { ofEachKind: 1, sqlmap: 3 * 60, wapiti: 3 * 60 },
}

/** A scanner that got no further has not found its way in. */
const FEWEST_TRIED = 20

/** Of one page and one search the scanners have long found what there is; on a machine with much else to do as well. */
const SECONDS_OF_CONTROLS = 300

/** Parts that the environment names, where one of them is to be run again: texts, sqlmap, wapiti, observatory. */
const wanted = process.env.GAINSAY_PARTS?.split(',')
const isWanted = (part: string) => wanted?.includes(part) ?? true
const leftOut = (part: string) => told(part, 'not run: GAINSAY_PARTS leaves it out')

export const injection: Harness = {
  what: 'texts that run and texts that reach a query, in every field of every page, with no policy to stop them',
  run: ({ short }) =>
    withPostgres(async () => {
      const sizes = SIZES[short ? 'short' : 'long']
      const seed = seedOfRun()
      say(`  seed ${seed} (GAINSAY_SEED=${seed} makes the same run)`)
      return [
        ...(isWanted('texts') ? await ofTexts(seed, sizes.ofEachKind) : [leftOut('texts')]),
        ...(await ofScanners(seed, sizes)),
        ...(isWanted('observatory') ? await ofObservatory() : [leftOut('observatory')]),
      ]
    }),
}

async function ofTexts(seed: number, ofEachKind: number): Promise<Figure[]> {
  const { columns, visits, missed } = await storedXss({ seed, lived: 4, ofEachKind, reflected: true })
  for (const finding of [...new Set(visits.findings)].slice(0, 20)) say(`  ${finding}`)
  for (const failed of visits.failed.slice(0, 10)) say(`  failed: ${failed}`)
  const filled = columns.filter(({ rows }) => rows > 0)
  const shown = filled.filter(({ number }) => visits.shown.has(number))
  const kept = columns.filter(({ rows }) => rows === 0).map(({ name }) => name)
  say(`  kept out by the database itself: ${kept.join(', ')}`)
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
  const notRun = (program: string) =>
    isWanted(program) ? told(program, 'not run: it is not installed') : leftOut(program)
  const [hasSqlmap, hasWapiti] = ['sqlmap', 'wapiti'].map((program) => isWanted(program) && isInstalled(program))
  if (!hasSqlmap && !hasWapiti) return [notRun('sqlmap'), notRun('wapiti')]
  const serving = new ServingProcess()
  const prepared = await prepareDesk()
  const trial = { serving, seed, patience: 20_000, tried: nothingTried() }
  try {
    const { operations } = await liveOn(prepared, trial, { times: 3 })
    await partWith(prepared, trial)
    // Both before the bad pages, whose own connection would be in the way of a copy.
    const undoing = await openCopy(prepared, serving, { undoing: true })
    const keeping = await openCopy(prepared, serving)
    const bad = await serveBadPages(prepared.database.ownerUrl, 'x')
    const figures = [
      ...(hasSqlmap ? await ofSqlmap(undoing, bad.url, operations, seed, seconds.sqlmap) : [notRun('sqlmap')]),
      ...(hasWapiti ? await ofWapiti(keeping, bad.url, seed, seconds.wapiti) : [notRun('wapiti')]),
    ]
    for (const part of [undoing, keeping, bad]) await part.close()
    const logged = serving.takeLogged()
    for (const words of [...logged, ...serving.ends].slice(0, 10)) say(`  ${words.slice(0, 2_000)}`)
    const failures = logged.length + serving.ends.length
    return [...figures, counted('errors that the product logged meanwhile, and ends of its process', failures)]
  } finally {
    serving.stop()
  }
}

async function ofSqlmap(desk: OpenDesk, bad: string, operations: Operation[], seed: number, seconds: number) {
  const posted = { method: 'POST', headers: {} }
  const control = await sqlmap(
    [
      { method: 'GET', url: `${bad}/find?q=1`, headers: {} },
      { ...posted, url: `${bad}/find`, data: 'q=1' },
      { ...posted, url: `${bad}/save`, data: 'id=1' },
    ],
    SECONDS_OF_CONTROLS,
  )
  const targets = shuffled(await everyTarget(desk, operations, seed), seed)
  const stop = keptGoing(desk)
  const scan = await sqlmap(targets, seconds)
  stop()
  const taken = targets.filter(({ isTaken }) => isTaken).length
  return [
    told('sqlmap: targets that are taken as they stand', `${taken} of ${targets.length}`),
    ...figuresOf('sqlmap', 'targets', 'parameters', scan),
    told('sqlmap: found once, and not in three more tries', String(scan.doubtful.length)),
    ofControl('sqlmap', control.findings.length, control.of),
  ]
}

async function ofWapiti(desk: OpenDesk, bad: string, seed: number, seconds: number) {
  // It sends the form that it has found again and again: under the same key each but the first would be refused for that.
  await desk.owner.query(`
    CREATE FUNCTION harness_forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER harness_forget BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION harness_forget()`)
  const control = await wapiti(bad, [], {}, SECONDS_OF_CONTROLS)
  const headers = { Cookie: desk.seats[0].cookie, 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': '10.1.2.3' }
  const stop = keptGoing(desk)
  const paths = await everyPath(desk, seed)
  const scan = await wapiti(`http://127.0.0.1:${desk.port}`, paths, headers, seconds)
  stop()
  return [
    ...figuresOf('wapiti', 'modules', 'addresses and forms', scan),
    ofControl('wapiti', control.findings.length, 1),
  ]
}

/** Scanners sign themselves out, end sessions and run into every limit: what they are stays what it was. */
function keptGoing(desk: OpenDesk): () => void {
  const renewing = setInterval(() => {
    void desk.restoreSeats()
    void desk.owner.query('DELETE FROM rate_limits')
  }, 1_000)
  return () => clearInterval(renewing)
}

function figuresOf(program: string, what: string, tried: string, scan: Scan): Figure[] {
  for (const words of [...scan.findings, ...scan.doubtful, ...scan.unfinished].slice(0, 20))
    say(`  ${program}: ${words}`)
  return [
    {
      what: `${program}, signed in: ${tried} tried`,
      found: String(scan.tried),
      goal: `more than ${FEWEST_TRIED}`,
      isReached: scan.tried > FEWEST_TRIED,
    },
    told(`${program}: ${what} come to the end of`, `${scan.done} of ${scan.of}`),
    counted(`${program}: findings`, scan.findings.length),
  ]
}

const ofControl = (program: string, found: number, wanted: number): Figure => ({
  what: `control: ${program} on bad pages`,
  found: `${found} found`,
  goal: `at least ${wanted}`,
  isReached: found >= wanted,
})

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
  for (const failed of ours.failed) say(`  ${failed}`)
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
