import { setTimeout as pause } from 'node:timers/promises'
import type { Answered, Asker } from '../authorisation/askers'
import type { Chance } from '../chance'
import { type OpenForm, send } from './forms'
import type { RowName } from './gate'
import type { Ground } from './ground'

/** Somebody about to send a form. */
export interface Entry {
  /** What they do, as it is told: "edit", "withdrawal". */
  does: string
  who: Asker
  form: OpenForm
}

/** Everybody at the start, each with a form of the same version open. */
export interface Line {
  entries: Entry[]
  /** What all of them change, or hang on: held, nobody gets past. */
  rows: RowName[]
  /** Looks at what was answered, in the order of the entries, and at what is there now. */
  judge(answers: Answered[]): Promise<Verdict>
}

export interface Verdict {
  /** How it went, in a word or two: who won, or who came first where both could. */
  went: string
  /** What is not as it has to be; empty is right. */
  slips: string[]
}

/** A kind of race: who runs, and in words who may win. */
export interface Race {
  what: string
  /** What was won is what, and how whoever lost is told. */
  rule: string
  line(ground: Ground, round: number): Promise<Line>
}

export interface Ran extends Verdict {
  /** All of them had a transaction open at one moment. */
  met: boolean
  /** All of them waited at one gate. */
  atGate: boolean
}

/**
 * How far apart two start at most who run free (ms), so that now the one and now the other is ahead: about as long as a
 * form takes to come to its rows.
 */
const LONGEST_START = 20

/** One round. `held` shuts a gate before them until all are inside; else they run as they come. */
export async function run(race: Race, ground: Ground, round: number, chance: Chance, held: boolean): Promise<Ran> {
  const { entries, rows, judge } = await race.line(ground, round)
  const { site, gate, writes } = ground
  const first = chance.below(entries.length)
  const inOrder = entries.map((_, place) => (place + first) % entries.length)
  writes.reset()
  if (held) await gate.shut(rows)
  const sent = new Map<number, Promise<Answered>>()
  for (const place of inOrder) {
    const { who, form } = entries[place] as Entry
    const wait = held || place === inOrder[0] ? 0 : chance.below(LONGEST_START)
    sent.set(place, wait === 0 ? send(site.url, who, form) : pause(wait).then(() => send(site.url, who, form)))
    // Each second time whoever starts first is at the gate first, too; else whoever has less to do before it.
    if (held && place === inOrder[0] && chance.oneIn(2)) await gate.waiting(1)
  }
  const waited = held ? await gate.waiting(entries.length) : 0
  if (held) await gate.open()
  const answers = await Promise.all(entries.map((_, place) => sent.get(place) as Promise<Answered>))
  const met = writes.most() >= entries.length
  const broken = answers.flatMap(({ status }, place) =>
    status >= 500 || status === 403 || status === 401 ? [`the ${entries[place]?.does} was answered ${status}`] : [],
  )
  const verdict = broken.length > 0 ? { went: 'broken', slips: broken } : await judge(answers)
  return { ...verdict, met, atGate: waited >= entries.length }
}

/** For a judge: what is wrong, as a list of sentences, from what has to hold. */
export const unless = (holds: boolean, what: string): string[] => (holds ? [] : [what])

/** "edit 303, withdrawal 409" */
export const answered = (entries: readonly Entry[], answers: readonly Answered[]): string =>
  entries.map(({ does }, place) => `${does} ${answers[place]?.status}`).join(', ')
