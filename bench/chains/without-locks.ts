import { WatchedClient } from '../../src/database/watched-client'

/** The first of the two keys of a claim's lock (src/chains/chain-locks.commands.ts). */
const CLAIM_LOCK = 2

/** As long as somebody in front might have held it: writers then meet as often as they would at the lock (s). */
const WAITED = 0.002

/**
 * The control: from now on this process takes no lock of claims and chains, and does everything else as it is. Who asks
 * for a lock waits for a moment, and has none.
 */
export function withoutChainLocks(): () => void {
  const send = WatchedClient.prototype.query
  WatchedClient.prototype.query = function (this: WatchedClient, ...given: unknown[]) {
    const [sql, values] = given
    if (typeof sql !== 'string') return send.apply(this, given)
    if (/pg_advisory_xact_lock\(\$1, \$2\)/.test(sql) && (values as unknown[])[0] === CLAIM_LOCK)
      return send.apply(this, [`SELECT pg_sleep(${WAITED}) WHERE $1::integer + $2::integer > 0`, ...given.slice(1)])
    if (/FROM chain_components .* FOR UPDATE/.test(sql))
      return send.apply(this, [sql.replace(' FOR UPDATE', ''), ...given.slice(1)])
    return send.apply(this, given)
  }
  return () => {
    WatchedClient.prototype.query = send
  }
}
