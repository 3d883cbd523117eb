import { z } from 'zod'
import { Language } from '../articles/article.schema'
import { SPAN_PARTS } from '../claims/claim'
import { Selector } from '../claims/claim.schema'
import { CLASSES, EFFECTS, OUTCOMES, REASONS } from '../revising/carrying'
import { oneSource, Revision, sources, ZonesToMark } from './article.schema'
import { Id, IdMember } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'
import { Content } from './statement.schema'

/** An article’s text as it was captured anew. */
export const NewRevision = z
  .strictObject({
    ...sources,
    language: Language.optional().describe('Of a text that does not say it itself: by its words zones are proposed.'),
    zones: ZonesToMark.describe(
      'What of the text is not the article’s own, beside those of the text before that are in it still; `proposed` marks all ' +
        'that seems not to be, unseen.',
    ),
    withoutErased: z
      .boolean()
      .optional()
      .describe('Of an article from which words were erased: none of them is in this text.'),
  })
  .superRefine(oneSource)
  .register(requestShapes, { id: 'NewRevision' })

const counts = z
  .strictObject(Object.fromEntries(CLASSES.map((name) => [name, z.int().min(0)])) as Record<string, z.ZodInt>)
  .describe('How many statements are of each class; of the first text none, and for readers none that waits.')

const members = {
  id: Id.describe('Of the revision among all; addresses have its number.'),
  articleId: Id,
  ...Revision.shape,
  counts,
  waiting: z
    .int()
    .min(0)
    .describe('Statements that wait for an editor to tell where they are in this text; told to editors, to others 0.'),
}

export const RevisionInList = z.strictObject(members).register(answerShapes, { id: 'RevisionInList' })
export const RevisionPage = pageOf(RevisionInList).register(answerShapes, { id: 'RevisionPage' })

export const RevisionInFull = z
  .strictObject({
    ...members,
    text: z.string().nullable().describe('Canonical text, where the article’s rights are full or an editor asks.'),
  })
  .register(answerShapes, { id: 'RevisionInFull' })

const PlacedSpan = z
  .strictObject({
    part: z.enum(SPAN_PARTS),
    position: z.int().min(0),
    start: z.int().min(0).describe('In Unicode code points of the revision’s text.'),
    end: z.int().min(1).describe('Exclusive.'),
    exact: z.string(),
  })
  .register(answerShapes, { id: 'PlacedSpan' })

const Spans = z.array(PlacedSpan)

export const Carrying = z
  .strictObject({
    id: Id,
    version: z.int().min(1).describe('Of the statement: what If-Match wants; the ETag begins with it.'),
    statementId: Id,
    claimId: Id,
    articleId: Id,
    fromRevision: z.int().min(1).describe('The number of the text that it stood in.'),
    revision: z.int().min(1).describe('The number of the new text.'),
    class: z.enum(CLASSES).describe('What comparing the texts told.'),
    because: z.enum(REASONS).nullable().describe('Why an editor is asked; of what is edited or ambiguous.'),
    outcome: z.enum(OUTCOMES).nullable().describe('What was made of it; null waits for an editor.'),
    effect: z.enum(EFFECTS).nullable().describe('What readers can see of that.'),
    before: Spans.describe('Its spans in the text before.'),
    after: Spans.nullable().describe('In the new text, where it is settled to be there.'),
    candidates: z.array(Spans).describe('Places in the new text that may be meant, the likeliest first; for editors.'),
  })
  .register(answerShapes, { id: 'Carrying' })

export const CarryingPage = pageOf(Carrying).register(answerShapes, { id: 'CarryingPage' })

export const CarryingPageQuery = PageQuery.extend({
  article: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, 'This is no number of an article.')
    .transform(Number)
    .pipe(IdMember)
    .optional()
    .describe('Those of this article’s texts.'),
  waiting: z
    .enum(['true', 'false'], 'This has to be true or false.')
    .optional()
    .describe('Whether they wait for an editor; for editors.'),
})
export type CarryingPageQuery = z.output<typeof CarryingPageQuery>

const inZone = z.boolean().default(false).describe('Confirms a passage that lies in a zone.')
const mention = Selector.nullable().default(null)

/** What an editor makes of a statement that waits. */
export const Settlement = z
  .discriminatedUnion('as', [
    z.strictObject({
      as: z.literal('confirmed').describe('It is where it was found.'),
      candidate: z.int().min(0).max(20).describe('Which of the candidates, from 0.'),
      inZone,
    }),
    z.strictObject({
      as: z.literal('pointed').describe('It is there.'),
      content: Content,
      source: mention,
      cue: mention,
      hops: z
        .array(z.strictObject({ source: mention, cue: mention }))
        .max(20, 'At most 20.')
        .default([])
        .describe('The words of those who passed it on, in their order.'),
      inZone,
    }),
    z.strictObject({ as: z.literal('let_go').describe('The new text has it no more.') }),
  ])
  .register(requestShapes, { id: 'Settlement' })
