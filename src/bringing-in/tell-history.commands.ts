import type { EntityManager } from 'typeorm'
import { recordAll, type SubjectKind } from '../history/history.commands'

/** Rows of history written at once. */
const AT_ONCE = 1_000

/**
 * Rows of history after which PostgreSQL is told how many there are, once. Each payload is held against its row by a plan that is made at the
 * first, when history is as good as empty and any index serves: with the one of subjects each look would walk through all of it.
 */
const ANALYSED_AFTER = 1_000

/** SQL: what an article’s texts were when they came in, as history keeps it; `gainsay verify` holds them against it. */
const TEXTS = `(
  SELECT json_agg(json_build_object('id', id, 'number', number, 'length', length, 'textSha256', encode(text_sha256, 'hex'),
    'rawSha256', encode(raw_sha256, 'hex'), 'redactedSha256', encode(redacted_sha256, 'hex'),
    'keptSha256', encode(kept_sha256, 'hex')) ORDER BY number)
  FROM revisions WHERE article_id = subject.id)`

/** What history tells of, in this order, by table; and what it keeps of each besides the file. */
const TOLD: { kind: SubjectKind; table: string; only?: string; texts?: string }[] = [
  { kind: 'account', table: 'accounts', only: "email LIKE 'account-%@import.invalid'" },
  { kind: 'outlet', table: 'outlets' },
  { kind: 'article', table: 'articles', texts: TEXTS },
  { kind: 'speaker', table: 'speakers' },
  { kind: 'claim', table: 'claims' },
  { kind: 'statement', table: 'statements' },
  { kind: 'reply', table: 'replies' },
  { kind: 'link', table: 'links' },
  // Of a chain nothing is told before somebody gives it a title.
  { kind: 'chain', table: 'chains', only: 'title IS NOT NULL' },
]

/** Tells history of every row that was brought in, and from which file: by the SHA-256 that its trailer has. */
export async function tellHistory(
  db: EntityManager,
  sha256: string,
  tell: (kind: SubjectKind, done: number) => void,
): Promise<void> {
  let all = 0
  let isAnalysed = false
  for (const { kind, table, only, texts } of TOLD) {
    let done = 0
    for (let after = 0; ; ) {
      const rows: { id: number; texts: unknown }[] = await db.query(
        `SELECT id, ${texts ?? 'NULL'} AS texts FROM ${table} subject
         WHERE id > $1 AND ${only ?? 'true'} ORDER BY id LIMIT ${AT_ONCE}`,
        [after],
      )
      if (rows.length === 0) break
      await recordAll(
        db,
        null,
        rows.map(({ id, texts }) => ({
          action: 'brought in',
          kind,
          id,
          payload: { from: sha256, ...(texts ? { texts } : {}) },
        })),
      )
      after = rows.at(-1)?.id ?? after
      done += rows.length
      all += rows.length
      if (!isAnalysed && all >= ANALYSED_AFTER) {
        await db.query('ANALYZE history')
        isAnalysed = true
      }
      tell(kind, done)
    }
  }
}
