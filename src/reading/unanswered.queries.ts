import { prepared } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD, WITH_CHAIN } from './cards.queries'
import type { CardInChainRow } from './claim-card'

/**
 * SQL: of the search's documents those of published claims that assert something and that no published link denies,
 * contradicts, corrects or walks back. Written out, or their partial index is not used.
 */
export const IS_UNANSWERED = `marks @> '{unanswered,stance:asserts}'`

/** As many as a narrow column beside other things has room for. */
const MOST_IN_BRIEF = 5

/** The few claims said last that nobody has answered. Their number is written out, or they are planned for as if for all. */
export const newestUnanswered = prepared<CardInChainRow>(
  'reading newest unanswered',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId"
   FROM (
     SELECT id, day FROM search_claims WHERE ${IS_UNANSWERED} ORDER BY day DESC, id DESC LIMIT ${MOST_IN_BRIEF}
   ) newest
   JOIN claims ON claims.id = newest.id ${WITH_CARD} ${WITH_CHAIN}
   ORDER BY newest.day DESC, newest.id DESC`,
)
