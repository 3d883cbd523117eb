import { setTimeout as pause } from 'node:timers/promises'
import { addToken, insertAccount } from '../../../src/accounts/accounts.commands'
import { activeAccount } from '../../../src/accounts/accounts.queries'
import { admits } from '../../../src/accounts/role'
import { addComment } from '../../../src/discussion/comments.commands'
import { type Asker, ask, newSession } from './askers'
import type { Served } from './site'

/** A change by an editor, and the loss of the role while it is under way: what each was answered. */
export interface Race {
  /** Whether the change was made, by its answer. */
  isMade: boolean
  /** Changes that came to be after the loss had been answered. */
  late: number
}

/** How a change is made: by a request, or as it would be without the guard. */
export type Way = 'request' | 'role asked before'

/** So long at most either of the two waits before it begins (ms): a request takes some ten. */
const LONGEST_WAIT = 12

/**
 * Lets an editor comment on a claim while an admin makes a reader of them, both by requests. A change may come first, or
 * not at all; once the admin has been answered, nothing of that editor's comes to be any more.
 */
export async function raceForRole(site: Served, admin: Asker, claimId: number, round: number, way: Way): Promise<Race> {
  const { db } = site
  const account = { email: `loser${round}.${way.length}@desk.example`, name: 'Loser', role: 'editor' as const }
  const added = await insertAccount(db, account, null)
  if ('problem' in added) throw new Error(added.problem)
  const { id } = added
  const editor = round % 2 === 0 ? await bySession(site, id) : await byToken(site, id)
  const count = async () =>
    Number((await db.query('SELECT count(*) AS n FROM comments WHERE created_by_id = $1', [id]))[0].n)

  const changing = waiting(round * 7).then(() => CHANGE[way](site, editor, id, claimId))
  await waiting(round * 5)
  const lost = await ask(site.url, 'PATCH', `/api/v1/accounts/${id}`, admin, { json: { role: 'reader' }, version: 1 })
  if (lost.status !== 200) throw new Error(`The role was not taken away: ${lost.status} ${lost.body}`)
  const then = await count()
  const isMade = await changing
  return { isMade, late: (await count()) - then }
}

const waiting = (round: number) => pause(round % LONGEST_WAIT)

const CHANGE: Record<Way, (site: Served, editor: Asker, id: number, claimId: number) => Promise<boolean>> = {
  async request(site, editor, _id, claimId) {
    const path = `/api/v1/claims/${claimId}/comments`
    const { status } = await ask(site.url, 'POST', path, editor, { json: { body: `As ${editor.name}.` } })
    if (status !== 201 && status !== 403) throw new Error(`The change was answered ${status}`)
    return status === 201
  },
  /** The control: the role is looked at, and then the change is made, as when nobody asks again. */
  async 'role asked before'({ db }, editor, id, claimId) {
    const account = await activeAccount(db, id)
    if (!admits('editor', account?.role ?? null)) return false
    await pause(2)
    await addComment(db, { id, name: editor.name }, { kind: 'claim', id: claimId }, `As ${editor.name}.`)
    return true
  },
}

async function bySession(site: Served, id: number): Promise<Asker> {
  return { name: 'session', role: 'editor', accountId: id, headers: { Cookie: await newSession(site, id) } }
}

async function byToken({ db }: Served, id: number): Promise<Asker> {
  return {
    name: 'token',
    role: 'editor',
    accountId: id,
    headers: { Authorization: `Bearer ${await addToken(db, id)}` },
  }
}

/** Rounds of it, one after the other: how many changes were made and refused, and how many came late. */
export async function racesForRole(site: Served, admin: Asker, claimId: number, rounds: number, way: Way) {
  const all: Race[] = []
  for (let round = 0; round < rounds; round += 1) all.push(await raceForRole(site, admin, claimId, round, way))
  return {
    made: all.filter(({ isMade }) => isMade).length,
    refused: all.filter(({ isMade }) => !isMade).length,
    late: all.reduce((sum, { late }) => sum + late, 0),
  }
}
