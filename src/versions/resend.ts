import type { FormValues } from '../web/three-way'

/** The row that a form is stale about: the version it names, and the one that is there now. */
export interface Renewal {
  kind: string
  id: number
  version: number
  now: number
  /** The field that names the version, where the refusal knows it. */
  field?: string
}

/** A form's fields as they are sent again: the stale version replaced, or null where no field names it. */
export function renewed(fields: FormValues, renewal: Renewal): Record<string, string | string[]> | null {
  let isRenewed = false
  const field = fieldOf(fields, renewal)
  const values = Object.entries(fields).map(([name, value]) => {
    const renew = (one: string) => {
      const again = renewedValue(name, one, field, renewal)
      if (again !== one) isRenewed = true
      return again
    }
    return [name, typeof value === 'string' ? renew(value) : value.map(renew)] as const
  })
  return isRenewed ? Object.fromEntries(values) : null
}

/** A form of a statement and its claim names both versions, which may be the same number. */
function fieldOf(fields: FormValues, { kind, field }: Renewal): string {
  if (field !== undefined) return field
  return kind === 'claim' && 'claimVersion' in fields ? 'claimVersion' : 'version'
}

function renewedValue(name: string, value: string, field: string, { kind, id, version, now }: Renewal): string {
  if (name === field) return value === String(version) ? String(now) : value
  if (name !== 'item') return value
  // A draft, as reviewing/draft-item.ts writes it: a statement's has its claim's version behind its own.
  const [ofKind, ofId, ofVersion, ofClaim] = value.split('.')
  if (ofKind === kind && ofId === String(id))
    return [ofKind, ofId, now, ofClaim].filter((part) => part !== undefined).join('.')
  return kind === 'claim' && ofClaim === String(version) ? [ofKind, ofId, ofVersion, now].join('.') : value
}
