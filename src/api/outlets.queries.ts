import type { Rights } from '../articles/rights'
import { prepared } from '../database/read-pool'
import { IS_PUBLIC_ARTICLE } from './articles.queries'
import { isPublicSpeaker } from './speakers.queries'
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

/**
 * Readers are told of outlets that a public article, or a public speaker, is of; the desk (value $n is true) of all. One
 * whose articles are not tagged yet is its desk's own affair.
 */
const seenBy = (value: string) => `(${value}::boolean
  OR EXISTS (SELECT FROM articles WHERE articles.outlet_id = outlets.id AND ${IS_PUBLIC_ARTICLE})
  OR EXISTS (
    SELECT FROM speakers
    WHERE speakers.outlet_id = outlets.id AND ${isPublicSpeaker('coalesce(speakers.root_id, speakers.id)')}
  ))`

/** Values: after which id, how many, whether the desk asks. */
export const outletPage = prepared<OutletRow>(
  'api outlet page',
  `SELECT ${COLUMNS} FROM outlets WHERE id > $1 AND ${seenBy('$3')} ORDER BY id LIMIT $2`,
)

/** Values: id, whether the desk asks. */
export const outletInFull = prepared<OutletRow>(
  'api outlet',
  `SELECT ${COLUMNS} FROM outlets WHERE id = $1 AND ${seenBy('$2')}`,
)
