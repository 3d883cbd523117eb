import { gzipSync } from 'node:zlib'
import type { Chance } from '../chance'
import { type Base, baseOf } from './api-bases'
import { BROKEN } from './broken-routes'
import type { Case, Kept } from './case'
import { type Member, type Operation, withMember, withoutMember } from './document'
import { bombs, ILL_FORMED, Literal, TEXTS, toJson, VALUES, wellFormed } from './hazards'
import { withBadHeader } from './headers'
import type { OpenDesk } from './open-desk'
import { badText, newMarker } from './texts'
import { has, type Sent, withHeader } from './wire'
import { badlySent, METHODS } from './wire-cases'

type Json = Record<string, unknown>
type Path = readonly (string | number)[]

/** A good request of an operation, and what it is made of. */
interface Good {
  operation: Operation
  base: Base
  sent: Sent
  marker: string
}

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
  const path = operation.path.replace('{id}', String(base.id ?? 1)).replace('{section}', base.section ?? '')
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

type Made = Pick<Case, 'what' | 'sent'> & Partial<Case>

const withJson = (sent: Sent, value: unknown): Sent => ({ ...sent, body: Buffer.from(toJson(value)) })
const dotted = (path: Path) => path.join('.')
const shown = (value: unknown) =>
  (value instanceof Literal ? value.text : (JSON.stringify(value) ?? 'undefined')).slice(0, 80)

/** What a program sends in good faith: what is taken has to fit the document. */
function asJson({ sent }: Good, value: unknown, what: string, kept: Kept[]): Made {
  const changed = withJson(sent, value)
  return { what, sent: changed, kept, json: { value: JSON.parse(String(changed.body)) } }
}

const CASES: Record<string, (good: Good, chance: Chance) => Made> = {
  text: (good, chance) => withTexts(good, chance, 1),
  several: (good, chance) => withTexts(good, chance, 2 + chance.below(3)),
  value(good, chance) {
    const { path } = chance.oneOf(good.operation.members)
    const value = chance.oneOf(VALUES)
    return asJson(good, withMember(good.base.body, path, value), `${dotted(path)} = ${shown(value)}`, [])
  },
  shape: misshapen,
  address: elsewhere,
  header({ sent }, chance) {
    const changed = withBadHeader(sent, chance)
    // A length that is wrong would leave the server waiting, or take the next request for this one's body.
    return { ...changed, mayBeCut: true, sent: { ...changed.sent, hangsUp: has(changed.sent, 'content-length') } }
  },
  bytes: asOtherBytes,
  wire: ({ sent }, chance) => ({ ...badlySent(sent, chance), mayBeCut: true }),
  method({ sent }, chance) {
    const method = chance.oneOf(METHODS)
    return { what: method, sent: { ...sent, method }, mayBeCut: true }
  },
  size({ sent, base, operation }, chance) {
    const { path } = chance.oneOf(operation.members)
    const large = chance
      .oneOf(['a', 'é', '😀', 'e\u0301', '\n', 'a\u0301\u0328 ', '"\\'])
      .repeat(10 ** (5 + chance.below(2)))
    return {
      what: `${dotted(path)} of ${large.length} characters`,
      sent: withJson(sent, withMember(base.body, path, large)),
    }
  },
}

function withTexts(good: Good, chance: Chance, count: number): Made {
  const texts = good.operation.members.filter(({ isText }) => isText)
  // One in eight is put where no text belongs.
  const members = texts.length === 0 || chance.oneIn(8) ? good.operation.members : texts
  const chosen = Array.from({ length: count }, () => chance.oneOf(members))
  let body: unknown = good.base.body
  const kept: Kept[] = []
  for (const member of chosen) {
    const text = badText(chance, good.marker)
    body = withMember(body, member.path, text)
    kept.push({ where: dotted(member.path), text })
  }
  // One put in the place of another's parent takes it away.
  const left = kept.filter(({ where, text }) => atPath(body, where) === text)
  return asJson(good, body, kept.map(({ where, text }) => `${where} = ${shown(text)}`).join(', '), left)
}

const atPath = (value: unknown, where: string) =>
  where.split('.').reduce<unknown>((inner, step) => (inner as Json | undefined)?.[step], value)

