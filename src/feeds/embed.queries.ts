import { prepared } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD } from '../reading/cards.queries'
import type { CardRow } from '../reading/claim-card'

/** The first `$2` cards of component `$1`, in the order of its index. */
export const firstCardsOfChain = prepared<CardRow>(
  'first cards of chain',
  `SELECT ${CARD_COLUMNS}
   FROM (
     SELECT claim_id, order_day FROM chain_members WHERE component_id = $1 ORDER BY order_day, claim_id LIMIT $2
   ) member
   JOIN claims ON claims.id = member.claim_id AND claims.state = 'published' ${WITH_CARD}
   ORDER BY member.order_day, member.claim_id`,
)
