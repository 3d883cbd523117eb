import type { EntityManager } from 'typeorm'
import { type ClaimInBrief, claimsInBrief } from '../workbench/claim-in-brief.queries'
import { authorsOf, type DraftAuthor, together } from './authors.queries'
import {
  DRAFTS_ON_PAGE,
  type DraftLinkRow,
  type DraftStatementRow,
  type DraftsWanted,
  draftLinks,
  draftStatements,
} from './drafts.queries'

/** What the lists are made of. */
export interface DraftRows {
  statements: DraftStatementRow[]
  links: DraftLinkRow[]
  /** The links' claims. */
  ends: ClaimInBrief[]
  /** Whose work each is, its draft claim included. */
  authors: { statements: Map<number, DraftAuthor[]>; links: Map<number, DraftAuthor[]> }
}

/** Which part of the queue a page shows. */
export interface QueuePart extends Omit<DraftsWanted, 'after'> {
  /** Behind which statement, and behind which link. */
  behind: { statement: number; link: number }
}

/** A page of drafts, each with its authors; and the last of either list where more follow. Six queries. */
export async function draftRows(
  db: EntityManager,
  { behind, claimId, createdById }: QueuePart,
): Promise<DraftRows & { lastStatement: number | null; lastLink: number | null }> {
  const wanted = { claimId, createdById }
  const foundStatements = await draftStatements(db, { ...wanted, after: behind.statement })
  const foundLinks = await draftLinks(db, { ...wanted, after: behind.link })
  const statements = foundStatements.slice(0, DRAFTS_ON_PAGE)
  const links = foundLinks.slice(0, DRAFTS_ON_PAGE)
  const ofStatements = await authorsOf(db, 'statement', ids(statements))
  const ofClaims = await authorsOf(db, 'claim', [...new Set(statements.map(({ claimId }) => claimId))])
  const withClaims = statements.map(({ id, claimId, claimState }) => {
    const ofClaim = claimState === 'draft' ? ofClaims.get(claimId) : undefined
    return [id, together(ofStatements.get(id), ofClaim)] as const
  })
  return {
    statements,
    links,
    ends: await claimsInBrief(db, [...new Set(links.flatMap(({ fromId, toId }) => [fromId, toId]))]),
    authors: { statements: new Map(withClaims), links: await authorsOf(db, 'link', ids(links)) },
    lastStatement: lastOf(foundStatements, statements),
    lastLink: lastOf(foundLinks, links),
  }
}

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

const lastOf = (found: { id: number }[], shown: { id: number }[]) =>
  found.length > shown.length ? (shown.at(-1)?.id ?? null) : null
