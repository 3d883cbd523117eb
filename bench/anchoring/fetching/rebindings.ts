import type { Chance } from '../../trust/chance'

/** Names whose DNS changes its mind, and how a site leads from one to the other. */
export interface Rebinding {
  /** Of each of its names what one look-up after another answers; the last stays, and has the canary among what it answers. */
  names: string[][][]
  /** Which of the names each redirect leads to; the first is asked for first. */
  hops: number[]
}

/** The look-ups of a name that are answered otherwise than the last: robots.txt and the page are one each, a redirect one more. */
const MOST_TURNS = 5

/** Addresses in one answer; none is a name that is gone for a moment. */
const MOST_ADDRESSES = 4

/** Two more than are followed. */
const MOST_HOPS = 7

/**
 * By chance: one name or two, how many look-ups are answered how, with how many addresses of which family, in what order those of the
 * site and of the canary stand, and how many redirects are between. How long an answer may be kept is no part of it: a look-up here
 * tells none, and none is ever kept.
 */
export function rebinding(chance: Chance, site: readonly string[], canary: readonly string[]): Rebinding {
  const addresses = (some: readonly string[]) =>
    Array.from({ length: chance.below(MOST_ADDRESSES + 1) }, () => chance.oneOf(some))
  const last = () => [...addresses([...site, ...canary]), chance.oneOf(canary), ...addresses([...site, ...canary])]
  const name = () => [
    // Mostly the site alone: else nobody would come as far as the second look-up.
    ...Array.from({ length: chance.below(MOST_TURNS + 1) }, () =>
      chance.oneIn(4) ? addresses([...site, ...canary]) : [chance.oneOf(site), ...addresses(site)],
    ),
    last(),
  ]
  const names = chance.oneIn(2) ? [name()] : [name(), name()]
  return { names, hops: Array.from({ length: chance.below(MOST_HOPS + 1) }, () => chance.below(names.length)) }
}
