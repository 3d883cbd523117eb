import type { EntityManager } from 'typeorm'
import {
  countsOfAnnotations,
  type PartOfList,
  partOfList,
  type WaitingAnnotation,
  waitingAnnotation,
  waitingAnnotations,
} from '../annotations/annotations.queries'
import type { ArticleWithText } from '../articles/articles.queries'
import { shareOfZones, type Zone } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { sentences } from '../quotes/sentences'
import { spansWritten } from '../quotes/written-spans'
import { waitingAfter } from '../revising/carryings.queries'
import { inArticle, inPart, partOfText } from '../suggestions/part-of-text'
import { isProposedFor } from '../suggestions/readable-texts.queries'
import { nothingUnsaved, type UnsavedOnPage } from '../unsaved/unsaved-forms.queries'
import type { FieldProblems } from '../web/parse'
import { annotationNamed } from './annotation-form.queries'
import { isCardFilter } from './card-filters'
import { stateOfTagging } from './changes-by-others.queries'
import { choicesOf } from './choices'
import { findClaims } from './claim-finder.queries'
import { hopsInForm } from './hop-fields.queries'
import { nestedIn, relayedIn, relayingClaim } from './nested.queries'
import { nextPlace } from './next-place'
import { offeredSpeakers } from './offered-speakers.queries'
import { offeredOpponents } from './opponents.queries'
import { type PrefilledForm, prefilledAt, prefilledNext, prefilledWithin } from './prefilled-form.queries'
import { quotedSpeech } from './quoted-speech'
import { readingsOffered } from './readings-offered'
import { contentOf, type StatementCard, statementCards } from './statement-cards.queries'
import { statementList } from './statement-list'
import { textForTagging } from './text-for-tagging'
import { type TypedForm, typedValue } from './typed-form'
import { withChosen } from './with-chosen.queries'

/** What stands beside an article's form, as an address asks for it. */
export interface Asked {
  filter: string
  withdraw: string
  /** Behind which passage work goes on: `12-40`, or an offset. */
  after: string
  from: string
  /** The reading from which others were looked at. */
  of: string
  /** A place in the part of the text to show. */
  at: string
  /** A part of the list of what was taken over. */
  taken: string
}

export const NOTHING_ASKED: Asked = { filter: '', withdraw: '', after: '', from: '', of: '', at: '', taken: '' }

/** A form to show; what is proposed goes into it unless somebody has begun it. */
export interface FormToShow {
  typed: TypedForm
  isBegun: boolean
  problems: FieldProblems
  words: string
  unsaved?: UnsavedOnPage
  /** What goes before any proposal: an annotation’s words, and what it says of them. */
  meant?: TypedForm
}

/** An article as its tagging page needs it, read once. */
export interface ArticleInHand {
  article: ArticleWithText
  cards: StatementCard[]
  zones: Zone[]
  /** What waits for a speaker, taken over from other programs. */
  annotations: WaitingAnnotation[]
  partOfAnnotations: PartOfList
  state: string
}

/** @param taken which part of what waits is asked for, where it is more than a page has room for */
export async function articleInHand(db: EntityManager, article: ArticleWithText, taken = ''): Promise<ArticleInHand> {
  // Asked first: what is changed meanwhile may be on the page already, but is never left out without being told.
  const state = await stateOfTagging(db, article.revisionId)
  const cards = await statementCards(db, article.revisionId)
  const partOfAnnotations = partOfList(taken, (await countsOfAnnotations(db, article.id)).waiting)
  const annotations = await waitingAnnotations(db, article.id, partOfAnnotations)
  const zones = await zonesOfRevision(db, article.revisionId)
  return { article, cards, zones, annotations, partOfAnnotations, state }
}

/**
 * The model of the tagging page. A form that nobody has typed into is filled with what is proposed for its passage; to
 * one that somebody has, the proposals are offered beside.
 */
