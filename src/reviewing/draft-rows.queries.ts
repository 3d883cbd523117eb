import type { EntityManager } from 'typeorm'
import { type ClaimInBrief, claimsInBrief } from '../workbench/claim-in-brief.queries'
import { type Authors, authorsOf, workersOn } from './authors.queries'
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
  authors: { statements: Map<number, Authors>; links: Map<number, Authors> }
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
  const onStatements = await workersOn(db, 'statement', ids(statements))
  const onClaims = await workersOn(db, 'claim', [...new Set(statements.map(({ claimId }) => claimId))])
  const onLinks = await workersOn(db, 'link', ids(links))
  const ofStatements = statements.map(({ id, claimId, claimState }) => {
    const onClaim = claimState === 'draft' ? onClaims.get(claimId) : undefined
    return [id, authorsOf(onStatements.get(id), onClaim)] as const
  })
  const ofLinks = links.map(({ id }) => [id, authorsOf(onLinks.get(id))] as const)
  return {
    statements,
    links,
    ends: await claimsInBrief(db, [...new Set(links.flatMap(({ fromId, toId }) => [fromId, toId]))]),
    authors: { statements: new Map(ofStatements), links: new Map(ofLinks) },
    lastStatement: lastOf(foundStatements, statements),
    lastLink: lastOf(foundLinks, links),
  }
}

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

const lastOf = (found: { id: number }[], shown: { id: number }[]) =>
  found.length > shown.length ? (shown.at(-1)?.id ?? null) : null
