import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { violates } from '../database/violations'
import { actingAs } from '../history/acting.commands'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, stale } from '../web/problems'
import { words } from '../words/words'
import { Outlet } from './outlet.entity'
import type { Rights } from './rights'

/** The outlet; throws 404 when there is none. */
export async function outletById(db: EntityManager, id: number): Promise<Outlet> {
  const outlet = await db.findOneBy(Outlet, { id })
  if (!outlet) throw notFound(words.these.outlet)
  return outlet
}

/**
 * Changes an outlet's name, or what readers may see of its articles where these don't say otherwise: where that is less, kept
 * exports that have texts of theirs whole are withdrawn with it. Throws 409 when it has changed since `version`.
 */
export async function changeOutlet(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  after: { name: string; rights: Rights },
): Promise<{ outletId: number } | { problems: FieldProblems }> {
  try {
    return await inTransaction(db, async (db) => {
      const { name, rights } = await outletById(db, id)
      await actingAs(db, actor)
      if (!(await changeVersion(db, 'outlets', id, version, { name: after.name, rights: after.rights })))
        throw stale(words.stale.outlet, { kind: 'outlet', id, version })
      const payload = { before: { name, rights }, after: { name: after.name, rights: after.rights } }
      await record(db, actor, { action: 'changed', kind: 'outlet', id, payload })
      return { outletId: id }
    })
  } catch (error) {
    if (violates(error, 'outlets_name_key')) return { problems: { name: words.intake.outletNameTaken } }
    throw error
  }
}
