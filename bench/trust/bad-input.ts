import { say } from '../frame/say'
import { BROKEN } from './bad-input/broken-routes'
import { FAULTS, type FaultKind } from './bad-input/judge'
import { prepareDesk } from './bad-input/prepared-desk'
import { controlsMissed, liveOn, partWith, tryApi, tryForms } from './bad-input/rounds'
import { ServingProcess } from './bad-input/serving-process'
import { type Finding, findingsOf, nothingTried, type Tried } from './bad-input/trying'
import { seedOfRun } from './chance'
import type { Figure, Harness } from './harness'
import { withPostgres } from './with-postgres'

const CASES = { long: 200_000, short: 10_000 }

/** A desk gets so many cases, then a new copy: what is taken fills it, and lists get long. */
const CASES_A_DESK = 2_500

/** Of each desk of forms, so many are sent as they ought to be, so that there is something to be wrong about. */
const GOOD_FORMS = 100

/** Desks side by side: each has one request under way, and one process serves them all on one core. */
const AT_ONCE = 3

/** Nobody waits longer for a page (ms); a machine with much else to do is given its time. */
const PATIENCE = 20_000
/** Of a route that never answers, this is long enough to know. */
const PATIENCE_OF_CONTROLS = 2_000

/** Of a long run it is told now and then how far it is. */
const ROUNDS_A_LINE = 10

/** So many findings are told in full. */
const MOST_SHOWN = 20

export const badInput: Harness = {
  what: 'requests made from the API’s document and from the forms of every page, each with something bad in it',
  run: ({ short }) => withPostgres(() => run(CASES[short ? 'short' : 'long'])),
}

async function run(cases: number): Promise<Figure[]> {
  const seed = seedOfRun()
  say(`  seed ${seed} (GAINSAY_SEED=${seed} makes the same run)`)
  const serving = new ServingProcess()
  const prepared = await prepareDesk()
  const [good, tried] = [nothingTried(), nothingTried()]
  try {
    const trial = { serving, seed, patience: PATIENCE }
    const known = await liveOn(prepared, { ...trial, tried: good }, { times: 4 })
    await partWith(prepared, { ...trial, tried: good })
    const rounds = Array.from({ length: Math.ceil(cases / CASES_A_DESK) }, (_, place) => place + 1)
    const began = performance.now()
    const work = async () => {
      for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
        const some = { round, cases: CASES_A_DESK }
        if (round % 2 === 0) await tryApi(prepared, { ...trial, tried }, known, some)
        else await tryForms(prepared, { ...trial, tried }, known, { ...some, good: GOOD_FORMS })
        if (round % ROUNDS_A_LINE === 0) say(`  ${tried.cases} sent, ${tried.findings.length} findings`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    say(`  ${Math.round(tried.cases / ((performance.now() - began) / 1_000))} a second`)
    const missed = await controlsMissed(prepared, { ...trial, patience: PATIENCE_OF_CONTROLS })
    for (const finding of [...good.findings, ...tried.findings].slice(0, MOST_SHOWN)) say(inWords(finding))
    return figuresOf(
      cases,
      good,
      tried,
      known.operations.map(({ name }) => name),
      missed,
    )
  } finally {
    serving.stop()
  }
}

function figuresOf(cases: number, good: Tried, tried: Tried, operations: string[], missed: string[]): Figure[] {
  const notTaken = operations.filter((name) => (good.targets.get(name)?.taken ?? 0) === 0)
  const routes = [...tried.targets.keys()].filter((target) => target.startsWith('POST /'))
  const broken = Object.keys(BROKEN).length
  const counted = (kind: FaultKind): Figure => {
    const count = findingsOf(good, kind).length + findingsOf(tried, kind).length
    return { what: FAULTS[kind], found: String(count), goal: '0', isReached: count === 0 }
  }
  return [
    { what: 'requests sent', found: String(tried.cases), goal: String(cases), isReached: tried.cases >= cases },
    {
      what: 'operations of the API, each taken as it ought to be',
      found: `${operations.length - notTaken.length} of ${operations.length} ${notTaken.join(', ')}`.trim(),
      goal: 'all',
      isReached: notTaken.length === 0,
    },
    {
      what: 'routes of forms, taken at least once',
      found: `${routes.filter((route) => (tried.targets.get(route)?.taken ?? 0) > 0).length} of ${routes.length}`,
      goal: 'told only',
      isReached: true,
    },
    ...(Object.keys(FAULTS) as FaultKind[]).map(counted),
    {
      what: 'control: broken routes found',
      found: `${broken - missed.length} of ${broken}${missed.length > 0 ? `, not ${missed.join(', ')}` : ''}`,
      goal: 'all',
      isReached: missed.length === 0,
    },
  ]
}

/** A finding, with the command that sends it again. */
export function inWords({ number, made, faults, logged, reproduction }: Finding): string {
  const told = faults.map(({ kind, words }) => `${FAULTS[kind]}: ${words}`)
  const lines = [`${number} ${made.target}, ${made.family}: ${made.what}`, ...told, ...logged, reproduction]
  return lines.map((line) => `  ${line.slice(0, 2_000)}`).join('\n')
}
