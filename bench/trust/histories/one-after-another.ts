import { type Chance, chance } from '../chance'
import type { Act } from './act'
import { draw, type Undoable } from './draw'
import { doneByProduct, type Person } from './product'
import { type Desk, type Image, noRows, type Rows } from './rows'
import { done } from './rules'
import { newScene } from './scene'
import { differences } from './stored'

/** What became of a history. */
export interface Told {
  acts: string[]
  done: number
  refused: number
  /** By what was done. */
  kinds: Record<string, number>
  wrong: string[]
}

/**
 * So many acts, one after the other, each done by the product and by the model: both have to take it, or neither; and at
 * the end both hold the same. `left` leaves out the acts at these places, as when a history is made shorter.
 */
export async function oneAfterAnother(
  db: Parameters<typeof newScene>[0],
  person: Person,
  desk: Desk,
  { seed, length, left = new Set() }: { seed: number; length: number; left?: ReadonlySet<number> },
): Promise<Told> {
  const { place, since, speakers } = await newScene(db)
  const told: Told = { acts: [], done: 0, refused: 0, kinds: {}, wrong: [] }
  let rows = noRows(speakers)
  for (let turn = 0; turn < length && told.wrong.length === 0; turn += 1) {
    if (left.has(turn)) continue
    const act = drawn(rows, desk, chance(seed, turn), turn)
    if (!act) continue
    const made = await doneByProduct(place, person, act).catch((error) => `failed: ${error}` as const)
    const after = typeof made === 'string' ? null : done(desk, rows, act, made ?? {})
    const isTaken = typeof made === 'object' && made !== null
    told.acts.push(`${turn}: ${JSON.stringify(act)} ${typeof made === 'string' ? made : isTaken ? 'done' : 'refused'}`)
    if (typeof made === 'string') told.wrong.push(`act ${turn} ${made}`)
    else if (isTaken !== (after !== null))
      told.wrong.push(`act ${turn} was ${isTaken ? 'done' : 'refused'}, by the model ${after ? 'done' : 'refused'}`)
    if (isTaken && after) {
      rows = after
      told.done += 1
      told.kinds[act.does] = (told.kinds[act.does] ?? 0) + 1
    } else told.refused += 1
  }
  if (told.wrong.length === 0) told.wrong.push(...(await differences(db, since, rows)))
  return told
}

/** The first acts record claims, so that there is something to do the others to. */
function drawn(rows: Rows, desk: Desk, chance: Chance, turn: number): Act | null {
  if (rows.claims.size < FIRST) {
    const speaker = chance.oneOf([...rows.speakers.keys()])
    return { does: 'record', passage: turn, claim: null, speaker }
  }
  return draw({ rows, undoable: undoableIn(rows) }, desk.reviews, chance, turn)
}

const FIRST = 5

/** Every change that the model remembers of a claim, a statement or a link. */
function undoableIn({ images }: Rows): Undoable[] {
  return [...images].flatMap(([key, all]) =>
    all.slice(1).map(({ version, state }, place) => {
      const [kind, id] = key.split(' ') as [Undoable['kind'], string]
      return { kind, id: Number(id), version, before: (all[place] as Image).state, after: state }
    }),
  )
}
