import { z } from 'zod'
import { line, optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { SPEAKER_KINDS } from './speaker-kind'

export const SpeakerName = line(200, words.refusals.giveSpeakerName)
export const SpeakerKindName = z.enum(SPEAKER_KINDS, words.refusals.noneOf(SPEAKER_KINDS.join(', ')))
export const SpeakerDescription = optionalLine(1_000)
export const AnonymityReason = optionalLine(500)
export const WikidataId = z.string().regex(/^Q[1-9]\d{0,11}$/, words.speaker.noWikidataId)
export const AliasName = line(200, words.refusals.writeOtherName)
export const RoleTitle = line(200, words.speaker.nameTheRole)
export const RoleDay = optionalLine(10)

/** So many other names and roles of one speaker; the longest record in Wikidata has some three dozen names, and a form may send 200 fields. */
export const MOST_ALIASES = 50
export const MOST_ROLES = 30
