import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { newSite } from '../../../test/support/site'
import { canonicalByTheBook, characters, type Place, placeOf, textWithParts } from './hazard-texts'
import {
  byApi,
  byForm,
  inContext,
  type ToldSpan,
  takeIn,
  type Visit,
  visitor,
  WAYS_IN,
  type WayIn,
} from './ways-through'

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
