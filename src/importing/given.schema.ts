import { z } from 'zod'
import { ArticleUrl, ImportForm, Language, PublishedOn } from '../articles/article.schema'
import { RIGHTS } from '../articles/rights'
import { ZONE_KIND_NAMES, type Zone } from '../articles/zone'
import { parsed } from '../web/parse'
import { rowNumber, Versioned } from '../web/row-numbers'
import { line } from '../web/text-fields'
import { words } from '../words/words'
import type { Given } from './capture'

/** What a form's fields say as far as they can be taken; the second step, where they are shown again, refuses the rest in words. */
const FIELDS = {
  headline: line(500),
  byline: line(500),
  outlet: line(200),
  publishedOn: PublishedOn,
  url: ArticleUrl,
  languageElse: Language,
  rights: z.enum(RIGHTS),
}

export function givenBy(typed: Record<string, string>): Given {
  const given = Object.entries(FIELDS).flatMap(([name, schema]) => {
    const read = schema.safeParse(typed[name === 'languageElse' ? 'language' : name] ?? '')
    return read.success ? [[name, read.data]] : []
  })
  return {
    ...(typed.outletUnknown === undefined ? {} : { outlet: null }),
    ...(typed.publishedOnUnknown === undefined ? {} : { publishedOn: null }),
    ...Object.fromEntries(given),
  }
}

/** What the form of the second step sends beside the details: which of the proposed parts are marked, and as what. */
export const CaptureForm = ImportForm

/** Which articles at its address its form showed. */
export const shownAtAddress = ({ shown = '' }: Record<string, string>): number[] =>
  (shown.match(/\d{1,9}/g) ?? []).map(Number)

/** That a capture is the next text of an article, in the version that it was seen in. */
const RevisionForm = Versioned.extend({
  article: rowNumber(words.refusals.needed),
  withoutErased: z.string().optional(),
})

/**
 * What the second step sends when the button of one of the articles is pressed that it offers; its form has a version, and a tick, for each.
 * Where only one is meant, they need not be told apart.
 */
export function revisionSent(body: Record<string, unknown>): z.output<typeof RevisionForm> {
  const { article } = body
  const ofArticle = (name: string) => body[`${name}-${article}`] ?? body[name]
  return parsed(RevisionForm, { article, version: ofArticle('version'), withoutErased: ofArticle('withoutErased') })
}

const Place = z
  .string()
  .regex(/^\d{1,7}-\d{1,7}$/)
  .transform((place) => {
    const [start = 0, end = 0] = place.split('-').map(Number)
    return { start, end }
  })
const Kind = z.enum(ZONE_KIND_NAMES)

/** The ticked ones; null where a browser could not have sent it. */
export function zonesTicked(body: unknown): Zone[] | null {
  const fields = (body ?? {}) as Record<string, unknown>
  const ticked = [fields.zone ?? []].flat()
  const zones = ticked.map((place) => {
    const read = Place.safeParse(place)
    const kind = read.success ? Kind.safeParse(fields[`kind-${read.data.start}`]) : null
    return read.success && kind?.success ? { ...read.data, kind: kind.data } : null
  })
  return zones.includes(null) ? null : (zones as Zone[])
}
