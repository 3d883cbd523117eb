import { gzipSync } from 'node:zlib'
import type { Chance } from '../chance'
import type { Case, Kept } from './case'
import type { Fields, Forms } from './forms'
import { bombs, ILL_FORMED, wellFormed } from './hazard-bodies'
import { withBadHeader } from './headers'
import type { OpenDesk } from './open-desk'
import { badParts } from './part-cases'
import { BOUNDARY, type Good, type Made, multipart, send, shown } from './sent-forms'
import { badText, newMarker } from './texts'
import { has, withHeader } from './wire'
import { badlySent, METHODS } from './wire-cases'

const FAMILIES: Record<string, number> = {
  text: 50,
  several: 12,
  shape: 12,
  address: 5,
  header: 6,
  bytes: 10,
  wire: 3,
  method: 1,
  size: 1,
}
const DRAWN = Object.entries(FAMILIES).flatMap(([family, share]) => Array<string>(share).fill(family))

/** One case of a form; null if the page that was opened has none of the wanted kind now. */
export async function formCase(desk: OpenDesk, forms: Forms, chance: Chance): Promise<Case | null> {
  const opened = await forms.next(chance)
  if (!opened) return null
  const marker = newMarker(chance)
  const family =
    opened.fields.length > 0
      ? chance.oneOf(DRAWN)
      : chance.oneOf(['shape', 'address', 'header', 'bytes', 'wire', 'method'])
  const made = CASES[family]?.({ ...opened, desk, marker }, chance)
  if (!made) throw new Error(`There are no cases of ${family}`)
  return { target: opened.route, family, marker, kept: [], ...made }
}

/** A form as it ought to be sent. */
export async function goodFormCase(desk: OpenDesk, forms: Forms, chance: Chance): Promise<Case | null> {
  const opened = await forms.next(chance)
  if (!opened) return null
  const good = { ...opened, desk, marker: newMarker(chance) }
  return {
    target: opened.route,
    family: 'good',
    what: 'as it ought to be',
    marker: good.marker,
    kept: [],
    sent: send(good, good.fields, chance),
  }
}

const CASES: Record<string, (good: Good, chance: Chance) => Made> = {
  text: (good, chance) => withTexts(good, chance, 1),
  several: (good, chance) => withTexts(good, chance, 2 + chance.below(3)),
  shape: misshapen,
  address(good, chance) {
    const sent = send(good, good.fields, chance)
    const number = chance.oneOf([
      '0',
      '-1',
      '01',
      '2147483648',
      '9'.repeat(30),
      'x',
      '%00',
      '%ff',
      '%',
      '1%2F2',
      '%F0%9F%98%80',
      '1;x',
      "'",
    ])
    const path = chance.oneOf([
      sent.path.replace(/\/\d+/, `/${number}`),
      `${sent.path}/`,
      `/${sent.path}`,
      `${sent.path}?${encodeURIComponent(wellFormed(badText(chance, good.marker))).slice(0, 4_000)}=1`,
      sent.path.toUpperCase(),
      sent.path.replace(/\/\d+/, `/${number}/${number}`),
    ])
    return { what: path.slice(0, 80), sent: { ...sent, path } }
  },
  header(good, chance) {
    const changed = withBadHeader(send(good, good.fields, chance), chance)
    return { ...changed, mayBeCut: true, sent: { ...changed.sent, hangsUp: has(changed.sent, 'content-length') } }
  },
  bytes: asOtherBytes,
  wire: (good, chance) => ({ ...badlySent(send(good, good.fields, chance), chance), mayBeCut: true }),
  method(good, chance) {
    const method = chance.oneOf(METHODS)
    return { what: method, sent: { ...send(good, good.fields, chance), method }, mayBeCut: true }
  },
  size(good, chance) {
    const large = chance
      .oneOf(['a', 'é', '😀', 'e\u0301', '\n', 'a\u0301\u0328 ', '&'])
      .repeat(10 ** (4 + chance.below(2)))
    const place = chance.below(good.fields.length)
    const fields = good.fields.map(([name, value], at) => [name, at === place ? large : value] as const)
    return { what: `${good.fields[place]?.[0]} of ${large.length} characters`, sent: send(good, fields, chance) }
  },
}

