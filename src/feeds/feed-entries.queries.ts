import type { ReadPool } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import { claimCard } from '../reading/claim-card'
import { claimEntry, type LinkTold, linkEntry } from './entries'
import type { FeedEntry } from './feed'
import { timesOfClaims } from './feeds.queries'
import type { FeedLinkRow } from './newest-links.queries'

interface Source {
  pages: ReadPool
  baseUrl: string
}

/**
 * Links as a feed's entries, with both claims of each: one query.
 *
 * @param placeOf the path at which a link is to be read
 */
export async function linkEntries(
  { pages, baseUrl }: Source,
  rows: readonly FeedLinkRow[],
  placeOf = (link: number) => `/links/${link}`,
): Promise<FeedEntry[]> {
  const ids = new Set(rows.flatMap(({ fromId, toId }) => [fromId, toId]))
  const cards = new Map((await pages.rows(cardsByIds, [[...ids]])).map((row) => [row.id, claimCard(row)]))
  return rows.flatMap(({ fromId, toId, ...row }) => {
    const [answer, answered] = [cards.get(fromId), cards.get(toId)]
    // One of them went away between the two queries.
    if (!answer || !answered) return []
    const link: LinkTold = { ...row, answer, answered }
    return linkEntry(baseUrl, link, baseUrl + placeOf(row.id))
  })
}

/** Claims as a feed's entries, those recorded last first: two queries. */
export async function claimEntries({ pages, baseUrl }: Source, ids: readonly number[]): Promise<FeedEntry[]> {
  const [cards, times] = await Promise.all([pages.rows(cardsByIds, [ids]), pages.rows(timesOfClaims, [ids])])
  const byId = new Map(cards.map((row) => [row.id, claimCard(row)]))
  return times
    .toSorted((a, b) => b.id - a.id)
    .flatMap(({ id, ...when }) => {
      const card = byId.get(id)
      return card ? claimEntry(baseUrl, card, when) : []
    })
}
