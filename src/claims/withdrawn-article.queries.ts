import { prepared } from '../database/read-pool'
import { articleWasPublic } from './was-public-sql'

/** An article that has been withdrawn. */
export interface WithdrawnArticle {
  /** The public one. */
  reason: string
  version: number
  /** Whether readers ever saw a statement of it. */
  wasPublic: boolean
}

/** Values: the article's id. No row where it is not withdrawn. */
export const withdrawnArticle = prepared<WithdrawnArticle>(
  'withdrawn article',
  `SELECT withdrawn_reason AS reason, version, ${articleWasPublic('articles')} AS "wasPublic"
   FROM articles WHERE id = $1 AND withdrawn_reason IS NOT NULL`,
)
