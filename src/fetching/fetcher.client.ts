import type { IncomingMessage } from 'node:http'
import { words } from '../words/words'
import { answerBody } from './answer-body.client'
import { askedAddress, bareHost } from './asked-address'
import { bareType, isReadable } from './content-types'
import { guardedAgents } from './guarded-agents.client'
import { type FetchLimits, LIMITS } from './limits'
import { type LookUp, lookUpInDns } from './look-up.client'
import { type Hop, led, nextAddress } from './next-address'
import { answerOf, type RequestParts, refusalFor } from './one-request.client'
import { type Refusal, refusal, refuse } from './refusal'
import { Robots } from './robots.client'
import { Turns } from './turns'

/** A page or document as it came. */
export interface Fetched {
  /** Where it was, after all redirects. */
  url: string
  hops: Hop[]
  /** Those that say something of a text: when it was changed, which version it is, what it is, what robots are asked. */
  headers: Partial<Record<(typeof HEADERS)[number], string>>
  /** Inflated. */
  bytes: Buffer
  fetchedAt: Date
}

/** How far it came, and why no further. */
export type NotFetched = Refusal & { hops: Hop[] }

/** Fetches addresses of public sites for editors; each process has one. */
export interface Fetcher {
  /** Asks once, and for nothing else but robots.txt. Never throws for what a site does. */
  fetchPage(url: string): Promise<Fetched | NotFetched>
}

const HEADERS = ['content-type', 'last-modified', 'etag', 'x-robots-tag'] as const

/** So many fetches run at once: 3 × 25 MiB of answers, twice while they are put together, fit into a small server. */
const AT_ONCE = 3

/** Between two fetches from one host (ms): as slow as a hasty person. */
const PAUSE = 1_000

/** Who comes after so many waits longer than the minute that a browser would. */
const MOST_WAITING = 50

export interface FetcherParts {
  /** Where this site is: what its user agent points to. */
  baseUrl: string
  limits?: Partial<FetchLimits>
  pause?: number
  /** Instead of DNS. */
  lookUp?: LookUp
  /**
   * Sockets (`127.0.0.2:4123`) that are fetched from although they are not public, and whose ports are taken. Never a
   * setting: where a newsroom’s own archive is private, its editors’ browsers reach it, and they paste or upload.
   */
  also?: readonly string[]
}

export function fetcher({
  baseUrl,
  limits: given,
  pause = PAUSE,
  lookUp: look = lookUpInDns(),
  also = [],
}: FetcherParts): Fetcher {
  const limits = { ...LIMITS, ...given }
  const ports = new Set(also.map((socket) => Number(socket.slice(socket.lastIndexOf(':') + 1))))
  const agents = guardedAgents(look, new Set(also))
  const turns = new Turns(AT_ONCE, pause, MOST_WAITING)
  const robots = new Robots(ports)
  const userAgent = `Gainsay/0.1 (+${baseUrl})`

  return {
    async fetchPage(address) {
      const hops: Hop[] = []
      const first = askedAddress(address, ports)
      if (!(first instanceof URL)) return { ...first, hops }
      let spent = 0
      let url = first
      // Turn by turn: what is waited for a turn is not the site’s time.
      for (;;) {
        const end = await turns.take(bareHost(url.hostname))
        if (!end) return { ...refusal('busy', words.fetching.tooManyWaiting), hops }
        const began = Date.now()
        const signal = AbortSignal.timeout(Math.max(limits.whole - spent, 1))
        try {
          const step = await stepsOnHost(url, hops, { agents, userAgent, limits, signal })
          if (!(step instanceof URL)) return step
          url = step
        } finally {
          spent += Date.now() - began
          end()
        }
      }
    },
  }

  /** All that is asked of one host in a row: the page, what refuses it, or the address on another host to which it led. */
  async function stepsOnHost(from: URL, hops: Hop[], parts: RequestParts): Promise<URL | Fetched | NotFetched> {
    let url = from
    try {
      for (;;) {
        const refused = await robots.refusalOf(url, parts)
        if (refused) return { ...led(url, hops, refused), hops }
        const answer = await answerOf(url, parts)
        hops.push({ url: url.href, status: answer.statusCode ?? 0 })
        const next = isRedirect(answer)
          ? nextAddress(url, answer.headers.location, hops, { ports, most: limits.redirects })
          : null
        if (next === null) return await fetched(url, answer, hops, parts.signal)
        answer.destroy()
        if (!(next instanceof URL)) return { ...next, hops }
        if (next.hostname !== url.hostname) return next
        url = next
      }
    } catch (error) {
      return { ...led(url, hops, refusalFor(error, url, parts.signal)), hops }
    }
  }

  async function fetched(url: URL, answer: IncomingMessage, hops: Hop[], signal: AbortSignal): Promise<Fetched> {
    try {
      checkStatus(answer.statusCode ?? 0)
      checkType(answer.headers['content-type'], url)
      const bytes = await answerBody(answer, limits.size, { signal })
      return { url: url.href, hops, headers: headersOf(answer), bytes, fetchedAt: new Date() }
    } finally {
      answer.destroy()
    }
  }
}

const isRedirect = ({ statusCode }: IncomingMessage) => [301, 302, 303, 307, 308].includes(statusCode ?? 0)

function checkStatus(status: number) {
  if (status === 200 || status === 203) return
  if (status === 404 || status === 410) refuse('status', words.fetching.notThere(status))
  if (status === 429) refuse('status', words.fetching.wantsRest)
  if (status >= 500) refuse('status', words.fetching.siteFails(status))
  if (status >= 400) refuse('status', words.fetching.wantsPerson(status))
  refuse('status', words.fetching.otherStatus(status))
}

function checkType(contentType: string | undefined, url: URL) {
  if (contentType === undefined || bareType(contentType) === '') return void refuse('type', words.fetching.noType)
  if (isReadable(contentType, url.pathname)) return
  refuse('type', words.fetching.wrongType(bareType(contentType).slice(0, 100)))
}

function headersOf({ headers }: IncomingMessage): Fetched['headers'] {
  return Object.fromEntries(
    HEADERS.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]
    }),
  )
}
