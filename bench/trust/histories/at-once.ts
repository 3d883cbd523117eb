import type { EntityManager } from 'typeorm'
import { chance } from '../chance'
import type { Act, Kind, Made } from './act'
import { draw, type Undoable } from './draw'
import type { Told } from './one-after-another'
import { doneByProduct, type Person } from './product'
import { type Desk, noRows, type Rows, type State } from './rows'
import { done } from './rules'
import { newScene, type Scene } from './scene'
import { differences, stored } from './stored'

/** An act that somebody did among others, with when it was, by this process's clock. */
interface Event {
  act: Act
  began: number
  ended: number
  /** Null where it was refused. */
  made: Made | null
  /** The last row that history has of it: held by then was whatever it changed. 0 where it was refused. */
  told: number
}

/** Claims that are there before the others begin. */
const FIRST = 5

/** So many people, each with so many acts one after the other, all at once on the same few rows. */
export async function atOnce(
  db: EntityManager,
  people: Person[],
  desk: Desk,
  { seed, acts }: { seed: number; acts: number },
): Promise<Told & { together: number }> {
  const scene = await newScene(db)
  const events: Event[] = []
  const [first] = people
  if (!first) throw new Error('nobody is there')
  let passage = 0
  const wrong: string[] = []
  const does = async (person: Person, act: Act) => {
    const before = await lastTold(db, person)
    const began = performance.now()
    try {
      const made = await doneByProduct(scene.place, person, act)
      const ended = performance.now()
      events.push({ act, began, ended, made, told: made === null ? 0 : await lastTold(db, person, before) })
    } catch (error) {
      wrong.push(`${JSON.stringify(act)} failed: ${error}`)
    }
  }
  for (; passage < FIRST; passage += 1)
    await does(first, { does: 'record', passage, claim: null, speaker: scene.speakers[passage % 3] as number })
  await Promise.all(
    people.map(async (person, place) => {
      for (let turn = 0; turn < acts; turn += 1) {
        // Nobody else's, so taken before the others go on.
        passage += 1
        const own = passage
        const act = draw(await viewOf(db, scene), desk.reviews, chance(seed, place, turn), own)
        if (act) await does(person, act)
      }
    }),
  )
  return { ...(await explained(db, desk, scene, events, wrong)), together: togetherOf(events) }
}

/** The last row that history has of somebody; 0 where it has none, or none after `since`. */
async function lastTold(db: EntityManager, { writer, publisher }: Person, since = 0): Promise<number> {
  const sql = 'SELECT coalesce(max(id), 0)::integer AS id FROM history WHERE account_id = ANY($1) AND id > $2'
  return (await db.query(sql, [[writer.id, publisher.id], since]))[0].id
}

async function viewOf(db: EntityManager, { since }: Scene) {
  const rows = await stored(db, since)
  const changes: { kind: Kind; id: number; version: number; state: State }[] = await db.query(
    `SELECT subject_kind AS kind, subject_id AS id, version, image ->> 'state' AS state
     FROM history JOIN history_payloads ON history_id = history.id
     WHERE history.id > $1 AND subject_kind IN ('claim', 'statement', 'link') ORDER BY subject_kind, subject_id, history.id`,
    [since.history],
  )
  const undoable = changes.flatMap(({ kind, id, version, state }, place): Undoable[] => {
    const before = changes[place - 1]
    const isNext = before?.kind === kind && before.id === id && before.version < version
    return isNext ? [{ kind, id, version, before: before.state, after: state }] : []
  })
  return { rows, undoable }
}

/**
 * Whether there is an order in which the model does the same: that in which history was told last of each act. An act
 * that was refused has to be refused by the model at some moment between its beginning and its end.
 */
async function explained(db: EntityManager, desk: Desk, scene: Scene, events: Event[], wrong: string[]): Promise<Told> {
  const taken = events.filter(({ made }) => made !== null).toSorted((a, b) => a.told - b.told)
  const refused = events.filter(({ made }) => made === null)
  const moments: Rows[] = [noRows(scene.speakers)]
  const kinds: Record<string, number> = {}
  for (const { act, made } of taken) {
    const after = done(desk, moments.at(-1) as Rows, act, made ?? {})
    if (!after) wrong.push(`${JSON.stringify(act)} was done, and the model refuses it where history has it`)
    moments.push(after ?? (moments.at(-1) as Rows))
    kinds[act.does] = (kinds[act.does] ?? 0) + 1
  }
  for (const [place, { act, began }] of taken.entries())
    if (taken.slice(place + 1).some(({ ended }) => ended < began))
      wrong.push(`${JSON.stringify(act)} stands in history before what had ended when it began`)
  for (const { act, began, ended } of refused) {
    const from = taken.filter((other) => other.ended < began).length
    const until = taken.length - taken.filter((other) => other.began > ended).length
    const isRefused = moments.slice(from, until + 1).some((rows) => done(desk, rows, act, {}) === null)
    const among = taken.filter((other) => other.began < ended && began < other.ended)
    if (!isRefused && !among.some((other) => mayComeBetween(act, other.act)))
      wrong.push(`${JSON.stringify(act)} was refused, and the model takes it at every moment of it`)
  }
  if (wrong.length === 0) wrong.push(...(await differences(db, scene.since, moments.at(-1) as Rows)))
  const acts = events.map(({ act, made, told }) => `${made ? told : 'refused'}: ${JSON.stringify(act)}`)
  return { acts, done: taken.length, refused: refused.length, kinds, wrong }
}

/**
 * Whether an act may be refused because another came between its looking and its writing, though both could be done one
 * after the other: of the rows that it changes it names no version itself. Whoever sent it is told that another was quicker.
 */
const mayComeBetween = (act: Act, other: Act): boolean =>
  act.does === 'undo' || (other.does === 'edit link' && !act.does.startsWith('edit'))

/** Acts that were under way while another was. */
const togetherOf = (events: Event[]): number =>
  events.filter((one) => events.some((other) => other !== one && other.began < one.ended && one.began < other.ended))
    .length
