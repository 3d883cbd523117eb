import { z } from 'zod'
import {
  AliasName,
  AnonymityReason,
  MOST_ALIASES,
  MOST_ROLES,
  RoleDay,
  RoleTitle,
  SpeakerDescription,
  SpeakerKindName,
  SpeakerName,
  WikidataId,
} from '../speakers/speaker.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { ClaimInList } from './claim.schema'
import { Id, IdMember, NOTHING_NAMED, namesSomething, rowMembers, timeMembers, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'

const role = {
  title: RoleTitle,
  since: RoleDay.exactOptional().describe('A year, month or day: 2018, 2018-04, 2018-04-09; null is not known.'),
  until: RoleDay.exactOptional().describe('Null is not known, or that it lasts.'),
  speaksForId: IdMember.nullable().optional().describe('Whom whoever has this role speaks for.'),
}

const roles = <Role extends z.ZodType>(given: Role) =>
  z.array(given, 'Give a list of roles.').max(MOST_ROLES, `At most ${MOST_ROLES} roles.`)

const given = {
  name: SpeakerName,
  kind: SpeakerKindName.describe('A described speaker is known only by a description.'),
  description: SpeakerDescription.exactOptional(),
  wikidataId: WikidataId.nullable().optional().describe('One speaker has an id.'),
  anonymityReason: AnonymityReason.exactOptional().describe('Of a described speaker: why they are not named.'),
  outletId: IdMember.nullable()
    .optional()
    .describe('The outlet that this organisation is, where it asserts by itself.'),
  aliases: z
    .array(AliasName, 'Give a list of names.')
    .max(MOST_ALIASES, `At most ${MOST_ALIASES} aliases.`)
    .optional()
    .describe('Other names; others may bear them too.'),
  lookalike: z.boolean().optional().describe('A name is meant, though it looks like another’s or mixes alphabets.'),
  another: z.boolean().optional().describe('A name is meant, though somebody else bears it.'),
}

export const NewSpeaker = z
  .strictObject({ ...given, roles: roles(z.strictObject(role)).optional() })
  .register(requestShapes, { id: 'NewSpeaker' })

export const SpeakerChange = z
  .strictObject({
    ...given,
    name: given.name.exactOptional(),
    kind: given.kind.exactOptional(),
    roles: roles(
      z.strictObject({ id: IdMember.optional().describe('Of a role that is there already.'), ...role }),
    ).optional(),
  })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'SpeakerChange' })

export const NewMerging = z
  .strictObject({
    into: IdMember.describe('Who this speaker is.'),
    intoVersion: Version.exactOptional().describe('Of that one, as you read it: 412 when it has changed since.'),
  })
  .register(requestShapes, { id: 'NewMerging' })

export const SpeakerPageQuery = PageQuery.extend({
  name: z
    .string()
    .max(200, 'No name is that long.')
    .optional()
    .describe('Only those of this very name or alias, upper and lower case alike.'),
})

const Role = z.strictObject({
  id: Id,
  title: z.string(),
  since: z.string().nullable(),
  until: z.string().nullable(),
  speaksForId: Id.nullable(),
})

const OR_MERGED = 'Their own, or where there is none that of the first who was merged into them.'

const speakerMembers = {
  ...rowMembers,
  kind: z.enum(SPEAKER_KINDS).describe('A described speaker is known only by a description.'),
  name: z.string(),
  description: z.string().nullable().describe(OR_MERGED),
  wikidataId: z.string().nullable().describe(OR_MERGED),
  anonymityReason: z.string().nullable().describe(OR_MERGED),
  outletId: Id.nullable(),
  aliases: z.array(z.string()),
  ...timeMembers,
}

export const SpeakerInList = z.strictObject(speakerMembers).register(answerShapes, { id: 'SpeakerInList' })

export const Speaker = z
  .strictObject({
    ...speakerMembers,
    roles: z.array(Role).describe('Their own; those of merged speakers stand with them.'),
    merged: z
      .array(
        z.strictObject({
          id: Id,
          version: Version,
          intoId: Id,
          name: z.string(),
          aliases: z.array(z.string()),
          roles: z.array(Role),
        }),
      )
      .describe('Who was merged into this speaker, by number; the first 100.'),
    claims: pageOf(ClaimInList).describe(
      'What was said, by this speaker or in a role that speaks for them; by number, a page at a time.',
    ),
  })
  .register(answerShapes, { id: 'Speaker' })

export const SpeakerPage = pageOf(SpeakerInList).register(answerShapes, { id: 'SpeakerPage' })
