import { z } from 'zod'
import { MEDIUMS, namesOf, STANCES, WORDINGS } from '../claims/claim'
import { CONTEXT_LENGTH } from '../quotes/selector'
import {
  accountName,
  DAYS_AGREE,
  daysAgree,
  id,
  LONGEST_TEXT,
  lengthOf,
  maybe,
  offset,
  saidOn,
  sha256,
  text,
  time,
} from './jsonl-rows.schema'

/**
 * A place in a text, with as much of its words, and of those beside it, as a file tells; null is what it does not tell. What is told has to
 * be as long as it has to be, as far as that can be told without the text.
 */
const place = z
  .strictObject({ start: offset, end: offset.max(LONGEST_TEXT), exact: maybe, prefix: maybe, suffix: maybe })
  .refine(({ start, end }) => start < end, 'The passage has no words.')
  .refine(
    ({ start, end, exact }) => exact === null || lengthOf(exact) === end - start,
    'The words are not as long as their place.',
  )
  .refine(
    ({ start, prefix }) => prefix === null || lengthOf(prefix) === Math.min(start, CONTEXT_LENGTH),
    `The prefix is not the ${CONTEXT_LENGTH} characters before the passage.`,
  )
  .refine(
    ({ suffix }) => suffix === null || lengthOf(suffix) <= CONTEXT_LENGTH,
    `The suffix has more than ${CONTEXT_LENGTH} characters.`,
  )

const speaker = z.strictObject({ id, name: text, role: z.null(), role_id: z.null() })

const claim = z
  .strictObject({
    speakers: z.array(speaker).min(1),
    stance: z.enum(namesOf(STANCES)),
    medium: z.enum(namesOf(MEDIUMS)),
    ...saidOn,
    summary: maybe,
  })
  .refine(daysAgree, DAYS_AGREE)

const hop = z
  .strictObject({
    speaker: z.strictObject({ id, name: text }),
    medium: z.enum(namesOf(MEDIUMS)),
    ...saidOn,
    quotation: z.enum(namesOf(WORDINGS)),
    source: z.null(),
    cue: z.null(),
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
  source: place.nullable(),
  cue: place.nullable(),
  content: z.array(place).min(1),
  hops: z.array(hop),
  created_at: time,
  updated_at: time,
  created_by: id.nullable(),
  created_by_name: accountName,
})

/**
 * A statement as flat files tell it: in a row of its own, with its claim in each. `claim` and `statement` are as in `claims.jsonl`, so that
 * the same is made of them.
 */
export const PASSAGE = z.strictObject({
  claim_id: id,
  claim,
  statement,
  /** Speakers of the claim and of hops whose names this row tells beyond doubt. */
  named: z.array(z.strictObject({ id, name: text })),
  /** When its text was captured; when it was so at the latest, where the file doesn’t tell. */
  captured_at: time,
  /** The article of which its own is a copy; null is none. */
  copy_of_id: id.nullable(),
})

export type Passage = z.output<typeof PASSAGE>
export type Place = z.output<typeof place>

/** A place of which the file tells no words. */
export const placeAlone = (start: number, end: number): Place => ({
  start,
  end,
  exact: null,
  prefix: null,
  suffix: null,
})

/** How far a text reaches at least, by this passage, and whether it ends there: where less than a whole suffix follows. */
export function reachOf({ statement: { content, source, cue } }: Passage): { reach: number; ends: boolean } {
  const places = [...content, ...(source ? [source] : []), ...(cue ? [cue] : [])]
  const reaches = places.map(({ end, suffix }) => end + (suffix === null ? 0 : lengthOf(suffix)))
  const ends = places.some(({ suffix }) => suffix !== null && lengthOf(suffix) < CONTEXT_LENGTH)
  return { reach: Math.max(...reaches), ends }
}
