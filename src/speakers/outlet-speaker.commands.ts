import type { EntityManager } from 'typeorm'
import { Outlet } from '../articles/outlet.entity'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { notFound, stale } from '../web/problems'
import { words } from '../words/words'
import { Speaker } from './speaker.entity'
import { addSpeaker } from './speakers.commands'
import { speakersNamed } from './speakers.queries'

/**
 * The speaker that an outlet is where it asserts by itself: found, or an organisation of its very name from now on, or
 * added. Whether one was added or found is told, for the notice.
 */
export function outletSpeaker(
  db: EntityManager,
  actor: Actor,
  outletId: number,
): Promise<{ speakerId: number; isNew: boolean }> {
  return inTransaction(db, async (db) => {
    // Locked, so that two who ask at once don't make two of it.
    const outlet = await db.findOne(Outlet, { where: { id: outletId }, lock: { mode: 'pessimistic_write' } })
    if (!outlet) throw notFound(words.these.outlet)
    const known = await db.findOne(Speaker, {
      where: { outletId },
      order: { mergedIntoId: { direction: 'ASC', nulls: 'FIRST' } },
    })
    if (known) return { speakerId: known.rootId ?? known.id, isNew: false }

    const [named, ...others] = await speakersNamed(db, outlet.name)
    if (named && others.length === 0 && named.kind === 'organisation' && named.outletId === null) {
      if (!(await changeVersion(db, 'speakers', named.id, named.version, { outlet_id: outletId })))
        throw stale(words.stale.speaker, { kind: 'speaker', id: named.id, version: named.version })
      const payload = { before: { outletId: null }, after: { outletId } }
      await record(db, actor, { action: 'changed', kind: 'speaker', id: named.id, payload })
      return { speakerId: named.id, isNew: false }
    }
    const speakerId = await addSpeaker(db, actor, { name: outlet.name, kind: 'organisation', outletId })
    return { speakerId, isNew: true }
  })
}