/** Members missing, unknown, twice, or the whole something else. */
function misshapen(good: Good, chance: Chance): Made {
  const { sent, base, marker } = good
  const member = chance.oneOf(good.operation.members) as Member
  const text = sent.body?.toString() ?? ''
  const raw = (what: string, json: string): Made => ({ what, sent: { ...sent, body: Buffer.from(json) } })
  return chance.oneOf<() => Made>([
    () => asJson(good, withoutMember(base.body, member.path), `without ${dotted(member.path)}`, []),
    () =>
      asJson(
        good,
        { ...base.body, [chance.oneOf(['unknown', 'id', 'state', 'version', 'createdById', ''])]: marker },
        'with a member too many',
        [],
      ),
    () => asJson(good, { ...base.body, [badText(chance, marker)]: 1 }, 'with a member of a bad name', []),
    () => raw('with __proto__', text.replace('{', '{"__proto__":{"polluted":"yes"},')),
    () =>
      raw(
        'with a member twice',
        text.replace(/\{("\w+":)/, (whole, name) => `{${name}"${marker}",${whole.slice(1)}`),
      ),
    () =>
      raw(
        'something else',
        chance.oneOf([
          '',
          ' ',
          'null',
          'true',
          '1',
          '"text"',
          '[]',
          '[{}]',
          '{',
          '}',
          '{}x',
          '{"a":1,}',
          "{'a':1}",
          '{"a":NaN}',
          '{"a":01}',
          '{"a":"\t"}',
          '/**/{}',
          '{"a":"\\x"}',
          '{"a":"\\ud8"}',
          '\ufeff{}',
          '[[[[',
          '{"":""}',
        ]),
      ),
    () =>
      raw(
        'nested',
        chance.oneOf(['['.repeat(100_000), `${'{"a":'.repeat(100_000)}1`, '['.repeat(5_000) + ']'.repeat(5_000)]),
      ),
    () => raw('with a tail', `${text}${chance.oneOf([text, 'x', '\0', '\n\n', ',{}'])}`),
  ])()
}

const IDS = [
  '0',
  '-1',
  '1.5',
  '01',
  '2147483647',
  '2147483648',
  '9'.repeat(30),
  'abc',
  '%00',
  '%ff',
  '%C0%AF',
  '..',
  '%2e%2e',
  '1%2F2',
  '1;x',
  '%EF%BC%91',
  '1%20',
  '%20',
  '',
  '%F0%9F%98%80',
  "'",
  '%3Cscript%3E',
  '1e3',
  '0x1',
  'null',
  '%',
  '%zz',
  '1%0d%0aX-Harness:%20injected',
  '__proto__',
  'x'.repeat(5_000),
]

/** Another address: the number, the query, the way it is written. */
function elsewhere({ sent, operation, base, marker }: Good, chance: Chance): Made {
  const at = (path: string, what: string): Made => ({ what, sent: { ...sent, path } })
  const hasNumber = operation.path.includes('{')
  const query = (): Made => {
    const names =
      operation.query.length > 0 && !chance.oneIn(6)
        ? operation.query
        : ['unknown', '__proto__', 'cursor[]', '', 'a[b]']
    const name = chance.oneOf(names)
    const value = queryValue(badText(chance, marker), chance)
    const again = chance.oneIn(6) ? `&${encodeURIComponent(name)}=1` : ''
    return at(`${sent.path}?${encodeURIComponent(name)}=${value}${again}`, `?${name}=${value.slice(0, 60)}${again}`)
  }
  if (operation.query.length > 0 && !chance.oneIn(4)) return query()
  if (hasNumber && chance.oneIn(2)) {
    const id = chance.oneOf(IDS)
    return at(
      operation.path.replace('{id}', id).replace('{section}', base.section ?? chance.oneOf(IDS)),
      `id ${id.slice(0, 40)}`,
    )
  }
  return chance.oneOf<() => Made>([
    query,
    () => at(`${sent.path}/`, 'a slash behind it'),
    () => at(sent.path.toUpperCase(), 'in capitals'),
    () => at(sent.path.replace('/api', '//api'), 'two slashes'),
    () => at(sent.path.replace('/v1', '/v1/.'), 'a dot'),
    () => at(sent.path.replace('v1', '%761'), 'letters escaped'),
    () => at(`${sent.path}?`, 'an empty query'),
    () => at(`${sent.path}?${'a=b&'.repeat(2_000)}`, '2,000 parameters'),
    () => at(`${sent.path}?%`, 'a query of a percent sign'),
  ])()
}

const queryValue = (text: string, chance: Chance): string => {
  if (chance.oneIn(10))
    return chance.oneOf(['%', '%zz', '%ff', '%C0%AF', '%ED%A0%80', '%u0041', '%00', '+', '%2B', '[]'])
  return encodeURIComponent(wellFormed(text)).slice(0, 6_000)
}

/** The right text as other bytes than it is said to be, or cut, or packed. */
function asOtherBytes({ sent, base, operation, marker }: Good, chance: Chance): Made {
  const body = sent.body ?? Buffer.alloc(0)
  const as = (type: string, bytes: Buffer) => withHeader({ ...sent, body: bytes }, 'Content-Type', type)
  const packed = (encoding: string, bytes: Buffer) => withHeader({ ...sent, body: bytes }, 'Content-Encoding', encoding)
  return chance.oneOf<() => Made>([
    () => illFormed({ sent, base, operation, marker }, chance),
    () => illFormed({ sent, base, operation, marker }, chance),
    () => ({
      what: 'as UTF-16',
      sent: as('application/json; charset=utf-16le', Buffer.from(body.toString(), 'utf16le')),
    }),
    () => ({ what: 'UTF-16 said to be UTF-8', sent: as('application/json', Buffer.from(body.toString(), 'utf16le')) }),
    () => ({
      what: 'as Latin-1',
      sent: as('application/json; charset=iso-8859-1', Buffer.from(body.toString(), 'latin1')),
    }),
    () => ({ what: 'as windows-1252', sent: as('application/json; charset=windows-1252', body) }),
    () => ({
      what: 'with a byte order mark',
      sent: as('application/json', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
    }),
    () => ({ what: 'cut', sent: as('application/json', body.subarray(0, chance.below(body.length))) }),
    () => ({ what: 'gzip', sent: packed('gzip', gzipSync(body)) }),
    () => ({ what: 'gzip, cut', sent: packed('gzip', gzipSync(body).subarray(0, -10)) }),
    () => ({ what: 'gzip that is none', sent: packed('gzip', body) }),
    () => ({ what: 'br that is none', sent: packed('br', body) }),
    () => {
      const { encoding, body } = chance.oneOf(bombs())
      // One in five goes off: each costs as much as a hundred other cases. Of the others the beginning is sent.
      return { what: `a bomb, ${encoding}`, sent: packed(encoding, chance.oneIn(5) ? body : body.subarray(0, 200)) }
    },
    () => ({
      what: 'as a form',
      sent: as('application/x-www-form-urlencoded', Buffer.from(new URLSearchParams({ text: marker }).toString())),
    }),
    () => ({ what: 'as plain text', sent: as('text/plain', body) }),
    () => ({
      what: 'with a bad text in it, unescaped',
      sent: { ...sent, body: Buffer.from(`{"${operation.members[0]?.path[0]}":"${wellFormed(chance.oneOf(TEXTS))}"}`) },
    }),
  ])()
}

/** Bytes that are no UTF-8 within a text: nothing of it may be stored, whatever else would be. */
function illFormed({ sent, base, operation, marker }: Good, chance: Chance): Made {
  const texts = operation.members.filter(({ isText }) => isText)
  const { path } = chance.oneOf(texts.length > 0 ? texts : operation.members)
  const json = toJson(withMember(base.body, path, `${marker} caf@@bytes@@ ${marker}`))
  const [before = '', after = ''] = json.split('@@bytes@@')
  const bad = chance.oneOf(ILL_FORMED)
  const body = Buffer.concat([Buffer.from(before), bad, Buffer.from(after)])
  return { what: `${dotted(path)} holds the bytes ${bad.toString('hex')}`, sent: { ...sent, body } }
}

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
