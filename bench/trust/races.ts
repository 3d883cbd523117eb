import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../frame/say'
import { EMPTY, withServer } from './authorisation/server'
import { chance, seedOfRun } from './chance'
import { verified } from './databases'
import type { Figure, Harness } from './harness'
import { isDaily, RACES } from './races/all'
import type { Mistake } from './races/by-save'
import { groundOn, type Urls } from './races/ground'
import { type Race, type Ran, run } from './races/race'

/** Of the races of every day, and of each of the others. */
const ROUNDS = { short: { daily: 40, other: 10 }, long: { daily: 500, other: 500 } }

const CONTROL_ROUNDS = 40

/** Of this many rounds one runs free, so that they meet as they come; in the others a gate is shut until all are inside. */
const ONE_FREE_IN = 3

/** All take an hour: `GAINSAY_RACES=merging` runs those whose names have these words. */
const ASKED = process.env.GAINSAY_RACES ?? ''

/** Findings that are printed of a race; the first say what there is to say. */
const TOLD = 3

export interface Tally {
  race: Race
  rounds: number
  /** Rounds in which all were inside a write at one moment, and of these those in which all waited at one gate. */
  met: number
  held: number
  /** How often it went how. */
  went: Record<string, number>
  slips: string[]
}

export interface Racing {
  races?: Race[]
  rounds(race: Race): number
  seed: number
  mistake?: Mistake | null
  /** Told of each race once it is through: all take an hour. */
  tell?(tally: Tally): void
}

export interface Raced {
  tallies: Tally[]
  deadlocks: number
  wrong: string[]
  looked: number
  /** Changes that were written by the mistake. */
  written: number
}

/** Rounds of each of these races on one site; then what `verify` says of it. */
export async function racesOn(
  urls: Urls,
  { races = RACES, rounds, seed, mistake = null, tell = () => {} }: Racing,
): Promise<Raced> {
  const ground = await groundOn(urls, mistake)
  try {
    const tallies: Tally[] = []
    for (const race of races) {
      const ran: Ran[] = []
      const random = chance(seed, RACES.indexOf(race))
      for (let round = 0; round < rounds(race); round += 1)
        ran.push(await run(race, ground, round, random, round % ONE_FREE_IN !== ONE_FREE_IN - 1))
      const tally = tallyOf(race, ran)
      tallies.push(tally)
      tell(tally)
    }
    // Sessions tell their statistics when they idle, a second later at the latest.
    await pause(1_100)
    const deadlocks = await ground.gate.deadlocks()
    return { tallies, deadlocks, ...(await verified(urls)), written: ground.written() }
  } finally {
    await ground.close()
  }
}

function tallyOf(race: Race, ran: Ran[]): Tally {
  const went: Record<string, number> = {}
  for (const { went: way } of ran) went[way] = (went[way] ?? 0) + 1
  return {
    race,
    rounds: ran.length,
    met: ran.filter(({ met }) => met).length,
    held: ran.filter(({ atGate }) => atGate).length,
    went,
    slips: ran.flatMap(({ slips }, round) => slips.map((slip) => `round ${round}: ${slip}`)),
  }
}

/** Races in which a change that somebody made is lost where changes are written by `save()`. */
const LOST_BY_SAVE = [
  '2 editors of one claim',
  '8 editors of one claim',
  'edit × withdrawal of the claim',
  '2 × title of a chain',
]

/** Those that no other lock keeps apart, where looking at the version first is not enough. */
const LOST_BY_LOOKING = ['2 × title of a chain', '2 admins at the settings']

const named = (names: string[]) => RACES.filter(({ what }) => names.includes(what))

function inWords({ went, met, held, slips }: Tally): string {
  const ways = Object.entries(went).map(([way, times]) => `${way} ${times}`)
  const first = slips.slice(0, TOLD).map((slip) => `\n      ${slip}`)
  return `${ways.join(', ')}; met in ${met}, at the gate in ${held}; ${slips.length} slips${first.join('')}`
}

/** Figures of a run of all races; a test wants the same of a few rounds. */
export function figuresOf({ tallies, deadlocks, wrong, looked }: Raced): Figure[] {
  const inAll = tallies.reduce((sum, { rounds }) => sum + rounds, 0)
  const met = tallies.reduce((sum, tally) => sum + tally.met, 0)
  const held = tallies.reduce((sum, tally) => sum + tally.held, 0)
  return [
    ...tallies.map((tally) => ({
      what: `${tally.rounds} × ${tally.race.what}`,
      found: inWords(tally),
      goal: '0 slips',
      isReached: tally.slips.length === 0,
    })),
    {
      what: `rounds of ${inAll} in which all were inside at once`,
      found: `${met}, ${held} of them waiting at one gate`,
      goal: 'half',
      isReached: met * 2 >= inAll,
    },
    {
      what: 'deadlocks that PostgreSQL had to break',
      found: String(deadlocks),
      goal: '0',
      isReached: deadlocks === 0,
    },
    {
      what: `verify, of ${looked} rows`,
      found: `${wrong.length} wrong${wrong.slice(0, TOLD).map((one) => ` ${one}`)}`,
      goal: '0 wrong',
      isReached: wrong.length === 0 && looked > 0,
    },
  ]
}

/** Damage done on purpose: in each of these races it has to be seen. */
export async function controlOf(urls: Urls, mistake: Mistake, rounds: number, seed: number): Promise<Figure> {
  const races = named(mistake === 'save()' ? LOST_BY_SAVE : LOST_BY_LOOKING)
  const { tallies, written } = await racesOn(urls, { races, rounds: () => rounds, seed, mistake })
  const told = tallies.map(({ race, slips }) => `${slips.length} (${race.what})`)
  return {
    what: `control: ${mistake} for compare-and-set`,
    found: `slips: ${told.join(', ')}`,
    goal: 'some in each',
    isReached: written > 0 && tallies.every(({ slips }) => slips.length > 0),
  }
}

/** Several people who change the same at once. */
export const races: Harness = {
  what: 'several people who change the same at once',
  run: ({ short }) =>
    withServer(async (databases) => {
      const rounds = ROUNDS[short ? 'short' : 'long']
      const seed = seedOfRun()
      say(`  seed ${seed} (GAINSAY_SEED)`)
      const ran = await racesOn(await databases.copyOf(EMPTY), {
        races: RACES.filter(({ what }) => what.includes(ASKED)),
        rounds: (race) => (isDaily(race) ? rounds.daily : rounds.other),
        seed,
        tell: ({ race, rounds }) => process.stderr.write(`  ${rounds} × ${race.what}\n`),
      })
      const control = async (mistake: Mistake) =>
        controlOf(await databases.copyOf(EMPTY), mistake, CONTROL_ROUNDS, seed)
      return [...figuresOf(ran), await control('save()'), await control('looked at, then save()')]
    }),
}
