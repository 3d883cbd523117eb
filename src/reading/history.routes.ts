import { type Request, type Response, Router } from 'express'
import type { ReadPool, Rows } from '../database/read-pool'
import { eventsOf, namesIn } from '../versions/events.queries'
import { idFrom } from '../web/parse'
import { gone, notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { type EventGiven, historyPage, type Telling, toldEvents } from './history.pages'
import { articleNamed, claimWithReportsAndLinks, linkAlone, speakerNamed, type ToldOf } from './history.queries'
import { idCursor, PAGE_SIZE, pageOf } from './paging'
import { publicEventsOf } from './when-public.queries'

/** What the head of a page of history says. */
interface Head {
  title: string
  section: string
  crumbs: { text: string; path: string }[]
}

const alone = (kind: ToldOf['kind'], id: number): ToldOf[] => [
  { kind, id, state: null, withdrawnReason: null, wasPublic: true, joinedIntoId: null },
]

/**
 * The histories of claims (with their reports and links), links, speakers and articles: what was changed, when and, for
 * the desk, by whom. Each page takes three queries: the row with those beside it, their changes, the names in these.
 */
export function historyRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  const read: Rows = (query, values) => pages.rows(query, values)

  router.get('/claims/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, 'This claim')
    const rows = await read(claimWithReportsAndLinks, [id])
    requireShown(res, 'This claim', rows)
    const crumbs = [{ text: `Claim ${id}`, path: `/claims/${id}` }]
    await show(req, res, rows, { title: `History of claim ${id}`, section: '/chains', crumbs })
  })

  router.get('/links/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, 'This link')
    const rows = await read(linkAlone, [id])
    requireShown(res, 'This link', rows)
    const crumbs = [{ text: `Link ${id}`, path: `/links/${id}` }]
    await show(req, res, rows, { title: `History of link ${id}`, section: '/chains', crumbs })
  })

  router.get('/speakers/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, 'This speaker')
    const speaker = await pages.row(speakerNamed, [id])
    if (!speaker || !(speaker.isPublic || visitorOf(res).mayEdit)) throw notFound('This speaker')
    const crumbs = [
      { text: 'Speakers', path: '/speakers' },
      { text: speaker.name, path: `/speakers/${id}` },
    ]
    const head = { title: `History of ${speaker.name}`, section: '/speakers', crumbs }
    await show(req, res, alone('speaker', id), head)
  })

  router.get('/articles/:id/history', async (req, res) => {
    const id = idFrom(req.params.id, 'This article')
    const article = await pages.row(articleNamed, [id])
    if (!article) throw notFound('This article')
    requireShown(res, 'This article', [article])
    const crumbs = [
      { text: 'Articles', path: '/articles' },
      { text: article.headline, path: `/articles/${id}` },
    ]
    const head = { title: `History of “${article.headline}”`, section: '/articles', crumbs }
    await show(req, res, alone('article', id), head)
  })

  async function show(req: Request, res: Response, rows: readonly ToldOf[], head: Head) {
    const [own] = rows as [ToldOf, ...ToldOf[]]
    const before = idCursor(req.query.before)
    const { mayEdit } = visitorOf(res)
    const { shown, last } = pageOf(await (mayEdit ? eventsOf : publicly)(read, rows, { before, limit: PAGE_SIZE + 1 }))
    const images = shown.flatMap((event) => [event.before, event.after])
    const canonical = `/${own.kind}s/${own.id}/history`
    const telling: Telling = { subject: own, rows, names: await namesIn(read, images), mayEdit, here: canonical }
    historyPage.render(res, {
      ...head,
      canonical,
      events: toldEvents(shown, telling),
      asOf: own.kind === 'claim' ? `/claims/${own.id}/as-of` : null,
      isFirst: before === null,
      next: last && `${canonical}?before=${last.historyId}`,
    })
  }

  return router
}

/** The changes that readers may be told of, as far as a query can tell: of speakers and articles, what was public. */
function publicly(read: Rows, rows: readonly ToldOf[], asked: Parameters<typeof eventsOf>[2]): Promise<EventGiven[]> {
  const [own] = rows
  if (own?.kind !== 'speaker' && own?.kind !== 'article') return eventsOf(read, rows, asked)
  return read(publicEventsOf[own.kind], [own.id, asked.before ?? null, asked.limit])
}

/** The first of the rows is the page's own. A joined claim was public, and what it said stands with the one it is now. */
function requireShown(res: Response, what: string, [row]: readonly ToldOf[]) {
  if (!row) throw notFound(what)
  if (visitorOf(res).mayEdit || row.joinedIntoId !== null) return
  if (row.state === 'draft' || !row.wasPublic) throw notFound(what)
  if (row.state === 'withdrawn') throw gone(what, row.withdrawnReason ?? 'no reason was given')
}
