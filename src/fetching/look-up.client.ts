import type { LookupAddress } from 'node:dns'
import { Resolver } from 'node:dns/promises'

/** All addresses of a name. Rejects with a code where there are none, or nobody answers. */
export type LookUp = (name: string) => Promise<LookupAddress[]>

/** A server that does not answer within this (ms) is asked once more, and then given up: with `connect` of the limits in mind. */
const PATIENCE = { timeout: 2_500, tries: 2 }

/** “There is no such name”, and “it has no address of this kind”. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * Asks DNS itself, not the system: what the system does for a name (`getaddrinfo`) holds one of four threads that everything else here needs too,
 * for half a minute where a domain’s servers are gone, and knows names of this machine and its network, which nobody is to reach.
 * @param servers as `dns.setServers` takes them; else the system’s
 */
export function lookUpInDns(servers?: readonly string[]): LookUp {
  const resolver = new Resolver(PATIENCE)
  if (servers) resolver.setServers(servers)
  return async (name) => {
    const asked = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    const found = asked.flatMap((answer, at) =>
      answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: at === 0 ? 4 : 6 })) : [],
    )
    if (found.length > 0) return found
    const reasons = asked.map((answer) => (answer as PromiseRejectedResult).reason as NodeJS.ErrnoException)
    throw reasons.find(({ code }) => !NOTHING.has(code ?? '')) ?? reasons[0]
  }
}
