import { z } from 'zod'
import { MOST_ZONES, ZONE_KIND_NAMES } from '../articles/zone'
import { IdMember } from './common.schema'
import { answerShapes, requestShapes } from './components'

const kind = z.enum(ZONE_KIND_NAMES, `This is none of ${ZONE_KIND_NAMES.join(', ')}.`)

/** Each searches the whole text, which may have 5 MiB: as many as a statement may have parts. */
const MOST_BY_WORDS = 20

/** Where it is: by its place, or by the words it begins and ends with. */
const ZoneGiven = z
  .strictObject({
    kind,
    start: z.int('This is no whole number.').min(0, 'This is below 0.').optional(),
    end: z.int('This is no whole number.').min(1, 'This is below 1.').optional().describe('Exclusive.'),
    first: z.string().min(1, 'This is empty.').max(1_000).optional().describe('The words it begins with.'),
    last: z
      .string()
      .min(1, 'This is empty.')
      .max(1_000)
      .optional()
      .describe('The words it ends with; left out, it is `first` alone.'),
  })
  .refine(
    ({ start, end, first, last }) =>
      first === undefined
        ? start !== undefined && end !== undefined && last === undefined
        : start === undefined && end === undefined,
    'Give start and end, in code points, or the words it begins with, and ends with.',
  )

export const ZoneMarking = z
  .strictObject({
    zones: z
      .array(ZoneGiven, 'Give a list, of which [] is no zone.')
      .max(MOST_ZONES, `At most ${MOST_ZONES} zones.`)
      .refine(
        (zones) => zones.filter(({ first }) => first !== undefined).length <= MOST_BY_WORDS,
        `At most ${MOST_BY_WORDS} by their words; give the others by their place.`,
      )
      .describe('All of them: they take the place of those that there are.'),
    inZone: z
      .array(IdMember, 'Give a list of statements’ numbers.')
      .max(5_000, 'These are too many.')
      .default([])
      .describe('Statements that are meant to lie in a zone, each by its number.'),
  })
  .register(requestShapes, { id: 'ZoneMarking' })

const zoneMembers = {
  start: z.int().min(0).describe('In Unicode code points of the revision’s text.'),
  end: z.int().min(1).describe('Exclusive.'),
  kind: z.enum(ZONE_KIND_NAMES),
}

export const Zone = z.strictObject(zoneMembers).register(answerShapes, { id: 'Zone' })

export const ProposedZone = z
  .strictObject({
    ...zoneMembers,
    reason: z.string().describe('Why it is proposed, in one English sentence that cites the text.'),
  })
  .register(answerShapes, { id: 'ProposedZone' })

export const ProposedZones = z
  .strictObject({
    revision: z.int().min(1).describe('The number of the revision that these are places of.'),
    zones: z.array(ProposedZone).describe('In the order of the text; none touches a zone that is marked.'),
  })
  .register(answerShapes, { id: 'ProposedZones' })
