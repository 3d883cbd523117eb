import { chance } from '../chance'
import { apiCase, brokenOperations, goodApiCase } from './api-cases'
import type { BrokenRoute } from './broken-routes'
import { holdingOf } from './contract-of-cases'
import { type OpenApi, type Operation, operationsOf } from './document'
import { formCase, goodFormCase } from './form-cases'
import { Forms } from './forms'
import type { FaultKind, Holding } from './judge'
import { type OpenDesk, openCopy, openDesk } from './open-desk'
import { PAGES } from './pages'
import type { PreparedDesk } from './prepared-desk'
import { findingsOf, type Maker, nothingTried, type Round, type Trial, tryOn } from './trying'

/** What is known of the API: its operations, and what answers are held against. */
export interface Known {
  operations: Operation[]
  holding: Holding
}

export async function knownOf(desk: OpenDesk): Promise<Known> {
  const sent = { method: 'GET', path: '/openapi.json', headers: [['Host', 'x']] as const, body: null }
  const answer = await desk.connection.ask(sent, 20_000)
  if (typeof answer === 'string') throw new Error('The API’s document did not come.')
  const document: OpenApi = JSON.parse(answer.body.toString())
  return { operations: operationsOf(document), holding: holdingOf(document) }
}

/**
 * Every operation as it ought to be asked for, on the prepared desk itself: what is withdrawn, joined, merged, commented
 * there then makes pages and operations possible that want such rows.
 *
 * @param only these operations, if not all
 */
export async function liveOn(
  prepared: PreparedDesk,
  trial: Trial,
  { times, only = [] }: { times: number; only?: string[] },
): Promise<Known> {
  const desk = await openDesk(prepared, trial.serving)
  try {
    const known = await knownOf(desk)
    const { operations, holding } = known
    const inTurn = only.length === 0 ? operations : operations.filter(({ name }) => only.includes(name))
    let next = 0
    const make: Maker['make'] = (chances) => goodApiCase(desk, inTurn[next++ % inTurn.length] as Operation, chances)
    await tryOn(desk, trial, { make }, holding, { round: 0, cases: inTurn.length * times })
    return known
  } finally {
    await desk.close()
  }
}

/** What goes away, by the names of the operations that do it. */
const GOING = [
  'withdrawArticle',
  'withdrawStatement',
  'withdrawClaim',
  'withdrawLink',
  'withdrawReply',
  'withdrawComment',
  'closeCorrection',
  'mergeSpeaker',
  'joinClaims',
  'markTaggingDone',
  'disableAccount',
  'findClaimRight',
]

/** Takes away some of what `liveOn` has brought back, so that there are pages of what is gone. */
export const partWith = (prepared: PreparedDesk, trial: Trial): Promise<Known> =>
  liveOn(prepared, { ...trial, seed: trial.seed + 1 }, { times: 2, only: GOING })

/** Cases of the API on a copy of the prepared desk. */
export async function tryApi(prepared: PreparedDesk, trial: Trial, known: Known, round: Round): Promise<void> {
  const desk = await openCopy(prepared, trial.serving)
  try {
    const weighed = weighedOperations(known.operations)
    const make: Maker['make'] = (chances) => apiCase(desk, chances.oneOf(weighed), chances)
    await tryOn(desk, trial, { make }, known.holding, round)
  } finally {
    await desk.close()
  }
}

/** Operations that a body can be sent to have most of the members: they come up four times as often. */
const weighedOperations = (operations: Operation[]) =>
  operations.flatMap((operation) => Array<Operation>(operation.members.length > 0 ? 4 : 1).fill(operation))

/**
 * Cases of the forms on a copy of the prepared desk; the first so many as they ought to be sent.
 *
 * @param pages how many pages are looked at for forms, if not all
 */
export async function tryForms(
  prepared: PreparedDesk,
  trial: Trial,
  known: Known,
  { good, pages, ...round }: Round & { good: number; pages?: number },
): Promise<void> {
  const desk = await openCopy(prepared, trial.serving)
  try {
    const forms = new Forms(desk)
    const chances = chance(trial.seed, round.round, -1)
    // A desk that reviews has other forms; before the first request, for the settings are read then.
    if (chances.oneIn(2)) await desk.owner.query('UPDATE desk_settings SET review = true')
    await desk.rows.since()
    await forms.look(chances, pages === undefined ? PAGES : Array.from({ length: pages }, () => chances.oneOf(PAGES)))
    let next = 0
    const make: Maker['make'] = (chances) =>
      next++ < good ? goodFormCase(desk, forms, chances) : formCase(desk, forms, chances)
    const changed: Maker['changed'] = (answer, chances) => forms.changed(answer, chances)
    await tryOn(desk, trial, { make, changed }, known.holding, round)
  } finally {
    await desk.close()
  }
}

/** By which kind of fault each of the broken routes has to be found. */
const FOUND_AS: Record<BrokenRoute, FaultKind> = {
  throwing: 'failed',
  replacing: 'changed',
  cutting: 'changed',
  dropping: 'changed',
  keeping: 'wrote',
  telling: 'wordless',
  hanging: 'unanswered',
  leaving: 'ended',
}

/** A broken route is found long before, if it is found at all. */
const LONGEST_SEARCH = 600

/** The broken routes that were not found to be what they are. Empty is right. The last of them ends the process. */
export async function controlsMissed(prepared: PreparedDesk, trial: Omit<Trial, 'tried'>): Promise<string[]> {
  const desk = await openCopy(prepared, trial.serving, { broken: true })
  const missed: string[] = []
  for (const operation of brokenOperations()) {
    const tried = nothingTried()
    const kind = FOUND_AS[operation.name as BrokenRoute]
    const isFound = () => findingsOf(tried, kind).length > 0
    // What is no text never gets as far as these routes' faults.
    const make: Maker['make'] = async (chances) => (isFound() ? null : apiCase(desk, operation, chances, 'text'))
    await tryOn(desk, { ...trial, tried }, { make }, () => {}, { round: 0, cases: LONGEST_SEARCH })
    if (!isFound()) missed.push(operation.name)
  }
  await desk.close()
  return missed
}
