import { CodePoints } from '../../src/quotes/code-points'
import type { AnchoredSpan } from '../../src/quotes/reanchored'
import { type Chance, chance } from '../trust/chance'
import type { MarkedArticle } from './articles'
import { sentencesOf, TrackedText } from './tracked-text'
import { edited, type Trial } from './trials'
import { hull } from './truth'

/**
 * What editors do with text that says something twice. Not what puts one of two same passages where the other was: of a
 * text in which they changed places nobody can know it.
 */
const AIMED = ['delete a quote', 'delete', 'insert', 'reword']
const MOST_EDITS = 4
const MOST_REPETITIONS = 3

/**
 * A trial in which what decides is which of several: in the article, before it is edited, a statement's sentences stand
 * several times, near each other and with or without a neighbour, and edits take out and put in around them. Statements
 * are the first and the repetitions.
 */
export function repetitionTrial(
  articles: readonly MarkedArticle[],
  foreign: string[][],
  seed: number,
  ordinal: number,
): Trial {
  const chances = chance(seed, ordinal, REPETITIONS)
  const which = chances.below(articles.length)
  const article = withRepetitions(articles[which] as MarkedArticle, chances)
  const tracked = new TrackedText(article.text)
  const edits = Array.from({ length: 1 + chances.below(MOST_EDITS) }, () => chances.oneOf(AIMED))
  const desk = {
    chance: chances,
    foreign: foreign[which] as string[],
    statements: article.statements,
    anothers: new Map<number, string>(),
  }
  return edited(article, edits, tracked, desk)
}

/** Beside the seed, so that the chances are others than those of the trials without repetitions. */
const REPETITIONS = 1

/** So many sentences away at most: farther ones have surroundings of their own. */
const NEAR = 5

/** So many sentences on either side are left of the article, so that most edits meet a repetition or what is beside it. */
const LEFT = 8

/** The part of an article around one of its statements, with that alone. */
function partAround({ name, text, statements }: MarkedArticle, chances: Chance): MarkedArticle {
  const spans = chances.oneOf(statements)
  const around = hull(spans) as Place
  const sentences = sentencesOf(new TrackedText(text))
  const from = Math.max(0, sentences.findIndex(({ end }) => end > around.start) - LEFT)
  const to = sentences.findLastIndex(({ start }) => start < around.end) + LEFT
  const { start } = sentences[from] as Place
  const { end } = sentences[Math.min(sentences.length - 1, to)] as Place
  return {
    name,
    text: new CodePoints(text).slice(start, end),
    statements: [spans.map((span) => shifted(span, -start))],
  }
}

function withRepetitions(article: MarkedArticle, chances: Chance): MarkedArticle {
  const { name, text, statements } = partAround(article, chances)
  const first = statements[0] as AnchoredSpan[]
  const around = hull(first) as Place
  const sentences = sentencesOf(new TrackedText(text))
  const from = sentences.findIndex(({ end }) => end > around.start)
  const to = sentences.findLastIndex(({ start }) => start < around.end)
  // With a neighbour on either side, or alone.
  const start = (sentences[Math.max(0, from - chances.below(2))] as Place).start
  const end = (sentences[Math.min(sentences.length - 1, to + chances.below(2))] as Place).end
  const near = sentences
    .slice(Math.max(0, from - NEAR), to + NEAR)
    .map((sentence) => sentence.end)
    .filter((place) => place <= start || place >= end)
  if (near.length === 0) return { name, text, statements: [first] }
  const places = Array.from({ length: 1 + chances.below(MOST_REPETITIONS) }, () => chances.oneOf(near))
  return repeated(
    { name, text, statements: [first] },
    { start, end },
    places.toSorted((a, b) => a - b),
  )
}

interface Place {
  start: number
  end: number
}

/** The text with a passage of it repeated at some places outside of it, ascending, and with statements there as well. */
function repeated({ name, text, statements }: MarkedArticle, passage: Place, places: readonly number[]): MarkedArticle {
  const points = new CodePoints(text)
  const words = ` ${points.slice(passage.start, passage.end)}`
  const length = passage.end - passage.start + 1
  const moved = places.filter((place) => place <= passage.start).length * length
  const ends = [...places, points.length]
  return {
    name,
    text: ends.map((end, ordinal) => points.slice(places[ordinal - 1] ?? 0, end)).join(words),
    statements: statements.flatMap((spans) => [
      spans.map((span) => shifted(span, moved)),
      ...places.map((place, ordinal) =>
        spans.map((span) => shifted(span, place + ordinal * length + 1 - passage.start)),
      ),
    ]),
  }
}

const shifted = (span: AnchoredSpan, by: number): AnchoredSpan => ({
  ...span,
  start: span.start + by,
  end: span.end + by,
})
