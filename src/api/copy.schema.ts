import { z } from 'zod'
import { Day, Id, IdMember, Pair, twoOf, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

export const NewCopyOf = z
  .strictObject({ article: IdMember.describe('The article that this one is a copy of.') })
  .register(requestShapes, { id: 'NewCopyOf' })

/** Another article of one story. */
export const Kin = z
  .strictObject({
    id: Id.nullable().describe('Null where whoever asks may not read it here: nothing public is reported in it.'),
    headline: z.string().nullable().describe('Null where `id` is.'),
    outlet: z.string().nullable().describe('Null is not known.'),
    publishedOn: Day,
  })
  .register(answerShapes, { id: 'Kin' })

export const CopyOf = z
  .strictObject({
    article: Id,
    version: Version,
    copyOf: Id.nullable().describe('The origin: of a copy that was named, that one’s own. Null is an origin itself.'),
    changed: z
      .array(z.strictObject({ article: Id, version: Version }))
      .describe('All articles whose origin is another now: copies go along with their origin.'),
  })
  .register(answerShapes, { id: 'CopyOf' })

export const NewArticleDistinction = z
  .strictObject({ articles: twoOf('articles') })
  .register(requestShapes, { id: 'NewArticleDistinction' })

export const ArticleDistinction = z
  .strictObject({ id: Id, articles: Pair.describe('The lower number first.') })
  .register(answerShapes, { id: 'ArticleDistinction' })

const NearCopy = z
  .strictObject({
    id: Id,
    articles: Pair.describe('The lower number first.'),
    containment: z
      .number()
      .min(0)
      .max(1)
      .describe('The share of the shorter text’s words that the other has, of the two or their copies most alike.'),
  })
  .register(answerShapes, { id: 'NearCopy' })

export const NearCopyPage = pageOf(NearCopy).register(answerShapes, { id: 'NearCopyPage' })
