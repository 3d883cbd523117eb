import { z } from 'zod'
import { ArticleUrl, Language, NewArticleBody, PublishedOn } from '../articles/article.schema'
import { RIGHTS } from '../articles/rights'
import { TAGGINGS } from '../articles/tagging.commands'
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

/** An article to take in. JSON lets through what UTF-8 can't hold, so that is refused before it could be replaced. */
export const NewArticle = NewArticleBody.extend({
  text: z
    .string({ error: 'This is missing, or is no text.' })
    .refine((text) => !text.includes('\0'), 'This holds a NUL character. Is it a text?')
    .refine((text) => !LONE_SURROGATE.test(text), 'This holds half a character (a lone surrogate).')
    .refine((text) => !text.includes('\uFFFD'), 'This holds a replacement character: the text was damaged on its way.')
    .describe('The text as it was published; its offsets are counted in Unicode code points.'),
}).register(requestShapes, { id: 'NewArticle' })

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
