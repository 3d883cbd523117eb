import { gzipSync } from 'node:zlib'
import type { Chance } from '../chance'
import type { Base } from './api-bases'
import type { Case, Kept } from './case'
import { type Member, type Operation, withMember, withoutMember } from './document'
import { bombs, ILL_FORMED, Literal, toJson, VALUES, wellFormed } from './hazard-bodies'
import { TEXTS } from './hazards'
import { withBadHeader } from './headers'
import { badText } from './texts'
import { has, type Sent, withHeader } from './wire'
import { badlySent, METHODS } from './wire-cases'

type Json = Record<string, unknown>
type Path = readonly (string | number)[]

/** A good request of an operation, and what it is made of. */
export interface Good {
  operation: Operation
  base: Base
  sent: Sent
  marker: string
}

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

/** What is bad in a request, by families of cases. */
export const CASES: Record<string, (good: Good, chance: Chance) => Made> = {
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

/** What looks like a point in time, and is none that an address may name. */
const TIMES = [
  '2019-02-30',
  '0000-01-01',
  '9999-12-31',
  '2019-06-04T25:00Z',
  '2019-06-04T12:00+01:00',
  '-infinity',
  'now()',
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
    const path = operation.path.replace('{id}', id).replace('{section}', base.section ?? chance.oneOf(IDS))
    if (path.includes('{at}')) return at(path.replace('{at}', chance.oneOf([...IDS, ...TIMES])), 'another time')
    return at(path, `id ${id.slice(0, 40)}`)
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
