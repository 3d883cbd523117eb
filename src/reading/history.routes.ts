import { type Request, type Response, Router } from 'express'
import type { ReadPool, Rows } from '../database/read-pool'
import { eventsOf } from '../versions/events.queries'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { NOT_HELD } from './chain.queries'
import { type EventGiven, historyPage } from './history.pages'
import {
  articleNamed,
  chainWithLinks,
  claimWithReportsAndLinks,
  linkAlone,
  MOST_BESIDE,
  speakerNamed,
  type ToldOf,
} from './history.queries'
import { pageOfHistory } from './history-told.queries'
import { idCursor } from './paging'
import { publicEventsOf } from './when-public.queries'

/** What the head of a page of history says. */
interface Head {
  title: string
  section: string
  crumbs: { text: string; path: string }[]
}

const alone = (kind: ToldOf['kind'], id: number): ToldOf[] => [
  { kind, id, state: null, withdrawnReason: null, wasPublic: true, joinedIntoId: null, hasLeft: false },
]

/**
 * The histories of claims (with their reports and links), chains (with their links), links, speakers and articles: what was changed, when and, for
 * the desk, by whom. Each page takes three queries: the row with those beside it, their changes, the names in these; more
 * where there is much that whoever reads is not told.
 */
export function historyRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  const read: Rows = (query, values) => pages.rows(query, values)

  router.get('/claims/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const rows = await read(claimWithReportsAndLinks, [id])
    requireShown(res, words.these.claim, rows)
    const crumbs = [{ text: words.claim.number(id), path: `/claims/${id}` }]
    await show(req, res, rows, { title: words.history.of(words.things.claim(id)), section: '/chains', crumbs })
  })

  router.get('/links/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, words.these.link)
    const rows = await read(linkAlone, [id])
    requireShown(res, words.these.link, rows)
    const crumbs = [{ text: words.link.number(id), path: `/links/${id}` }]
    await show(req, res, rows, { title: words.history.of(words.things.link(id)), section: '/chains', crumbs })
  })

  router.get('/chains/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, words.these.chain)
    const rows = await read(chainWithLinks, [id])
    const [chain] = rows
    if (chain?.kind !== 'chain') throw notFound(words.these.chain)
    // Where its claims are now, and what became of them, tells the chain that it led to, or nothing.
    if (chain.mergedIntoId !== null) return res.redirect(301, `/chains/${chain.mergedIntoId}/history`)
    if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
    const name = chain.title ?? words.chain.chain(id)
    const crumbs = [
      { text: words.chain.chains, path: '/chains' },
      { text: name, path: `/chains/${id}` },
    ]
    await show(req, res, rows, {
      title: words.history.of(chain.title ? words.history.quoted(name) : name),
      section: '/chains',
      crumbs,
    })
  })

  router.get('/speakers/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, words.these.speaker)
    const speaker = await pages.row(speakerNamed, [id])
    if (!speaker || !(speaker.isPublic || visitorOf(res).mayEdit)) throw notFound(words.these.speaker)
    const crumbs = [
      { text: words.layout.speakers, path: '/speakers' },
      { text: speaker.name, path: `/speakers/${id}` },
    ]
    const head = { title: words.history.of(speaker.name), section: '/speakers', crumbs }
    await show(req, res, alone('speaker', id), head)
  })

  router.get('/articles/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const article = await pages.row(articleNamed, [id])
    if (!article) throw notFound(words.these.article)
    requireShown(res, words.these.article, [article])
    const crumbs = [
      { text: words.article.articles, path: '/articles' },
      { text: article.headline, path: `/articles/${id}` },
    ]
    const head = { title: words.history.of(words.history.quoted(article.headline)), section: '/articles', crumbs }
    await show(req, res, alone('article', id), head)
  })

  async function show(req: Request, res: Response, all: readonly ToldOf[], head: Head) {
    const { rows, leftOut } = newest(all)
    const [own] = rows as [ToldOf, ...ToldOf[]]
    const before = idCursor(req.query.before)
    const { mayEdit } = visitorOf(res)
    const canonical = `/${own.kind}s/${own.id}/history`
    const telling = { subject: own, rows, mayEdit, here: canonical }
    const eventsBefore = (before: number | null, limit: number) =>
      mayEdit ? eventsOf(read, rows, { before, limit }) : publicly(read, rows, { before, limit })
    const { events, next } = await pageOfHistory(read, telling, eventsBefore, before)
    historyPage.render(res, {
      ...head,
      canonical,
      events,
      leftOut,
      asOf: own.kind === 'claim' || own.kind === 'chain' ? `/${own.kind}s/${own.id}/as-of` : null,
      isFirst: before === null,
      next: next === null ? null : `${canonical}?before=${next}`,
    })
  }

  return router
}

/** The rows whose changes are told, and a sentence where there are more. */
function newest(all: readonly ToldOf[]): { rows: ToldOf[]; leftOut: string | null } {
  const of = (kind: ToldOf['kind']) => all.filter((row) => row.kind === kind)
  const [statements, links] = [of('statement'), of('link')]
  const tooMany = [
    ...(statements.length > MOST_BESIDE ? [words.history.ofStatements] : []),
    ...(links.length > MOST_BESIDE ? [words.history.ofLinks] : []),
  ]
  const rest = all.filter(({ kind }) => kind !== 'statement' && kind !== 'link')
  const isAlone = rest.length === 0
  return {
    rows: isAlone ? [...all] : [...rest, ...statements.slice(0, MOST_BESIDE), ...links.slice(0, MOST_BESIDE)],
    leftOut: tooMany.length === 0 ? null : words.history.newestOnly(tooMany, MOST_BESIDE),
  }
}

/** The changes that readers may be told of, as far as a query can tell: of speakers and articles, what was public. */
function publicly(
  read: Rows,
  rows: readonly ToldOf[],
  asked: { before: number | null; limit: number },
): Promise<EventGiven[]> {
  const [own] = rows
  if (own?.kind !== 'speaker' && own?.kind !== 'article') return eventsOf(read, rows, asked)
  return read(publicEventsOf[own.kind], [own.id, asked.before, asked.limit])
}

/** The first of the rows is the page's own. A joined claim was public, and what it said stands with the one it is now. */
function requireShown(res: Response, what: string, [row]: readonly ToldOf[]) {
  if (!row) throw notFound(what)
  if (visitorOf(res).mayEdit || row.joinedIntoId !== null) return
  if (row.state === 'draft' || !row.wasPublic) throw notFound(what)
  if (row.state === 'withdrawn') throw gone(what, row.withdrawnReason ?? words.problems.noReason)
}
