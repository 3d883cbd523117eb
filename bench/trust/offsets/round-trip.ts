import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { KEY_FIELD } from '../../../src/web/key-field'
import { rootFolder } from '../../../src/web/views'
import { readJsonl } from '../../../test/support/read-jsonl'
import { newSite, type Site } from '../../../test/support/site'
import { asPosted, canonicalByTheBook, characters, type Place, placeOf, textWithParts } from './hazard-texts'

/** A span as exports and the API tell it. */
export interface ToldSpan extends Place {
  exact: string
  prefix: string
  suffix: string
}

/** What came of sending spans through the product and back. */
export interface RoundTrips {
  /** Spans that came back, by the way they went in. */
  byForm: number
  byWords: number
  byPlace: number
  /** Spans taken out of an export, and placed by their words in the text that was imported again. */
  imported: number
  /** Spans whose words could not be told apart, or were white space alone: refused. */
  refused: number
  wrong: string[]
}

/** Ways by which a text comes in. */
const WAYS_IN = ['pasted', 'uploaded', 'by API', 'by command'] as const
type WayIn = (typeof WAYS_IN)[number]

/** A statement has at most so many parts; the API is sent as many at once. */
const PARTS_A_STATEMENT = 20
/** Of a form one part has its surroundings with it; so many forms are sent a text. */
const FORMS_A_TEXT = 3

/**
 * Takes random texts in, records random spans of them by form and API, reads them back from the API and from
 * `claims.jsonl`, takes the text in once more, and places there what the export said.
 *
 * @param parts how many spans of a text go each way over the API; PARTS_A_STATEMENT at most
 * @param asTold for a control: an export that counts otherwise
 */
export async function roundTrips(
  seed: number,
  texts: number,
  parts = PARTS_A_STATEMENT,
  asTold: (span: ToldSpan, text: string) => ToldSpan = (span) => span,
): Promise<RoundTrips> {
  const site = await newSite()
  const trips: RoundTrips = { byForm: 0, byWords: 0, byPlace: 0, imported: 0, refused: 0, wrong: [] }
  try {
    const visit = await visitor(site, asTold)
    for (const [number, [raw, places]] of fc
      .sample(textWithParts(2 * parts + FORMS_A_TEXT, 4), { seed, numRuns: texts })
      .entries()) {
      await oneText(visit, trips, WAYS_IN[number % WAYS_IN.length] ?? 'pasted', raw, places, parts)
    }
  } finally {
    await site.close()
  }
  return trips
}

type Visit = Awaited<ReturnType<typeof visitor>>