export async function taggingPage(db: EntityManager, inHand: ArticleInHand, form: FormToShow, asked: Asked) {
  const { article, cards, zones, annotations, partOfAnnotations, state } = inHand
  const points = CodePoints.of(article.text)
  const after = placeAfter(asked.after)
  const proposed = await proposedFor(db, inHand, form, { after, of: asked.of })
  const typed = proposed && !form.isBegun ? { ...form.typed, ...proposed.typed, ...form.meant } : form.typed
  const relayed = await relayedIn(db, cards)
  const unsaved = form.unsaved ?? nothingUnsaved(unsavedFormOf(article.id))
  const filter = isCardFilter(asked.filter) ? asked.filter : 'all'
  const shown = { ...form, typed }
  const part = partOfText(points, offsetFrom(typedValue(typed.start)) ?? after?.start ?? offsetFrom(asked.at) ?? 0)
  const words = points.slice(part.start, part.end)
  const here = annotations.filter(({ revisionId }) => revisionId === article.revisionId)
  const soFar = {
    sentences: inArticle(sentences(words, article.language), part),
    contents: cards.flatMap(contentOf),
    zones,
  }
  return {
    article,
    part,
    text: textForTagging(words, part, cards, zones, article.language, here),
    annotations,
    partOfAnnotations,
    annotation: await annotationShown(db, article.id, typed),
    nextAnnotation: nextAnnotationBehind(annotations, here, after, typed),
    // An article that was captured once has nothing to look for.
    waiting: article.revision > 1 ? await waitingAfter(db, article.revisionId) : 0,
    share: shareOfZones(zones, article.length),
    cards,
    list: statementList(cards, filter, soFar.sentences, offsetFrom(asked.from) ?? 1),
    quoted: quotedSpeech(words, inPart(soFar.contents, part), inPart(zones, part)),
    state,
    withdrawing: cards.find(({ id }) => String(id) === asked.withdraw) ?? null,
    next: nextIn(typed, after, soFar),
    after: afterWritten(typed, after),
    isBegun: form.isBegun,
    choices: proposed && choicesOf(proposed.prefill, typed),
    first: asked.of || typedValue(typed.spans),
    readings: proposed ? readingsOffered(proposed.prefill, asked.of, annotationNamed(typed)) : [],
    opponents: await offeredOpponents(db, { articleId: article.id, cards, typed, relayed }),
    offered: await offeredSpeakers(db, article.id, shown),
    hops: await hopsInForm(db, typed, form.problems),
    relaying: await relayingClaim(db, typedValue(typed.relayedBy) || String(proposed?.outerClaimId ?? '')),
    nested: nestedIn(cards, relayed),
    claims: await claimsFound(db, article.id, shown),
    typed,
    problems: form.problems,
    words: form.words,
    unsaved,
  }
}

/** The annotation in whose words the form was opened, as long as it waits. */
const annotationShown = (db: EntityManager, articleId: number, typed: TypedForm) => {
  const id = annotationNamed(typed)
  return id === null ? null : waitingAnnotation(db, articleId, id)
}

/** The next that waits behind where work goes on, else the first; not the one whose form is open. */
function nextAnnotationBehind(
  all: readonly WaitingAnnotation[],
  here: readonly WaitingAnnotation[],
  after: TextPositionSelector | null,
  typed: TypedForm,
): WaitingAnnotation | null {
  const isOther = ({ id }: WaitingAnnotation) => String(id) !== typedValue(typed.annotation)
  const from = offsetFrom(typedValue(typed.start)) ?? after?.end ?? 0
  return here.filter(isOther).find(({ spans }) => (spans[0]?.start ?? 0) >= from) ?? all.find(isOther) ?? null
}

/** The form's address, under which it is kept while somebody types. */
export const unsavedFormOf = (articleId: number) => `articles/${articleId}/annotate`

async function proposedFor(
  db: EntityManager,
  inHand: ArticleInHand,
  { typed, isBegun }: FormToShow,
  { after, of }: { after: TextPositionSelector | null; of: string },
): Promise<PrefilledForm | null> {
  if (!isProposedFor(inHand.article.language)) return null
  const places = spansWritten(typedValue(typed.spans)) ?? []
  const isWithin = typedValue(typed.relayedBy) !== '' && !isBegun
  if (isWithin) return prefilledWithin(db, inHand, places)
  if (places.length > 0) return prefilledAt(db, inHand, places, spansWritten(of))
  return after === null ? null : prefilledNext(db, inHand, after)
}

async function claimsFound(db: EntityManager, articleId: number, { words, typed }: FormToShow) {
  if (words === '') return []
  return withChosen(db, await findClaims(db, { words, articleId }), typed.claimId)
}

/** Where the cursor is to be: at the form's passage, else at the next sentence that has no statement. */
function nextIn(typed: TypedForm, after: TextPositionSelector | null, soFar: Parameters<typeof nextPlace>[1]) {
  if (after === null) return null
  const begin = offsetFrom(typedValue(typed.start))
  if (begin !== null) return soFar.sentences.findLast(({ start }) => start <= begin)?.start ?? null
  return nextPlace(after.end, soFar)?.start ?? null
}

const afterWritten = (typed: TypedForm, after: TextPositionSelector | null) => {
  const [start, end] = [typedValue(typed.start), typedValue(typed.end)]
  return end ? `${start}-${end}` : after ? `${after.start}-${after.end}` : '0-0'
}

/** `12-40`, or a single offset. */
function placeAfter(written: string): TextPositionSelector | null {
  const [, start, end = start] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(written) ?? []
  return start === undefined ? null : { start: Number(start), end: Number(end) }
}

const offsetFrom = (written: string): number | null => (/^\d{1,9}$/.test(written) ? Number(written) : null)
