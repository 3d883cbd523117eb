import { allLines, type LinkRow, linkLines, NO_LINKS } from '../reading/link-lines'

/** A link as lists of claims tell it, seen from one of its claims. */
export interface LinkInBrief {
  id: number
  page: string
  version: number
  from: number
  to: number
  relation: LinkRow['relation']
  reason: string | null
  otherNames: string
}

/**
 * Claims with their links beside, as readers' lists have them: of each claim those that its card lists, those against it before
 * those with it.
 */
export function withLinks<Claim extends { id: number }>(
  baseUrl: string,
  claims: readonly Claim[],
  rows: readonly LinkRow[],
): (Claim & { links: LinkInBrief[]; moreLinks: boolean })[] {
  const lines = linkLines(rows)
  return claims.map((claim) => {
    const own = lines.get(claim.id) ?? NO_LINKS
    const links = allLines(own).map(({ id, version, answers, otherId, relation, reason, names }) => ({
      ...{ id, page: `${baseUrl}/links/${id}`, version },
      ...(answers ? { from: claim.id, to: otherId } : { from: otherId, to: claim.id }),
      ...{ relation, reason, otherNames: names },
    }))
    return { ...claim, links, moreLinks: own.more }
  })
}
