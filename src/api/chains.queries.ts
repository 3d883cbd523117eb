import { prepared } from '../database/read-pool'
import { CLAIM_COLUMNS, type ClaimRow } from './claims.queries'
import { times } from './sql'

export interface ChainRow {
  id: number
  version: number
  title: string | null
  size: number
  createdAt: string
  updatedAt: string
}

/** Chains that are there; merged and dissolved ones only have an address. Values: after which id, how many. */
export const chainPage = prepared<ChainRow>(
  'api chain page',
  `SELECT chains.id, version, title, size, ${times('chains')}
   FROM chains JOIN chain_components ON chain_components.id = component_id
   WHERE chains.id > $1 ORDER BY chains.id LIMIT $2`,
)

export interface FoundChainRow extends Omit<ChainRow, 'size'> {
  /** Null: dissolved. */
  size: number | null
  componentId: number | null
}

/**
 * The chain at an address, or the one it was merged into, however often. Values: id. The walk can't go in a circle: a
 * chain is merged only into an older one.
 */
export const chainAt = prepared<FoundChainRow>(
  'api chain',
  `WITH RECURSIVE led (id, merged_into_id) AS (
     SELECT id, merged_into_id FROM chains WHERE id = $1
     UNION ALL
     SELECT chains.id, chains.merged_into_id FROM led JOIN chains ON chains.id = led.merged_into_id
   )
   SELECT chains.id, version, title, size, component_id AS "componentId", ${times('chains')}
   FROM led JOIN chains ON chains.id = led.id LEFT JOIN chain_components ON chain_components.id = component_id
   WHERE led.merged_into_id IS NULL`,
)

export interface ChainClaimRow extends ClaimRow {
  /** The day it is placed on; null is last. Orders the list, and is no date of the claim. */
  orderDay: string | null
}

/**
 * A chain's claims in the order said. Values: states, component, whether from the start, the day and the claim after
 * which to go on, how many.
 */
export const claimPageOfChain = prepared<ChainClaimRow>(
  'api claim page of chain',
  `SELECT ${CLAIM_COLUMNS}, order_day AS "orderDay"
   FROM chain_members JOIN claims ON claims.id = claim_id
   WHERE component_id = $2 AND claims.state = ANY($1) AND (
     $3::boolean
     OR ($4::date IS NOT NULL AND (order_day > $4 OR (order_day = $4 AND claim_id > $5) OR order_day IS NULL))
     OR ($4::date IS NULL AND order_day IS NULL AND claim_id > $5)
   )
   ORDER BY order_day, claim_id LIMIT $6`,
)
