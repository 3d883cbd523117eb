import type { EntityManager } from 'typeorm'
import { words } from '../words/words'

/**
 * How the statements of a revision, their claims and the links of these are: versions only grow, so any change of one of
 * them makes another. The time is when it was asked for.
 */
export async function stateOfTagging(db: EntityManager, revisionId: number): Promise<string> {
  const [row] = await db.query(
    `WITH reported AS (SELECT id, version, claim_id FROM statements WHERE revision_id = $1)
     SELECT concat_ws('.', (SELECT count(*) FROM reported), (SELECT coalesce(sum(version), 0) FROM reported),
         (SELECT coalesce(sum(version), 0) FROM claims WHERE id IN (SELECT claim_id FROM reported)),
         (SELECT coalesce(sum(version), 0) FROM links
          WHERE from_claim_id IN (SELECT claim_id FROM reported) OR to_claim_id IN (SELECT claim_id FROM reported)))
       || '@' || floor(extract(epoch FROM clock_timestamp()) * 1000) AS state`,
    [revisionId],
  )
  return row.state
}

const versionsOf = (state: string) => state.split('@')[0]
const timeOf = (state: string) => Number(/@(\d{1,15})$/.exec(state)?.[1] ?? Number.NaN)

/** Whether anything was changed between two states. */
export const isSameState = (one: string, other: string): boolean => versionsOf(one) === versionsOf(other)

/** What others than an account did to statements of a revision since a state, as a sentence; null where it is nothing. */
export async function doneByOthers(
  db: EntityManager,
  revisionId: number,
  since: string,
  accountId: number,
): Promise<string | null> {
  const time = timeOf(since)
  if (Number.isNaN(time)) return null
  const rows: { name: string | null; recorded: number }[] = await db.query(
    `SELECT accounts.name, count(*) FILTER (WHERE action = 'recorded')::integer AS recorded
     FROM history LEFT JOIN accounts ON accounts.id = history.account_id
     WHERE subject_kind = 'statement' AND subject_id IN (SELECT id FROM statements WHERE revision_id = $1)
       AND at >= to_timestamp($2::double precision / 1000) AND history.account_id IS DISTINCT FROM $3
     GROUP BY accounts.id, accounts.name`,
    [revisionId, time, accountId],
  )
  return wordsFor(rows)
}

function wordsFor(rows: { name: string | null; recorded: number }[]): string | null {
  if (rows.length === 0) return null
  const recorded = rows.reduce((sum, row) => sum + row.recorded, 0)
  const [one] = rows
  const isOne = rows.length === 1 && one?.name
  if (isOne && recorded === 1) return words.tag.recordedOne(String(one.name))
  if (isOne && recorded > 1) return words.tag.recordedSeveral(String(one.name), recorded)
  if (isOne) return words.tag.changedOne(String(one.name))
  return recorded > 0 ? words.tag.newByOthers(recorded) : words.tag.othersChanged
}
