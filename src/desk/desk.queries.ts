import { type PreparedQuery, prepared } from '../database/read-pool'
import { type DeskSection, MOST_COUNTED } from './desk-section'

/** Rows of each section that the desk shows: it should be seen whole without scrolling far. */
const FIRST_FEW = 3

export interface Waiting {
  name: string
  /** Up to one more than is counted. */
  count: number
  ids: number[]
}

/** How much waits in each section, with the newest few: one query for the whole desk. Value: who asks. */
export function waitingIn(sections: readonly DeskSection[]): PreparedQuery<Waiting> {
  const each = sections.map(
    ({ name, found }) => `
      SELECT '${name}' AS name, count(*) AS count, coalesce(json_agg(id ORDER BY id DESC) FILTER (WHERE place <= ${FIRST_FEW}), '[]') AS ids
      FROM (
        SELECT id, row_number() OVER (ORDER BY id DESC) AS place
        FROM (${found}) found ORDER BY id DESC LIMIT ${MOST_COUNTED + 1}
      ) newest`,
  )
  return prepared('desk', `${each.join(' UNION ALL ')} ORDER BY 1`)
}

/** The ids of a section's page, the newest first. Values: who asks, before which id, how many. */
export function pageOfSection({ name, found }: DeskSection): PreparedQuery<{ id: number }> {
  return prepared(
    `desk section ${name}`,
    `SELECT id FROM (${found}) found WHERE id < $2 AND $1::integer IS NOT NULL ORDER BY id DESC LIMIT $3`,
  )
}
