import type { Answered, Asker } from '../authorisation/askers'
import type { Said } from '../authorisation/desk'
import { type OpenForm, opened, typedInto } from './forms'
import type { RowName } from './gate'
import type { Ground } from './ground'
import { answered, type Entry, type Race, unless } from './race'
import { sidesTold } from './told'

/** One way in which two may come out, told by their statuses, and what then has to hold. */
export interface Outcome {
  went: string
  holds(first: Answered, second: Answered): Promise<string[]> | string[]
}

/** Two who run against each other, and every pair of answers that they may get: any other is wrong. */
export interface Duel {
  entries: [Entry, Entry]
  rows: RowName[]
  /** By both statuses, "303 409". */
  outcomes: Record<string, Outcome>
}

export function duel(what: string, rule: string, pair: (ground: Ground, round: number) => Promise<Duel>): Race {
  return {
    what,
    rule,
    async line(ground, round) {
      const { entries, rows, outcomes } = await pair(ground, round)
      return {
        entries,
        rows,
        async judge(answers) {
          const [first, second] = answers as [Answered, Answered]
          const outcome = outcomes[`${first.status} ${second.status}`]
          if (!outcome) return { went: 'neither way', slips: [`no such outcome: ${answered(entries, answers)}`] }
          return { went: outcome.went, slips: await outcome.holds(first, second) }
        },
      }
    },
  }
}

export const entry = (does: string, who: Asker, form: OpenForm): Entry => ({ does, who, form })

/** A statement's form with a summary typed into it, and another wording, so that claim and statement both change. */
export async function editForm({ site }: Ground, who: Asker, statementId: number, summary: string): Promise<OpenForm> {
  const action = `/statements/${statementId}`
  return typedInto(await opened(site.url, who, `${action}/edit`, action), { summary, wording: 'mixed' })
}

/** That a stale form's page tells three sides of the summary. */
export function summaryTold(answer: Answered, base: string, theirs: string, mine: string): string[] {
  const told = sidesTold(answer).Summary
  const shown = [told?.base, told?.theirs, told?.mine].join(' | ')
  const wanted = [base, theirs, mine].join(' | ')
  return unless(shown === wanted, `told ${shown}, not ${wanted}`)
}

/** That a row is as told, column by column. */
export async function rowHas(ground: Ground, table: string, id: number, wanted: Record<string, unknown>) {
  const row = (await ground.row(table, id)) as unknown as Record<string, unknown>
  return Object.entries(wanted).flatMap(([column, value]) =>
    unless(row[column] === value, `${table} ${id} has ${column} ${row[column]}, not ${value}`),
  )
}

/** The first two of the people who race. */
export function pairOf(people: readonly Asker[]): [Asker, Asker] {
  const [one, other] = people
  if (!one || !other) throw new Error('two are wanted')
  return [one, other]
}

/** Of what is said both rows, the statement's and the claim's. */
export const rowsOf = (...said: Pick<Said, 'id' | 'claimId'>[]): RowName[] =>
  said.flatMap(({ id, claimId }): RowName[] => [
    ['statements', id],
    ['claims', claimId],
  ])
