import type { Rights } from '../articles/rights'
import { prepared } from '../database/read-pool'
import { times } from './sql'

export interface OutletRow {
  id: number
  version: number
  name: string
  rights: Rights
  createdAt: string
  updatedAt: string
}

const COLUMNS = `id, version, name, rights, ${times('outlets')}`

/** Values: after which id, how many. */
export const outletPage = prepared<OutletRow>(
  'api outlet page',
  `SELECT ${COLUMNS} FROM outlets WHERE id > $1 ORDER BY id LIMIT $2`,
)

/** Values: id. */
export const outletInFull = prepared<OutletRow>('api outlet', `SELECT ${COLUMNS} FROM outlets WHERE id = $1`)
