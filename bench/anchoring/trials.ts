import { RULES, reanchorIn } from '../../src/quotes/reanchor'
import type { AnchoredSpan, Reanchored, ReanchorRules } from '../../src/quotes/reanchored'
import { TextComparison } from '../../src/quotes/text-comparison'
import { chance } from '../trust/chance'
import type { MarkedArticle } from './articles'
import { type Desk, EDITS, stillAnothers } from './edits'
import { sentencesOf, TrackedText } from './tracked-text'
import { judge, placesNow, type Truth, truthOf, type Verdict } from './truth'

/** One article, edited, and the truth about each statement in it. */
export interface Trial {
  article: MarkedArticle
  edits: string[]
  tracked: TrackedText
  truths: Truth[]
}

/** How often each verdict fell, and the first few cases of those that may not be. */
export interface Score {
  verdicts: Record<Verdict, number>
  unaltered: { all: number; carried: number }
  surviving: { all: number; right: number }
  deleted: { all: number; right: number }
  /** Deleted ones of which some place was offered none the less. */
  inVain: number
  /** Said to be edited, with another place first: an editor who sees one change looks no further. */
  misplaced: number
  examples: string[]
}

const MOST_EDITS = 5
const MOST_EXAMPLES = 8

/**
 * The sentences that articles lend each other: of other articles, so that what is put in was never there. A sentence that
 * reports what a statement of the article does, most of it in its words, is not foreign: several articles are about the
 * same call. Put in where the statement was taken out, it is that statement in other words to whoever has both texts.
 */
export function foreignSentences(articles: readonly MarkedArticle[]): string[][] {
  const own = articles.map(({ text }) => {
    const tracked = new TrackedText(text)
    return sentencesOf(tracked).map(({ start, end }) => tracked.slice(start, end))
  })
  const lent = own.map((sentences) =>
    sentences.filter((sentence) => sentence.length > 30).map((sentence) => ({ sentence, words: wordsOf(sentence) })),
  )
  return articles.map((article, ordinal) => {
    const known = new Set(own[ordinal])
    const told = article.statements.map((spans) => wordsOf(contentOf(article.text, spans)))
    return lent
      .flatMap((sentences, of) => (of === ordinal ? [] : sentences))
      .filter(({ sentence, words }) => !known.has(sentence) && !told.some((content) => tellsMostOf(words, content)))
      .map(({ sentence }) => sentence)
  })
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function contentOf(text: string, spans: readonly AnchoredSpan[]): string {
  const characters = Array.from(text)
  return spans
    .filter(({ part }) => part === 'content')
    .map(({ start, end }) => characters.slice(start, end).join(''))
    .join(' ')
}

/**
 * Whether words that have half of the letters of a statement of several words stand in a sentence in their order. By
 * letters, since "it", "be" and "to" tell nothing.
 */
function tellsMostOf(sentence: readonly string[], content: readonly string[]): boolean {
  if (content.length < 2) return false
  const row = new Array<number>(content.length + 1).fill(0)
  for (const word of sentence) {
    let diagonal = 0
    for (let place = 1; place <= content.length; place++) {
      const above = row[place] as number
      row[place] = content[place - 1] === word ? diagonal + word.length : Math.max(above, row[place - 1] as number)
      diagonal = above
    }
  }
  return (row[content.length] as number) >= content.join('').length / 2
}

/** The trial of an ordinal: the same edits for the same seed, whatever was tried before. */
export function trialOf(articles: readonly MarkedArticle[], foreign: string[][], seed: number, ordinal: number): Trial {
  const chances = chance(seed, ordinal)
  const which = chances.below(articles.length)
  const article = articles[which] as MarkedArticle
  const tracked = new TrackedText(article.text)
  const edits = Array.from({ length: 1 + chances.below(MOST_EDITS) }, () => chances.oneOf(Object.keys(EDITS)))
  const desk = {
    chance: chances,
    foreign: foreign[which] as string[],
    statements: article.statements,
    anothers: new Map<number, string>(),
  }
  return edited(article, edits, tracked, desk)
}

/** An article after edits, and what is true then. */
export function edited(article: MarkedArticle, edits: string[], tracked: TrackedText, desk: Desk): Trial {
  for (const edit of edits) {
    // Of a text of few sentences all may be gone by now.
    if (tracked.text.trim() === '') break
    EDITS[edit]?.(tracked, desk)
  }
  tracked.toNFC()
  tracked.settle()
  return { article, edits, tracked, truths: truthsOf(article, tracked, stillAnothers(tracked, desk)) }
}

export function truthsOf(
  { text, statements }: MarkedArticle,
  tracked: TrackedText,
  anothers: ReadonlySet<number> = new Set(),
): Truth[] {
  const before = Array.from(text)
  const now = placesNow(tracked, before.length)
  return statements.map((spans, ordinal) => truthOf(before, tracked, now, spans, anothers.has(ordinal)))
}

export const newScore = (): Score => ({
  verdicts: { carried: 0, wrong: 0, undecidable: 0, offered: 0, misled: 0, noticed: 0, mistaken: 0, partly: 0 },
  unaltered: { all: 0, carried: 0 },
  surviving: { all: 0, right: 0 },
  deleted: { all: 0, right: 0 },
  inVain: 0,
  misplaced: 0,
  examples: [],
})

/** Classes the statements of a trial and adds what came of it. */
export function tryOn(score: Score, trial: Trial, rules: ReanchorRules = RULES): Reanchored[] {
  const { article, tracked } = trial
  const outcomes = reanchorIn(new TextComparison(article.text, tracked.text), article.statements, rules)
  addVerdicts(score, trial, outcomes)
  return outcomes
}

export function addVerdicts(score: Score, trial: Trial, outcomes: readonly Reanchored[]) {
  const { article, tracked, truths } = trial
  for (const [ordinal, outcome] of outcomes.entries()) {
    const spans = article.statements[ordinal] ?? []
    const truth = truths[ordinal] as Truth
    const verdict = judge(truth, outcome, tracked, spans)
    score.verdicts[verdict]++
    count(score.unaltered, truth.isUnaltered && !truth.isAnothers, 'carried', verdict === 'carried')
    const isRight = verdict === 'carried' || verdict === 'offered'
    count(score.surviving, truth.surviving >= 0.5, 'right', isRight)
    count(score.deleted, truth.surviving === 0, 'right', verdict === 'noticed' || verdict === 'undecidable')
    if (truth.surviving === 0 && outcome.class !== 'gone') score.inVain++
    if (verdict === 'misled' && outcome.class === 'edited') score.misplaced++
    if ((verdict === 'wrong' || verdict === 'mistaken') && score.examples.length < MOST_EXAMPLES)
      score.examples.push(example(trial, ordinal, outcome, verdict))
  }
}

function count<Key extends string>(
  of: { all: number } & Record<Key, number>,
  isOfIt: boolean,
  key: Key,
  isGood: boolean,
) {
  if (!isOfIt) return
  of.all++
  if (isGood) (of as Record<Key, number>)[key]++
}

function example({ article, edits }: Trial, ordinal: number, outcome: Reanchored, verdict: Verdict): string {
  const spans = 'spans' in outcome ? outcome.spans : outcome.candidates[0]?.spans
  return `${verdict}: ${article.name}, statement ${ordinal}, ${edits.join(' + ')}: ${outcome.class} at ${spans?.[0]?.start}`
}
