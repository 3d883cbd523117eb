import { ruleFor, rulesOf } from '../../../src/accounts/policy'
import { admits } from '../../../src/accounts/role'
import { policy } from '../../../src/routes'
import type { Asker } from './askers'

const RULES = rulesOf(policy)

/** A link or a form, with its address; forms of ours that only look something up say so. */
const OFFER = /<(?:a|form) [^>]*?(href|action)="([^"]+)"[^>]*>/g

/** What a page offers to do or to see, and whoever is shown it may not: the addresses of its links and forms. */
export function offersBeyond(asker: Asker, body: string): string[] {
  if (!body.startsWith('<!doctype html>')) return []
  const beyond = [...body.matchAll(OFFER)].flatMap(([tag, kind, address = '']) => {
    const path = pathOf(address)
    const method = kind === 'action' && /method="post"/.test(tag) ? 'POST' : 'GET'
    // Signed out, a link leads to signing in first.
    if (path === null || (method === 'GET' && asker.role === null)) return []
    const rule = ruleFor(RULES, method, path)
    return rule && !admits(rule.audience, asker.role) ? [`${method} ${rule.path}`] : []
  })
  return [...new Set(beyond)]
}

/** Of an address of this site its path; null of any other, and of a place on the page itself. */
function pathOf(address: string): string | null {
  if (!address.startsWith('/') || address.startsWith('//')) return null
  return address.split(/[?#]/, 1)[0] ?? null
}
