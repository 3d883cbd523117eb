import type { Browser, BrowserContext } from 'playwright-core'
import { launchBrowser } from '../../../test/support/chromium'
import { linksOf } from '../bad-input/html'
import { type OpenDesk, openDesk } from '../bad-input/open-desk'
import { addressOf, PAGES } from '../bad-input/pages'
import { prepareDesk } from '../bad-input/prepared-desk'
import { liveOn, partWith } from '../bad-input/rounds'
import { ServingProcess } from '../bad-input/serving-process'
import { nothingTried } from '../bad-input/trying'
import { chance } from '../chance'
import { BAD_PAGES, serveBadPages } from './bad-pages'
import { type FilledColumn, fillColumns } from './fill-columns'
import { payload, shortPayload } from './payloads'
import { look, nothingVisited, sendForms, type Visits, visit, watched } from './visits'

/** What came of looking for texts that run. */
export interface StoredXss {
  columns: FilledColumn[]
  visits: Visits
  /** Bad pages that were not found. */
  missed: string[]
}

/** How much is looked at. */
export interface Extent {
  seed: number
  /** How often every operation of the API is done first, so that there are rows of every kind. */
  lived: number
  /** Of each kind of page so many, with other rows. */
  ofEachKind: number
  /** How many kinds of pages, if not all. */
  kinds?: number
  /** Whether payloads are sent in addresses and forms too. */
  reflected: boolean
}

/** Payloads in addresses and forms have numbers of their own. */
const IN_ADDRESS = 900_000
const IN_FORM = 800_000
/** And those that stand in articles, and are quoted from there. */
const IN_TEXT = 700_000

/**
 * A desk with a bit of everything, a payload in each column of texts and in every article, and every page of it in a
 * browser that heeds no content security policy, signed in and signed out.
 */
export async function storedXss(extent: Extent): Promise<StoredXss> {
  const serving = new ServingProcess()
  const prepared = await prepareDesk()
  const trial = { serving, seed: extent.seed, patience: 20_000, tried: nothingTried() }
  let browser: Browser | undefined
  try {
    if (extent.lived > 0) await liveOn(prepared, trial, { times: extent.lived })
    // What the last of these brought back goes once more, so that some of it is gone.
    await partWith(prepared, trial)
    const desk = await openDesk(prepared, serving)
    await quotePayloads(desk)
    const columns = await fillColumns(desk.owner)
    await fillJson(desk)
    browser = await launchBrowser()
    const visits = nothingVisited()
    await everyPage(browser, desk, visits, extent)
    const missed = await missedBadPages(browser, prepared.database.ownerUrl)
    await desk.close()
    return { columns, visits, missed }
  } finally {
    await browser?.close()
    serving.stop()
    await prepared.database.drop()
  }
}

/** Adds a paragraph of payloads to every article, and statements that quote it, by the API. */
async function quotePayloads(desk: OpenDesk) {
  const quoted = [0, 1, 2, 3].map((more) => shortPayload(IN_TEXT + more))
  const paragraph = `\n\n${payload(IN_TEXT + 9)}\n\n${quoted.join(' said ')}.\n`
  await desk.owner.query('ALTER TABLE revisions DISABLE TRIGGER USER')
  await desk.owner.query(
    `UPDATE revisions SET text = text || $1, length = char_length(text || $1), text_sha256 = sha256(convert_to(text || $1, 'UTF8'))`,
    [paragraph],
  )
  await desk.owner.query('ALTER TABLE revisions ENABLE TRIGGER USER')
  const { rows } = await desk.owner.query<{ id: number }>(
    'SELECT id FROM articles WHERE withdrawn_reason IS NULL ORDER BY id LIMIT 3',
  )
  for (const { id } of rows) {
    const body = {
      article: id,
      content: [{ exact: quoted[0] }],
      source: { exact: quoted[1] },
      cue: { exact: quoted[2] },
      hops: [{ speaker: { name: `Agency ${id}`, kind: 'organisation' }, cue: { exact: quoted[3] } }],
      inZone: true,
      wording: 'direct',
      speakers: [{ name: `Somebody ${id}`, kind: 'person' }],
      saidOn: '2019-06-03',
      saidOnBasis: 'counted',
      saidOnWords: shortPayload(IN_TEXT + 5),
      medium: 'tweet',
      stance: 'denies',
      summary: payload(IN_TEXT + 6),
    }
    const answer = await fetch(`http://127.0.0.1:${desk.port}/api/v1/statements`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${desk.seats[0].token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    })
    if (answer.status !== 201) throw new Error(`No statement of payloads: ${await answer.text()}`)
  }
}

