import type { EntityManager } from 'typeorm'
import { SESSION_HOURS } from './session-lifetime'

/** A place where somebody is signed in. */
export interface SessionRow {
  id: number
  sid: string
  device: string | null
  address: string | null
  begunAt: Date
  lastSeenAt: Date
}

/** More places than anybody works at; whoever has more ends them all at once. */
export const MOST_SESSIONS = 50

/** An account's sessions, the last used first; at most `MOST_SESSIONS`, and one more if there are. */
export function sessionsOf(db: EntityManager, accountId: number): Promise<SessionRow[]> {
  return db.query(
    `SELECT id, sid, sess->>'device' AS device, sess->>'address' AS address, begun_at AS "begunAt",
            expire::timestamptz - make_interval(hours => ${SESSION_HOURS}) AS "lastSeenAt"
     FROM sessions WHERE account_id = $1 AND expire > now()
     ORDER BY expire DESC, id DESC LIMIT ${MOST_SESSIONS + 1}`,
    [accountId],
  )
}
