import { words } from '../words/words'
import { askedAddress } from './asked-address'
import { type Refusal, refusal } from './refusal'

/** A request on the way to the page, the last one for the page itself. */
export interface Hop {
  url: string
  status: number
}

/**
 * Where an answer leads on to, or why it is not followed there.
 * @param location the header’s value, as Node gives it
 * @param hops those so far, this answer’s being the last
 */
export function nextAddress(
  url: URL,
  location: string | undefined,
  hops: readonly Hop[],
  { ports, most }: { ports: ReadonlySet<number>; most: number },
): URL | Refusal {
  // Some sites write letters as they are, in UTF-8; Node has every byte as a character of its own.
  const written = Buffer.from(location ?? '', 'latin1').toString('utf8')
  if (written === '' || !URL.canParse(written, url)) return refusal('redirects', words.fetching.redirectsNowhere)
  const target = new URL(written, url)
  const next = askedAddress(target.href, ports)
  if (!(next instanceof URL)) return { ...next, problem: words.fetching.ledTo(shown(target), next.problem) }
  // What was asked for over https is kept as that site’s word: on its way through http anybody could put words into it.
  if (url.protocol === 'https:' && next.protocol === 'http:')
    return refusal('redirects', words.fetching.losesEncryption)
  if (hops.some((hop) => hop.url === next.href)) return refusal('redirects', words.fetching.redirectsInCircle)
  if (hops.length > most) return refusal('redirects', words.fetching.tooManyRedirects(most))
  return next
}

/** A refusal of an address that nobody typed says which one it is. */
export const led = (url: URL, hops: readonly Hop[], refused: Refusal): Refusal =>
  hops.length === 0 || hops.some((hop) => hop.url === url.href)
    ? refused
    : { ...refused, problem: words.fetching.ledTo(shown(url), refused.problem) }

/** Long enough to know it by. */
const shown = ({ href }: URL) => (href.length > 100 ? `${href.slice(0, 99)}…` : href)
