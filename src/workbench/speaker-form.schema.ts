import { z } from 'zod'
import {
  AnonymityReason,
  MOST_ALIASES,
  MOST_ROLES,
  RoleDay,
  SpeakerDescription,
  SpeakerKindName,
  SpeakerName,
  WikidataId,
} from '../speakers/speaker.schema'
import { LARGEST_INTEGER, Version } from '../web/row-numbers'
import { optionalLine, typed } from '../web/text-fields'
import { words } from '../words/words'
import { several } from './statement-form.schema'

const optionalId = z
  .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(1).max(LARGEST_INTEGER)])
  .optional()
  .catch(undefined)

/** A line an alias; the longest are 200 characters. */
const Aliases = typed(15_000)
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim().normalize('NFC'))
      .filter((line) => line !== ''),
  )
  .pipe(
    z
      .array(z.string())
      .max(MOST_ALIASES, words.speaker.mostAliases(MOST_ALIASES))
      .refine((names) => names.every(({ length }) => length <= 200), words.speaker.longName),
  )

/** A speaker as the form sends it; what stands in one row of the roles has one place in each of their lists. */
export const SpeakerForm = z.object({
  name: SpeakerName,
  kind: SpeakerKindName,
  description: SpeakerDescription,
  wikidataId: z.union([z.literal('').transform(() => null), WikidataId], words.speaker.noWikidataId),
  anonymityReason: AnonymityReason,
  outlet: optionalLine(200),
  aliases: Aliases,
  roleId: several(optionalId, MOST_ROLES + 2),
  roleTitle: several(optionalLine(200), MOST_ROLES + 2),
  roleSince: several(RoleDay, MOST_ROLES + 2),
  roleUntil: several(RoleDay, MOST_ROLES + 2),
  roleFor: several(optionalLine(200), MOST_ROLES + 2),
  lookalike: z.literal('yes').optional().catch(undefined),
  another: z.literal('yes').optional().catch(undefined),
})

export const SpeakerEditForm = SpeakerForm.extend({
  version: Version,
})

/** Places of rows that say something of a role and not which: nothing of it would be kept. */
export function rowsWithoutTitle(form: z.output<typeof SpeakerForm>): number[] {
  const rows = Array.from({ length: MOST_ROLES + 2 }, (_, place) => place)
  return rows.filter(
    (place) =>
      (form.roleTitle[place] ?? null) === null &&
      form.roleId[place] === undefined &&
      [form.roleSince[place], form.roleUntil[place], form.roleFor[place]].some((typed) => (typed ?? null) !== null),
  )
}

/** Rows of the form that stand for a role, with their place in it; without a title a new one is none, and an old one goes. */
export function roleRows(form: z.output<typeof SpeakerForm>) {
  return form.roleTitle.flatMap((title, place) =>
    title === null
      ? []
      : [
          {
            place,
            id: form.roleId[place],
            title,
            since: form.roleSince[place] ?? null,
            until: form.roleUntil[place] ?? null,
            speaksFor: form.roleFor[place] ?? null,
          },
        ],
  )
}
