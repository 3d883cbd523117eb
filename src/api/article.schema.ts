import { z } from 'zod'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import { LARGEST_RAW } from '../articles/articles.commands'
import { RIGHTS } from '../articles/rights'
import { TAGGINGS } from '../articles/tagging.commands'
import { MOST_ZONES, ZONE_KIND_NAMES } from '../articles/zone'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { line, optionalLine } from '../web/text-fields'
import { Day, Id, NOTHING_NAMED, namesSomething, rowMembers, Time, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { Kin } from './copy.schema'
import { PageQuery, pageOf } from './paging.schema'
import { Statement } from './statement.schema'
import { Zone } from './zone.schema'

/** Under the u flag a surrogate that is half of a pair is not seen: only lone ones match. */
const LONE_SURROGATE = /\p{Surrogate}/u

/** JSON lets through what UTF-8 can't hold, so that is refused before it could be replaced. */
export const ArticleText = z
  .string({ error: 'This is missing, or is no text.' })
  .refine((text) => !text.includes('\0'), 'This holds a NUL character. Is it a text?')
  .refine((text) => !LONE_SURROGATE.test(text), 'This holds half a character (a lone surrogate).')
  .refine((text) => !text.includes('\uFFFD'), 'This holds a replacement character: the text was damaged on its way.')
  .describe('The text as it was published; its offsets are counted in Unicode code points.')

/** In base64 a third longer. */
const LONGEST_FILE = Math.ceil(LARGEST_RAW / 3) * 4

const SentFile = z
  .strictObject({
    name: z.string('This is no name.').min(1, 'This is empty.').max(255, 'This is longer than 255 characters.'),
    mediaType: z
      .string('This is no media type.')
      .max(200)
      .nullish()
      .describe('As `application/pdf`; left out, its content tells.'),
    base64: z
      .string('This is no base64.')
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'This is no base64.')
      .min(4, 'This is empty.')
      .max(LONGEST_FILE, 'A file may have 25 MiB at most.'),
  })
  .describe('HTML, plain text, Markdown, PDF or .docx, at most 25 MiB.')

/** What an article, or a newer text of one, is read from: one of these. An address alone is fetched; beside a text or a page it tells where that was. */
export const sources = {
  text: ArticleText.optional(),
  html: ArticleText.optional().describe('A page; what is the article is read out of it.'),
  file: SentFile.optional(),
  url: ArticleUrl.nullish().describe('Where the original is; without text, html and file it is fetched.'),
}

const ONE_SOURCE = 'Give one of text, html, file, or a url to fetch.'

interface Sources {
  text?: string | undefined
  html?: string | undefined
  file?: object | undefined
  url?: string | null | undefined
}

/** Without a text, what is needed is read; where that says nothing either, it is asked for. */
export function oneSource({ text, html, file, url }: Sources, context: z.RefinementCtx) {
  const given = [text, html, file].filter((source) => source !== undefined).length
  if (given > 1) context.addIssue({ code: 'custom', path: ['form'], message: ONE_SOURCE })
  else if (given === 0 && !url) context.addIssue({ code: 'custom', path: ['text'], message: ONE_SOURCE })
}

const PlacedZone = z.strictObject({
  kind: z.enum(ZONE_KIND_NAMES, `This is none of ${ZONE_KIND_NAMES.join(', ')}.`),
  start: z.int('This is no whole number.').min(0, 'This is below 0.'),
  end: z.int('This is no whole number.').min(1, 'This is below 1.').describe('Exclusive.'),
})

/** What is marked as not the article's own. */
export const ZonesToMark = z
  .union([z.literal('proposed'), z.array(PlacedZone).max(MOST_ZONES, `At most ${MOST_ZONES} zones.`)], {
    error: 'Give a list of zones, or “proposed”.',
  })
  .optional()
  .describe('What of the text is not the article’s own; `proposed` marks all that seems not to be, unseen.')

/** An article to take in. `null` says "not known"; leaving the member out beside a text is a slip. */
export const NewArticle = z
  .strictObject({
    ...sources,
    outlet: line(200).nullable().optional().describe('Who published it; null is not known. Needed with a text.'),
    publishedOn: PublishedOn.nullable().optional().describe('The day; null is not known. Needed with a text.'),
    headline: optionalLine(500).optional(),
    byline: optionalLine(500).optional(),
    language: Language.optional(),
    rights: z.enum(RIGHTS).nullish(),
    zones: ZonesToMark,
    again: z.boolean().optional(),
  })
  .superRefine((body, context) => {
    oneSource(body, context)
    // Whoever sent no source at all is told of all that is missing.
    if (body.html !== undefined || body.file || (body.url && body.text === undefined)) return
    for (const member of ['outlet', 'publishedOn'] as const) {
      if (body[member] === undefined)
        context.addIssue({ code: 'custom', path: [member], message: 'This is missing; null is “not known”.' })
    }
  })
  .register(requestShapes, { id: 'NewArticle' })

