import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchorIn } from '../../src/quotes/reanchor'
import type { Reanchored, ReanchorRules } from '../../src/quotes/reanchored'
import { TextComparison } from '../../src/quotes/text-comparison'
import type { Figure, Harness } from '../trust/harness'
import { markedArticles } from './articles'
import { type ApproximateSearch, approximateSearch, placeAsHypothesis } from './hypothesis'
import { addVerdicts, foreignSentences, newScore, type Score, type Trial, trialOf, tryOn } from './trials'

/** Single edits in all: one to five in a text, three on average. */
const EDITS = { long: 100_000, short: 2_000 }
/** Each so manyth text is also tried on Hypothesis's method and on ours with a rule less, which take much longer. */
const CONTROL_EVERY = { long: 40, short: 10 }
const SEED = 20_261_129

const GOALS = { unaltered: 0.9, surviving: 0.97, deleted: 1 }

/** What the sweep tries: from how few of its words on a place is offered, and by how much it has to lead. */
const FLOORS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95]
const MARGINS = [0, 0.1, 0.2, 0.3]

/** Ours with one rule less each. */
const WITHOUT: Record<string, ReanchorRules> = {
  'no context: the order of the text and the words alone': { ...RULES, context: false },
  'no margin': { ...RULES, margin: 0 },
  'no floor': { ...RULES, floor: 0 },
}

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
    for (const line of score.examples) print(`  ${line}`)
    print(`  ${articles.length} articles, ${texts} texts with ${edits} edits; ${told(score)}`)
    const hypothesis = newScore()
    const search = await approximateSearch()
    for (const trial of controls) addVerdicts(hypothesis, trial, asHypothesis(search, trial))
    const others = Object.entries(WITHOUT).map(([name, rules]) => ({ name, score: scoreOf(controls, rules) }))
    const own = scoreOf(controls, RULES)
    sweep(controls)
    return [...goals(score), ...comparison(own, hypothesis, others)]
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

function comparison(own: Score, hypothesis: Score, others: { name: string; score: Score }[]): Figure[] {
  const worse = (name: string, score: Score, isWorse: boolean): Figure => ({
    what: name,
    found: told(score),
    goal: 'worse than ours',
    isReached: isWorse,
  })
  const bad = ({ verdicts }: Score) => verdicts.wrong + verdicts.mistaken
  return [
    { what: 'ours on the texts of the controls', found: told(own), goal: 'told only', isReached: true },
    worse('control: Hypothesis’s method', hypothesis, bad(hypothesis) > bad(own)),
    ...others.map(({ name, score }) =>
      // Without a floor nothing is wrong, but an editor is offered what has nothing to do with a statement.
      worse(
        `control: ${name}`,
        score,
        name === 'no floor' ? offeredInVain(score) > offeredInVain(own) : bad(score) > bad(own),
      ),
    ),
  ]
}

const offeredInVain = ({ inVain }: Score) => inVain

const told = ({ verdicts, unaltered, surviving, deleted, inVain }: Score) =>
  `${verdicts.wrong} wrong, ${verdicts.mistaken} deleted taken for edited, ${percent(unaltered.carried, unaltered.all)} unaltered carried, ` +
  `${percent(surviving.right, surviving.all)} survivors right, ${percent(deleted.right, deleted.all)} deleted noticed, ${inVain} of these with places offered`

/** What other floors and margins would do to the same texts, compared once. */
function sweep(trials: readonly Trial[]) {
  print('  floor margin   wrong  mistaken  carried  survivors right  deleted noticed  of these with places offered')
  const scores = FLOORS.flatMap((floor) => MARGINS.map((margin) => ({ floor, margin, score: newScore() })))
  for (const trial of trials) {
    const compared = new TextComparison(trial.article.text, trial.tracked.text)
    for (const { floor, margin, score } of scores)
      addVerdicts(score, trial, reanchorIn(compared, trial.article.statements, { ...RULES, floor, margin }))
  }
  for (const { floor, margin, score } of scores) {
    const { verdicts, unaltered, surviving, deleted } = score
    const rates = [
      share(unaltered.carried, unaltered.all),
      share(surviving.right, surviving.all),
      share(deleted.right, deleted.all),
    ].map((rate) => `${(100 * rate).toFixed(2)} %`.padStart(10))
    print(
      `  ${floor.toFixed(2)}   ${margin.toFixed(2)}  ${String(verdicts.wrong).padStart(6)}  ${String(verdicts.mistaken).padStart(6)}  ${rates.join('  ')}  ${score.inVain}`,
    )
  }
}

const print = (line: string) => process.stdout.write(`${line}\n`)
