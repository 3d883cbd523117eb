import { HOLD_CLAIMS, HOLD_COMPONENTS } from '../../src/chains/chain-locks.commands'
import { WatchedClient } from '../../src/database/watched-client'

/** As long as somebody in front might have held it: writers then meet as often as they would at the lock (s). */
const WAITED = 0.002

/** What asks for the same, and holds nothing. */
const INSTEAD = new Map([
  [HOLD_CLAIMS, `SELECT pg_sleep(${WAITED}) FROM unnest($1::integer[])`],
  [HOLD_COMPONENTS, HOLD_COMPONENTS.replace(' FOR UPDATE', '')],
])

/**
 * The control: from now on this process takes no lock of claims and chains, and does everything else as it is. Who asks
 * for a lock waits for a moment, and has none.
 */
export function withoutChainLocks(): () => void {
  const send = WatchedClient.prototype.query
  WatchedClient.prototype.query = function (this: WatchedClient, ...given: unknown[]) {
    const instead = INSTEAD.get(given[0] as string)
    return send.apply(this, instead === undefined ? given : [instead, ...given.slice(1)])
  }
  return () => {
    WatchedClient.prototype.query = send
  }
}
