/** SQL: the articles, as `reporting`, of a claim's first `most` reports that fulfil a condition. */
const reportingArticles = (claim: string, most: number, condition = `state = 'published'`) => `
  FROM (
    SELECT revision_id FROM statements WHERE claim_id = ${claim} AND ${condition} ORDER BY id LIMIT ${most}
  ) report
  JOIN revisions ON revisions.id = report.revision_id JOIN articles reporting ON reporting.id = revisions.article_id`

const ORIGIN = 'coalesce(reporting.copy_of_id, reporting.id)'

/**
 * SQL: how many articles report a claim, and how many origins these have, as one JSON object: a copy counts together with
 * the article that it is a copy of. Of the claim's first `most` published reports.
 */
export const reportedBy = (claim: string, most: number): string => `(
  SELECT json_build_object('articles', count(DISTINCT reporting.id), 'origins', count(DISTINCT ${ORIGIN}))
  ${reportingArticles(claim, most)})`

/** SQL: the same as two columns, `articles` and `origins`, of the reports that fulfil a condition. */
export const reportedByColumns = (claim: string, most: number, condition: string): string => `
  (SELECT count(DISTINCT reporting.id) ${reportingArticles(claim, most, condition)}) AS articles,
  (SELECT count(DISTINCT ${ORIGIN}) ${reportingArticles(claim, most, condition)}) AS origins`

/** SQL: in how many outlets the stories ran that report a claim; an article whose outlet isn't known is one by itself. */
export const outletsThatRan = (claim: string, most: number): string => `(
  SELECT count(DISTINCT coalesce(ran.outlet_id, -ran.id))
  FROM (
    SELECT DISTINCT ${ORIGIN} AS id ${reportingArticles(claim, most)}
  ) origin
  CROSS JOIN LATERAL (
    SELECT id, outlet_id FROM articles WHERE id = origin.id AND withdrawn_reason IS NULL
    UNION ALL
    SELECT id, outlet_id FROM articles WHERE copy_of_id = origin.id AND withdrawn_reason IS NULL
  ) ran)`

/** SQL: in how many outlets an origin's copies ran, its own left out. */
export const otherOutlets = (origin: string): string => `(
  SELECT count(DISTINCT coalesce(ran.outlet_id, -ran.id)) FROM articles ran
  WHERE ran.copy_of_id = ${origin}.id AND ran.withdrawn_reason IS NULL AND ran.outlet_id IS DISTINCT FROM ${origin}.outlet_id)`

/** SQL: whether readers may see an article: something in it is published. */
const isPublic = (article: string) => `EXISTS (
  SELECT FROM revisions JOIN statements ON statements.revision_id = revisions.id AND statements.state = 'published'
  JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
  WHERE revisions.article_id = ${article}.id)`

/** One of the articles of a story, as another of them names it. */
export interface Kin {
  id: number
  headline: string
  language: string
  outlet: string | null
  publishedOn: string | null
  url: string | null
  /** Else readers are told neither its headline nor its address here. */
  isPublic: boolean
  isWithdrawn: boolean
}

const kin = (
  article: string,
  outlet: string,
) => `json_build_object('id', ${article}.id, 'headline', ${article}.headline,
  'language', ${article}.language, 'outlet', ${outlet}.name, 'publishedOn', ${article}.published_on, 'url', ${article}.url,
  'isPublic', ${isPublic(article)}, 'isWithdrawn', ${article}.withdrawn_reason IS NOT NULL)`

/** SQL: the origin of an article that is a copy, as one JSON object; else null. */
export const originOf = (article: string): string => `
  CASE WHEN ${article}.copy_of_id IS NOT NULL THEN (
    SELECT ${kin('origin', 'its_outlet')} FROM articles origin LEFT JOIN outlets its_outlet ON its_outlet.id = origin.outlet_id
    WHERE origin.id = ${article}.copy_of_id) END`

/** So many copies an article's page lists; its count tells of the others. */
export const MOST_LISTED = 20

/** SQL: the copies of an article, the earliest first, as one JSON list of at most `MOST_LISTED`. */
export const copiesOf = (article: string): string => `(
  SELECT coalesce(json_agg(${kin('ran', 'its_outlet')} ORDER BY ran.published_on NULLS LAST, ran.id), '[]') FROM (
    SELECT * FROM articles copy WHERE copy.copy_of_id = ${article}.id AND copy.withdrawn_reason IS NULL
    ORDER BY copy.published_on NULLS LAST, copy.id LIMIT ${MOST_LISTED}
  ) ran LEFT JOIN outlets its_outlet ON its_outlet.id = ran.outlet_id)`
