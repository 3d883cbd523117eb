import { z } from 'zod'
import {
  BasisName,
  MediumName,
  SaidOnText,
  SaidOnWords,
  StanceName,
  Summary,
  WordingName,
} from '../claims/claim.schema'
import type { NewClaim } from '../claims/claims.commands'
import type { NewHop } from '../claims/hops.commands'
import type { SpansGiven, WordsGiven } from '../claims/place-spans'
import { spansWritten } from '../quotes/written-spans'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { AnonymityReason, SpeakerDescription, SpeakerKindName } from '../speakers/speaker.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { LARGEST_INTEGER, rowNumber, Version } from '../web/row-numbers'
import { optionalLine, typed } from '../web/text-fields'
import { words } from '../words/words'
import { Hops } from './hop-form.schema'

/** A field of which a form may send several: one comes as a string, more as a list. */
export const several = <Schema extends z.ZodType>(field: Schema, most = 20) =>
  z.preprocess(
    (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]),
    z.array(field).max(most, words.tag.tooMany),
  )

const optionalNumber = z
  .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(0).max(LARGEST_INTEGER)])
  .optional()
  .catch(undefined)

const place = z
  .string()
  .optional()
  .catch(undefined)
  .transform((written) => spansWritten(written ?? '')?.[0])

const passage = {
  content: several(typed(20_000))
    .transform((parts) => parts.filter((part) => part.trim() !== ''))
    .refine((parts) => parts.length > 0, words.tag.giveWords),
  /** Where the words were seen: the sentence, in code points. Only a hint. */
  start: optionalNumber,
  end: optionalNumber,
  /** Where each part of the content was selected, as `12-40,60-80`. Only a hint, too: the words may have been changed since. */
  spans: z
    .string()
    .optional()
    .transform((written) => spansWritten(written ?? ''))
    .catch(null),
  /** What stood beside the selected words; only a script can tell. */
  prefix: typed(1_000).optional(),
  suffix: typed(1_000).optional(),
  source: optionalLine(1_000),
  cue: optionalLine(1_000),
  /** Where the desk proposed them, `12-40`: hints, for words that stand more than once around the content. */
  sourceAt: place,
  cueAt: place,
  /** Left as it is, the text's quotation marks tell. */
  wording: z.union([z.literal('').transform(() => null), WordingName]),
  hops: Hops,
  /** A box that is there only after a refusal: the passage is meant, although it lies in a zone. */
  inZone: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((ticked) => ticked !== undefined),
}

const NO_KIND = words.tag.noneOf(SPEAKER_KINDS.join(', '))

const claim = {
  /** What has the same place in these lists goes together (speaker-fields.ts). */
  speaker: several(optionalLine(200)),
  role: several(optionalLine(200)),
  /** One of the speakers offered when a name was not clear, or `another`: somebody else. */
  choice: several(z.union([z.literal('another'), optionalNumber])),
  /** A new name is meant, though it looks like another's. */
  lookalike: several(z.string().transform((ticked) => ticked === 'yes')),
  /** Of whoever is new. */
  kind: several(z.union([z.literal('').transform(() => undefined), SpeakerKindName], NO_KIND)),
  /** Of a described source that is new. */
  speakerDescription: several(SpeakerDescription),
  anonymityReason: several(AnonymityReason),
  saidOn: SaidOnText,
  basis: BasisName,
  saidOnWords: SaidOnWords,
  medium: MediumName,
  stance: StanceName,
  summary: Summary,
}

/** The claim that passes the new one on, where the form was opened from it. */
const relayedBy = optionalNumber

/** A new statement with its claim. */
export const StatementForm = z.object({ ...passage, ...claim, relayedBy })

/** A new statement that is another report of a claim known already. */
export const ReportForm = z.object({
  ...passage,
  relayedBy,
  claimId: rowNumber(words.linking.noClaimNumber),
})

/** A statement and its claim, changed together; each has its own version. */
export const EditForm = z.object({
  ...passage,
  ...claim,
  version: Version,
  claimVersion: Version,
})

type Passage = z.output<typeof ReportForm>
type ClaimFields = z.output<typeof StatementForm>

/** What a form says of a passage: its spans, and through whom it came. */
export interface PassageGiven extends SpansGiven {
  hops: NewHop[]
}

/** The spans a form gives, with what it knows of their place; `context` leaves that to the words beside them. */
export function spansGiven(
  form: Omit<Passage, 'claimId' | 'relayedBy'>,
  context: 'with context' | 'words alone',
): PassageGiven {
  const near =
    form.start !== undefined && form.end !== undefined && form.end > form.start
      ? { start: form.start, end: form.end }
      : undefined
  const beside = context === 'with context' ? { prefix: form.prefix, suffix: form.suffix } : {}
  // Of words that stand in a sentence twice, those that were selected are meant.
  const places = form.spans?.length === form.content.length ? form.spans : []
  const words = (exact: string, place: number): WordsGiven => ({
    exact,
    near: places[place] ?? near,
    ...(place === 0 ? beside : {}),
  })
  return {
    content: form.content.map(words),
    source: form.source === null ? null : { exact: form.source, near: form.sourceAt },
    cue: form.cue === null ? null : { exact: form.cue, near: form.cueAt },
    hops: form.hops,
  }
}

export function claimGiven(form: Omit<ClaimFields, 'relayedBy'>): NewClaim {
  const { saidOn, basis, saidOnWords, medium, stance, summary } = form
  return { speakers: speakersGiven(form), saidOn, saidOnBasis: basis, saidOnWords, medium, stance, summary }
}

function speakersGiven(form: Omit<ClaimFields, 'relayedBy'>): SpeakerReference[] {
  return form.speaker.flatMap((name, place): SpeakerReference[] => {
    if (name === null) return []
    const title = form.role[place] ?? null
    const spokenIn = title === null ? {} : { role: { title } }
    const chosen = form.choice[place]
    const introduction = { description: form.speakerDescription[place], anonymityReason: form.anonymityReason[place] }
    if (typeof chosen === 'number') return [{ id: chosen, ...introduction, ...spokenIn }]
    const introduced = {
      ...introduction,
      kind: form.kind[place],
      another: chosen === 'another',
      lookalike: form.lookalike[place],
    }
    return [{ name, ...introduced, ...spokenIn }]
  })
}
