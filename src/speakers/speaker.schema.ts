import { z } from 'zod'
import { line, optionalLine } from '../web/text-fields'
import { SPEAKER_KINDS } from './speaker-kind'

export const SpeakerName = line(200, 'Give the speaker’s name, or how the source is described.')
export const SpeakerKindName = z.enum(SPEAKER_KINDS, `This is none of ${SPEAKER_KINDS.join(', ')}.`)
export const SpeakerDescription = optionalLine(1_000)
export const AnonymityReason = optionalLine(500)
export const WikidataId = z.string().regex(/^Q[1-9]\d{0,11}$/, 'This is no Wikidata id; write Q22686.')
export const AliasName = line(200, 'Write the other name.')
export const RoleTitle = line(200, 'Write what the role is called.')
export const RoleDay = optionalLine(10)

/** So many other names and roles of one speaker; the longest record in Wikidata has some three dozen names, and a form may send 200 fields. */
export const MOST_ALIASES = 50
export const MOST_ROLES = 30
