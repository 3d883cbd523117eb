import { isIP } from 'node:net'
import { words } from '../words/words'
import { type Refusal, refusal } from './refusal'

/**
 * Names that lead to no public site: of the machine itself, of local networks (RFC 6761, 6762, 8375; `internal` is kept free for
 * them by ICANN, and clouds' metadata answer to names in it), and of Tor, whose names are no business of DNS (RFC 7686).
 * What counts is the address that a name leads to; these are not even looked up.
 */
const LOCAL_NAMES = ['localhost', 'localdomain', 'local', 'internal', 'intranet', 'lan', 'home.arpa', 'onion']

/** As browsers take at most, and more than any address that was shared by people. */
const LONGEST = 2_000

/**
 * An address that may be asked for, as the URL standard reads it: there all spellings of a host (decimal, octal, hexadecimal, short,
 * with wide letters and dots) become one. Only the ports of the web: at others of a public host there is mail, a database, a printer, which
 * would be sent a request that it may take for one of its own.
 * @param ports those that are taken besides
 */
export function askedAddress(address: string, ports: ReadonlySet<number> = new Set()): URL | Refusal {
  const text = address.trim()
  if (text.length > LONGEST || !URL.canParse(text)) return refusal('address', words.fetching.noAddress)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refusal('address', words.fetching.onlyWeb)
  if (url.username !== '' || url.password !== '') return refusal('address', words.fetching.noCredentials)
  if (url.port !== '' && !ports.has(Number(url.port)))
    return refusal('address', words.fetching.onlyUsualPorts(url.port))
  if (isLocalName(url.hostname)) return refusal('private', words.fetching.localName(url.hostname))
  // It never leaves the browser either.
  url.hash = ''
  return url
}

/** The host without the brackets of IPv6 and the dot that ends a name in full. */
export const bareHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

function isLocalName(hostname: string): boolean {
  const host = bareHost(hostname).toLowerCase()
  if (isIP(host)) return false
  return !host.includes('.') || LOCAL_NAMES.some((name) => host === name || host.endsWith(`.${name}`))
}
