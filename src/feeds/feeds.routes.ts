import { type Request, type Response, Router } from 'express'
import type { Policy } from '../accounts/policy'
import type { ReadPool } from '../database/read-pool'
import { CHAIN_PAGE_SIZE } from '../reading/chain.queries'
import { chainTitle } from '../reading/chain-title'
import { newlyRecorded } from '../search/newly-recorded.queries'
import { existingFilters } from '../search/results.queries'
import { SearchFilters } from '../search/search.schema'
import { searchAddress, typedFilters } from '../search/search-address'
import { deskOf } from '../web/desk'
import { idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { words } from '../words/words'
import { ATOM, atom } from './atom'
import { editEntries } from './edit-entries.queries'
import { type FeedDocument, type FeedEntry, lastUpdated, MOST_ENTRIES, newestOf } from './feed'
import { claimEntries, linkEntries } from './feed-entries.queries'
import { deskSince, speakerOfFeed } from './feeds.queries'
import { JSON_FEED, jsonFeed } from './json-feed'
import { newestLinks, newestLinksOfChain, newestLinksOfSpeaker } from './newest-links.queries'
import { publicChain } from './public-rows.queries'

export const feedPolicy: Policy = {
  'GET /feed.atom': 'anyone',
  'GET /feed.json': 'anyone',
  'GET /chains/:id/feed.atom': 'anyone',
  'GET /chains/:id/feed.json': 'anyone',
  'GET /speakers/:id/feed.atom': 'anyone',
  'GET /speakers/:id/feed.json': 'anyone',
  'GET /search/feed.atom': 'anyone',
  'GET /search/feed.json': 'anyone',
}

interface Format {
  suffix: 'atom' | 'json'
  mediaType: string
  write(feed: FeedDocument): string
}

const FORMATS: Record<Format['suffix'], Format> = {
  atom: { suffix: 'atom', mediaType: ATOM, write: atom },
  json: { suffix: 'json', mediaType: JSON_FEED, write: jsonFeed },
}

/** Where feeds are read from, and the address that theirs begin with. */
interface Source {
  pages: ReadPool
  baseUrl: string
}

/**
 * Feeds of what is new: links of the site, a chain or a speaker, and claims that a search finds. Everybody is given the same,
 * with or without an account. Three queries each; a chain four, and two more where an article changed what it reports; a search
 * five.
 */
export function feedRoutes(source: Source) {
  const router = Router()
  addLinkFeeds(router, source)
  addSearchFeed(router, source)
  return router
}

function addLinkFeeds(router: Router, source: Source) {
  const { pages } = source

  const ofSite = (format: Format) => async (_req: Request, res: Response) => {
    const entries = await linkEntries(source, await pages.rows(newestLinks))
    await send(res, source, format, { path: '', page: '/', title: words.ways.newLinks, entries })
  }
  router.get('/feed.atom', ofSite(FORMATS.atom))
  router.get('/feed.json', ofSite(FORMATS.json))

  const ofChain = (format: Format) => async (req: Request, res: Response) => {
    const id = idFrom(req.params.id, words.these.chain)
    const chain = await publicChain(pages, id)
    if (chain.id !== id) return res.redirect(301, `/chains/${chain.id}/feed.${format.suffix}`)
    const path = `/chains/${id}`
    const onOnePage = chain.size <= CHAIN_PAGE_SIZE
    const rows = await pages.rows(newestLinksOfChain, [chain.componentId])
    const links = await linkEntries(source, rows, (link) => (onOnePage ? `${path}#link-${link}` : `/links/${link}`))
    const entries = newestOf([...links, ...(await editEntries(source, chain.componentId))])
    await send(res, source, format, { path, page: path, title: words.ways.newLinksOf(chainTitle(chain)), entries })
  }
  router.get('/chains/:id/feed.atom', ofChain(FORMATS.atom))
  router.get('/chains/:id/feed.json', ofChain(FORMATS.json))

  const ofSpeaker = (format: Format) => async (req: Request, res: Response) => {
    const id = idFrom(req.params.id, words.these.speaker)
    const speaker = await pages.row(speakerOfFeed, [id])
    if (!speaker?.isPublic) throw notFound(words.these.speaker)
    if (speaker.id !== id) return res.redirect(301, `/speakers/${speaker.id}/feed.${format.suffix}`)
    const path = `/speakers/${id}`
    const entries = await linkEntries(source, await pages.rows(newestLinksOfSpeaker, [id]))
    await send(res, source, format, { path, page: path, title: words.ways.newLinksOf(speaker.name), entries })
  }
  router.get('/speakers/:id/feed.atom', ofSpeaker(FORMATS.atom))
  router.get('/speakers/:id/feed.json', ofSpeaker(FORMATS.json))
}

function addSearchFeed(router: Router, source: Source) {
  const ofSearch = (format: Format) => async (req: Request, res: Response) => {
    // What kind of thing is listed, and in which order, is the page's; a feed is of claims, those recorded last first.
    const { kind, sort, ...asked } = parsed(SearchFilters, req.query)
    const found = await source.pages.byIndex(async (rows) => {
      const read = await existingFilters(rows, asked)
      if ('problems' in read) return read
      return { ...read, ids: await newlyRecorded(rows, read.filters, MOST_ENTRIES) }
    })
    if ('problems' in found) throw unprocessable(Object.values(found.problems).join(' '), { errors: found.problems })
    const typed = typedFilters(found.filters)
    const page = searchAddress(typed)
    const [, query = ''] = page.split('?')
    const title = words.ways.claimsFound(typed.q)
    await send(res, source, format, {
      path: '/search',
      page,
      query: query && `?${query}`,
      title,
      entries: await claimEntries(source, found.ids),
    })
  }
  router.get('/search/feed.atom', ofSearch(FORMATS.atom))
  router.get('/search/feed.json', ofSearch(FORMATS.json))
}

/** A feed before it is written: `path` and `query` are its own address, `page` is what it follows. */
interface Told {
  path: string
  page: string
  query?: string
  title: string
  entries: FeedEntry[]
}

async function send(res: Response, { pages, baseUrl }: Source, { suffix, mediaType, write }: Format, told: Told) {
  const { path, page, query = '', title, entries } = told
  const { name } = deskOf(res)
  const since = entries.length > 0 ? null : await pages.row(deskSince)
  const feed: FeedDocument = {
    id: baseUrl + page,
    title: words.ways.feedOf(title, name),
    author: name,
    page: baseUrl + page,
    self: `${baseUrl}${path}/feed.${suffix}${query}`,
    updated: lastUpdated(entries, since?.updated ?? ''),
    entries,
  }
  // Public, and no cookie changes it: any site's script may read it.
  res.set('Access-Control-Allow-Origin', '*').set('Content-Type', mediaType).send(write(feed))
}
