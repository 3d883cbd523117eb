import type { Chance } from '../chance'
import { type Base, baseOf } from './api-bases'
import { CASES, type Good } from './api-damage'
import { BROKEN } from './broken-routes'
import type { Case } from './case'
import type { Operation } from './document'
import { toJson } from './hazard-bodies'
import type { OpenDesk } from './open-desk'
import { newMarker } from './texts'
import type { Sent } from './wire'

/**
 * One in these many cases is of each family. Most are values of members: there are some four hundred members, and seven
 * hundred texts for each.
 */
const FAMILIES: readonly (readonly [share: number, family: string])[] = [
  [44, 'text'],
  [14, 'value'],
  [8, 'several'],
  [6, 'shape'],
  [8, 'address'],
  [6, 'header'],
  [8, 'bytes'],
  [3, 'wire'],
  [2, 'method'],
  [1, 'size'],
]
const ALL = FAMILIES.reduce((sum, [share]) => sum + share, 0)

/** One case of an operation, of some family; null if no row is there that it could be done to. */
export async function apiCase(
  desk: OpenDesk,
  operation: Operation,
  chance: Chance,
  family = familyFor(operation, chance),
): Promise<Case | null> {
  const base = await baseOf(desk, operation, chance)
  if (!base) return null
  const good: Good = { operation, base, sent: goodRequest(desk, operation, base, chance), marker: newMarker(chance) }
  const made = CASES[family]?.(good, chance)
  if (!made) throw new Error(`There are no cases of ${family}`)
  return { target: operation.name, family, marker: good.marker, kept: [], ...made }
}

/** The operation as it ought to be asked for, to see that it is taken so. */
export async function goodApiCase(desk: OpenDesk, operation: Operation, chance: Chance): Promise<Case | null> {
  const base = await baseOf(desk, operation, chance)
  if (!base) return null
  const sent = goodRequest(desk, operation, base, chance)
  return {
    target: operation.name,
    family: 'good',
    what: 'as it ought to be',
    marker: newMarker(chance),
    sent,
    kept: [],
    json: { value: base.body },
  }
}

function drawnFamily(chance: Chance): string {
  let drawn = chance.below(ALL)
  for (const [share, family] of FAMILIES) {
    if (drawn < share) return family
    drawn -= share
  }
  throw new Error('The shares of the families don’t add up.')
}

function familyFor(operation: Operation, chance: Chance): string {
  for (;;) {
    const family = drawnFamily(chance)
    const needsBody = ['text', 'value', 'several', 'shape', 'bytes', 'size'].includes(family)
    if (!needsBody || operation.members.length > 0) return family
    // Of an operation without a body its address is most of what can be wrong.
    if (chance.oneIn(2)) return 'address'
  }
}

function goodRequest(desk: OpenDesk, operation: Operation, base: Base, chance: Chance): Sent {
  const seat = desk.seats.find(({ id }) => id === base.seat) ?? chance.oneOf(desk.seats)
  const path = operation.path
    .replace('{id}', String(base.id ?? 1))
    .replace(/\{(?:section|number|at)\}/, base.section ?? '')
  const isRead = operation.method === 'GET'
  const asNobody = operation.isPublic && isRead && chance.oneIn(2)
  const headers: [string, string][] = [
    ['Host', `127.0.0.1:${desk.port}`],
    ['X-Forwarded-For', `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`],
  ]
  if (!asNobody) headers.push(['Authorization', `Bearer ${seat.token}`])
  if (operation.takesVersion) headers.push(['If-Match', `"${base.version ?? 1}"`])
  if (!isRead) headers.push(['Idempotency-Key', uuid(chance)])
  if (base.body) headers.push(['Content-Type', 'application/json'])
  return { method: operation.method, path, headers, body: base.body ? Buffer.from(toJson(base.body)) : null }
}

/** By chance alone, so that the same seed sends the same. */
const uuid = (chance: Chance) =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => chance.below(16).toString(16))

/** The harness's own broken routes as operations of one member. */
export const brokenOperations = (): Operation[] =>
  Object.keys(BROKEN).map((fault) => ({
    name: fault,
    method: 'POST',
    path: `/api/broken/${fault}`,
    isPublic: true,
    query: [],
    queryValues: {},
    takesVersion: false,
    example: { text: 'A text.' },
    members: [{ path: ['text'], isText: true }],
  }))
