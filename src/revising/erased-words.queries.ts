import type { EntityManager } from 'typeorm'
import { words } from '../words/words'

/** A new text of an article, and whether whoever captures it says that none of the words erased from the article is in it. */
interface TextToAdd {
  textSha256: Buffer
  withoutErased: boolean
}

/**
 * Why this can't be the next text of an article from which words were erased; null where none were, or none of them is in
 * it. Nobody but whoever captures it can tell: what was erased is kept nowhere, so a text is known again only whole, by
 * its hash. Called with all texts of the article held.
 */
export async function problemOfErasedWords(
  db: EntityManager,
  articleId: number,
  { textSha256, withoutErased }: TextToAdd,
): Promise<string | null> {
  const { isErased, same, numbers } = await erasedOf(db, articleId, textSha256)
  if (isErased) return words.revisions.articleErased
  if (same !== null) return words.revisions.erasedText(same)
  if (numbers.length === 0 || withoutErased) return null
  return words.revisions.perhapsErased(numbers)
}

/** The numbers of an article's texts from which words were erased. */
export async function erasedTexts(db: EntityManager, articleId: number): Promise<number[]> {
  const rows: { number: number }[] = await db.query(
    'SELECT number FROM revisions WHERE article_id = $1 AND redacted_sha256 IS NOT NULL ORDER BY number',
    [articleId],
  )
  return rows.map(({ number }) => number)
}

interface Erased {
  /** The article itself, with all its texts. */
  isErased: boolean
  /** Which of them was this very text, letter for letter. */
  same: number | null
  numbers: number[]
}

async function erasedOf(db: EntityManager, articleId: number, textSha256: Buffer): Promise<Erased> {
  const [{ isErased, same }] = await db.query(
    `SELECT EXISTS (SELECT FROM redactions WHERE (subject_kind, subject_id) = ('article', $1::integer)) AS "isErased", (
       SELECT min(number) FROM revisions
       WHERE article_id = $1 AND redacted_sha256 IS NOT NULL AND text_sha256 = $2) AS same`,
    [articleId, textSha256],
  )
  return { isErased, same, numbers: await erasedTexts(db, articleId) }
}
