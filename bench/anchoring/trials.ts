import { RULES, reanchorIn } from '../../src/quotes/reanchor'
import { type Reanchored, type ReanchorRules } from '../../src/quotes/reanchored'
import { TextComparison } from '../../src/quotes/text-comparison'
import { chance } from '../trust/chance'
import type { MarkedArticle } from './articles'
import { EDITS } from './edits'
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
  examples: string[]
}

const MOST_EDITS = 5
const MOST_EXAMPLES = 8

/** The sentences that articles lend each other: of other articles, so that what is put in was never there. */
export function foreignSentences(articles: readonly MarkedArticle[]): string[][] {
  const own = articles.map(({ text }) => {
    const tracked = new TrackedText(text)
    return sentencesOf(tracked).map(({ start, end }) => tracked.slice(start, end))
  })
  return own.map((sentences) => {
    const known = new Set(sentences)
    return own.flat().filter((sentence) => !known.has(sentence) && sentence.length > 30)
  })
}

/** The trial of an ordinal: the same edits for the same seed, whatever was tried before. */
export function trialOf(articles: readonly MarkedArticle[], foreign: string[][], seed: number, ordinal: number): Trial {
  const chances = chance(seed, ordinal)
  const which = chances.below(articles.length)
  const article = articles[which] as MarkedArticle
  const tracked = new TrackedText(article.text)
  const edits = Array.from({ length: 1 + chances.below(MOST_EDITS) }, () => chances.oneOf(Object.keys(EDITS)))
  const desk = { chance: chances, foreign: foreign[which] as string[], statements: article.statements }
  for (const edit of edits) EDITS[edit]?.(tracked, desk)
  tracked.toNFC()
  return { article, edits, tracked, truths: truthsOf(article, tracked) }
}

export function truthsOf({ text, statements }: MarkedArticle, tracked: TrackedText): Truth[] {
  const before = Array.from(text)
  const now = placesNow(tracked, before.length)
  return statements.map((spans) => truthOf(before, tracked, now, spans))
}

export const newScore = (): Score => ({
  verdicts: { carried: 0, wrong: 0, undecidable: 0, offered: 0, misled: 0, noticed: 0, mistaken: 0, partly: 0 },
  unaltered: { all: 0, carried: 0 },
  surviving: { all: 0, right: 0 },
  deleted: { all: 0, right: 0 },
  inVain: 0,
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
    count(score.unaltered, truth.isUnaltered, 'carried', verdict === 'carried')
    const isRight = verdict === 'carried' || verdict === 'offered'
    count(score.surviving, truth.surviving >= 0.5, 'right', isRight)
    count(score.deleted, truth.surviving === 0, 'right', verdict === 'noticed' || verdict === 'undecidable')
    if (truth.surviving === 0 && outcome.class !== 'gone') score.inVain++
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
