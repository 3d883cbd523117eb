import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import type { NewClaim } from '../../src/claims/claims.commands'
import { type NewStatement, recordStatement } from '../../src/claims/statements.commands'
import { linkClaims, type NewLink } from '../../src/links/links.commands'
import { newClaim } from '../support/new-claim'

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
    claim: 'id' in claim ? claim : newClaim({ saidOn: '2019-06-03', saidOnBasis: 'stated', ...claim }),
    ...more,
  })
  if (!('claimId' in recorded)) throw new Error(JSON.stringify(recorded))
  return recorded
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

/**
 * Links with so many megabytes of reasons in all, by SQL: more than the buffers on the way to a reader hold. The reasons
 * are random, so that gzip makes them hardly smaller.
 */
export async function manyMegabytes(db: EntityManager, megabytes: number): Promise<void> {
  const claims: { id: number }[] = await db.query(
    `WITH speaker AS (
       INSERT INTO speakers (kind, name) VALUES ('group', 'Many') RETURNING id
     ), claim AS (
       INSERT INTO claims (said_on_basis, medium, stance)
       SELECT 'not_stated', 'tweet', 'asserts' FROM generate_series(1, $1::integer)
       RETURNING id
     ), spoken AS (
       INSERT INTO claim_speakers (claim_id, position, speaker_id) SELECT claim.id, 0, speaker.id FROM claim, speaker
     ) SELECT id FROM claim`,
    [500 + megabytes],
  )
  const ids = claims.map(({ id }) => id)
  const answered = ids.slice(megabytes)
  for (const answer of ids.slice(0, megabytes)) {
    const reasons = answered.map(() => randomBytes(1_500).toString('base64'))
    await db.query(
      `INSERT INTO links (from_claim_id, to_claim_id, relation, reason)
       SELECT $1, answered, 'corrects', reason FROM unnest($2::integer[], $3::text[]) given (answered, reason)`,
      [answer, answered, reasons],
    )
  }
}
