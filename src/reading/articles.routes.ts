import { Router } from 'express'
import { articleGone, openArticle } from '../articles/withdrawn-article'
import { withdrawnArticle } from '../claims/withdrawn-article.queries'
import type { ReadPool } from '../database/read-pool'
import { REDACTED } from '../proof/redaction'
import { redactionOf } from '../proof/redactions.queries'
import { idFrom } from '../web/parse'
import { notFound, redacted } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { articleInList, articleListPage, articlePage, articlePageModel, type LaterTexts } from './articles.pages'
import {
  type ArticleRow,
  articleById,
  articlesForEditors,
  articlesForReaders,
  type StatementCardRow,
  statementsLeftBehind,
  statementsOfArticle,
} from './articles.queries'
import { editsOfClaims } from './edits.queries'
import { linksOfClaims } from './links.queries'
import { afterDay, dayCursor, pageOf } from './paging'
import { waysOfList } from './ways-of-pages'

/** Articles, and one with its marked statements. The list takes one query, an article three (text, statements,
 * links), and one that was captured anew two more. */
export function articleRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/articles', async (req, res) => {
    const cursor = dayCursor(req.query.after)
    const query = visitorOf(res).mayEdit ? articlesForEditors : articlesForReaders
    const rows = await pages.rows(query, [cursor ? cursor.day : 'infinity', cursor?.id ?? LARGEST_INTEGER])
    const { shown, last } = pageOf(rows)
    const here = cursor === null ? '/articles' : `/articles?after=${afterDay(cursor)}`
    const lines = shown.map(({ id, headline }) => ({ path: `/articles/${id}`, name: headline }))
    articleListPage.render(res, {
      title: words.article.articles,
      description: words.article.listDescription,
      section: '/articles',
      canonical: here,
      waysOut: waysOfList(here, words.article.articles, lines),
      articles: shown.map(articleInList),
      next: last && `/articles?after=${afterDay({ day: last.publishedOn, id: last.id })}`,
    })
  })

  router.get('/articles/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { mayEdit } = visitorOf(res)
    const [article, statements] = await Promise.all([
      pages.row(articleById, [id]),
      pages.rows(statementsOfArticle, [id]),
    ])
    if (!article || statements.length === 0 || article.headline === REDACTED) await refuseWhatIsGone(pages, id, mayEdit)
    if (!article) throw notFound(words.these.article)
    const later = await laterTexts(article, statements)
    // What its newest text has no more is still told of: with that alone it is as public as in any list.
    const isTold = statements.length + (later?.leftBehind.length ?? 0) > 0
    if (!isTold && !mayEdit) throw notFound(words.these.article)
    const links = await pages.rows(linksOfClaims, [[...new Set(statements.map((statement) => statement.id))]])
    articlePage.render(res, articlePageModel(article, statements, links, mayEdit, later))
  })

  /** An article that was captured once takes no query for it. */
  async function laterTexts(
    { id, revision }: ArticleRow,
    statements: StatementCardRow[],
  ): Promise<LaterTexts | undefined> {
    if (revision === 1) return undefined
    const leftBehind = await pages.rows(statementsLeftBehind, [id])
    const claims = [...statements, ...leftBehind].map((statement) => statement.id)
    return { leftBehind, edits: await pages.rows(editsOfClaims, [[...new Set(claims)], id]) }
  }

  return router
}

/** Of one that was erased or withdrawn, the public reason. */
async function refuseWhatIsGone(pages: ReadPool, id: number, mayEdit: boolean) {
  const redaction = await pages.row(redactionOf, ['article', id])
  if (redaction) throw redacted(words.these.article, redaction.reason)
  const withdrawn = await pages.row(withdrawnArticle, [id])
  if (!withdrawn) return
  if (!mayEdit && !withdrawn.wasPublic) throw notFound(words.these.article)
  if (mayEdit) openArticle(id, { withdrawnReason: withdrawn.reason })
  throw articleGone(withdrawn.reason)
}