/** What lies in JSON: a session's device and address, and the payloads of history. */
async function fillJson({ owner }: OpenDesk) {
  await owner.query(
    `UPDATE sessions SET sess = (sess::jsonb || jsonb_build_object('device', $1::text, 'address', $2::text))::json`,
    [payload(IN_TEXT + 7), shortPayload(IN_TEXT + 8)],
  )
  await owner.query('ALTER TABLE history_payloads DISABLE TRIGGER USER')
  const { rows } = await owner.query<{ id: string; payload: unknown }>(
    'SELECT history_id AS id, payload FROM history_payloads',
  )
  for (const { id, payload: told } of rows) {
    const filled = JSON.stringify(withPayloads(told))
    await owner.query('UPDATE history_payloads SET payload = $2 WHERE history_id = $1', [id, filled])
  }
  await owner.query('ALTER TABLE history_payloads ENABLE TRIGGER USER')
}

/** Every text of a value but words of a vocabulary, days and times. */
function withPayloads(value: unknown): unknown {
  if (typeof value === 'string') return /^([a-z_]{1,30}|\d{4}-.*)$/.test(value) ? value : payload(IN_TEXT + 10)
  if (Array.isArray(value)) return value.map(withPayloads)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPayloads(member)]))
}

async function everyPage(
  browser: Browser,
  desk: OpenDesk,
  visits: Visits,
  { seed, ofEachKind, kinds, reflected }: Extent,
) {
  const site = `http://127.0.0.1:${desk.port}`
  const signedOut = await browser.newContext({ bypassCSP: true })
  const signedIn = await browser.newContext({ bypassCSP: true })
  const [name = '', value = ''] = desk.seats[0].cookie.split('=')
  await signedIn.addCookies([{ name, value, url: site }])
  const [reader, editor] = [await watched(signedOut, visits), await watched(signedIn, visits)]
  const chances = chance(seed, 7)
  const chosen = kinds === undefined ? PAGES : Array.from({ length: kinds }, () => chances.oneOf(PAGES))
  for (const kind of chosen) {
    for (let time = 0; time < ofEachKind; time += 1) {
      const address = await addressOf(desk, kind, chances)
      if (address === null) continue
      await visit(reader, `${site}${address}`, visits)
      if (!kind.asNobody) await visit(editor, `${site}${address}`, visits)
      if (time > 0 || !reflected) continue
      await sendForms(kind.asNobody ? reader : editor, `${site}${address}`, IN_FORM + visits.pages, visits)
      await inAddress(kind.asNobody ? signedOut : signedIn, `${site}${address}`, visits)
    }
  }
  if (reflected)
    for (const path of LOST) await visit(editor, `${site}${path}${encodeURIComponent(payload(IN_ADDRESS))}`, visits)
  for (const context of [signedOut, signedIn]) await context.close()
}

/** Addresses that end in what they are asked for. */
const LOST = [
  '/',
  '/claims/',
  '/articles/',
  '/corrections/',
  '/welcome/',
  '/desk/',
  '/exports/',
  '/statements/',
  '/signin?next=',
  '/assets/',
  '/api/v1/claims/',
]

/** Each name that the page's own links and forms put into a query, with a payload. */
async function inAddress(context: BrowserContext, url: string, visits: Visits) {
  const page = await watched(context, visits)
  const response = await page.goto(url, { waitUntil: 'load' }).catch(() => null)
  const source = (await response?.text().catch(() => '')) ?? ''
  const names = new Set([...new URL(url).searchParams.keys()])
  for (const link of linksOf(source)) for (const name of new URL(link, url).searchParams.keys()) names.add(name)
  for (const [, name = ''] of source.matchAll(/<form[^>]*method="get"[\s\S]*?<\/form>/g)) names.add(name)
  for (const name of [...names].filter(Boolean).slice(0, 12)) {
    const asked = new URL(url)
    asked.searchParams.set(name, payload(IN_ADDRESS + 1))
    await look(page, await page.goto(asked.href, { waitUntil: 'load' }).catch(() => null), visits)
  }
  await page.close()
}

/** The harness's own bad pages, which the same looking has to find. */
async function missedBadPages(browser: Browser, ownerUrl: string): Promise<string[]> {
  const bad = await serveBadPages(ownerUrl, payload(1))
  const context = await browser.newContext({ bypassCSP: true })
  const missed: string[] = []
  for (const path of Object.keys(BAD_PAGES)) {
    const visits = nothingVisited()
    const page = await watched(context, visits)
    await visit(page, `${bad.url}${path}`, visits)
    if (visits.findings.length === 0) missed.push(path)
    await page.close()
  }
  await context.close()
  await bad.close()
  return missed
}
