import { prepared } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD_OF_STATEMENT, WITH_CHAIN } from '../reading/cards.queries'
import type { CardInChainRow } from '../reading/claim-card'
import { MOST_PASSED_ON } from './passed-on'

/** The newest published reports that have a claim through speaker `$1`; one more than are listed. */
export const passedOnBySpeaker = prepared<CardInChainRow>(
  'reading passed on by speaker',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId"
   FROM (
     SELECT DISTINCT statement_id FROM hops
     WHERE speaker_id IN (SELECT id FROM speakers WHERE id = $1 OR root_id = $1) ORDER BY statement_id DESC
   ) passing
   JOIN statements ON statements.id = passing.statement_id AND statements.state = 'published'
   JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
   ${WITH_CARD_OF_STATEMENT} ${WITH_CHAIN}
   ORDER BY passing.statement_id DESC LIMIT ${MOST_PASSED_ON + 1}`,
)
