import { z } from 'zod'
import { RIGHTS } from '../articles/rights'
import { ZONE_KIND_NAMES } from '../articles/zone'
import { MEDIUMS, namesOf, STANCES, WORDINGS } from '../claims/claim'
import { SAID_ON_BASES } from '../claims/said-on'
import { parseEdtf } from '../claims/said-on-edtf'
import { REPLY_WAYS } from '../corrections/reply'
import { RELATIONS } from '../links/relation'
import { CONTEXT_LENGTH } from '../quotes/selector'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { storable } from '../web/text-fields'

/** As large as PostgreSQL's `integer` takes. */
/** One below the most that PostgreSQL counts to: the next row has to get a number. */
export const id = z.int().min(1).max(2_147_483_646)
export const offset = z.int().min(0).max(2_147_483_647)

/** How long each may be the tables say. */
export const text = z.string().refine(storable, 'There is a NUL or half a character in it.')
export const maybe = text.nullable()

const NO_TIME = 'This is no time as exports write it.'
/** To the microsecond, in UTC; of a calendar without a year 0, as PostgreSQL’s is. */
export const time = z.iso
  .datetime({ precision: 6, error: NO_TIME })
  .refine((value) => !value.startsWith('0000'), NO_TIME)
const day = z.iso.date()
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'This is no SHA-256.')

export const lengthOf = (words: string) => [...words].length

/** As long as names in the tables. */
const LONGEST_NAME = 200

const short = text.refine(
  (words) => lengthOf(words) <= LONGEST_NAME,
  `The name has more than ${LONGEST_NAME} characters.`,
)
/** Of outlets and speakers. Rows are also made of those that others name, so that no line of their own is there to be refused. */
const name = short.refine((words) => /^[^ ](.*[^ ])?$/su.test(words), 'The name is empty, or has spaces around it.')
/** Of who tagged or linked. */
export const accountName = short.refine((words) => /[^ ]/.test(words), 'The name is empty.').nullable()

/** A passage with what stands beside it, each as long as it has to be as far as that can be told without the text. */
const span = z
  .strictObject({ start: offset, end: offset, exact: text, prefix: text, suffix: text })
  .refine(({ start, end }) => start < end, 'The passage has no words.')
  .refine(({ start, end, exact }) => lengthOf(exact) === end - start, 'The words are not as long as their place.')
  .refine(
    ({ start, prefix }) => lengthOf(prefix) === Math.min(start, CONTEXT_LENGTH),
    `The prefix is not the ${CONTEXT_LENGTH} characters before the passage.`,
  )
  .refine(({ suffix }) => lengthOf(suffix) <= CONTEXT_LENGTH, `The suffix has more than ${CONTEXT_LENGTH} characters.`)

export const saidOn = {
  said_on: maybe,
  said_on_earliest: day.nullable(),
  said_on_latest: day.nullable(),
  said_on_basis: z.enum(SAID_ON_BASES),
  said_on_words: maybe,
}

type SaidOn = { said_on: string | null; said_on_earliest: string | null; said_on_latest: string | null }

/** Whether the first and the last day are those that the date, as it is written, has. */
export function daysAgree({ said_on, said_on_earliest, said_on_latest }: SaidOn): boolean {
  if (said_on === null) return said_on_earliest === null && said_on_latest === null
  const edtf = parseEdtf(said_on)
  if ('problem' in edtf) return false
  return (edtf.from?.earliest ?? null) === said_on_earliest && (edtf.to?.latest ?? null) === said_on_latest
}
export const DAYS_AGREE = 'The first and the last day are not those of the date.'

const outlet = z.strictObject({ type: z.literal('outlet'), id, name, rights: z.enum(RIGHTS), created_at: time })

const named = z.strictObject({ id, name })

const row = { id, url: text, version: id, created_at: time, updated_at: time }

/** In code points, of which each has a byte at least. */
export const LONGEST_TEXT = 5 * 1024 * 1024

const revision = z.strictObject({
  id,
  number: id,
  text_sha256: sha256,
  raw_sha256: sha256,
  length: id.max(LONGEST_TEXT),
  captured_at: time,
  zones: z.array(z.strictObject({ start: offset, end: offset, kind: z.enum(ZONE_KIND_NAMES) })),
  redacted: z.boolean(),
  redacted_sha256: sha256.nullable(),
})

const article = z.strictObject({
  type: z.literal('article'),
  ...row,
  outlet_id: id.nullable(),
  headline: text,
  byline: maybe,
  address: maybe,
  language: text,
  published_on: day.nullable(),
  rights: z.enum(RIGHTS).nullable(),
  revisions: z.array(revision).min(1),
  copy_of_id: id.nullable(),
})

const role = z.strictObject({ id, title: text, since: maybe, until: maybe, speaks_for: named.nullable() })

const speaker = z.strictObject({
  type: z.literal('speaker'),
  ...row,
  kind: z.enum(SPEAKER_KINDS),
  name,
  description: maybe,
  wikidata_id: maybe,
  anonymity_reason: maybe,
  outlet_id: id.nullable(),
  aliases: z.array(text),
  roles: z.array(role),
  merged: z.array(named),
})

const hop = z
  .strictObject({
    speaker: named,
    medium: z.enum(namesOf(MEDIUMS)),
    ...saidOn,
    quotation: z.enum(namesOf(WORDINGS)),
    source: span.nullable(),
    cue: span.nullable(),
  })
  .refine(daysAgree, DAYS_AGREE)

const statement = z.strictObject({
  id,
  version: id,
  article_id: id,
  revision: id,
  text_sha256: sha256,
  quotation: z.enum(namesOf(WORDINGS)),
  in_zone: z.boolean(),
  source: span.nullable(),
  cue: span.nullable(),
  content: z.array(span).min(1),
  hops: z.array(hop),
  created_at: time,
  updated_at: time,
  created_by: id.nullable(),
  created_by_name: accountName,
})

const reply = z.strictObject({
  id,
  speaker_id: id.nullable(),
  name: text,
  words: text,
  replied_on: day,
  way: z.enum(namesOf(REPLY_WAYS)),
  url: maybe,
})

const claim = z
  .strictObject({
    type: z.literal('claim'),
    ...row,
    speakers: z.array(z.strictObject({ id, name: text, role: maybe, role_id: id.nullable() })).min(1),
    stance: z.enum(namesOf(STANCES)),
    medium: z.enum(namesOf(MEDIUMS)),
    ...saidOn,
    summary: maybe,
    statements: z.array(statement).min(1),
    replies: z.array(reply),
  })
  .refine(daysAgree, DAYS_AGREE)

const link = z.strictObject({
  type: z.literal('link'),
  id,
  from_claim_id: id,
  relation: z.enum(namesOf(RELATIONS)),
  to_claim_id: id,
  reason: maybe,
  created_at: time,
  url: text,
  version: id,
  updated_at: time,
  created_by: id.nullable(),
  created_by_name: accountName,
})

const CUT_CHAIN =
  'A chain of one claim is no chain. This seems to be an export of a selection, in which the others are not.'
const chain = z.strictObject({
  type: z.literal('chain'),
  id,
  url: text,
  title: maybe,
  claims: z.array(id).min(2, CUT_CHAIN),
})

/** The rows of `claims.jsonl` but its trailer, in the order in which they come. */
export const ROWS = { outlet, article, speaker, claim, link, chain } as const

export type RowType = keyof typeof ROWS
export type SpeakerRow = z.output<typeof speaker>
export type RevisionRow = z.output<typeof revision>
export type StatementRow = z.output<typeof statement>
export type SpanRow = z.output<typeof span>
