import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchorIn } from '../../src/quotes/reanchor'
import type { Reanchored, ReanchorRules } from '../../src/quotes/reanchored'
import { TextComparison } from '../../src/quotes/text-comparison'
import { say } from '../frame/say'
import type { Figure, Harness } from '../trust/harness'
import { markedArticles } from './articles'
import { type ApproximateSearch, approximateSearch, placeAsHypothesis } from './hypothesis'
import { repetitionTrial } from './repetitions'
import { addVerdicts, foreignSentences, newScore, type Score, type Trial, trialOf, tryOn } from './trials'

/** Single edits in all: one to five in a text, three on average. */
const EDITS = { long: 100_000, short: 2_000 }
/** Each so manyth text is also tried on Hypothesis's method and on ours with a rule less, which take much longer. */
const CONTROL_EVERY = { long: 40, short: 10 }
/** Texts that say something several times, of which it has to be told which is which. */
const REPETITIONS = { long: 10_000, short: 3_000 }
/** The run that figures are told of. `GAINSAY_SEED` makes another: other articles, edits and repetitions. */
const SEED = process.env.GAINSAY_SEED ? Number(process.env.GAINSAY_SEED) >>> 0 : 20_261_129

const GOALS = { unaltered: 0.9, surviving: 0.97, deleted: 1 }

/** What the sweeps try: from how few of its words on a place is offered, and by how much it has to lead. */
const FLOORS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
const MARGINS = [0, 0.05, 0.1, 0.2, 0.3, 0.4]

const bad = ({ verdicts }: Score) => verdicts.wrong + verdicts.mistaken

/**
 * Ours with one rule less each, on the trials in which the rule matters, and what it keeps from happening. Without a floor
 * nothing is wrong, but an editor is offered what has nothing to do with a statement; without a margin, of several places
 * one is said to be the statement's, edited.
 */
const WITHOUT: { name: string; rules: ReanchorRules; isAimed: boolean; damageOf: (score: Score) => number }[] = [
  {
    name: 'no context, only words in their order; repetitions',
    rules: { ...RULES, context: false },
    isAimed: true,
    damageOf: bad,
  },
  {
    name: 'no margin; repetitions',
    rules: { ...RULES, margin: 0 },
    isAimed: true,
    damageOf: (score) => score.misplaced + bad(score),
  },
  {
    name: 'no look at who was named before',
    rules: { ...RULES, speaker: false },
    isAimed: false,
    damageOf: bad,
  },
  { name: 'no floor', rules: { ...RULES, floor: 0 }, isAimed: false, damageOf: ({ inVain }) => inVain },
]

export const matcher: Harness = {
  what: 'random edits of real texts, the truth about each letter known',
  async run({ short }) {
    const size = short ? 'short' : 'long'
    const articles = markedArticles()
    const foreign = foreignSentences(articles)
    const score = newScore()
    const controls: Trial[] = []
    let [edits, texts] = [0, 0]
    for (; edits < EDITS[size]; texts++) {
      const trial = trialOf(articles, foreign, SEED, texts)
      tryOn(score, trial)
      edits += trial.edits.length
      if (texts % CONTROL_EVERY[size] === 0) controls.push(trial)
    }
    for (const line of score.examples) say(`  ${line}`)
    say(`  ${articles.length} articles, ${texts} texts with ${edits} edits; ${told(score)}`)
    const repetitions = Array.from({ length: REPETITIONS[size] }, (_, ordinal) =>
      repetitionTrial(articles, foreign, SEED, ordinal),
    )
    const among = scoreOf(repetitions, RULES)
    for (const line of among.examples) say(`  ${line}`)
    say(`  ${repetitions.length} texts with repetitions; ${told(among)}`)
    sweep('floor, on every so manyth text', controls, FLOORS, (floor) => ({ ...RULES, floor }))
    sweep('margin, on texts with repetitions', repetitions, MARGINS, (margin) => ({ ...RULES, margin }))
    return [...goals(score), ...goalsAmongRepetitions(among), ...(await comparison(controls, repetitions, among))]
  },
}

function scoreOf(trials: readonly Trial[], rules: ReanchorRules): Score {
  const score = newScore()
  for (const trial of trials) tryOn(score, trial, rules)
  return score
}

/** Hypothesis says of everything where it is, unless nothing is near: that is its class "unchanged". */
function asHypothesis(search: ApproximateSearch, { article, tracked }: Trial): Reanchored[] {
  const [before, after] = [CodePoints.of(article.text), CodePoints.of(tracked.text)]
  return article.statements.map((spans) => {
    const placed = placeAsHypothesis(search, before, after, spans)
    if (!placed.some(({ part }) => part === 'content')) return { class: 'gone', candidates: [] }
    return { class: 'unchanged', spans: spans.flatMap((span) => placed.find(sameSpan(span)) ?? []), typography: false }
  })
}

const sameSpan = (span: { part: string; position: number }) => (other: { part: string; position: number }) =>
  other.part === span.part && other.position === span.position

