import type { EntityManager } from 'typeorm'
import { importArticle, type NewArticle } from '../../src/articles/articles.commands'
import type { NewClaim } from '../../src/claims/claims.commands'
import { recordStatement } from '../../src/claims/statements.commands'
import { linkClaims } from '../../src/links/links.commands'
import type { Relation } from '../../src/links/relation'
import { newClaim } from '../support/new-claim'

/** Fills a database the way the desk does, in as few words as a story has. */
export function newsroom(db: EntityManager) {
  async function article(text: string, more: Partial<NewArticle> = {}): Promise<number> {
    const input = { raw: Buffer.from(text), outlet: 'The Daily', publishedOn: '2020-02-05', language: 'en', ...more }
    const outcome = await importArticle(db, null, input)
    if ('articleId' in outcome) return outcome.articleId
    throw new Error(JSON.stringify(outcome))
  }

  interface Told {
    by: string[]
    words: string[]
    /** A claim that is told of again. */
    claimId?: number
    claim?: Partial<NewClaim>
    source?: string
    cue?: string
  }

  async function statement(articleId: number, { by, words, claimId, claim, source, cue }: Told) {
    const outcome = await recordStatement(db, null, {
      articleId,
      wording: 'direct',
      content: words.map((exact) => ({ exact })),
      source: source ? { exact: source } : null,
      cue: cue ? { exact: cue } : null,
      claim: claimId
        ? { id: claimId }
        : newClaim({
            speakers: by.map((name) => ({ name, kind: 'person' as const })),
            saidOn: '2020-02-03',
            saidOnBasis: 'counted',
            saidOnWords: 'on Monday',
            ...claim,
          }),
    })
    if ('statementId' in outcome) return outcome
    throw new Error(JSON.stringify(outcome))
  }

  async function link(from: number, relation: Relation, to: number, reason: string | null = null): Promise<number> {
    const outcome = await linkClaims(db, null, { from, to, relation, reason })
    if ('linkId' in outcome) return outcome.linkId
    throw new Error(JSON.stringify(outcome))
  }

  return { article, statement, link }
}
