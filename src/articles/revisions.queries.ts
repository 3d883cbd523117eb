import type { EntityManager } from 'typeorm'

/** What a captured text came from, as an editor sees it. */
export interface CaptureTold {
  number: number
  capturedAt: Date
  capturedBy: string | null
  mediaType: string | null
  capturedFrom: string | null
  fileName: string | null
  extractor: string | null
  /** Of the bytes, in hexadecimal. */
  rawSha256: string
  /** Bytes; 0 once they were erased. */
  size: number
}

/** More revisions than anybody looks through at once; the newest are told. */
const MOST = 50

/** Where an article's texts came from, the newest first. */
export function capturesOfArticle(db: EntityManager, articleId: number): Promise<CaptureTold[]> {
  return db.query(
    `SELECT number, captured_at AS "capturedAt", accounts.name AS "capturedBy", media_type AS "mediaType",
       captured_from AS "capturedFrom", file_name AS "fileName", extractor, encode(raw_sha256, 'hex') AS "rawSha256",
       octet_length(raw) AS size
     FROM revisions LEFT JOIN accounts ON accounts.id = captured_by_id
     WHERE article_id = $1 ORDER BY number DESC LIMIT ${MOST}`,
    [articleId],
  )
}

/** The bytes of one of an article's texts; null bytes where it has no such text, null where there is no such article. */
export async function rawOfRevision(
  db: EntityManager,
  articleId: number,
  number: number,
): Promise<{ withdrawnReason: string | null; raw: Buffer | null; fileName: string | null } | null> {
  const [row] = await db.query(
    `SELECT withdrawn_reason AS "withdrawnReason", raw, file_name AS "fileName"
     FROM articles LEFT JOIN revisions ON article_id = articles.id AND number = $2 WHERE articles.id = $1`,
    [articleId, number],
  )
  return row ?? null
}
