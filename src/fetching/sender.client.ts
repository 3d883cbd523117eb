import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { words } from '../words/words'
import { askedAddress, bareHost } from './asked-address'
import { guardedAgents } from './guarded-agents.client'
import { type FetchLimits, LIMITS } from './limits'
import { type LookUp, lookUpInDns } from './look-up.client'
import { answerOf, refusalFor } from './one-request.client'
import { isPublicAddress } from './public-address'
import { type Refusal, refusal } from './refusal'

/** A message: JSON, and the headers that say what it is. */
export interface Sent {
  headers: Record<string, string>
  body: string
}

/** What came back. */
export interface SentAnswer {
  status: number
  /** `Retry-After`, as it was sent; null without one. */
  retryAfter: string | null
}

/** Sends messages to addresses that people gave; each process has one. */
export interface Sender {
  /** Why nothing would be sent to this address, whatever its name leads to; null is none that can be told beforehand. */
  refusalOf(address: string): Refusal | null
  /** Sends once, by POST. Answers the status that came with what it says of another try, or why none did; never throws for what a site does. */
  post(address: string, sent: Sent): Promise<SentAnswer | Refusal>
}

/**
 * A receiver answers first and does its work afterwards, as docs/research.md tells it to: one that sleeps until it is asked is awake within ten
 * seconds. Longer than that it would hold one of the few places that all receivers share.
 */
const SENDING: Pick<FetchLimits, 'connect' | 'firstByte' | 'whole' | 'size'> = {
  connect: 5_000,
  firstByte: 10_000,
  whole: 10_000,
  // Nobody reads what is answered. A short one is waited for, so that its sender sees no broken connection.
  size: 4 * 1024,
}

export interface SenderParts {
  /** Where this site is: what its user agent points to. */
  baseUrl: string
  limits?: Partial<FetchLimits>
  /** Instead of DNS. */
  lookUp?: LookUp
  /** As a fetcher’s: sockets that are sent to although they are not public, and by http. Never a setting. */
  also?: readonly string[]
}

/**
 * A message goes past the same three looks as what is fetched (decision 0037), to https alone, and no further than the address given: a redirect
 * is an answer like others. No robots.txt is asked for: whoever gave the address asked for what comes.
 */
export function sender({ baseUrl, limits: given, lookUp: look = lookUpInDns(), also = [] }: SenderParts): Sender {
  const limits = { ...LIMITS, ...SENDING, ...given }
  const ports = new Set(also.map((socket) => Number(socket.slice(socket.lastIndexOf(':') + 1))))
  const agents = guardedAgents(look, new Set(also))
  const userAgent = `Gainsay/0.1 (+${baseUrl})`

  function sendable(address: string): URL | Refusal {
    const url = askedAddress(address, ports)
    if (!(url instanceof URL)) return url
    // The signature tells who sent it, but not to whom: on its way through http anybody could answer in the receiver’s place.
    if (url.protocol !== 'https:' && !ports.has(Number(url.port))) return refusal('address', words.fetching.onlyHttps)
    const host = bareHost(url.hostname)
    const isInside = isIP(host) !== 0 && !isPublicAddress(host) && !also.includes(`${host}:${url.port}`)
    return isInside ? refusal('private', words.fetching.privateAddress(host)) : url
  }

  return {
    refusalOf(address) {
      const url = sendable(address)
      return url instanceof URL ? null : url
    },

    async post(address, sent) {
      const url = sendable(address)
      if (!(url instanceof URL)) return url
      const signal = AbortSignal.timeout(limits.whole)
      try {
        const answer = await answerOf(url, { agents, userAgent, limits, signal }, { method: 'POST', ...sent })
        await heard(answer, limits.size, signal)
        const status = answer.statusCode ?? 0
        // Node takes any three figures for a status; there is none below 100 (RFC 9110, section 15).
        if (status < 100) return refusal('broken', words.fetching.broken(bareHost(url.hostname)))
        return { status, retryAfter: answer.headers['retry-after'] ?? null }
      } catch (error) {
        return refusalFor(error, url, signal)
      }
    },
  }
}

/** Lets the answer come to its end, unless that is far: the status has been said, and what goes wrong now unsays nothing. */
async function heard(answer: IncomingMessage, most: number, signal: AbortSignal): Promise<void> {
  let size = 0
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > most) answer.destroy()
  })
  answer.on('error', () => undefined)
  if (!answer.closed) await once(answer, 'close', { signal }).catch(() => undefined)
  answer.destroy()
}
