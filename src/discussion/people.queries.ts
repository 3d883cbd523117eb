import type { EntityManager } from 'typeorm'
import type { Role } from '../accounts/role'

/** Somebody who may be mentioned. */
export interface Mentionable {
  id: number
  handle: string
  name: string
}

/** A list to choose from is of use up to some hundreds. */
const OFFERED = 300

/** Who works at this desk, by name. */
export function peopleOfDesk(db: EntityManager): Promise<Mentionable[]> {
  return db.query(
    `SELECT accounts.id, handle, name FROM accounts JOIN handles ON account_id = accounts.id
     WHERE disabled_at IS NULL AND role <> 'reader' ORDER BY lower(name), accounts.id LIMIT ${OFFERED}`,
  )
}

/** The accounts behind these handles, whoever they are. */
export function peopleByHandles(
  db: EntityManager,
  handles: readonly string[],
): Promise<(Mentionable & { role: Role; disabled: boolean })[]> {
  return db.query(
    `SELECT accounts.id, handle, name, role, disabled_at IS NOT NULL AS disabled
     FROM handles JOIN accounts ON accounts.id = account_id WHERE handle = ANY($1) ORDER BY accounts.id`,
    [handles],
  )
}
