import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { words } from '../words/words'
import { bareHost } from './asked-address'
import type { GuardedAgents } from './guarded-agents.client'
import type { FetchLimits } from './limits'
import { type Refusal, Refused, refusal } from './refusal'

export interface RequestParts {
  agents: GuardedAgents
  /** `Gainsay/0.1 (+https://claims.example.org)` */
  userAgent: string
  limits: FetchLimits
  /** Ends when the whole has taken too long. */
  signal: AbortSignal
}

/** What is sent instead of a GET. */
export interface SentRequest {
  method: 'POST'
  headers: Record<string, string>
  body: string
}

/**
 * One request, a GET unless said, without cookies, languages, or anything else that tells one reader from another. The answer's body has
 * not been read, and has to be read or destroyed. Throws what `refusalFor` tells of.
 */
export function answerOf(
  url: URL,
  { agents, userAgent, limits, signal }: RequestParts,
  sent: SentRequest | null = null,
): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent: agents[url.protocol as keyof GuardedAgents],
      method: sent?.method ?? 'GET',
      headers: { 'User-Agent': userAgent, ...(sent ? headersWith(sent) : ASKING) },
      maxHeaderSize: limits.headers,
      signal,
      // Said here, since the environment (NODE_TLS_REJECT_UNAUTHORIZED) would else decide.
      rejectUnauthorized: true,
    })
    const patience = { timer: setTimeout(tooSlow, limits.connect) }
    function tooSlow() {
      asked.destroy(new Refused(refusal('slow', words.fetching.tooSlow(bareHost(url.hostname)))))
    }
    asked.on('socket', (socket) =>
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(patience.timer)
        patience.timer = setTimeout(tooSlow, limits.firstByte)
      }),
    )
    asked.on('response', (answer) => {
      clearTimeout(patience.timer)
      resolve(answer)
    })
    const failed = (error: unknown) => {
      clearTimeout(patience.timer)
      reject(error)
    }
    asked.on('error', failed)
    // A request that was destroyed before it had a socket says nothing more.
    signal.addEventListener('abort', failed, { once: true })
    // Another protocol (101) is no answer, and Node takes none of it for an error: whatever ends a request without one has to be told here.
    asked.on('upgrade', (_answer, socket) => socket.destroy())
    asked.on('close', () => {
      signal.removeEventListener('abort', failed)
      failed(new Refused(refusal('broken', words.fetching.broken(bareHost(url.hostname)))))
    })
    asked.end(sent?.body)
  })
}

const ASKING = {
  Accept: 'text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain;q=0.9,*/*;q=0.5',
  'Accept-Encoding': 'gzip, br, deflate',
}

const headersWith = ({ headers, body }: SentRequest) => ({
  ...headers,
  'Content-Length': String(Buffer.byteLength(body)),
})

const NO_SITE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])
const UNREACHABLE =
  /^(ECONN(REFUSED|ABORTED)|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT|ETIMEOUT|ESERVFAIL|EREFUSED|EACCES|EPERM)/
/** Node names the ways in which a certificate is wrong by OpenSSL’s codes, and Node’s own. */
const CERTIFICATE = /^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/

/** What went wrong, as it is told. */
export function refusalFor(error: unknown, url: URL, signal: AbortSignal): Refusal {
  const host = bareHost(url.hostname)
  const all = error instanceof AggregateError ? error.errors : [error]
  const refused = all.find((each) => each instanceof Refused)
  if (refused instanceof Refused) return refused.refusal
  if (signal.aborted) return refusal('slow', words.fetching.tooSlow(host))
  const message = all[0] instanceof Error ? all[0].message : ''
  // The library's look was the first to refuse: an address written in the URL itself.
  if (message.includes('is not allowed')) return refusal('private', words.fetching.privateAddress(host))
  const code = String((all[0] as NodeJS.ErrnoException)?.code ?? '')
  if (NO_SITE.has(code)) return refusal('not found', words.fetching.noSuchSite(host))
  if (UNREACHABLE.test(code)) return refusal('unreachable', words.fetching.unreachable(host))
  if (CERTIFICATE.test(code)) return refusal('certificate', words.fetching.badCertificate(host))
  return refusal('broken', words.fetching.broken(host))
}
