import { z } from 'zod'
import { BasisName, MediumName, SaidOnText, SaidOnWords, WordingName } from '../claims/claim.schema'
import { MOST_HOPS } from '../claims/hops'
import type { NewHop } from '../claims/hops.commands'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { line, optionalLine } from '../web/text-fields'
import type { TypedForm } from './typed-form'

/** The form's fields of a hop, one of each in every row, and what an empty row has. */
export const HOP_FIELDS = {
  hopSpeaker: '',
  hopKind: '',
  hopSource: '',
  hopCue: '',
  hopMedium: 'unknown',
  hopWording: 'indirect',
  hopSaidOn: '',
  hopBasis: 'not_stated',
  hopSaidOnWords: '',
} as const
type HopField = keyof typeof HOP_FIELDS
/** A hop as it was typed; `hopSpeakerId` is one of those offered for an unclear name. */
export type TypedHop = Record<HopField, string> & { hopSpeakerId: string }

const HOP_FIELD_NAMES = Object.keys(HOP_FIELDS) as HopField[]
/** A row in which nothing is typed is no hop, whatever its selects say. */
const TYPED_FIELDS = HOP_FIELD_NAMES.filter((name) => HOP_FIELDS[name] === '' && name !== 'hopKind')

/** The rows of a form in which something is typed, in order. */
export function typedHops(typed: TypedForm): TypedHop[] {
  const columns = new Map(HOP_FIELD_NAMES.map((name) => [name, [typed[name] ?? []].flat()]))
  const rows = Math.max(...Array.from(columns.values(), (values) => values.length))
  return Array.from({ length: rows }, (_, row) => ({
    ...(Object.fromEntries(
      HOP_FIELD_NAMES.map((name) => [name, columns.get(name)?.[row] ?? HOP_FIELDS[name]]),
    ) as Record<HopField, string>),
    hopSpeakerId: [typed[`hopSpeakerId.${row}`] ?? ''].flat()[0] ?? '',
  })).filter((hop) => TYPED_FIELDS.some((name) => hop[name].trim() !== ''))
}

const HopFields = z
  .object({
    hopSpeaker: line(200, 'Say who passed it on, or empty the row.'),
    hopSpeakerId: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
    hopKind: z.union([z.literal('').transform(() => undefined), z.enum(SPEAKER_KINDS)]),
    hopSource: optionalLine(1_000),
    hopCue: optionalLine(1_000),
    hopMedium: MediumName,
    hopWording: WordingName,
    hopSaidOn: SaidOnText,
    hopBasis: BasisName,
    hopSaidOnWords: SaidOnWords,
  })
  .transform((hop): NewHop => {
    const { hopSpeakerId: id, hopSpeaker: name, hopKind: kind } = hop
    return {
      speaker: id === undefined ? { name, kind } : { id },
      source: hop.hopSource === null ? null : { exact: hop.hopSource },
      cue: hop.hopCue === null ? null : { exact: hop.hopCue },
      medium: hop.hopMedium,
      wording: hop.hopWording,
      saidOn: hop.hopSaidOn,
      saidOnBasis: hop.hopBasis,
      saidOnWords: hop.hopSaidOnWords,
    }
  })

/** A form's hops, of a list that `typedHops` has made of its fields. */
export const Hops = z.array(HopFields).max(MOST_HOPS, `At most ${MOST_HOPS} hops.`)
