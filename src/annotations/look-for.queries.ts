import type { EntityManager } from 'typeorm'
import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { words } from '../words/words'
import { anchor, standsOnce } from './anchor'
import { addProblem, type ForeignAnnotation, type ReadAnnotations } from './foreign-annotation'
import { inOrder, type LineProblem } from './json-lines'
import { turns } from './turns.queries'

/** The newest text of an article that is not withdrawn, without its words. */
export interface NewestText {
  articleId: number
  revisionId: number
  /** In code points. */
  length: number
  /** SHA-256 of its words, as they are now: a redaction changes them. */
  sha256: string
}

/** An annotation that was found in a text. */
export interface Found {
  annotation: ForeignAnnotation
  text: NewestText
  spans: TextPositionSelector[]
  /** Nothing but its position told which of several places it is at. */
  byPosition: boolean
  /** What tells it from others on its article. */
  identity: string
}

/** The newest texts of these articles, by the articles’ numbers; of one that is withdrawn, or isn’t there, none. */
export async function newestTexts(
  db: EntityManager,
  articleIds: readonly number[],
): Promise<ReadonlyMap<number, NewestText>> {
  const rows: NewestText[] = await db.query(
    `SELECT DISTINCT ON (revisions.article_id) revisions.article_id AS "articleId", revisions.id AS "revisionId", revisions.length,
       encode(coalesce(redacted_sha256, text_sha256), 'hex') AS sha256
     FROM revisions JOIN articles ON articles.id = revisions.article_id AND withdrawn_reason IS NULL
     WHERE revisions.article_id = ANY($1) ORDER BY revisions.article_id, revisions.number DESC`,
    [articleIds],
  )
  return new Map(rows.map((row) => [row.articleId, row]))
}

/**
 * Code points that are looked through for one file: the lengths of texts, times the parts that are looked for in them. Some twenty seconds of
 * a slow core, while somebody waits: two thousand passages in a text of 500 kB, two hundred (an answer of Hypothesis’s) in one of 5 MB.
 */
const MOST_LOOKED_THROUGH = 1_000_000_000

/** Looks for annotations in the newest texts of their articles, one article after the other: only one text is ever in memory. */
export async function lookFor(
  db: EntityManager,
  byArticle: ReadonlyMap<number, readonly ForeignAnnotation[]>,
  texts: ReadonlyMap<number, NewestText>,
  { format, positions }: Pick<ReadAnnotations, 'format' | 'positions'>,
  tell: (done: number) => void,
): Promise<{ found: Found[] } | { problems: LineProblem[] }> {
  const tooMuch = whyTooMuch(byArticle, texts)
  if (tooMuch) return { problems: [tooMuch] }
  const found: Found[] = []
  const problems: LineProblem[] = []
  const all = [...byArticle.values()].reduce((sum, some) => sum + some.length, 0)
  const othersIn = turns(db)
  let done = 0
  for (const [articleId, annotations] of byArticle) {
    const text = texts.get(articleId)
    const points = text ? await wordsOf(db, text) : null
    for (const annotation of annotations) {
      const { line } = annotation
      const anchored =
        text && points ? anchor(points, annotation, positions) : { problem: words.annotations.noArticle(articleId) }
      done += 1
      if ('spans' in anchored && text && points) {
        const identity = format === 'brat' ? markIn(points, text, annotation, anchored.spans) : annotation.identity
        found.push({ annotation, text, identity, ...anchored })
      } else if ('problem' in anchored && !addProblem(problems, { line, problem: anchored.problem }, all - done))
        return { problems: inOrder(problems) }
      tell(done)
      await othersIn()
    }
  }
  return problems.length > 0 ? { problems: inOrder(problems) } : { found: format === 'brat' ? numbered(found) : found }
}

async function wordsOf(db: EntityManager, { revisionId }: NewestText): Promise<CodePoints> {
  const [{ text }] = await db.query('SELECT text FROM revisions WHERE id = $1', [revisionId])
  return new CodePoints(text)
}

function whyTooMuch(
  byArticle: ReadonlyMap<number, readonly ForeignAnnotation[]>,
  texts: ReadonlyMap<number, NewestText>,
): LineProblem | null {
  let [letters, annotations] = [0, 0]
  for (const [articleId, some] of byArticle) {
    const parts = some.reduce((sum, one) => sum + one.parts.length, 0)
    letters += parts * (texts.get(articleId)?.length ?? 0)
    annotations += some.length
  }
  if (letters <= MOST_LOOKED_THROUGH) return null
  const most = Math.max(1, Math.floor((annotations * MOST_LOOKED_THROUGH) / letters))
  return { line: null, problem: words.annotations.tooMuch(most) }
}

/**
 * A mark of brat’s has no name that stays. It is the same again where its words stand once, wherever that is now; of words that stand
 * several times, only at the same place of the same text.
 */
function markIn(
  points: CodePoints,
  { sha256 }: NewestText,
  { identity, parts }: ForeignAnnotation,
  spans: readonly TextPositionSelector[],
): string {
  const isOnly = parts.every(({ exact }) => standsOnce(points, exact))
  return JSON.stringify(isOnly ? [identity] : [identity, sha256, spans])
}

/** Marks that are the same are told apart by their number among these: two people may say the same words. */
function numbered(found: readonly Found[]): Found[] {
  const seen = new Map<string, number>()
  return found.map((one) => {
    const key = `${one.text.articleId} ${one.identity}`
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before === 0 ? one : { ...one, identity: `${one.identity} ${before}` }
  })
}
