import type { EntityManager } from 'typeorm'
import { type ClaimInBrief, claimsInBrief } from '../workbench/claim-in-brief.queries'
import { type Authors, authorsOf, workersOn } from './authors.queries'
import type { DraftKind } from './draft-item'
import {
  DRAFTS_ON_PAGE,
  type DraftLinkRow,
  type DraftReplyRow,
  type DraftStatementRow,
  type DraftsWanted,
  draftLinks,
  draftRepliesOf,
  draftStatements,
} from './drafts.queries'

/** What the lists are made of. */
export interface DraftRows {
  statements: DraftStatementRow[]
  links: DraftLinkRow[]
  replies: DraftReplyRow[]
  /** The claims of links and replies. */
  claims: ClaimInBrief[]
  /** Whose work each is, its draft claim included. */
  authors: { statements: Map<number, Authors>; links: Map<number, Authors>; replies: Map<number, Authors> }
}

/** Which part of the queue a page shows. */
export interface QueuePart extends Omit<DraftsWanted, 'after'> {
  /** Behind which of each kind. */
  behind: Record<DraftKind, number>
}

/** A page of drafts, each with its authors; and the last of each list where more follow. Eight queries. */
export async function draftRows(
  db: EntityManager,
  { behind, claimId, createdById }: QueuePart,
): Promise<DraftRows & { last: Record<DraftKind, number | null> }> {
  const wanted = { claimId, createdById }
  const foundStatements = await draftStatements(db, { ...wanted, after: behind.statement })
  const foundLinks = await draftLinks(db, { ...wanted, after: behind.link })
  const foundReplies = await draftRepliesOf(db, { ...wanted, after: behind.reply })
  const statements = foundStatements.slice(0, DRAFTS_ON_PAGE)
  const links = foundLinks.slice(0, DRAFTS_ON_PAGE)
  const replies = foundReplies.slice(0, DRAFTS_ON_PAGE)
  const onStatements = await workersOn(db, 'statement', ids(statements))
  const onClaims = await workersOn(db, 'claim', [...new Set(statements.map(({ claimId }) => claimId))])
  const onLinks = await workersOn(db, 'link', ids(links))
  const onReplies = await workersOn(db, 'reply', ids(replies))
  const ofStatements = statements.map(({ id, claimId, claimState }) => {
    const onClaim = claimState === 'draft' ? onClaims.get(claimId) : undefined
    return [id, authorsOf(onStatements.get(id), onClaim)] as const
  })
  const claims = [...links.flatMap(({ fromId, toId }) => [fromId, toId]), ...replies.map(({ claimId }) => claimId)]
  return {
    statements,
    links,
    replies,
    claims: await claimsInBrief(db, [...new Set(claims)]),
    authors: {
      statements: new Map(ofStatements),
      links: new Map(links.map(({ id }) => [id, authorsOf(onLinks.get(id))])),
      replies: new Map(replies.map(({ id }) => [id, authorsOf(onReplies.get(id))])),
    },
    last: {
      statement: lastOf(foundStatements, statements),
      link: lastOf(foundLinks, links),
      reply: lastOf(foundReplies, replies),
    },
  }
}

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

const lastOf = (found: { id: number }[], shown: { id: number }[]) =>
  found.length > shown.length ? (shown.at(-1)?.id ?? null) : null
