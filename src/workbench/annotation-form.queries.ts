import type { EntityManager } from 'typeorm'
import { anchor } from '../annotations/anchor'
import { type WaitingAnnotation, waitingAnnotation } from '../annotations/annotations.queries'
import type { ArticleWithText } from '../articles/articles.queries'
import { MEDIUMS, namesOf, STANCES } from '../claims/claim'
import { CodePoints } from '../quotes/code-points'
import { describeSpan } from '../quotes/selector'
import { writtenSpans } from '../quotes/written-spans'
import { emptyForm, type TypedForm, typedValue } from './typed-form'

/** An annotation in whose words the form is opened. */
export interface AnnotationInForm {
  annotation: WaitingAnnotation
  /** The form for it, and what of that goes before any proposal for its passage. */
  begun: TypedForm
  meant: TypedForm
}

/** The number of an annotation, as a form or an address has it; null where it has none. */
export function annotationNamed({ annotation }: TypedForm): number | null {
  const written = typedValue(annotation)
  return /^[1-9]\d{0,8}$/.test(written) ? Number(written) : null
}

/**
 * The form for the annotation that is asked for, if it waits; else null. `spans` in the address are other words of its sentence. Where its
 * words are not in the newest text any more they stand in the form without a place, and whoever saves them is told.
 */
export async function annotationInForm(
  db: EntityManager,
  asked: TypedForm,
  article: ArticleWithText,
): Promise<AnnotationInForm | null> {
  const id = annotationNamed(asked)
  const annotation = id === null ? null : await waitingAnnotation(db, article.id, id)
  if (!annotation) return null
  const told = { annotation: String(annotation.id), ...toldBy(annotation) }
  const chosen = emptyForm({ spans: asked.spans, start: undefined, end: undefined }, article.text)
  if (chosen.content !== undefined) return { annotation, begun: { ...chosen, ...told }, meant: told }
  const points = CodePoints.of(article.text)
  const spans =
    annotation.revisionId === article.revisionId ? annotation.spans : await spansInNewest(db, annotation, points)
  const words = spans?.map(({ start, end }) => points.slice(start, end)) ?? annotation.words
  const place = spans && { start: String(spans[0]?.start), end: String(spans.at(-1)?.end), spans: writtenSpans(spans) }
  const begun = { content: words, ...place, ...told }
  return { annotation, begun, meant: begun }
}

/** Where the words of an annotation of an older text are in the newest, by what stood beside them; null where they are not. */
async function spansInNewest(db: EntityManager, { revisionId, spans }: WaitingAnnotation, points: CodePoints) {
  const [{ text }] = await db.query('SELECT text FROM revisions WHERE id = $1', [revisionId])
  const before = CodePoints.of(text)
  const parts = spans.map(({ start, end }) => ({ ...describeSpan(before, start, end), position: { start, end } }))
  const found = anchor(points, { parts }, 'page')
  return 'spans' in found ? found.spans : null
}

/** A note that is one short line is offered as the claim’s own sentence; a tag that is a stance’s or a medium’s name as that. */
function toldBy({ note, tags }: WaitingAnnotation): TypedForm {
  const named = (names: readonly string[]) => tags.map(bare).find((tag) => names.includes(tag))
  const [stance, medium] = [named(namesOf(STANCES)), named(namesOf(MEDIUMS))]
  return {
    ...(note !== null && note.length <= LONGEST_SENTENCE && !note.includes('\n') ? { summary: note } : {}),
    ...(stance ? { stance } : {}),
    ...(medium ? { medium } : {}),
  }
}

/** Longer is a comment, not a sentence that says what was said. */
const LONGEST_SENTENCE = 300

/** "Stance: denies", as a tag of brat’s says it, is "denies". */
const bare = (tag: string) =>
  tag
    .replace(/^(?:stance|medium):\s*/i, '')
    .toLowerCase()
    .replace(/\s+/g, '_')