/** What is to be read, and nothing taken in. */
export const ArticleToRead = z
  .strictObject({ ...sources, language: Language.optional().describe('Of a text that does not say it itself.') })
  .superRefine(oneSource)
  .register(requestShapes, { id: 'ArticleToRead' })

const Found = z.strictObject({ value: z.string(), from: z.string().describe('Where it was read.') }).optional()

/** What was read. */
export const ReadArticle = z
  .strictObject({
    text: z.string(),
    length: z.int().describe('In Unicode code points.'),
    url: z.string().nullable().describe('Where it was fetched from, after all redirects; null where it was sent.'),
    extractor: z.string().describe('What read it.'),
    metadata: z
      .strictObject({
        ...{ headline: Found, byline: Found, outlet: Found, publishedOn: Found, publishedAt: Found, modifiedAt: Found },
        ...{ url: Found, language: Found },
      })
      .describe('What it says of itself. Nothing of it is checked.'),
    zones: z
      .array(PlacedZone.extend({ reason: z.string() }))
      .describe('What seems not to be the article’s own, in the order of the text.'),
  })
  .register(answerShapes, { id: 'ReadArticle' })

const articleMembers = {
  ...rowMembers,
  headline: z.string(),
  byline: z.string().nullable(),
  outlet: z.string().nullable().describe('Who published it; null is not known.'),
  url: z.string().nullable().describe('Where the original is.'),
  language: z.string().describe('BCP 47; und is undetermined.'),
  publishedOn: Day,
  rights: z.enum(RIGHTS).describe('Whether readers may see the whole text here, or only what is quoted from it.'),
  tagging: z.enum(TAGGINGS).optional().describe('How far it is tagged; told to editors alone, as is the next.'),
  assignedTo: Id.nullable().optional().describe('The account of the editor whose it is to tag; null is nobody’s.'),
  ...timeMembers,
}

export const ArticleInList = z.strictObject(articleMembers).register(answerShapes, { id: 'ArticleInList' })

export const Revision = z
  .strictObject({
    number: z.int().min(1),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('Of the canonical text, as UTF-8.'),
    length: z.int().min(1).describe('In Unicode code points.'),
    capturedAt: Time,
    zones: z.array(Zone).describe('What of the text is not the article’s own, in the order of the text.'),
  })
  .register(answerShapes, { id: 'Revision' })

export const ArticleChange = z
  .strictObject({
    headline: line(500).exactOptional(),
    byline: optionalLine(500).exactOptional(),
    outlet: line(200).nullable().exactOptional().describe('Who published it, by name; null is not known.'),
    url: ArticleUrl.nullable().exactOptional(),
    language: Language.exactOptional(),
    publishedOn: PublishedOn.nullable().exactOptional(),
    rights: z.enum(RIGHTS).nullable().exactOptional().describe('Null follows the outlet.'),
  })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'ArticleChange' })

export const Article = z
  .strictObject({
    ...articleMembers,
    revision: Revision.describe('The newest.'),
    copyOf: Kin.nullable().describe('What it is a copy of; null is an origin.'),
    copies: z.array(Kin).describe('Its copies, by the day of publication; the first 20.'),
    text: z
      .string()
      .nullable()
      .describe('Canonical text of the revision, where the rights are full or an editor asks.'),
    statements: pageOf(Statement).describe('What it reports, by number, a page at a time.'),
  })
  .register(answerShapes, { id: 'Article' })

export const ChangedArticle = z
  .strictObject({
    ...Article.shape,
    daysToCheck: z
      .array(z.strictObject({ claimId: Id, saidOn: z.string(), saidOnWords: z.string().nullable() }))
      .describe(
        'Claims whose days were counted from the old day of publication, and were left as they are; the first 200.',
      ),
  })
  .register(answerShapes, { id: 'ChangedArticle' })

export const ArticlePage = pageOf(ArticleInList).register(answerShapes, { id: 'ArticlePage' })

const ACCOUNT_OR_NOBODY = 'Write the number of an account, or nobody.'

export const ArticlePageQuery = PageQuery.extend({
  tagging: z
    .enum(TAGGINGS, `This has to be one of: ${TAGGINGS.join(', ')}.`)
    .optional()
    .describe('How far they are tagged; for editors.'),
  assignedTo: z
    .string()
    .regex(/^(nobody|[1-9]\d{0,9})$/, ACCOUNT_OR_NOBODY)
    .refine((account) => account === 'nobody' || Number(account) <= LARGEST_INTEGER, ACCOUNT_OR_NOBODY)
    .optional()
    .describe('The account of whoever is to tag them, or nobody; for editors.'),
})

export type ArticlePageQuery = z.output<typeof ArticlePageQuery>

/** What a 409 brings along. */
export const Copy = z.strictObject({
  articleId: Id,
  number: z.int(),
  headline: z.string(),
  outlet: z.string().nullable(),
})
