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
import type { SpansGiven, WordsGiven } from '../claims/place-spans'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import type { SpeakerReference } from '../speakers/speakers.commands'
import { optionalLine, typed } from '../web/text-fields'

/** A field of which a form may send several: one comes as a string, more as a list. */
const several = <Schema extends z.ZodType>(field: Schema) =>
  z.preprocess(
    (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]),
    z.array(field).max(20, 'These are too many.'),
  )

const optionalNumber = z
  .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(0).max(2_147_483_647)])
  .optional()
  .catch(undefined)

const passage = {
  content: several(typed(20_000))
    .transform((parts) => parts.filter((part) => part.trim() !== ''))
    .refine((parts) => parts.length > 0, 'Give the words of the statement, as they stand in the text.'),
  /** Where the words were seen: the sentence, in code points. Only a hint. */
  start: optionalNumber,
  end: optionalNumber,
  /** What stood beside the selected words; only a script can tell. */
  prefix: typed(1_000).optional(),
  suffix: typed(1_000).optional(),
  source: optionalLine(1_000),
  cue: optionalLine(1_000),
  wording: WordingName,
  /** A box that is there only after a refusal: the passage is meant, although it lies in a zone. */
  inZone: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((ticked) => ticked !== undefined),
}

const claim = {
  speaker: several(optionalLine(200)).transform((names) => names.filter((name) => name !== null)),
  /** One of the speakers offered when a name was not clear. */
  speakerId: optionalNumber,
  kind: z.union([z.literal('').transform(() => undefined), z.enum(SPEAKER_KINDS)]).optional(),
  saidOn: SaidOnText,
  basis: BasisName,
  saidOnWords: SaidOnWords,
  medium: MediumName,
  stance: StanceName,
  summary: Summary,
}

/** A new statement with its claim. */
export const StatementForm = z.object({ ...passage, ...claim })

/** A new statement that is another report of a claim known already. */
export const ReportForm = z.object({
  ...passage,
  claimId: z.coerce
    .number('This is no claim’s number.')
    .int()
    .positive()
    .max(2_147_483_647, 'This is no claim’s number.'),
})

/** A statement and its claim, changed together; each has its own version. */
export const EditForm = z.object({
  ...passage,
  ...claim,
  version: z.coerce.number().int().positive().max(2_147_483_647),
  claimVersion: z.coerce.number().int().positive().max(2_147_483_647),
})

type Passage = z.output<typeof ReportForm>
type ClaimFields = z.output<typeof StatementForm>

/** The spans a form gives, with what it knows of their place; `context` leaves that to the words beside them. */
export function spansGiven(form: Omit<Passage, 'claimId'>, context: 'with context' | 'words alone'): SpansGiven {
  const near =
    form.start !== undefined && form.end !== undefined && form.end > form.start
      ? { start: form.start, end: form.end }
      : undefined
  const beside = context === 'with context' ? { prefix: form.prefix, suffix: form.suffix } : {}
  const words = (exact: string, place: number): WordsGiven => ({ exact, near, ...(place === 0 ? beside : {}) })
  return {
    content: form.content.map(words),
    source: form.source === null ? null : { exact: form.source },
    cue: form.cue === null ? null : { exact: form.cue },
  }
}

export function claimGiven(form: ClaimFields): NewClaim {
  const { saidOn, basis, saidOnWords, medium, stance, summary } = form
  return { speakers: speakersGiven(form), saidOn, saidOnBasis: basis, saidOnWords, medium, stance, summary }
}

function speakersGiven({ speaker, speakerId, kind }: ClaimFields): SpeakerReference[] {
  const named: SpeakerReference[] = speaker.map((name) => ({ name, kind }))
  return speakerId === undefined ? named : [{ id: speakerId }, ...named.slice(1)]
}
