import type { Request, RequestHandler, Response } from 'express'
import { routeOf } from './accounts/policy.middleware'
import { accountOrNull } from './accounts/visitor.middleware'
import type { ReadPool } from './database/read-pool'
import type { CurrentSettings } from './settings/settings.queries'
import { COMPRESSION, type Coding } from './web/compressed'
import { setDesk } from './web/desk'
import { type KeptPage, KeptPages, type State } from './web/kept-pages'
import { whenMade } from './web/page'

/**
 * Some six hundred pages of 35 kB with both their compressed forms: more than readers ask for again within minutes, and a
 * quarter of what the process takes anyway.
 */
const MOST_BYTES = 32 * 1024 * 1024

interface KeptParts {
  settings: CurrentSettings
  pages: ReadPool
  /** The routes whose pages are made of nothing but the database, the settings and the address: `GET /claims/:id`. */
  routes: ReadonlySet<string>
  /** Counts what was kept, and what had to be made. */
  told?(outcome: 'hit' | 'miss'): void
}

/**
 * Sends a readers' page that this process made before as it is, while the database is in the state that it was made of
 * (`CurrentSettings.state`): one query of some tens of microseconds in place of the page's own. A page is kept under a state
 * that was read before it was made, so that whatever is written meanwhile is another. One that isn't kept costs no query: of
 * the states that were read before it, the last will do. Of several who ask for the same page at once the first has it
 * made. Whoever has a session's cookie is neither sent such a page nor makes one.
 *
 * Where there are replicas, each has states of its own, and none that is behind what a page was made of makes it again: it would
 * go back in time. The primary does, then. So each page has to know how far the log went that it was made of, and the state is asked for
 * before every one: the last that was read may be minutes old, and a replica that lacks what the page has would seem to have it all.
 */
export function keptPages({ settings, pages, routes, told }: KeptParts): RequestHandler {
  const kept = new KeptPages(MOST_BYTES)
  const making = new Map<string, { state: State; page: Promise<KeptPage | null> }>()
  const lastRead = new Map<ReadPool, State>()

  /** What holds where the page is read, that of its address or a later one; null where nobody says. */
  const stateFor = async (address: string): Promise<State | null> => {
    const read = await settings.state()
    const isBehind = read.position < kept.positionOf(address)
    return isBehind && pages.toPrimary() ? settings.state() : read
  }

  return async (req, res, next) => {
    if (!isForAll(req, res, routes)) return next()
    const address = req.originalUrl
    let { place } = pages
    let state = lastRead.get(place) ?? null
    if (state === null || pages.hasReplicas || kept.has(address) || making.has(address)) {
      // Where the database is away, the page says so itself.
      state = await stateFor(address).catch(() => null)
      if (state === null) return next()
      place = pages.place
      lastRead.set(place, state)
      setDesk(res, await settings.now())
    }
    const underWay = making.get(address)
    const known = kept.find(address, state) ?? (underWay?.state.text === state.text ? await underWay.page : null)
    told?.(known ? 'hit' : 'miss')
    if (known) return send(req, res, known)
    // What was read in part elsewhere is of no one state.
    const keep = (made: Made) => (pages.place === place ? kept.keep(address, state, made) : null)
    const made = { state, page: pageOf(req, res, keep) }
    making.set(address, made)
    made.page.finally(() => {
      if (making.get(address) === made) making.delete(address)
    })
    next()
  }
}

const isForAll = (req: Request, res: Response, routes: ReadonlySet<string>) =>
  routes.has(routeOf(res)) && req.session === undefined && accountOrNull(res) === null

type Made = Omit<KeptPage, 'coded'>

/** The page that is made for this request, once it is; null where none is, but a redirect or a refusal. */
function pageOf(req: Request, res: Response, keep: (made: Made) => KeptPage | null): Promise<KeptPage | null> {
  return new Promise((resolve) => {
    res.once('close', () => resolve(null))
    whenMade(res, (html) => {
      const body = Buffer.from(html)
      if (res.statusCode !== 200 || res.get('Cache-Control') !== 'no-cache') return void res.send(body)
      const made = { body, etag: etagOf(req, body), robots: res.get('X-Robots-Tag') ?? null }
      resolve(keep(made))
      res.set('ETag', made.etag).send(body)
    })
  })
}

const etagOf = (req: Request, body: Buffer): string => req.app.get('etag fn')(body)

/** As it would be sent if it had just been made: with the same headers, 304 to whoever has it, compressed for whoever takes that. */
async function send(req: Request, res: Response, { body, etag, robots, coded }: KeptPage) {
  res.type('html').set('ETag', etag)
  if (robots !== null) res.set('X-Robots-Tag', robots)
  const coding = req.method === 'GET' && !req.fresh ? codingFor(req, body) : null
  // `compression` says that it varies, and leaves alone what is coded.
  if (coding) res.set('Content-Encoding', coding)
  res.send(coding ? await coded(coding) : body)
}

function codingFor(req: Request, { length }: Buffer): Coding | null {
  if (length < COMPRESSION.threshold) return null
  return (['br', 'gzip'] as const).find((coding) => req.acceptsEncodings(coding)) ?? null
}
