import type { EntityManager } from 'typeorm'
import type { ArticleWithText } from '../articles/articles.queries'
import type { Zone } from '../articles/zone'
import { attributionModel } from '../attribution/attribution-model.queries'
import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { knownNames } from '../suggestions/known-names.queries'
import { nextReading, openReadings } from '../suggestions/next-reading'
import { type Prefill, prefillOf, readingAt, readingWithin, type StatementRecorded } from '../suggestions/prefill'
import type { ReadableText } from '../suggestions/readable-text'
import { readTextAt } from '../suggestions/readable-texts.queries'
import type { Reading } from '../suggestions/readings'
import { kindsOf, writtenPlace } from './choices'
import { contentOf, type StatementCard } from './statement-cards.queries'
import type { TypedForm } from './typed-form'

/** An article's page as far as proposals need it. */
export interface ArticleTagged {
  article: ArticleWithText
  cards: readonly StatementCard[]
  zones: readonly Zone[]
}

export interface PrefilledForm {
  typed: TypedForm
  prefill: Prefill
  /** The claim in whose words the passage stands: it may pass this one on. */
  outerClaimId: number | null
}

/**
 * What is proposed for the passage at some places of the article; null where these are on no words.
 *
 * @param first where the passage was read first, if other ways to read it were looked at since
 */
export async function prefilledAt(
  db: EntityManager,
  tagged: ArticleTagged,
  places: readonly TextPositionSelector[],
  first: readonly TextPositionSelector[] | null,
): Promise<PrefilledForm | null> {
  const asked = await askedAt(tagged, places)
  if (!asked) return null
  // Looked at from another one, sentences are meant as they are.
  const reading = readingAt(asked, places, first !== null)
  const begun = first && readingAt(asked, first, true)
  return reading && prefilled(db, tagged, asked.read, reading, begun ?? reading)
}

/** What is proposed for what a statement passes on: the first such passage within its words; null where none is found. */
export async function prefilledWithin(
  db: EntityManager,
  tagged: ArticleTagged,
  places: readonly TextPositionSelector[],
): Promise<PrefilledForm | null> {
  const asked = await askedAt(tagged, places)
  const reading = asked && readingWithin(asked, places)
  return reading && prefilled(db, tagged, asked.read, reading, reading)
}

async function askedAt(tagged: ArticleTagged, [first]: readonly TextPositionSelector[]) {
  const revision = revisionOf(tagged.article)
  if (!first || first.start >= revision.text.length) return null
  const read = await readTextAt(revision, first.start)
  return { read, recorded: tagged.cards.map(asRecorded), model: attributionModel() }
}

/** After so long (ms) no further part is read: somebody waits for the page. */
const LONGEST_SEARCH = 300

/** What is proposed for the next passage that is not recorded yet; null where there is none. */
export async function prefilledNext(
  db: EntityManager,
  tagged: ArticleTagged,
  after: TextPositionSelector | null,
): Promise<PrefilledForm | null> {
  const revision = revisionOf(tagged.article)
  const begun = performance.now()
  const next = await nextReading({
    partAt: (place) => readTextAt(revision, place),
    length: revision.text.length,
    after,
    recorded: tagged.cards.map(contentOf),
    zones: tagged.zones,
    goesOn: () => performance.now() - begun < LONGEST_SEARCH,
  })
  return next && prefilled(db, tagged, next.read, next.reading, next.reading)
}

/**
 * What is proposed for each passage of an article that is not recorded yet, in their order; part by part, however long it is.
 *
 * @param from the first place, in code points, at which one may begin
 */
export async function* prefilledThroughout(
  db: EntityManager,
  tagged: ArticleTagged,
  from = 0,
): AsyncGenerator<PrefilledForm> {
  const revision = revisionOf(tagged.article)
  const recorded = tagged.cards.map(contentOf)
  for (let place = from; place < revision.text.length; ) {
    const read = await readTextAt(revision, place)
    for (const { reading, whole } of openReadings(read, recorded, tagged.zones))
      if (whole.start >= from) yield await prefilled(db, tagged, read, reading, reading)
    place = read.offset + read.text.points.length
  }
}

const revisionOf = ({ revisionId, text, language }: ArticleWithText) => ({
  revisionId,
  text: CodePoints.of(text),
  language,
})

async function prefilled(
  db: EntityManager,
  { article, cards }: ArticleTagged,
  read: ReadableText,
  reading: Reading,
  first: Reading,
): Promise<PrefilledForm> {
  const known = await knownNames(db, read)
  const recorded = cards.map(asRecorded)
  const model = attributionModel()
  const prefill = prefillOf({ read, published: article.publishedOn, recorded, known, model }, reading, first)
  const outerClaimId = outerCard(cards, prefill)?.claimId ?? null
  return { prefill, typed: typedFrom(prefill, CodePoints.of(article.text)), outerClaimId }
}

function asRecorded(card: StatementCard): StatementRecorded {
  const { speakers, saidOn, basis, saidOnWords, medium, spans } = card
  return {
    content: contentOf(card),
    source: spans.find(({ part }) => part === 'source')?.exact ?? '',
    speakers: speakers.map(({ name }) => name),
    saidOn,
    basis,
    saidOnWords,
    medium,
  }
}

/** The innermost statement of somebody else that has the passage within its own words. */
function outerCard(cards: readonly StatementCard[], { content, speakers }: Prefill): StatementCard | null {
  const [start, end] = [content[0]?.start ?? 0, content.at(-1)?.end ?? 0]
  const names = speakers[0]?.value.names ?? []
  const others = cards.filter((card) => !card.speakers.some(({ name }) => names.includes(name)))
  const around = others.filter((card) =>
    contentOf(card).some((span) => span.start <= start && span.end >= end && span.end - span.start > end - start),
  )
  return around.toSorted((a, b) => lengthOf(a) - lengthOf(b))[0] ?? null
}

const lengthOf = (card: StatementCard) => contentOf(card).reduce((sum, { start, end }) => sum + end - start, 0)

/** The form with the likeliest of each field in it. */
function typedFrom(prefill: Prefill, text: CodePoints): TypedForm {
  const { content, sources, cues, speakers, knownNames, saidOn, mediums, stance } = prefill
  const [who, when, how] = [speakers[0]?.value, saidOn[0]?.value, mediums[0]?.value]
  return {
    content: content.map(({ start, end }) => text.slice(start, end)),
    spans: content.map(({ start, end }) => `${start}-${end}`).join(','),
    start: String(content[0]?.start ?? ''),
    end: String(content.at(-1)?.end ?? ''),
    source: sources[0]?.value.words ?? '',
    sourceAt: writtenPlace(sources[0]?.value.at),
    cue: cues[0]?.value.words ?? '',
    cueAt: writtenPlace(cues[0]?.value.at),
    speaker: who?.names ?? [],
    kind: who ? kindsOf(who, knownNames) : [],
    saidOn: when?.saidOn ?? '',
    basis: when?.basis ?? 'not_stated',
    saidOnWords: when?.words ?? '',
    medium: how ?? 'unknown',
    stance: stance.value,
  }
}
