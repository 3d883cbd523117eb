import { orderWarning } from '../links/relation'
import type { LinkRow } from './links.queries'
import type { ReplyRow } from './replies.queries'

type Place = 'articles' | 'speakers' | 'statements' | 'claims' | 'links' | 'chains' | 'accounts'

/** A row with the address at which people read it. */
export const withPage =
  (baseUrl: string, place: Place) =>
  <Row extends { id: number }>(row: Row): Row & { page: string } => ({ ...row, page: `${baseUrl}/${place}/${row.id}` })

/** A page of rows, each with its address. */
export function pageWithPages<Row extends { id: number }>(
  baseUrl: string,
  place: Place,
  { items, next }: { items: Row[]; next: string | null },
) {
  return { items: items.map(withPage(baseUrl, place)), next }
}

/** A link, with the warning that its claims' days ask for. */
export function linkDocument(baseUrl: string, { fromDated, toDated, ...row }: LinkRow) {
  return withPage(baseUrl, 'links')({ ...row, warning: orderWarning(fromDated, toDated) })
}

/** A reply; people read it on its claim's page. */
export function replyDocument(baseUrl: string, row: ReplyRow) {
  return { ...row, page: `${baseUrl}/claims/${row.claimId}#reply-${row.id}` }
}
