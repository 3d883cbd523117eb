import { LATENESS } from './sealed-in-time'

/**
 * SQL that holds of rows of `history` without a seal. A transaction takes its rows' ids before it commits, so a row may turn
 * up below others that are sealed already; but no transaction lasts as long as LATENESS. What was sealed that long before
 * the last round therefore has nothing unsealed below it any more, and the search begins there.
 *
 * @param newest SQL that gives the tree size of the newest checkpoint
 */
export const isUnsealed = (newest: string) => `
  id > coalesce((
    SELECT last_history_id FROM checkpoints
    WHERE at < (SELECT at FROM checkpoints WHERE tree_size = ${newest}) - interval '${LATENESS}'
    ORDER BY tree_size DESC LIMIT 1
  ), 0)
  AND NOT EXISTS (SELECT FROM seals WHERE history_id = history.id)`