/** Fields that are for finding, choosing and coming back, or for a person's eyes: nothing of them is stored as such. */
const NOT_KEPT =
  /^(content|start|end|prefix|suffix|source|cue|hopSource|hopCue|q|back|next|version|claimVersion|intoVersion|to|into|item|upTo|link|website|seal|correction|chosenFor|other|change|claimId|statement|roleId|relayedBy|direction|languages|review|mail|sure|inZone|again|outletUnknown|publishedOnUnknown|password|current|from|first|last|idempotency-?key|lookalike.*|another|hopLookalike.*|choice|step|address|acceptZones|zone|kind-\d+|found|hopSpeakerId.*|hopOfferedFor.*|speakerId.*|offeredFor.*)$/i
/** What the rest of an empty row of hops says. */
const OF_A_HOP = /^hop(Kind|Medium|Wording|Basis)$/
/** The same of certain forms: who signs in, who has forgotten a password, which of two namesakes replies. */
const NOT_KEPT_THERE: Record<string, RegExp> = {
  'POST /signin': /^email$/,
  'POST /forgotten': /^email$/,
  'POST /account/password': /^email$/,
  'POST /claims/:id/replies': /^speaker$/,
  'POST /replies/:id': /^speaker$/,
}

function withTexts(good: Good, chance: Chance, count: number): Made {
  const fields = good.fields.map(([name, value]) => [name, value] as [string, string])
  const changed = new Map<number, string>()
  for (let put = 0; put < count; put += 1) {
    const place = chance.below(fields.length)
    // What no form can hold, half a character, a browser sends as U+FFFD.
    const text = wellFormed(badText(chance, good.marker))
    changed.set(place, text)
    const field = fields[place]
    if (field) field[1] = text
  }
  const put = [...changed].map(([place, text]) => ({ where: fields[place]?.[0] ?? '', text }))
  const sent = send(good, fields, chance)
  const what = put.map(({ where, text }) => `${where} = ${shown(text)}`).join(', ')
  return {
    what,
    sent,
    kept: put
      .filter((text) => isKept(good, text))
      .flatMap(inLines)
      .map(mentioned),
    typed: put.filter(isShownAgain),
  }
}

const isKept = ({ route }: Good, { where }: Kept) =>
  !NOT_KEPT.test(where) && !OF_A_HOP.test(where) && !NOT_KEPT_THERE[route]?.test(where)

/** A field that people don't see, and programs fill in, comes back empty; what was looked for is no part of the form. */
const isShownAgain = ({ where }: Kept) => !['website', 'q'].includes(where)

/** Aliases are typed a line each. */
const inLines = ({ where, text }: Kept): Kept[] =>
  where === 'aliases' ? text.split(/[\r\n]+/).map((line) => ({ where, text: line })) : [{ where, text }]

/** Whom a comment is to be told to are mentioned in it, each as `@name`. */
const mentioned = ({ where, text }: Kept): Kept =>
  where === 'tell'
    ? {
        where,
        text: text
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map((name) => `@${name.replace(/^@/, '')}`)
          .join(' '),
      }
    : { where, text }

