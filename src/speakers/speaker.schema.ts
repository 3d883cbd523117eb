import { z } from 'zod'
import { line, optionalLine } from '../web/text-fields'
import { SPEAKER_KINDS } from './speaker-kind'

export const SpeakerName = line(200, 'Give the speaker’s name, or how the source is described.')

export const NewSpeakerBody = z
  .strictObject({
    name: SpeakerName,
    kind: z.enum(SPEAKER_KINDS, `This is none of ${SPEAKER_KINDS.join(', ')}.`),
    description: optionalLine(1_000).optional(),
    wikidataId: z
      .string()
      .regex(/^Q[1-9]\d*$/, 'This is no Wikidata id; write Q22686.')
      .nullish(),
  })
  .refine((speaker) => speaker.kind !== 'described' || !speaker.wikidataId, {
    path: ['wikidataId'],
    message: 'A described source has no identity.',
  })
