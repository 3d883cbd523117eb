import { words } from '../words/words'

/** One relation between an answering claim and the answered one. */
export interface RelationMeaning {
  /** Read from the answering claim: "Peskov *denies* Trump". */
  verb: string
  /** The same of several: "Bolton and Pompeo *deny* it". */
  pluralVerb: string
  /** Read from the answered claim: "*denied by* Peskov". */
  passive: string
  meaning: string
  /** Against or with the answered claim. */
  side: 'opposing' | 'supporting'
  /** Who may stand at the two ends. */
  speakers: 'anyone' | 'another' | 'same'
}

const said = words.terms.relations

/**
 * The relations and what each means, in the words of speech acts: none says who is right. Neighbours in other
 * vocabularies (CiTO, PROV) are named in docs/glossary.md.
 */
export const RELATIONS = {
  contradicts: { ...said.contradicts, side: 'opposing', speakers: 'anyone' },
  denies: { ...said.denies, side: 'opposing', speakers: 'another' },
  corrects: { ...said.corrects, side: 'opposing', speakers: 'anyone' },
  walks_back: { ...said.walks_back, side: 'opposing', speakers: 'same' },
  corroborates: { ...said.corroborates, side: 'supporting', speakers: 'another' },
  repeats: { ...said.repeats, side: 'supporting', speakers: 'same' },
  relays: { ...said.relays, side: 'supporting', speakers: 'another' },
} as const satisfies Record<string, RelationMeaning>

export type Relation = keyof typeof RELATIONS

/** The relations that make a contradiction. */
export const OPPOSING = (Object.keys(RELATIONS) as Relation[]).filter((name) => RELATIONS[name].side === 'opposing')

/**
 * Whether a link tells that its claim came after the other: every one does but "contradicts", which needs no answer to
 * have been meant, and would otherwise put an older claim behind the younger one that it was found to contradict.
 */
export const tellsOrder = (relation: Relation): boolean => relation !== 'contradicts'

/** What the rules of a link ask of a claim. */
export interface Linkable {
  id: number
  speakerIds: readonly number[]
  /** Whom its speakers spoke for, in the roles they spoke in. */
  forIds: readonly number[]
}

/** Why these claims can't be linked so, in words for the editor, or null when they can. */
export function linkProblem(from: Linkable, to: Linkable, relation: Relation): string | null {
  if (from.id === to.id) return words.refusals.linkedToItself
  const { speakers, verb } = RELATIONS[relation]
  if (speakers === 'same' && !isSharedVoice(from, to)) return words.refusals.forOneSpeaker(verb)
  if (speakers === 'another' && sameSpeakers(from, to)) {
    return words.refusals.forAnotherSpeaker(verb)
  }
  return null
}

/** A spokesman's words are also those of whom he speaks for. */
const isSharedVoice = (from: Linkable, to: Linkable) => {
  const heard = [...to.speakerIds, ...to.forIds]
  return [...from.speakerIds, ...from.forIds].some((id) => heard.includes(id))
}

const sameSpeakers = (a: Linkable, b: Linkable) =>
  a.speakerIds.length === b.speakerIds.length && a.speakerIds.every((id) => b.speakerIds.includes(id))

/** A claim's possible days, as ISO dates; null is open or not stated. */
export interface Dated {
  earliest: string | null
  latest: string | null
}

/** A warning, never a refusal, when the answer was certainly made before what it answers. */
export function orderWarning(from: Dated, to: Dated): string | null {
  if (!from.latest || !to.earliest || from.latest >= to.earliest) return null
  return words.refusals.answerIsOlder(from.latest, to.earliest)
}
