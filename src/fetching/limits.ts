/** What an address may take: time in ms, sizes in bytes. */
export interface FetchLimits {
  /** Until a connection is there, its look-up and its encryption included. */
  connect: number
  /** From there until the answer's headers are, for each request. */
  firstByte: number
  /** All of it, from the first request to the last byte: robots.txt and redirects too, but not waiting for a turn. */
  whole: number
  /** Of the answer, both as it is sent and inflated. */
  size: number
  /** Of an answer's headers. */
  headers: number
  redirects: number
  /** Of robots.txt; what is beyond is not read. */
  robotsSize: number
}

export const LIMITS: FetchLimits = {
  // DNS gives up a server after 5 s and asks the next; a site that needs more than both is one that does not work today.
  connect: 10_000,
  // Pages that are made on request take seconds, never this long: most sites' own proxies give up by then.
  firstByte: 15_000,
  // An editor waits for it. 25 MiB in the half minute that is left take 7 Mbit/s; pages are a hundredth of that.
  whole: 45_000,
  // As much as is kept of an article as it came: a newspaper's PDF of a whole issue has some 20 MiB.
  size: 25 * 1024 * 1024,
  // Twice Node's own: policies and cookies of large news sites come near to 16 KiB.
  headers: 32 * 1024,
  // http to https, to www, to the language, to the canonical path, and one of the site's own.
  redirects: 5,
  // RFC 9309, section 2.5: at least 500 KiB are read.
  robotsSize: 500 * 1024,
}
