/** What a reviewer looked at, by its number and versions: a statement with its claim, or a link. */
export type DraftItem =
  | { kind: 'statement'; id: number; version: number; claimVersion: number }
  | { kind: 'link'; id: number; version: number }

const ITEM = /^(?:statement\.(\d{1,10})\.(\d{1,10})\.(\d{1,10})|link\.(\d{1,10})\.(\d{1,10}))$/
const LARGEST = 2_147_483_647

/** As one value of a form: `statement.12.3.5` is statement 12 in version 3, its claim in version 5. */
export function itemValue(item: DraftItem): string {
  const { kind, id, version } = item
  return kind === 'statement' ? `${kind}.${id}.${version}.${item.claimVersion}` : `${kind}.${id}.${version}`
}

/** The item of such a value, or null when it is none. */
export function itemFrom(value: string): DraftItem | null {
  const [, ...parts] = ITEM.exec(value) ?? []
  const [id, version, claimVersion, linkId, linkVersion] = parts.map(Number)
  if ([id, version, claimVersion, linkId, linkVersion].some((number) => number !== undefined && number > LARGEST))
    return null
  if (id && version && claimVersion) return { kind: 'statement', id, version, claimVersion }
  return linkId && linkVersion ? { kind: 'link', id: linkId, version: linkVersion } : null
}