/** Somebody's browser and script. */
async function visitor(site: Site, asTold: (span: ToldSpan, text: string) => ToldSpan) {
  const { email, password, token } = site.editor
  const own = { 'Sec-Fetch-Site': 'same-origin' }
  const signedIn = await fetch(`${site.url}/signin`, {
    method: 'POST',
    redirect: 'manual',
    headers: own,
    body: new URLSearchParams({ email, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    site,
    asTold,
    post(path: string, body: URLSearchParams | FormData) {
      body.set(KEY_FIELD, crypto.randomUUID())
      return fetch(`${site.url}${path}`, { method: 'POST', redirect: 'manual', headers: { ...own, cookie }, body })
    },
    page: async (path: string) => (await fetch(`${site.url}${path}`, { headers: { cookie } })).text(),
    async api(method: string, path: string, body?: object) {
      const answer = await fetch(`${site.url}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: body && JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json() }
    },
    exported: async (claimId: number, speakerId: number): Promise<{ sha256: string; spans: ToldSpan[] }[]> => {
      const { body } = await fetch(`${site.url}/exports/claims.jsonl?speaker=${speakerId}`)
      const rows = readJsonl(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]))
      const found: { sha256: string; spans: ToldSpan[] }[] = []
      for await (const row of rows) {
        if (row.type !== 'claim' || row.id !== claimId) continue
        const statements = row.statements as { text_sha256: string; content: ToldSpan[] }[]
        found.push(...statements.map(({ text_sha256, content }) => ({ sha256: text_sha256, spans: content })))
      }
      return found
    },
  }
}

async function oneText(
  visit: Visit,
  trips: RoundTrips,
  way: WayIn,
  raw: string,
  given: [number, number][],
  parts: number,
) {
  const text = canonicalByTheBook(raw)
  const all = characters(text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const articleId = await takeIn(visit, way, raw)
  const article = (await visit.api('GET', `/articles/${articleId}`)).body
  if (article.text !== text || article.revision.sha256 !== sha256 || article.revision.length !== all.length) {
    trips.wrong.push(`${way}: the text ${JSON.stringify(raw.slice(0, 300))} became another`)
    return
  }
  const first = await visit.api('POST', '/statements', {
    article: articleId,
    content: [{ start: 0, end: all.length > 1 ? 2 : 1 }],
    wording: 'indirect',
    speakers: [{ name: `Speaker of text ${articleId}`, kind: 'person' }],
    saidOnBasis: 'not_stated',
    medium: 'unknown',
    stance: 'asserts',
  })
  if (first.status !== 201) throw new Error(JSON.stringify(first.body))
  const { claimId } = first.body
  // Short enough that some twenty have room beside each other.
  const longest = Math.ceil(all.length / PARTS_A_STATEMENT)
  const places = given.map(([where, length]) => placeOf([where, length % longest], all.length))
  const wanted: Place[] = [{ start: 0, end: all.length > 1 ? 2 : 1 }]
  const add = async (sent: Promise<Place[] | null>, way: 'byForm' | 'byWords' | 'byPlace', count: number) => {
    const taken = await sent
    trips[taken ? way : 'refused'] += count
    wanted.push(...(taken ?? []))
  }
  const byPlace = apart(places.slice(0, parts))
  await add(
    byApi(visit, articleId, claimId, byPlace, (place) => place),
    'byPlace',
    byPlace.length,
  )
  for (const place of apart(places.slice(parts, 2 * parts))) {
    const words = inContext(all, place)
    await add(
      byApi(visit, articleId, claimId, [place], () => words),
      'byWords',
      1,
    )
  }
  for (const place of places.slice(2 * parts)) {
    await add(byForm(visit, articleId, claimId, all, place), 'byForm', 1)
  }

  const speakerId = (await visit.api('GET', `/claims/${claimId}`)).body.speakers[0].id
  const told = (await visit.exported(claimId, speakerId)).flatMap((statement) => {
    if (statement.sha256 !== sha256) trips.wrong.push(`the export’s hash of ${articleId}: ${statement.sha256}`)
    return statement.spans.map((span) => visit.asTold(span, text))
  })
  compare(trips, all, wanted, told)
  await importedAgain(visit, trips, text, all, told)
}

/** Those of the places that don't overlap, for parts of one quotation may not, nor with the first passage. */
function apart(places: Place[]): Place[] {
  const kept: Place[] = []
  for (const place of places.sort((one, other) => one.start - other.start)) {
    if (place.start >= (kept.at(-1)?.end ?? 2)) kept.push(place)
  }
  return kept
}

const inContext = (all: string[], { start, end }: Place) => ({
  exact: all.slice(start, end).join(''),
  prefix: all.slice(Math.max(0, start - 32), start).join(''),
  suffix: all.slice(end, end + 32).join(''),
})

async function takeIn({ site, post, api }: Visit, way: WayIn, raw: string): Promise<number> {
  if (way === 'by API') {
    const { status, body } = await api('POST', '/articles', { text: raw, outlet: null, publishedOn: null, again: true })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return body.id
  }
  if (way === 'by command') return byCommand(site, raw)
  const form = new FormData()
  // A browser makes CRLF of a pasted text's line ends, and none of a file's.
  if (way === 'pasted') form.set('text', asPosted(raw))
  else form.set('file', new Blob([raw]), 'text.txt')
  for (const name of ['outletUnknown', 'publishedOnUnknown', 'again']) form.set(name, 'yes')
  const answer = await post('/articles', form)
  const id = /^\/articles\/(\d+)\//.exec(answer.headers.get('location') ?? '')?.[1]
  if (!id) throw new Error(`${way}, ${answer.status}: ${JSON.stringify(raw)}`)
  return Number(id)
}

/** The command is a process of its own, as for whoever types it. */
async function byCommand(site: Site, raw: string): Promise<number> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-text-'))
  const file = path.join(dir, 'text.txt')
  fs.writeFileSync(file, raw)
  const args = [
    'dist/src/cli/main.js',
    'import',
    file,
    '--outlet',
    'unknown',
    '--published',
    'unknown',
    '--again',
    '--json',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: rootFolder(),
    env: { ...process.env, DATABASE_URL: site.appUrl },
  })
  fs.rmSync(dir, { recursive: true })
  return JSON.parse(stdout).articleId
}

/** The places of a statement that the API took; null where it could not tell them apart. */
async function byApi(
  visit: Visit,
  article: number,
  claimId: number,
  places: Place[],
  selector: (place: Place) => object,
): Promise<Place[] | null> {
  const sent = { article, claimId, wording: 'indirect', content: places.map(selector) }
  const { status, body } = await visit.api('POST', '/statements', sent)
  if (status === 422) return null
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return places
}

/** As the tagging page's form sends a selection: its words, what stands beside them, and the range it was seen in. */
async function byForm(
  visit: Visit,
  article: number,
  claimId: number,
  all: string[],
  place: Place,
): Promise<Place[] | null> {
  const { exact, prefix, suffix } = inContext(all, place)
  const fields = {
    claimId: String(claimId),
    content: asPosted(exact),
    prefix: asPosted(prefix),
    suffix: asPosted(suffix),
    start: String(Math.max(0, place.start - 5)),
    end: String(Math.min(all.length, place.end + 5)),
    source: '',
    cue: '',
    wording: 'indirect',
  }
  const answer = await visit.post(`/articles/${article}/statements`, new URLSearchParams(fields))
  if (answer.status === 422) return null
  if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`)
  return [place]
}

/** What the export tells against what was meant, counted character by character. */
function compare(trips: RoundTrips, all: string[], wanted: Place[], told: ToldSpan[]) {
  for (const span of told) {
    const { exact, prefix, suffix } = inContext(all, span)
    if (span.exact !== exact || span.prefix !== prefix || span.suffix !== suffix)
      trips.wrong.push(`exported as ${JSON.stringify(span)}, where the text has ${JSON.stringify(exact)}`)
  }
  const inOrder = (places: Place[]) => places.map(({ start, end }) => `${start}-${end}`).sort()
  const [meant, found] = [inOrder(wanted), inOrder(told)]
  if (meant.join() !== found.join()) trips.wrong.push(`meant ${meant.join(' ')}; exported ${found.join(' ')}`)
}

/** Takes the text in anew, as whoever has the export would, and places there what the export says of its words. */
async function importedAgain(visit: Visit, trips: RoundTrips, text: string, all: string[], told: ToldSpan[]) {
  const again = await takeIn(visit, 'uploaded', text)
  const once = new Map(told.map((span) => [`${span.start}-${span.end}`, span]))
  for (const span of once.values()) {
    const { exact, prefix, suffix } = span
    const recorded = await visit.api('POST', '/statements', {
      article: again,
      content: [{ exact, prefix, suffix }],
      wording: 'indirect',
      speakers: [{ name: `Speaker of text ${again}`, kind: 'person' }],
      saidOnBasis: 'not_stated',
      medium: 'unknown',
      stance: 'asserts',
    })
    if (recorded.status === 422) {
      trips.refused += 1
      continue
    }
    if (recorded.status !== 201) throw new Error(JSON.stringify(recorded.body))
    trips.imported += 1
    compare(trips, all, [span], recorded.body.content)
  }
}
