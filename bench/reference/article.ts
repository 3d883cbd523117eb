import { articlePageModel } from '../../src/reading/articles.pages'
import { articleById, statementsOfArticle } from '../../src/reading/articles.queries'
import { linksOfClaims } from '../../src/reading/links.queries'
import type { BarePage } from './app'

/** An article with its statements, as excerpts to readers. */
export const article: BarePage = async (rows, req) => {
  const id = Number(req.params.id)
  const [[article], statements] = await Promise.all([rows(articleById, [id]), rows(statementsOfArticle, [id])])
  if (!article) throw new Error('no such article')
  const links = await rows(linksOfClaims, [[...new Set(statements.map((statement) => statement.id))]])
  return { view: 'reading/article', model: articlePageModel(article, statements, links, false) }
}
