import { LARGEST_INTEGER } from '../web/row-numbers'
/** What a reviewer looked at, by its number and versions: a statement with its claim, a link, or a reply. */
export type DraftItem =
  | { kind: 'statement'; id: number; version: number; claimVersion: number }
  | { kind: 'link' | 'reply'; id: number; version: number }

export type DraftKind = DraftItem['kind']

const ITEM = /^(?:statement\.(\d{1,10})\.(\d{1,10})\.(\d{1,10})|(link|reply)\.(\d{1,10})\.(\d{1,10}))$/

/** As one value of a form: `statement.12.3.5` is statement 12 in version 3, its claim in version 5. */
export function itemValue(item: DraftItem): string {
  const { kind, id, version } = item
  return kind === 'statement' ? `${kind}.${id}.${version}.${item.claimVersion}` : `${kind}.${id}.${version}`
}

/** The item of such a value, or null when it is none. */
export function itemFrom(value: string): DraftItem | null {
  const [, statementId, statementVersion, ofClaim, kind, otherId, otherVersion] = ITEM.exec(value) ?? []
  const [id, version, claimVersion] = [statementId ?? otherId, statementVersion ?? otherVersion, ofClaim].map(Number)
  if (!id || !version || id > LARGEST_INTEGER || version > LARGEST_INTEGER) return null
  if (kind === 'link' || kind === 'reply') return { kind, id, version }
  return claimVersion && claimVersion <= LARGEST_INTEGER ? { kind: 'statement', id, version, claimVersion } : null
}
