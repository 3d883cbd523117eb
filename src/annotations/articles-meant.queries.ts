import type { EntityManager } from 'typeorm'
import { words } from '../words/words'
import { addProblem, type ForeignAnnotation } from './foreign-annotation'
import type { LineProblem } from './json-lines'

/** Where annotations are to be looked for. */
export interface Meant {
  /** By the numbers of articles, ascending, which may be of none. */
  byArticle: Map<number, ForeignAnnotation[]>
  /** Of those that don’t tell which article they are on. */
  problems: LineProblem[]
}

/**
 * The article that each annotation is on: the one at its address, as imports compare addresses; or that of one of our own pages, of the
 * article or of one of its texts. A place within the page (`#…`) is none of its address. All addresses are asked for at once.
 *
 * @param articleId the article that all of them are on, whatever they tell
 */
export async function articlesMeant(
  db: EntityManager,
  annotations: readonly ForeignAnnotation[],
  { articleId, baseUrl }: { articleId: number | null; baseUrl: string },
): Promise<Meant> {
  const byArticle = new Map<number, ForeignAnnotation[]>()
  const problems: LineProblem[] = []
  const known = articleId === null ? await articlesAt(db, annotations, baseUrl) : null
  for (const annotation of annotations) {
    const at = known ? meantBy(annotation, known, baseUrl) : { articleId: articleId as number }
    if ('problem' in at) {
      if (!addProblem(problems, { line: annotation.line, problem: at.problem })) break
    } else if (!byArticle.get(at.articleId)?.push(annotation)) byArticle.set(at.articleId, [annotation])
  }
  return { byArticle: new Map([...byArticle].toSorted(([a], [b]) => a - b)), problems }
}

/** Of each address one article there, and whether there are others. */
type Known = ReadonlyMap<string, { id: number; areSeveral: boolean }>

async function articlesAt(
  db: EntityManager,
  annotations: readonly ForeignAnnotation[],
  baseUrl: string,
): Promise<Known> {
  const urls = annotations.flatMap(({ source }) => (source === null || ownIn(source, baseUrl) ? [] : spelt(source)))
  const rows: { url: string; id: number; areSeveral: boolean }[] = await db.query(
    `SELECT url, max(id) AS id, count(*) > 1 AS "areSeveral" FROM articles
     WHERE url = ANY($1) AND withdrawn_reason IS NULL GROUP BY url`,
    [[...new Set(urls)]],
  )
  return new Map(rows.map(({ url, ...one }) => [url, one]))
}

const pageOf = (source: string) => source.replace(/#.*$/s, '')
const spelt = (source: string) => [...new Set([source, pageOf(source)])]

/** The number in an address of ours. */
function ownIn(source: string, baseUrl: string): number | null {
  const page = pageOf(source)
  if (!page.startsWith(`${baseUrl}/`)) return null
  const [, own] = /^\/articles\/([1-9]\d{0,8})(?:\/revisions\/\d+)?(?:\.txt)?$/.exec(page.slice(baseUrl.length)) ?? []
  return own === undefined ? null : Number(own)
}

function meantBy(
  { source }: ForeignAnnotation,
  known: Known,
  baseUrl: string,
): { articleId: number } | { problem: string } {
  if (source === null) return { problem: words.annotations.noSource }
  const own = ownIn(source, baseUrl)
  if (own !== null) return { articleId: own }
  const there = spelt(source).flatMap((url) => known.get(url) ?? [])
  const [only, another] = there
  if (!only) return { problem: words.annotations.noArticleAt(shown(source)) }
  if (only.areSeveral || (another && (another.areSeveral || another.id !== only.id)))
    return { problem: words.annotations.severalAt(shown(source)) }
  return { articleId: only.id }
}

/** An address may be of a file’s length. */
const shown = (address: string) => (address.length > 300 ? `${address.slice(0, 300)}…` : address)
