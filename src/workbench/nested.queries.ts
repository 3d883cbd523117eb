import type { EntityManager } from 'typeorm'
import type { ArticleWithText } from '../articles/articles.queries'
import { writtenSpans } from '../quotes/written-spans'
import type { Relayed } from '../suggestions/opponents'
import { type ClaimInBrief, claimInBrief } from './claim-in-brief.queries'
import { type NestedPair, nestedStatements } from './nested-statements'
import { contentOf, type StatementCard, statementCard } from './statement-cards.queries'
import { type TypedForm, typedValue } from './typed-form'

const asId = (value: unknown): number | null => {
  const typed = typedValue(value)
  return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : null
}

/**
 * A form for what a statement of this article passes on: its words, to be trimmed, and the claim that passes them on.
 * Null where `statement` is none of the article's.
 */
export async function formWithin(
  db: EntityManager,
  statement: unknown,
  article: ArticleWithText,
): Promise<TypedForm | null> {
  const id = asId(statement)
  const card = id === null ? null : await statementCard(db, id)
  if (!card || card.revisionId !== article.revisionId) return null
  const content = contentOf(card)
  return {
    content: content.map((span) => span.exact),
    start: String(Math.min(...content.map((span) => span.start))),
    end: String(Math.max(...content.map((span) => span.end))),
    spans: writtenSpans(content),
    relayedBy: String(card.claimId),
  }
}

/** The claim of a number that passes the new one on, or may; null where there is none. */
export async function relayingClaim(db: EntityManager, claimId: string): Promise<ClaimInBrief | null> {
  const id = asId(claimId)
  return id === null ? null : claimInBrief(db, id)
}

/** Which claims of a text pass on which others, by the links there are. */
export async function relayedIn(db: EntityManager, cards: readonly StatementCard[]): Promise<Relayed[]> {
  const claimIds = [...new Set(cards.map((card) => card.claimId))]
  return db.query(
    `SELECT from_claim_id AS by, to_claim_id AS "claimId" FROM links
     WHERE relation = 'relays' AND state = 'published' AND from_claim_id = ANY($1) AND to_claim_id = ANY($1)`,
    [claimIds],
  )
}

/** Statements of a text within one another that no link joins by "relays" yet, either way. */
export const nestedIn = (cards: StatementCard[], relayed: readonly Relayed[]): NestedPair[] =>
  nestedStatements(cards, new Set(relayed.flatMap(({ by, claimId }) => [`${by} ${claimId}`, `${claimId} ${by}`])))
