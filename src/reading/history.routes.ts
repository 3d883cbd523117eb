import { type Request, type Response, Router } from 'express'
import type { ReadPool, Rows } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { type FoundHistory, findHistory, type HistoryOf, readHistory } from './histories.queries'
import { historyPage } from './history.pages'
import { idCursor, PAGE_SIZE } from './paging'

/** What the head of a page of history says. */
interface Head {
  title: string
  section: string
  crumbs: { text: string; path: string }[]
}

const chains = { text: words.chain.chains, path: '/chains' }
const speakers = { text: words.layout.speakers, path: '/speakers' }
const articles = { text: words.article.articles, path: '/articles' }

/** Of what history is headed how; the crumbs lead back to whose it is. */
const HEADS: Record<HistoryOf, (id: number, name: string | null) => Head> = {
  claim: (id) => ({
    title: words.history.of(words.things.claim(id)),
    section: '/chains',
    crumbs: [{ text: words.claim.number(id), path: `/claims/${id}` }],
  }),
  link: (id) => ({
    title: words.history.of(words.things.link(id)),
    section: '/chains',
    crumbs: [{ text: words.link.number(id), path: `/links/${id}` }],
  }),
  chain: (id, title) => ({
    title: words.history.of(title === null ? words.chain.chain(id) : words.history.quoted(title)),
    section: '/chains',
    crumbs: [chains, { text: title ?? words.chain.chain(id), path: `/chains/${id}` }],
  }),
  speaker: (id, name) => ({
    title: words.history.of(name ?? ''),
    section: '/speakers',
    crumbs: [speakers, { text: name ?? '', path: `/speakers/${id}` }],
  }),
  article: (id, headline) => ({
    title: words.history.of(words.history.quoted(headline ?? '')),
    section: '/articles',
    crumbs: [articles, { text: headline ?? '', path: `/articles/${id}` }],
  }),
}

/**
 * The histories of claims (with their reports and links), chains (with their links), links, speakers and articles: what was changed, when and, for
 * the desk, by whom. Each page takes three queries: the row with those beside it, their changes, the names in these; more
 * where there is much that whoever reads is not told.
 */
export function historyRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  const read: Rows = (query, values) => pages.rows(query, values)

  router.get('/claims/:id/history', (req, res) => showOf('claim', req, res))
  router.get('/links/:id/history', (req, res) => showOf('link', req, res))
  router.get('/chains/:id/history', (req, res) => showOf('chain', req, res))
  router.get('/speakers/:id/history', (req, res) => showOf('speaker', req, res))
  router.get('/articles/:id/history', (req, res) => showOf('article', req, res))

  async function showOf(kind: HistoryOf, req: Request, res: Response) {
    const id = idFrom(req.params.id, words.these[kind])
    const found = await findHistory(read, kind, id, visitorOf(res).mayEdit)
    if ('mergedIntoId' in found) return res.redirect(301, `/${kind}s/${found.mergedIntoId}/history`)
    await show(req, res, kind, id, found)
  }

  async function show(req: Request, res: Response, kind: HistoryOf, id: number, { rows, name }: FoundHistory) {
    const before = idCursor(req.query.before)
    const { mayEdit } = visitorOf(res)
    const canonical = `/${kind}s/${id}/history`
    const { events, next, leftOut } = await readHistory(read, rows, { mayEdit, before, size: PAGE_SIZE })
    historyPage.render(res, {
      ...HEADS[kind](id, name),
      canonical,
      events,
      leftOut,
      asOf: kind === 'claim' || kind === 'chain' ? `/${kind}s/${id}/as-of` : null,
      isFirst: before === null,
      next: next === null ? null : `${canonical}?before=${next}`,
    })
  }

  return router
}
