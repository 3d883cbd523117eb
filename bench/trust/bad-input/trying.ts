import { type Chance, chance } from '../chance'
import type { Case } from './case'
import { type Fault, type FaultKind, faultsOf, type Holding } from './judge'
import type { OpenDesk } from './open-desk'
import type { ServingProcess } from './serving-process'
import { type Answer, reproduction } from './wire'

/** A case that was answered wrongly. */
export interface Finding {
  /** The seeds that make it again: of the run, the round, the case. */
  number: string
  made: Case
  faults: Fault[]
  /** What the process logged of it. */
  logged: string[]
  /** A command that sends it again. */
  reproduction: string
}

/** What came of the cases so far. */
export interface Tried {
  cases: number
  taken: number
  findings: Finding[]
  byStatus: Map<number, number>
  /** Operations and routes: of how many cases, and of how many that were taken. */
  targets: Map<string, { cases: number; taken: number }>
}

export const nothingTried = (): Tried => ({
  cases: 0,
  taken: 0,
  findings: [],
  byStatus: new Map(),
  targets: new Map(),
})

export const findingsOf = ({ findings }: Tried, kind: FaultKind): Finding[] =>
  findings.filter(({ faults }) => faults.some((fault) => fault.kind === kind))

/** Makes the cases of one desk. */
export interface Maker {
  /** Null where no row is there for what was drawn. */
  make(chance: Chance): Promise<Case | null>
  /** Told of every answer after which something is otherwise. */
  changed?(answer: Answer, chance: Chance): Promise<void>
}

export interface Trial {
  serving: ServingProcess
  seed: number
  tried: Tried
  /** Longest time that is waited for an answer (ms). */
  patience: number
}

/** What of a run's chances one desk is given. */
export interface Round {
  round: number
  cases: number
}

/** Sends cases to a desk, one after the other, and holds each answer. Ends early where the process ends. */
export async function tryOn(
  desk: OpenDesk,
  { serving, seed, tried, patience }: Trial,
  maker: Maker,
  holding: Holding,
  { round, cases }: Round,
): Promise<void> {
  const ends = serving.ends.length
  const [one, other] = desk.seats
  const secrets = { TOKEN: one.token, COOKIE: one.cookie, TOKEN_2: other.token, COOKIE_2: other.cookie }
  for (let [number, sent] = [0, 0]; sent < cases && number < cases * DRAWS_A_CASE; number += 1) {
    const chances = chance(seed, round, number)
    const made = await maker.make(chances)
    if (!made) continue
    sent += 1
    const outcome = await desk.connection.ask(made.sent, patience)
    if (made.mayBeCut || SETTLES_LATER.has(made.target)) await serving.settle(desk.port)
    const end = serving.ends[ends]
    const rows = end === undefined ? await desk.rows.since() : []
    const faults = end === undefined ? await faultsOf(made, outcome, rows, desk, holding) : ended(end)
    note(tried, made, typeof outcome === 'string' ? 0 : outcome.status)
    const logged = serving.takeLogged()
    if (faults.length > 0) {
      const told = reproduction(made.sent, desk.port, secrets)
      tried.findings.push({ number: `${seed}.${round}.${number}`, made, faults, logged, reproduction: told })
    }
    if (end !== undefined) return
    if (rows.some(({ relation }) => OF_SEATS.has(relation))) await desk.restoreSeats()
    if (rows.length > 0 && typeof outcome !== 'string') await maker.changed?.(outcome, chances)
  }
}

/** So often is drawn for a case at the most: of what is drawn some finds no row. */
const DRAWS_A_CASE = 3

const ended = (words: string): Fault[] => [{ kind: 'ended', words }]

/** What goes on behind the answer: a mail is sent there, so that nobody can tell by the time whether there was one to send. */
const SETTLES_LATER = new Set(['POST /forgotten'])

/** Where who asks may have been changed. */
const OF_SEATS = new Set(['accounts', 'api_tokens', 'sessions'])

function note(tried: Tried, { target }: Case, status: number) {
  const isTaken = status >= 200 && status < 400
  tried.cases += 1
  if (isTaken) tried.taken += 1
  tried.byStatus.set(status, (tried.byStatus.get(status) ?? 0) + 1)
  const known = tried.targets.get(target) ?? { cases: 0, taken: 0 }
  tried.targets.set(target, { cases: known.cases + 1, taken: known.taken + (isTaken ? 1 : 0) })
}
