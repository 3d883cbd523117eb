import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { say } from '../frame/say'
import { EMPTY, withServer } from './authorisation/server'
import { seedOfRun } from './chance'
import { verified } from './databases'
import type { Figure, Harness } from './harness'
import { atOnce } from './histories/at-once'
import { oneAfterAnother, type Told } from './histories/one-after-another'
import type { Desk } from './histories/rows'
import { peopleAtDesk, setReview } from './histories/scene'
import { writeBySave } from './races/by-save'

const SIZES = {
  short: { sequential: 60, concurrent: 20, controls: 20 },
  long: { sequential: 1_000, concurrent: 300, controls: 60 },
}

/** Acts of a history one after the other: enough for some five claims to be joined, taken apart and withdrawn. */
const LENGTH = 40

/** People at once, and what each does: three or four acts of each kind meet on five claims. */
const PEOPLE = 4
const ACTS_EACH = 10

/** Histories that go wrong, told with all their acts. */
const TOLD = 2

export interface Sizes {
  sequential: number
  concurrent: number
  seed: number
}

export interface Sum {
  histories: number
  done: number
  refused: number
  kinds: Record<string, number>
  /** Of each history that went wrong what is wrong, with its acts. */
  wrong: { seed: number; lines: string[]; acts: string[] }[]
}

/** Histories of both kinds on one database, half of them on a desk that reviews; and what `verify` says then. */
export async function historiesOn(
  appUrl: string,
  { sequential, concurrent, seed }: Sizes,
  { broken, isSaved = false }: { broken?: Desk['broken']; isSaved?: boolean } = {},
) {
  const database = await connect(appUrl, entities)
  if (isSaved) writeBySave(database.orm, 'save()')
  try {
    const { db } = database
    const people = await peopleAtDesk(db, PEOPLE)
    const [person] = people
    if (!person) throw new Error('nobody is there')
    const one: Told[] = []
    const many: (Told & { together: number })[] = []
    for (const reviews of [false, true]) {
      await setReview(db, person, reviews)
      const desk = { reviews, broken }
      const half = (count: number) => Math.ceil(count / 2)
      for (let place = 0; place < half(sequential); place += 1) {
        const given = { seed: seedOf(seed, one.length), length: LENGTH }
        const told = await oneAfterAnother(db, person, desk, given)
        one.push(
          told.wrong.length > 0 && !broken
            ? await shorter(told, (left) => oneAfterAnother(db, person, desk, { ...given, left }))
            : told,
        )
      }
      for (let place = 0; place < half(concurrent); place += 1)
        many.push(await atOnce(db, people, desk, { seed: seedOf(seed, many.length), acts: ACTS_EACH }))
    }
    const together = many.reduce((sum, told) => sum + told.together, 0)
    return { one: sumOf(one, seed), many: { ...sumOf(many, seed), together }, ...(await verified({ appUrl })) }
  } finally {
    await database.close()
  }
}

const seedOf = (seed: number, place: number) => (seed + place) >>> 0

/** Leaves out what a history that goes wrong goes wrong without: act by act, from the end, once. */
async function shorter(told: Told, again: (left: ReadonlySet<number>) => Promise<Told>): Promise<Told> {
  const left = new Set<number>()
  let shortest = told
  for (let turn = LENGTH - 1; turn >= 0; turn -= 1) {
    const tried = await again(new Set([...left, turn]))
    if (tried.wrong.length === 0) continue
    left.add(turn)
    shortest = tried
  }
  return shortest
}

function sumOf(all: Told[], seed: number): Sum {
  const kinds: Record<string, number> = {}
  for (const told of all)
    for (const [kind, times] of Object.entries(told.kinds)) kinds[kind] = (kinds[kind] ?? 0) + times
  return {
    histories: all.length,
    done: all.reduce((sum, { done }) => sum + done, 0),
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
    kinds,
    wrong: all.flatMap(({ wrong, acts }, place) =>
      wrong.length === 0 ? [] : [{ seed: seedOf(seed, place), lines: wrong, acts }],
    ),
  }
}

const wrongInWords = ({ wrong }: Sum) =>
  wrong.slice(0, TOLD).map(({ seed, lines, acts }) => `\n      seed ${seed}: ${[...lines, ...acts].join('\n        ')}`)

/** Figures of a run; a test wants the same of a few histories. */
export function figuresOf({ one, many, looked, wrong }: Awaited<ReturnType<typeof historiesOn>>): Figure[] {
  return [
    {
      what: `${one.histories} histories, one act after another`,
      found: `${one.done} done, ${one.refused} refused; ${one.wrong.length} otherwise than the model${wrongInWords(one).join('')}`,
      goal: '0 otherwise',
      isReached: one.wrong.length === 0,
    },
    {
      what: `${many.histories} histories of ${PEOPLE} people at once`,
      found: `${many.done} done, ${many.refused} refused, ${many.together} while another was under way; ${many.wrong.length} that no order explains${wrongInWords(many).join('')}`,
      goal: '0 that none explains',
      isReached: many.wrong.length === 0,
    },
    {
      what: 'acts done, the rarest kind',
      found: rarest(one.kinds),
      goal: 'some of each',
      isReached: Object.keys(one.kinds).length === KINDS_OF_ACTS,
    },
    {
      what: `verify, of ${looked} rows`,
      found: `${wrong.length} wrong ${wrong.slice(0, 3).join(', ')}`.trim(),
      goal: '0 wrong',
      isReached: wrong.length === 0 && looked > 0,
    },
  ]
}

const KINDS_OF_ACTS = 15

function rarest(kinds: Record<string, number>): string {
  const [[kind, times] = ['none', 0]] = Object.entries(kinds).toSorted(([, a], [, b]) => a - b)
  return `${Object.keys(kinds).length} kinds; ${kind} ${times} times`
}

const BROKEN: NonNullable<Desk['broken']>[] = [
  'a claim outlives its last report',
  'links stay with the claim that went',
  'any version will do',
]

/** Damage done on purpose: models that lack a rule. */
export async function brokenModels(newUrl: () => Promise<string>, count: number, seed: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const broken of BROKEN) {
    const { one } = await historiesOn(await newUrl(), { sequential: count, concurrent: 0, seed }, { broken })
    figures.push(noticed(`a model in which ${broken}`, one))
  }
  return figures
}

/** And a product that writes by `save()`. */
async function writtenBySave(appUrl: string, count: number, seed: number): Promise<Figure> {
  const { many } = await historiesOn(appUrl, { sequential: 0, concurrent: count, seed }, { isSaved: true })
  return noticed('save() for compare-and-set, at once', many)
}

const noticed = (what: string, { wrong, histories }: Sum): Figure => ({
  what: `control: ${what}`,
  found: `noticed in ${wrong.length} of ${histories} histories`,
  goal: 'some',
  isReached: wrong.length > 0,
})

/** Random histories of everything that editors do, beside a model of it. */
export const histories: Harness = {
  what: 'random histories of all that editors do, beside a model of it',
  run: ({ short }) =>
    withServer(async (databases) => {
      const { controls, ...sizes } = SIZES[short ? 'short' : 'long']
      const seed = seedOfRun()
      say(`  seed ${seed} (GAINSAY_SEED)`)
      const newUrl = async () => (await databases.copyOf(EMPTY)).appUrl
      const ran = await historiesOn(await newUrl(), { ...sizes, seed })
      return [
        ...figuresOf(ran),
        ...(await brokenModels(newUrl, controls, seed)),
        await writtenBySave(await newUrl(), controls, seed),
      ]
    }),
}
