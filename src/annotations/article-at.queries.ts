import type { EntityManager } from 'typeorm'
import { articlesAt } from '../importing/here-already.queries'
import { words } from '../words/words'

/** The article that an annotation is on, or why that is not told by its address. */
export type ArticleAt = { articleId: number } | { problem: string }

/**
 * The article at an address, as imports compare addresses; or that of one of our own pages, of the article or of one of its texts. A place
 * within the page (`#…`) is none of its address.
 */
export async function articleAt(db: EntityManager, source: string | null, baseUrl: string): Promise<ArticleAt> {
  if (source === null) return { problem: words.annotations.noSource }
  const page = source.replace(/#.*$/s, '')
  const [, own] = page.startsWith(`${baseUrl}/`)
    ? (/^\/articles\/([1-9]\d{0,8})(?:\/revisions\/\d+)?(?:\.txt)?$/.exec(page.slice(baseUrl.length)) ?? [])
    : []
  if (own !== undefined) return { articleId: Number(own) }
  const [only, another] = await articlesAt(db, [...new Set([source, page])])
  if (!only) return { problem: words.annotations.noArticleAt(source) }
  return another ? { problem: words.annotations.severalAt(source) } : { articleId: only.articleId }
}
