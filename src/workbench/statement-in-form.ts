import type { SpanPart } from '../claims/claim'
import type { NewClaim } from '../claims/claims.commands'
import type { WordsGiven } from '../claims/place-spans'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { type CardHop, type CardSpan, type CardSpeaker, contentOf, type StatementCard } from './statement-cards.queries'
import type { PassageGiven } from './statement-form.schema'
import type { TypedForm } from './typed-form'

/** Words left as they were stay where they were, though the same words stand elsewhere too. */
export function keepingPlaces(given: PassageGiven, card: StatementCard): PassageGiven {
  const kept = (part: CardSpan['part'], position: number, words: WordsGiven): WordsGiven => {
    const span = card.spans.find((span) => span.part === part && span.position === position)
    return span && span.exact === words.exact ? { exact: span.exact, start: span.start, end: span.end } : words
  }
  /** A hop moves up when the one before it is taken away. */
  const keptOfHop = (part: SpanPart, words: WordsGiven): WordsGiven => {
    const span = card.spans.find((span) => span.part === part && span.exact === words.exact)
    return span ? { exact: span.exact, start: span.start, end: span.end } : words
  }
  return {
    ...given,
    content: given.content.map((words, position) => kept('content', position, words)),
    source: given.source && kept('source', 0, given.source),
    cue: given.cue && kept('cue', 0, given.cue),
    hops: given.hops.map((hop) => ({
      ...hop,
      speaker: sameSpeaker(hop.speaker, card.hops),
      source: hop.source && keptOfHop('hop_source', hop.source),
      cue: hop.cue && keptOfHop('hop_cue', hop.cue),
    })),
  }
}

function sameSpeaker(reference: SpeakerReference, hops: readonly CardHop[]): SpeakerReference {
  const same =
    'name' in reference && !reference.another ? hops.find(({ speaker }) => speaker.name === reference.name) : undefined
  return same ? { id: same.speaker.id } : reference
}

/** A name left as it was means the speaker it meant, though another bears it too; so does a role's title. */
export function keepingSpeakers(claim: NewClaim, card: StatementCard): NewClaim {
  const speakers = claim.speakers.map((reference, place) => {
    if (!('name' in reference) || reference.another) return reference
    const bears = (speaker: CardSpeaker | undefined) => speaker?.name === reference.name
    const same = bears(card.speakers[place]) ? card.speakers[place] : card.speakers.find(bears)
    if (!same) return reference
    const { role, description, anonymityReason } = reference
    const isSameRole = role && 'title' in role && role.title === same.role?.title
    return { id: same.id, role: isSameRole && same.role ? { id: same.role.id } : role, description, anonymityReason }
  })
  return { ...claim, speakers }
}

/** Fields of the statement itself; all others are its claim's. */
const OF_THE_STATEMENT = ['content', 'start', 'end', 'source', 'cue', 'wording', 'version', 'claimVersion']
const isOfTheStatement = (name: string) => OF_THE_STATEMENT.includes(name) || name.startsWith('hop')

/** What is said of a speaker who is new: no card has it, and of one who is here already it is empty. */
const OF_NEW_SPEAKERS = ['speakerDescription', 'anonymityReason']

/** Whether a form says of the claim what its card says; empty fields are as good as none. */
export function isClaimAsItWas(typed: TypedForm, card: StatementCard): boolean {
  const given = (value: TypedForm[string] | undefined) => [value ?? []].flat().filter((part) => part.trim() !== '')
  const isAsItWas = ([name, was]: [string, TypedForm[string] | undefined]) =>
    isOfTheStatement(name) || given(typed[name]).join('\n') === given(was).join('\n')
  return Object.entries(typedFrom(card)).every(isAsItWas) && OF_NEW_SPEAKERS.every((name) => isAsItWas([name, []]))
}

/** The statement's values as its form would send them. */
export function typedFrom(card: StatementCard): TypedForm {
  const exact = (part: string) => card.spans.filter((span) => span.part === part).map((span) => span.exact)
  const content = contentOf(card)
  const hopSpan = (part: SpanPart, position: number) =>
    card.spans.find((span) => span.part === part && span.position === position)?.exact ?? ''
  return {
    content: exact('content'),
    start: String(Math.min(...content.map((span) => span.start))),
    end: String(Math.max(...content.map((span) => span.end))),
    source: exact('source'),
    cue: exact('cue'),
    wording: card.wording,
    speaker: card.speakers.map((speaker) => speaker.name),
    role: card.speakers.map((speaker) => speaker.role?.title ?? ''),
    saidOn: card.saidOn ?? '',
    basis: card.basis,
    saidOnWords: card.saidOnWords ?? '',
    medium: card.medium,
    stance: card.stance,
    summary: card.summary ?? '',
    version: String(card.version),
    claimVersion: String(card.claimVersion),
    hopSpeaker: card.hops.map((hop) => hop.speaker.name),
    hopSource: card.hops.map((_, position) => hopSpan('hop_source', position)),
    hopCue: card.hops.map((_, position) => hopSpan('hop_cue', position)),
    hopMedium: card.hops.map((hop) => hop.medium),
    hopWording: card.hops.map((hop) => hop.wording),
    hopSaidOn: card.hops.map((hop) => hop.saidOn ?? ''),
    hopBasis: card.hops.map((hop) => hop.basis),
    hopSaidOnWords: card.hops.map((hop) => hop.saidOnWords ?? ''),
  }
}
