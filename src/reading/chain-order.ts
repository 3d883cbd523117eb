import { type ClaimToOrder, inOrderSaid } from '../claims/order-said'
import { type Relation, tellsOrder } from '../links/relation'

/** What a claim's place in its chain is told by: its day, and where it is first reported. */
export interface PlacedClaim extends ClaimToOrder {
  publishedOn: string | null
  articleId: number | null
  startsAt: number | null
}

/** A link of one of the claims, seen from it. */
interface LinkSeen {
  claimId: number
  otherId: number
  answers: boolean
  relation: Relation
}

/** The claims of a page of a chain in its order: as they are numbered there. */
export const inChainOrder = <Row extends PlacedClaim>(rows: readonly Row[], links: readonly LinkSeen[]): Row[] =>
  inOrderSaid(withPlaces(rows), answersOf(links))

/** The claims with how early each is first reported: by day of publication, then as they stand in the article. */
function withPlaces<Row extends PlacedClaim>(rows: readonly Row[]): (Row & { place: number })[] {
  const unknown = '9999-12-31'
  return rows
    .toSorted(
      (a, b) =>
        (a.publishedOn ?? unknown).localeCompare(b.publishedOn ?? unknown) ||
        (a.articleId ?? 0) - (b.articleId ?? 0) ||
        (a.startsAt ?? 0) - (b.startsAt ?? 0) ||
        a.id - b.id,
    )
    .map((row, place) => ({ ...row, place }))
}

/** Each link once: the rows have it from both its ends. */
function answersOf(links: readonly LinkSeen[]) {
  return links
    .filter((link) => link.answers && tellsOrder(link.relation))
    .map((link) => ({ from: link.claimId, to: link.otherId }))
}
