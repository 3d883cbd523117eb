import type { FormValues } from '../web/three-way'

/** The row that a form is stale about: the version it names, and the one that is there now. */
export interface Renewal {
  kind: string
  id: number
  version: number
  now: number
}

/** A form's fields as they are sent again: the stale version replaced, or null where no field names it. */
export function renewed(fields: FormValues, renewal: Renewal): Record<string, string | string[]> | null {
  let isRenewed = false
  const values = Object.entries(fields).map(([name, value]) => {
    const renew = (one: string) => {
      const again = renewedValue(name, one, renewal)
      if (again !== one) isRenewed = true
      return again
    }
    return [name, typeof value === 'string' ? renew(value) : value.map(renew)] as const
  })
  return isRenewed ? Object.fromEntries(values) : null
}

function renewedValue(name: string, value: string, { kind, id, version, now }: Renewal): string {
  const isOfClaim = kind === 'claim'
  if (name === 'version' || (isOfClaim && name === 'claimVersion'))
    return value === String(version) ? String(now) : value
  if (name !== 'item') return value
  // A draft, as reviewing/draft-item.ts writes it: a statement's has its claim's version behind its own.
  const [ofKind, ofId, ofVersion, ofClaim] = value.split('.')
  if (ofKind === kind && ofId === String(id))
    return [ofKind, ofId, now, ofClaim].filter((part) => part !== undefined).join('.')
  return isOfClaim && ofClaim === String(version) ? [ofKind, ofId, ofVersion, now].join('.') : value
}
