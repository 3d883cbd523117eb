import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import type { NewClaim } from '../../src/claims/claims.commands'
import { type NewStatement, recordStatement } from '../../src/claims/statements.commands'
import { linkClaims, type NewLink } from '../../src/links/links.commands'

/** Imports a text as an article; the outlet is added at its first. */
export async function article(db: EntityManager, text: string, more: Record<string, unknown> = {}): Promise<number> {
  const imported = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet: 'The Daily',
    publishedOn: '2019-06-04',
    again: true,
    ...more,
  })
  if (!('articleId' in imported)) throw new Error(JSON.stringify(imported))
  return imported.articleId
}

/** Records a statement with these words as its content, of a new claim unless `claim` is given. */
export async function statement(
  db: EntityManager,
  articleId: number,
  words: string | string[],
  { claim = {}, ...more }: Partial<Omit<NewStatement, 'claim'>> & { claim?: Partial<NewClaim> | { id: number } } = {},
) {
  const recorded = await recordStatement(db, null, {
    articleId,
    content: [words].flat().map((exact) => ({ exact })),
    wording: 'direct',
    claim: 'id' in claim ? claim : { ...aClaim, ...claim },
    ...more,
  })
  if (!('claimId' in recorded)) throw new Error(JSON.stringify(recorded))
  return recorded
}

const aClaim: NewClaim = {
  speakers: [{ name: 'Somebody', kind: 'person' }],
  saidOn: '2019-06-03',
  saidOnBasis: 'stated',
  saidOnWords: null,
  medium: 'tweet',
  stance: 'asserts',
  summary: null,
}

export async function link(
  db: EntityManager,
  from: number,
  to: number,
  relation: NewLink['relation'] = 'contradicts',
  reason: string | null = null,
): Promise<number> {
  const linked = await linkClaims(db, null, { from, to, relation, reason })
  if (!('linkId' in linked)) throw new Error(JSON.stringify(linked))
  return linked.linkId
}

/** Claims with so many megabytes of words in all, by SQL: more than all buffers on the way to a reader hold. */
export async function manyMegabytes(db: EntityManager, megabytes: number): Promise<void> {
  const articleId = await article(db, `${'Words and more words. '.repeat(470)}The end.`)
  await db.transaction(async (db) => {
    const claims = `
      WITH claim AS (
        INSERT INTO claims (said_on, said_on_earliest, said_on_latest, said_on_basis, medium, stance)
        SELECT '2019-06-03', '2019-06-03', '2019-06-03', 'stated', 'tweet', 'asserts' FROM generate_series(1, $1::integer)
        RETURNING id
      ), speaker AS (
        INSERT INTO speakers (kind, name) VALUES ('group', 'Many') RETURNING id
      ), spoken AS (
        INSERT INTO claim_speakers (claim_id, position, speaker_id) SELECT claim.id, 0, speaker.id FROM claim, speaker
      ), statement AS (
        INSERT INTO statements (claim_id, revision_id, wording)
        SELECT claim.id, (SELECT id FROM revisions WHERE article_id = $2), 'direct' FROM claim
        RETURNING id
      ) SELECT id FROM statement`
    const rows: { id: number }[] = await db.query(claims, [megabytes * 100, articleId])
    await db.query(
      `INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
       SELECT statement_id, 'content', 0, 0, 10000, left(text, 10000), '', ''
       FROM unnest($1::integer[]) statement_id, revisions WHERE article_id = $2`,
      [rows.map((row) => row.id), articleId],
    )
  })
}
