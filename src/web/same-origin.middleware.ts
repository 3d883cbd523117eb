import type { Request, RequestHandler } from 'express'
import { words } from '../words/words'
import { Problem } from './problems'

/** Methods that change nothing (RFC 9110, section 9.2.1). */
export const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another site's page asks for in an editor's name (CSRF). Browsers say where a request comes from
 * in Sec-Fetch-Site; one too old for that says it in Origin; one that says neither is refused. Requests with an API
 * token are let by: no browser adds that by itself.
 *
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function sameOriginOnly(): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || req.headers.authorization?.startsWith('Bearer ')) return next()
    if (isAskedFromHere(req)) return next()
    throw new Problem(403, words.problems.refused, words.problems.fromAnotherSite)
  }
}

/** Whether a page of ours, or a person's own doing, asked for this. */
export const isAskedFromHere = ({ headers }: Request): boolean =>
  cameFromHere(headers['sec-fetch-site'], headers.origin, headers.host)

function cameFromHere(
  site: string | string[] | undefined,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  // "none" is a person's own doing: a bookmark or a typed address.
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined || host === undefined) return false
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