/** Fields missing, twice, unknown, by the thousand, or no form at all. */
function misshapen(good: Good, chance: Chance): Made {
  const { fields, marker, form } = good
  const place = chance.below(Math.max(1, fields.length))
  const [name = 'text', value = ''] = fields[place] ?? []
  const as = (what: string, given: Fields): Made => ({ what, sent: send(good, given, chance) })
  const raw = (what: string, body: string | Buffer, type?: string): Made => {
    const sent = send(good, fields, chance)
    const typed = type === undefined ? sent : withHeader(sent, 'Content-Type', type)
    return { what, sent: form.method === 'GET' ? sent : { ...typed, body: Buffer.from(body as string) } }
  }
  const encoded = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
  return chance.oneOf<() => Made>([
    () =>
      as(
        `without ${name}`,
        fields.filter((_, at) => at !== place),
      ),
    () => as(`${name} twice`, [...fields, [name, `${value}x`]]),
    () => as(`${name} 150 times`, [...fields, ...Array.from({ length: 150 }, () => [name, value] as const)]),
    () =>
      as('an unknown field', [
        ...fields,
        [chance.oneOf(['unknown', '__proto__', 'constructor', 'id', 'state', 'toString', '']), marker],
      ]),
    () => as('a field of a bad name', [...fields, [badText(chance, marker), '1']]),
    () =>
      as(
        `${name} in brackets`,
        fields.map(
          ([given, value], at) =>
            [
              at === place
                ? chance.oneOf([`${given}[]`, `${given}[a]`, `${given}.a`, `${given}[__proto__][a]`])
                : given,
              value,
            ] as const,
        ),
      ),
    () =>
      as('too many fields', [
        ...fields,
        ...Array.from({ length: chance.oneOf([201, 1_000, 5_000]) }, (_, at) => [`f${at}`, '1'] as const),
      ]),
    () => as('nothing', []),
    () => raw('separators alone', chance.oneOf(['&', '=', '&&&&', '==', '&='.repeat(90), '?', ';', '\0'])),
    () => raw('JSON in place of a form', JSON.stringify(Object.fromEntries(fields)), 'application/json'),
    () => raw('XML in place of a form', '<a/>', 'application/xml'),
    () => raw('a form without a type', encoded, ''),
    () => raw('multipart that is none', encoded, 'multipart/form-data; boundary=x'),
    () =>
      raw(
        'multipart in place of the form',
        multipart(fields.map(([name, value]) => ({ head: `name="${name}"`, value: Buffer.from(value) }))),
        `multipart/form-data; boundary=${BOUNDARY}`,
      ),
    ...(form.isMultipart
      ? [
          () => badParts(good, chance),
          () => badParts(good, chance),
          () => badParts(good, chance),
          () => badParts(good, chance),
        ]
      : []),
  ])()
}

/** The right form as other bytes than it is said to be, or cut, or packed. */
function asOtherBytes(good: Good, chance: Chance): Made {
  const sent = send(good, good.fields, chance)
  const { body } = sent
  if (!body)
    return {
      what: 'a query of bytes',
      sent: {
        ...sent,
        path: `${sent.path}&q=${chance.oneOf(['%', '%ff', '%C0%AF', '%ED%A0%80', '%u0041', '%00', '+'])}`,
      },
    }
  const place = chance.below(Math.max(1, good.fields.length))
  const escaped = (value: string) =>
    Buffer.from(
      good.fields
        .map(([name, given], at) => `${encodeURIComponent(name)}=${at === place ? value : encodeURIComponent(given)}`)
        .join('&'),
    )
  const form = (what: string, value: string): Made => ({
    what: `${good.fields[place]?.[0]} ${what}`,
    sent: { ...sent, body: good.form.isMultipart ? body : escaped(value) },
  })
  const packed = (encoding: string, bytes: Buffer) => withHeader({ ...sent, body: bytes }, 'Content-Encoding', encoding)
  const typed = (charset: string) =>
    withHeader(sent, 'Content-Type', `application/x-www-form-urlencoded; charset=${charset}`)
  const bad = [...chance.oneOf(ILL_FORMED)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const name = good.fields[place]?.[0] ?? ''
  const plain = `${good.marker}é😀`
  const broken = chance.oneOf(['%', '%zz', '%u0041', '%4', '100%', '%%41'])
  return chance.oneOf<() => Made>([
    () => form(`holds ${bad}`, `${good.marker}${bad}${good.marker}`),
    () => form(`holds ${bad}`, `${good.marker}${bad}`),
    () => form(`holds ${broken}`, `${good.marker}${broken}`),
    () => form('holds %00', `${good.marker}%00`),
    () => ({
      ...form('as bytes', plain),
      kept: good.form.isMultipart
        ? []
        : [{ where: name, text: plain }].filter((text) => name !== '' && isKept(good, text)),
    }),
    () => ({ what: 'as Latin-1', sent: typed('iso-8859-1') }),
    () => ({ what: 'as UTF-16', sent: { ...typed('utf-16'), body: Buffer.from(body.toString(), 'utf16le') } }),
    () => ({ what: 'as nothing known', sent: typed('x-unknown') }),
    () => ({ what: 'gzip', sent: packed('gzip', gzipSync(body)) }),
    () => ({ what: 'gzip that is none', sent: packed('gzip', body) }),
    () => ({ what: 'cut', sent: { ...sent, body: body.subarray(0, chance.below(body.length + 1)) } }),
    () => {
      const { encoding, body } = chance.oneOf(bombs())
      return { what: `a bomb, ${encoding}`, sent: packed(encoding, chance.oneIn(5) ? body : body.subarray(0, 200)) }
    },
  ])()
}
