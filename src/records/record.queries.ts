import { type PreparedQuery, prepared, type Rows, unnamed } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from '../reading/cards.queries'
import type { CardInChainRow } from '../reading/claim-card'
import { type DayCursor, PAGE_SIZE } from '../reading/paging'
import { matching } from '../search/matching'
import { UNDATED } from '../search/search-cursor'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { daysOf, UNDATED_WHEN } from './record-address'
import { type CountRow, MOST_COUNTED } from './record-counts'
import type { RecordFilters } from './record-filters.schema'

/** Which of a speaker's claims are asked for. */
export interface RecordAsked {
  speakerId: number
  filters: RecordFilters
  /** The numbers of the claims that words or an answerer leave over; null is all. */
  among: number[] | null
}

/** A claim with its place in the record: the last day it can have been said on, or `UNDATED`. */
export interface RecordedRow extends CardInChainRow {
  day: string
}

/** So many claims with words looked for are taken, the newest; each is a row of the search's documents. */
export const MOST_FOUND = 1_000

/** A condition on `record_claims` with its values, and what it is called: a query of each combination is planned once. */
function condition({ speakerId, filters, among }: RecordAsked) {
  const values: unknown[] = [speakerId]
  const value = (given: unknown) => `$${values.push(given)}`
  const parts: [name: string, sql: string][] = [['speaker', 'speaker_id = $1']]
  const { stance, medium, when, gainsaid } = filters
  if (stance) parts.push(['stance', `stance = ${value(stance)}`])
  if (medium) parts.push(['medium', `medium = ${value(medium)}`])
  if (gainsaid) parts.push(['gainsaid', 'is_gainsaid'])
  if (among) parts.push(['among', `claim_id = ANY(${value(among)}::integer[])`])
  if (when === UNDATED_WHEN) parts.push(['undated', `day = '${UNDATED}'`])
  else if (when) {
    const { from, to } = daysOf(when)
    const days = `day >= ${value(from)}::date AND day <= ${value(to)}::date`
    parts.push(when.length === 4 ? ['year', days] : ['month', `${days} AND month IS NOT NULL`])
  }
  return { name: parts.map(([name]) => name).join(' '), sql: parts.map(([, sql]) => sql).join(' AND '), values }
}

/** A page of a record, the newest said first, with one more than is shown. */
export function recordPage(asked: RecordAsked, after: DayCursor | null): [PreparedQuery<RecordedRow>, unknown[]] {
  const { name, sql, values } = condition(asked)
  const behind = after && `AND (day, claim_id) < ($${values.length + 1}::date, $${values.length + 2}::integer)`
  return [
    prepared(
      `record page ${name}${behind ? ' after' : ''}`,
      `SELECT ${CARD_COLUMNS}, chains.id AS "chainId", said.day
       FROM (
         SELECT claim_id, day FROM record_claims WHERE ${sql} ${behind ?? ''}
         ORDER BY day DESC, claim_id DESC LIMIT ${PAGE_SIZE + 1}
       ) said
       JOIN claims ON claims.id = said.claim_id ${WITH_CARD} ${WITH_CHAIN}
       ORDER BY said.day DESC, said.claim_id DESC`,
    ),
    after ? [...values, after.day ?? UNDATED, after.id] : values,
  ]
}

/** The numbers of a page of a record with their days, the newest said first, with one more than `size`. */
export function recordPlaces(
  asked: RecordAsked,
  after: DayCursor | null,
  size: number,
): [PreparedQuery<Pick<RecordedRow, 'id' | 'day'>>, unknown[]] {
  const { name, sql, values } = condition(asked)
  const [day, id, limit] = [1, 2, 3].map((place) => `$${values.length + place}`)
  return [
    prepared(
      `record places ${name}`,
      `SELECT claim_id AS id, day FROM record_claims WHERE ${sql} AND (day, claim_id) < (${day}::date, ${id}::integer)
       ORDER BY day DESC, claim_id DESC LIMIT ${limit}`,
    ),
    [...values, after ? (after.day ?? UNDATED) : 'infinity', after?.id ?? LARGEST_INTEGER, size + 1],
  ]
}

/** The counts of a record: one pass over at most `MOST_COUNTED` claims and one more. */
export function recordCounts(asked: RecordAsked): [PreparedQuery<CountRow>, unknown[]] {
  const { name, sql, values } = condition(asked)
  return [
    prepared(
      `record counts ${name}`,
      `SELECT CASE WHEN GROUPING(month) = 0 THEN 'month' WHEN GROUPING(year) = 0 THEN 'year'
                   WHEN GROUPING(stance) = 0 THEN 'stance' WHEN GROUPING(medium) = 0 THEN 'medium' ELSE 'all' END AS of,
              month, year, stance, medium, count(*)
       FROM (
         SELECT month, CASE WHEN isfinite(day) THEN extract(year FROM day)::integer END AS year, stance, medium
         FROM record_claims WHERE ${sql} ORDER BY day DESC, claim_id DESC LIMIT ${MOST_COUNTED + 1}
       ) newest
       GROUP BY GROUPING SETS ((month), (year), (stance), (medium), ())
       ORDER BY month DESC NULLS LAST, year DESC NULLS LAST, count(*) DESC, stance, medium`,
    ),
    values,
  ]
}

/** The years that a speaker has claims in, the latest first: a look into the index for each. */
export const yearsOfRecord = prepared<{ year: number }>(
  'record years',
  `WITH RECURSIVE years (day) AS (
     (SELECT day FROM record_claims WHERE speaker_id = $1 ORDER BY day DESC LIMIT 1)
     UNION ALL
     SELECT (
       SELECT day FROM record_claims
       WHERE speaker_id = $1 AND day < date_trunc('year', years.day)::date ORDER BY day DESC LIMIT 1
     ) FROM years WHERE isfinite(years.day)
   )
   SELECT extract(year FROM day)::integer AS year FROM years WHERE isfinite(day) LIMIT 100`,
)

/** The newest claims of a speaker that have the words looked for; planned each time, for any word may be everywhere or nowhere. */
export async function claimsWithWords(rows: Rows, speakerId: number, filters: RecordFilters): Promise<number[]> {
  const { when, q, stance, medium } = filters
  const days = when && when !== UNDATED_WHEN ? daysOf(when) : undefined
  const { documents, condition, values } = matching('claims', {
    ...{ q, stance, medium, speaker: speakerId },
    ...(days && { from: days.from, to: days.to }),
  })
  const found = await rows(
    unnamed<{ id: number }>(
      `SELECT id FROM ${documents} WHERE ${condition} ORDER BY day DESC, id DESC LIMIT ${MOST_FOUND}`,
    ),
    values,
  )
  return found.map(({ id }) => id)
}
