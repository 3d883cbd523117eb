import type { CDPSession, Page } from 'playwright-core'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import { newsroom } from '../../test/reading/newsroom'
import type { Report } from '../frame/report'
import { atDesk } from './desk-in-browser'
import { quantile } from './report'

const STATEMENTS = 500
/** KB (1,000 bytes) of the page, gzipped; ms of script before its text is painted; of style and layout; to open the long text. */
const GOAL = { page: 30, script: 0, layout: 50, opening: 1_000 }
/** So often each is opened: the first time fonts and styles are new. */
const TIMES = 5
/** The longest text an article may have, but for some bytes. */
const LONG_TEXT = 4_990_000

/** How heavy the tagging page is: of an article with 500 statements, and of one with a text of 5 MB. */
export const weighHeavyPages = (report: Report): Promise<void> =>
  atDesk(async ({ db, page }) => {
    const tell = (what: string, found: number, most: number, unit: string) => report.figure({ what, unit, most }, found)
    const many = await withStatements(db)
    for (const [what, query] of [
      ['500 statements', ''],
      ['500 statements, a form open', '?after=0-0'],
    ] as const) {
      const weights: Weight[] = []
      for (let time = 0; time < TIMES; time += 1)
        weights.push(await weighed(page, `/articles/${many}/annotate${query}`))
      const median = (of: keyof Weight) =>
        quantile(
          weights.map((weight) => weight[of]),
          0.5,
        )
      tell(`${what}: page, gzipped`, median('bytes') / 1_000, GOAL.page, 'KB')
      tell(`${what}: script before the text is painted, median`, median('script'), GOAL.script, 'ms')
      tell(`${what}: style and layout, median`, median('layout'), GOAL.layout, 'ms')
    }
    const long = await imported(db, longText())
    for (const [what, query] of [
      ['a text of 5 MB', ''],
      ['with proposals, for the first time', '?after=0-0'],
      ['and once more', '?after=0-0'],
    ] as const)
      tell(`${what}: opened`, await openingOf(page, `/articles/${long}/annotate${query}`), GOAL.opening, 'ms')
  })

/** Words as various as those of a text that somebody wrote: nothing is lighter for being said again. */
function wordsOf(number: number, count: number): string {
  let seed = number
  const next = () => {
    // Numerical Recipes’ generator: the same text each time.
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed
  }
  const syllable = () => SYLLABLES[next() % SYLLABLES.length]
  return Array.from({ length: count }, () => Array.from({ length: 1 + (next() % 3) }, syllable).join('')).join(' ')
}

const SYLLABLES = 'an ber cor dal el fin ga hol in jor kel lo mar nor os pen qui ras sol tam ur vel wen yor zi'.split(
  ' ',
)

const speaker = (number: number) => `Ann N${wordsOf(number, 1)}${number}`
const said = (number: number) => `the ${wordsOf(number, 6)} was ${wordsOf(number + 1, 1)} in ${number}`
const sentence = (number: number) => `${speaker(number)} said on Monday that ${said(number)}.`

/** All of its passages are recorded but the last. */
async function withStatements(db: EntityManager): Promise<number> {
  const numbers = Array.from({ length: STATEMENTS + 1 }, (_, number) => number + 1)
  const text = numbers.map((number) => `${sentence(number)} It was ${wordsOf(number, 4)}.`).join('\n\n')
  const id = await imported(db, `Five hundred gates\n\n${text}\n`)
  const room = newsroom(db)
  for (const number of numbers.slice(0, -1))
    await room.statement(id, { by: [speaker(number)], words: [said(number)], source: speaker(number), cue: 'said' })
  return id
}

function longText(): string {
  let text = 'A long text\n\n'
  for (let number = 1; text.length < LONG_TEXT - 200; number += 1) text += `${sentence(number)}\n\n`
  return text
}

async function imported(db: EntityManager, text: string): Promise<number> {
  const outcome = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet: 'The Daily',
    publishedOn: '2020-02-05',
    language: 'en',
  })
  if (!('articleId' in outcome)) throw new Error(`Not imported: ${JSON.stringify(outcome)}`)
  return outcome.articleId
}

/** From asking for a page until its text is there and laid out (ms). */
async function openingOf(page: Page, url: string): Promise<number> {
  const begun = performance.now()
  await page.goto(url, { waitUntil: 'load' })
  return performance.now() - begun
}

interface TraceEvent {
  name: string
  ts: number
  dur?: number
  args?: { beginData?: { url?: string } }
}

interface Weight {
  bytes: number
  script: number
  layout: number
}

/** Opens a page and tells its bytes as sent, and what the browser's main thread did (ms). */
async function weighed(page: Page, url: string): Promise<Weight> {
  await page.goto('about:blank')
  const devtools = await page.context().newCDPSession(page)
  let bytes = Number.NaN
  const events = await traced(devtools, async () => {
    const response = await page.goto(url, { waitUntil: 'load' })
    bytes = (await response?.request().sizes())?.responseBodySize ?? Number.NaN
    // What the page does once it is there.
    await page.waitForSelector('html.ready')
  })
  const parsed = events.find(({ name, args }) => name === 'ParseHTML' && args?.beginData?.url?.includes('/annotate'))
  const begun = parsed?.ts ?? Number.NaN
  const painted = Math.min(...events.flatMap(({ name, ts }) => (name === 'Paint' && ts > begun ? [ts] : [])))
  const sum = (names: string[]) =>
    events.reduce(
      (all, { name, ts, dur = 0 }) => (names.includes(name) && ts >= begun && ts < painted ? all + dur : all),
      0,
    ) / 1_000
  if (!Number.isFinite(painted)) throw new Error(`${url} was never painted`)
  return { bytes, script: sum(SCRIPT), layout: sum(LAYOUT) }
}

const SCRIPT = ['EvaluateScript', 'v8.evaluateModule', 'FunctionCall', 'v8.compile', 'v8.compileModule']
const LAYOUT = ['Layout', 'UpdateLayoutTree', 'PrePaint']

async function traced(devtools: CDPSession, work: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const ended = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.start', { categories: 'devtools.timeline,blink.user_timing,loading,v8' })
  await work()
  await devtools.send('Tracing.end')
  await ended
  return events.toSorted((a, b) => a.ts - b.ts)
}
