import { MEDIUMS } from '../claims/claim'
import { saidOnInWords } from '../claims/said-on'
import type { TextPositionSelector } from '../quotes/selector'
import { writtenSpans } from '../quotes/written-spans'
import type { SpeakersMeant } from '../suggestions/asked-speaker'
import { isPersonsName } from '../suggestions/names-in-text'
import type { Prefill } from '../suggestions/prefill'
import type { Proposal } from '../suggestions/proposal'
import { words } from '../words/words'
import { asTyped, type TypedForm } from './typed-form'

/** One of several proposals for a field, as a button shows it. */
export interface Choice {
  words: string
  why: string
  /** The fields that it fills, as JSON: what the button sends, and what a script fills in without sending. */
  take: string
  isTaken: boolean
}

/** The proposals of a form, by the group of fields that they fill. */
export interface Choices {
  source: Choice[]
  cue: Choice[]
  speaker: Choice[]
  saidOn: Choice[]
  medium: Choice[]
  stance: string
  /** Words of the passage's sentences that complete what is typed as source and as cue. */
  completions: Prefill['completions']
}

/** As many as are seen at a glance; the others complete what is typed. */
const MOST_SHOWN = 6

/** What a form offers beside what is typed into it. */
export function choicesOf(prefill: Prefill, typed: TypedForm): Choices {
  const { sources, cues, speakers, knownNames, saidOn, mediums, stance } = prefill
  return {
    source: sources.slice(0, MOST_SHOWN).map((proposal) => {
      const { words, at, speaker } = proposal.value
      // Whoever the words name becomes the speaker with them.
      const named: TypedForm = speaker
        ? { speaker: inRows(speaker.names), kind: inRows(kindsOf(speaker, knownNames)) }
        : {}
      return {
        ...choiceOf(typed, proposal, words || NOBODY, { source: words, sourceAt: writtenPlace(at), ...named }),
        isTaken: asText(typed.source) === words,
      }
    }),
    cue: cues.slice(0, MOST_SHOWN).map((proposal) => {
      const { words: cue, at } = proposal.value
      return choiceOf(typed, proposal, numbered(cue, at, cues) || words.tag.noWord, { cue, cueAt: writtenPlace(at) })
    }),
    speaker: speakers.map((proposal) =>
      choiceOf(typed, proposal, proposal.value.names.join(' and '), {
        speaker: inRows(proposal.value.names),
        kind: inRows(kindsOf(proposal.value, knownNames)),
      }),
    ),
    saidOn: saidOn.map((proposal) =>
      choiceOf(typed, proposal, saidOnInWords(proposal.value.saidOn), {
        saidOn: proposal.value.saidOn ?? '',
        basis: proposal.value.basis,
        saidOnWords: proposal.value.words ?? '',
      }),
    ),
    medium: mediums.map((proposal) => choiceOf(typed, proposal, MEDIUMS[proposal.value], { medium: proposal.value })),
    stance: stance.reason,
    completions: prefill.completions,
  }
}

/** What each would be, should it be new here; of those who are known, in case another name is written over theirs. */
export const kindsOf = ({ names, kind }: SpeakersMeant, known: ReadonlySet<string>): string[] =>
  names.map((name) => (known.has(name) && isPersonsName(name) ? 'person' : kind))

/** Of a word that stands there twice, which one: “said (2nd)”. */
const NOBODY = words.tag.nobody

function numbered(words: string, at: TextPositionSelector | null, cues: Prefill['cues']): string {
  const same = cues
    .flatMap(({ value }) => (value.words === words && value.at ? value.at.start : []))
    .sort((a, b) => a - b)
  return same.length > 1 && at ? `${words} (${ORDINALS[same.indexOf(at.start)] ?? 'later'})` : words
}

const ORDINALS = ['1st', '2nd', '3rd']

/** A place as a form carries it; empty for none. */
export const writtenPlace = (at: TextPositionSelector | null | undefined): string => (at ? writtenSpans([at]) : '')

/** Rows for joint speakers that a form has: a choice empties those that it does not fill. */
const ROWS = 4
const inRows = (values: readonly string[]) => [...values, ...Array<string>(Math.max(0, ROWS - values.length)).fill('')]

const asText = (value: string | string[] | undefined) => [value ?? ''].flat().join('\n').trimEnd()

function choiceOf<Value>(typed: TypedForm, { reason }: Proposal<Value>, words: string, fields: TypedForm): Choice {
  // What somebody is counts only for who is new.
  const { kind, ...told } = fields
  const isTaken = Object.entries(told).every(([name, value]) => asText(typed[name]) === asText(value))
  return { words, why: reason, take: JSON.stringify(fields), isTaken }
}

/** Fields that a choice may fill. */
const FILLED = ['source', 'sourceAt', 'cue', 'cueAt', 'speaker', 'kind', 'saidOn', 'basis', 'saidOnWords', 'medium']

/** The form with what a choice's button sends taken into it; as it is, where that is no choice. */
export function withTaken(typed: TypedForm, take: unknown): TypedForm {
  const fields = typeof take === 'string' ? asTyped(jsonOf(take)) : {}
  const taken = Object.entries(fields).filter(([name]) => FILLED.includes(name))
  return { ...typed, ...Object.fromEntries(taken) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
