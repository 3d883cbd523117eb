import { z } from 'zod'
import { BasisName, MediumName, SaidOnText, SaidOnWords, WordingName } from '../claims/claim.schema'
import { MOST_HOPS } from '../claims/hops'
import type { NewHop } from '../claims/hops.commands'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { rowNumber } from '../web/row-numbers'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { type TypedForm, typedValue } from './typed-form'

/** A hop as it was typed. The form has one field of each in every row (`hopSpeaker` and so on), so they come as lists. */
export interface TypedHop {
  speaker: string
  /** One of the speakers offered for an unclear name, or `another`, and the name that they were offered for. */
  speakerId: string
  offeredFor: string
  /** 'yes': the name is right, though it looks like another's. */
  lookalike: string
  kind: string
  source: string
  cue: string
  medium: string
  wording: string
  saidOn: string
  basis: string
  saidOnWords: string
}

/** An empty row. */
export const NO_HOP: TypedHop = {
  speaker: '',
  speakerId: '',
  offeredFor: '',
  lookalike: '',
  kind: '',
  source: '',
  cue: '',
  medium: 'unknown',
  wording: 'indirect',
  saidOn: '',
  basis: 'not_stated',
  saidOnWords: '',
}

/** The rows of a form in which something is typed, in order; what its selects say makes no hop of an empty row. */
export function typedHops(typed: TypedForm): TypedHop[] {
  const column = (name: string) => [typed[name] ?? []].flat()
  const columns = {
    speaker: column('hopSpeaker'),
    kind: column('hopKind'),
    source: column('hopSource'),
    cue: column('hopCue'),
    medium: column('hopMedium'),
    wording: column('hopWording'),
    saidOn: column('hopSaidOn'),
    basis: column('hopBasis'),
    saidOnWords: column('hopSaidOnWords'),
  }
  const length = Math.max(...Object.values(columns).map((values) => values.length))
  const rows = Array.from({ length }, (_, row): TypedHop => {
    const values = Object.entries(columns).flatMap(([name, values]) =>
      values[row] === undefined ? [] : [[name, values[row]]],
    )
    const hop: TypedHop = { ...NO_HOP, ...Object.fromEntries(values) }
    const own = (name: string) => typedValue(typed[`${name}.${row}`])
    const offeredFor = own('hopOfferedFor') || hop.speaker
    // Somebody else's name typed over it: the choice was not made for that.
    const speakerId = offeredFor === hop.speaker ? own('hopSpeakerId') : ''
    return { ...hop, speakerId, offeredFor, lookalike: own('hopLookalike') }
  })
  return rows.filter(({ speaker, source, cue, saidOn, saidOnWords }) =>
    [speaker, source, cue, saidOn, saidOnWords].some((value) => value.trim() !== ''),
  )
}

const HopFields = z
  .object({
    speaker: line(200, words.tag.sayWhoPassedOn),
    speakerId: z
      .union([z.literal('another'), rowNumber(words.tag.noSpeakerNumber)])
      .optional()
      .catch(undefined),
    lookalike: z.string().transform((ticked) => ticked === 'yes'),
    kind: z.union(
      [z.literal('').transform(() => undefined), z.enum(SPEAKER_KINDS)],
      words.tag.noneOf(SPEAKER_KINDS.join(', ')),
    ),
    source: optionalLine(1_000),
    cue: optionalLine(1_000),
    medium: MediumName,
    wording: WordingName,
    saidOn: SaidOnText,
    basis: BasisName,
    saidOnWords: SaidOnWords,
  })
  .transform((hop): NewHop => {
    const {
      speaker: name,
      speakerId: id,
      lookalike,
      kind,
      source,
      cue,
      medium,
      wording,
      saidOn,
      basis,
      saidOnWords,
    } = hop
    return {
      speaker: typeof id === 'number' ? { id } : { name, kind, another: id === 'another', lookalike },
      source: source === null ? null : { exact: source },
      cue: cue === null ? null : { exact: cue },
      medium,
      wording,
      saidOn,
      saidOnBasis: basis,
      saidOnWords,
    }
  })

/** A form's hops, of the list that `typedHops` has made of its fields. */
export const Hops = z.array(HopFields).max(MOST_HOPS, words.tag.mostHops(MOST_HOPS))
