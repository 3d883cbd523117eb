import { z } from 'zod'
import { MOST_ZONES, ZONE_KIND_NAMES, type Zone } from '../articles/zone'
import { LARGEST_INTEGER, Version } from '../web/row-numbers'
import { optionalLine } from '../web/text-fields'
import { words } from '../words/words'

const offset = z.coerce.number(words.zones.noPlace).int().min(0).max(LARGEST_INTEGER)
const kind = z.enum(ZONE_KIND_NAMES, words.zones.sayWhatItIs)

const paragraph = z
  .union(
    [z.literal('').transform(() => undefined), z.coerce.number().int().min(1).max(10_000_000)],
    words.zones.writeParagraph,
  )
  .optional()

const someWords = optionalLine(1_000).transform((text) => text ?? undefined)

/** Numbers of statements, as the page that named them wrote them down: "12 15". */
const statementIds = z
  .string()
  .max(50_000)
  .regex(/^(?:\d{1,10}(?: |$))*$/, words.zones.noStatementNumbers)
  .transform((text) => text.split(' ').filter(Boolean).map(Number))
  .default([])

/** A zone to add to those there are. */
export const ZoneForm = z.object({
  version: Version,
  kind,
  from: paragraph,
  to: paragraph,
  first: someWords,
  last: someWords,
  inZone: statementIds,
})

const zonePlaces = z
  .array(z.object({ start: offset, end: offset, kind }), words.zones.noZones)
  .max(MOST_ZONES, words.zones.noZones)

/** Of what was proposed the parts that are ticked, each as "0-27:appeal"; of one alone a form sends no list. */
export const ProposedZonesForm = z.object({
  version: Version,
  zone: z.preprocess(
    (sent) => [sent ?? []].flat().map((one) => (typeof one === 'string' ? zoneFrom(one) : one)),
    zonePlaces.min(1, words.zones.tickOne),
  ),
  inZone: statementIds,
})

/** One of the zones there are, told by where it begins. */
export const ZoneRemovalForm = z.object({ version: Version, start: offset })
export const ZoneKindForm = ZoneRemovalForm.extend({ kind })

/** Undo: the whole set as it was. */
export const ZoneRestorationForm = z.object({
  version: Version,
  zones: z.preprocess(
    (sent) => (typeof sent === 'string' ? sent.split(' ').filter(Boolean).map(zoneFrom) : sent),
    zonePlaces,
  ),
  inZone: statementIds,
})

/** "0-27:appeal 2578-3998:comments", for the fields of a form. */
export const zonesAsField = (zones: readonly Zone[]): string =>
  zones.map(({ start, end, kind }) => `${start}-${end}:${kind}`).join(' ')

function zoneFrom(text: string) {
  const { start, end, kind } = /^(?<start>\d{1,9})-(?<end>\d{1,9}):(?<kind>\w+)$/.exec(text)?.groups ?? {}
  return { start, end, kind }
}
