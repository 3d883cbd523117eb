import { isSurelyInPlace, spansInOrder, spansMoved } from './carried-over'
import type { CodePoints } from './code-points'
import { type LikelyPlace, likelyPlaces, scoreOfOthers } from './likely-places'
import type { AnchoredSpan, AskedBecause, Gone, Reanchored, ReanchoredSpan, ReanchorRules } from './reanchored'
import type { Reanchoring } from './reanchoring'
import { describeSpan } from './selector'
import { Sentences } from './sentence-frames'
import { type StatementTokens, statementTokens } from './statement-tokens'
import { TextComparison } from './text-comparison'
import { isSpeakerAsBefore } from './who-speaks'

/**
 * Floor: from half of a statement's words on a place is worth an editor's look; with 0.4 places are offered for what was
 * deleted, with 0.7 fewer survivors are found (the sweep in decision 0032). Margin: a score is 0.6 for words and 0.4 for
 * surroundings, so 0.2 is half of the surroundings: one whole side of them. Of two same sentences side by side each has
 * one, and neither leads; below 0.1 a deleted one is now and then said to be its repetition, edited.
 */
export const RULES: ReanchorRules = { floor: 0.5, margin: 0.2, context: true, speaker: true }

/**
 * Classes the statements of a text in the next text of its article. Both are canonical. The time grows with the texts and
 * the statements, never with their product.
 *
 * @param statements of each its spans in the old text, in code points, the content in order
 * @returns of each what became of it, in the order given
 */
export function reanchor(
  before: string | CodePoints,
  after: string | CodePoints,
  statements: readonly (readonly AnchoredSpan[])[],
  rules: ReanchorRules = RULES,
): Reanchored[] {
  return reanchorIn(new TextComparison(before, after), statements, rules)
}

/** The same in texts that were compared already, for their difference, say. */
export function reanchorIn(
  comparison: TextComparison,
  statements: readonly (readonly AnchoredSpan[])[],
  rules: ReanchorRules = RULES,
): Reanchored[] {
  const { before, after } = comparison
  if (before.points.text === after.points.text) return statements.map((spans) => asItWas(after.points, spans))
  const reanchoring: Reanchoring = {
    comparison,
    sentencesBefore: new Sentences(comparison, before),
    sentencesAfter: new Sentences(comparison, after),
    rules,
    knownPassages: new Map(),
  }
  return statements.map((spans) => {
    const statement = statementTokens(comparison, reanchoring.sentencesBefore, spans)
    return statement ? reanchorOne(reanchoring, statement) : GONE
  })
}

const GONE: Gone = { class: 'gone', candidates: [] }

function asItWas(points: CodePoints, spans: readonly AnchoredSpan[]): Reanchored {
  const described = spans.map(({ part, position, start, end }) => ({
    part,
    position,
    ...describeSpan(points, start, end),
  }))
  return { class: 'unchanged', spans: described, typography: false }
}

function reanchorOne(reanchoring: Reanchoring, statement: StatementTokens): Reanchored {
  const inOrder = spansInOrder(reanchoring, statement)
  const isItsPlace = inOrder !== null && isSurelyInPlace(reanchoring, statement)
  if (isItsPlace && isSpeakerAsBefore(reanchoring, statement))
    return carried(reanchoring, 'unchanged', statement, inOrder)
  const moved = spansMoved(reanchoring, statement)
  // A paragraph that is whole and alone of its words is surely this one, whatever its neighbours are now.
  if (moved) return carried(reanchoring, inOrder ? 'unchanged' : 'moved', statement, moved)
  if (isItsPlace) return asked(reanchoring, statement, () => 'attribution')
  // Where nothing was edited, all that is in doubt is the place.
  return asked(reanchoring, statement, inOrder ? () => 'place' : (place) => whatChanged(statement, place))
}

function carried(
  { comparison }: Reanchoring,
  name: 'unchanged' | 'moved',
  statement: StatementTokens,
  spans: ReanchoredSpan[],
): Reanchored {
  const typography = statement.spans.some(
    ({ span }, place) => comparison.before.points.slice(span.start, span.end) !== spans[place]?.exact,
  )
  return { class: name, spans, typography }
}

/**
 * What waits for an editor: whether the likeliest place is the statement's own, and why it isn't taken.
 *
 * @param becauseOf why it isn't, if that place is the statement's
 */
function asked(
  reanchoring: Reanchoring,
  statement: StatementTokens,
  becauseOf: (place: LikelyPlace) => AskedBecause,
): Reanchored {
  const places = likelyPlaces(reanchoring, statement)
  const [first, second] = places
  if (!first) return GONE
  const candidates = places.map(({ spans, score, likeness }) => ({ spans, score, likeness }))
  const next = Math.max(second?.score ?? 0, scoreOfOthers(reanchoring, statement, first))
  const isClear = first.score - next >= reanchoring.rules.margin
  const because = first.isInOrder && first.isTelling && isClear ? becauseOf(first) : 'place'
  return { class: because === 'place' ? 'ambiguous' : 'edited', because, candidates }
}

function whatChanged(statement: StatementTokens, { hasAllWords, spans }: LikelyPlace): AskedBecause {
  if (!hasAllWords) return 'words'
  return spans.length < statement.spans.length ? 'attribution' : 'sentence'
}