const share = (part: number, all: number) => (all === 0 ? 1 : part / all)
const percent = (part: number, all: number) => `${(100 * share(part, all)).toFixed(2)} % of ${all}`

function goals({ verdicts, unaltered, surviving, deleted }: Score): Figure[] {
  return [
    { what: 'put on wrong words', found: String(verdicts.wrong), goal: '0', isReached: verdicts.wrong === 0 },
    {
      what: 'words unaltered: carried over without asking',
      found: percent(unaltered.carried, unaltered.all),
      goal: `${100 * GOALS.unaltered} %`,
      isReached: share(unaltered.carried, unaltered.all) >= GOALS.unaltered,
    },
    {
      what: 'survived: carried over, or queued with the right place first',
      found: percent(surviving.right, surviving.all),
      goal: `${100 * GOALS.surviving} %`,
      isReached: share(surviving.right, surviving.all) >= GOALS.surviving,
    },
    {
      what: 'deleted: gone or ambiguous',
      found: percent(deleted.right, deleted.all),
      goal: `${100 * GOALS.deleted} %`,
      isReached: share(deleted.right, deleted.all) >= GOALS.deleted,
    },
    {
      what: 'taken from a copy where nobody could know of it',
      found: String(verdicts.undecidable),
      goal: 'told only',
      isReached: true,
    },
  ]
}

/** Which of several it is has to be known or asked: nothing less than in other texts, but more may be asked. */
function goalsAmongRepetitions({ verdicts, surviving }: Score): Figure[] {
  const isRight = share(surviving.right, surviving.all) >= GOALS.surviving
  return [
    {
      what: 'repetitions: put on wrong words, or deleted and taken for edited',
      found: `${verdicts.wrong} and ${verdicts.mistaken}`,
      goal: '0',
      isReached: verdicts.wrong + verdicts.mistaken === 0,
    },
    {
      what: 'repetitions: survived, carried over or queued with the right place first',
      found: percent(surviving.right, surviving.all),
      goal: `${100 * GOALS.surviving} %`,
      isReached: isRight,
    },
  ]
}

async function comparison(controls: Trial[], repetitions: Trial[], among: Score): Promise<Figure[]> {
  const own = scoreOf(controls, RULES)
  const hypothesis = newScore()
  const search = await approximateSearch()
  for (const trial of controls) addVerdicts(hypothesis, trial, asHypothesis(search, trial))
  const worse = (name: string, score: Score, isReached: boolean): Figure => ({
    what: `control: ${name}`,
    found: told(score),
    goal: 'worse than ours',
    isReached,
  })
  return [
    { what: 'ours on the texts of the controls', found: told(own), goal: 'told only', isReached: true },
    worse('Hypothesis’s method', hypothesis, bad(hypothesis) > bad(own)),
    { what: 'ours on the texts with repetitions', found: told(among), goal: 'told only', isReached: true },
    ...WITHOUT.map(({ name, rules, isAimed, damageOf }) => {
      const score = scoreOf(isAimed ? repetitions : controls, rules)
      return worse(name, score, damageOf(score) > damageOf(isAimed ? among : own))
    }),
  ]
}

const told = ({ verdicts, unaltered, surviving, deleted, inVain, misplaced }: Score) =>
  [
    `${verdicts.wrong} wrong, ${verdicts.mistaken} deleted taken for edited`,
    `${percent(unaltered.carried, unaltered.all)} unaltered carried`,
    `${percent(surviving.right, surviving.all)} survivors right`,
    `${percent(deleted.right, deleted.all)} deleted noticed`,
    `${inVain} of these with places offered`,
    `${misplaced} edited with another place first`,
  ].join(', ')

/** What other numbers would do to the same texts, compared once. */
function sweep(name: string, trials: readonly Trial[], values: number[], rulesOf: (value: number) => ReanchorRules) {
  say(`  ${name}`)
  say('         wrong  mistaken    carried  survivors right  deleted noticed  with places offered  another place first')
  const scores = values.map((value) => ({ value, rules: rulesOf(value), score: newScore() }))
  for (const trial of trials) {
    const compared = new TextComparison(trial.article.text, trial.tracked.text)
    for (const { rules, score } of scores)
      addVerdicts(score, trial, reanchorIn(compared, trial.article.statements, rules))
  }
  for (const { value, score } of scores) {
    const { verdicts, unaltered, surviving, deleted, inVain, misplaced } = score
    const cells: [string, number][] = [
      [value.toFixed(2), 4],
      [String(verdicts.wrong), 8],
      [String(verdicts.mistaken), 10],
      [rate(unaltered.carried, unaltered.all), 11],
      [rate(surviving.right, surviving.all), 17],
      [rate(deleted.right, deleted.all), 17],
      [String(inVain), 21],
      [String(misplaced), 21],
    ]
    say(`  ${cells.map(([cell, width]) => cell.padStart(width)).join('')}`)
  }
}

const rate = (part: number, all: number) => `${(100 * share(part, all)).toFixed(2)} %`
