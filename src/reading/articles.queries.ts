import type { Rights } from '../articles/rights'
import { shownRights } from '../articles/shown-rights-sql'
import type { Zone } from '../articles/zone'
import { zonesAsJson } from '../articles/zones.queries'
import type { Wording } from '../claims/claim'
import { copiesOf, type Kin, originOf, otherOutlets } from '../copies/family-sql'
import { prepared } from '../database/read-pool'
import { CARD_COLUMNS, WITH_CARD_OF_STATEMENT, WITH_CHAIN } from './cards.queries'
import type { CardInChainRow } from './claim-card'
import { PAGE_SIZE } from './paging'

/** An article in a list. */
export interface ArticleInListRow {
  id: number
  headline: string
  byline: string | null
  language: string
  publishedOn: string | null
  outlet: string | null
  /** Published statements; at most `MOST_COUNTED` are counted. */
  statements: number
}

/** Beyond so many statements a list says "100 or more". */
export const MOST_COUNTED = 100

const PUBLISHED_STATEMENTS = `
  FROM revisions
  JOIN statements ON statements.revision_id = revisions.id AND statements.state = 'published'
  JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
  WHERE revisions.article_id = articles.id`

/** Articles behind a day and an id, the newest first and those without a day last; `visible` is a condition. */
const articlesBehind = (visible: string) => `
  SELECT articles.id, articles.headline, articles.byline, articles.language, articles.published_on AS "publishedOn",
         outlets.name AS outlet,
         (SELECT count(*) FROM (SELECT ${PUBLISHED_STATEMENTS} LIMIT ${MOST_COUNTED}) found) AS statements
  FROM (
    (SELECT id, published_on FROM articles
     WHERE (published_on, id) < ($1::date, $2::integer) AND ${visible}
     ORDER BY published_on DESC NULLS LAST, id DESC LIMIT ${PAGE_SIZE + 1})
    UNION ALL
    (SELECT id, published_on FROM articles
     WHERE published_on IS NULL AND id < CASE WHEN $1::date IS NULL THEN $2::integer ELSE 2147483647 END AND ${visible}
     ORDER BY id DESC LIMIT ${PAGE_SIZE + 1})
  ) listed
  JOIN articles ON articles.id = listed.id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  ORDER BY articles.published_on DESC NULLS LAST, articles.id DESC LIMIT ${PAGE_SIZE + 1}`

/** What signed-out readers see: articles with a published statement. */
export const articlesForReaders = prepared<ArticleInListRow>(
  'reading articles',
  articlesBehind(`EXISTS (SELECT ${PUBLISHED_STATEMENTS})`),
)

/** Editors see those without one as well: somebody has to tag them. What is withdrawn is on a list of the desk. */
export const articlesForEditors = prepared<ArticleInListRow>(
  'reading articles for editors',
  articlesBehind('withdrawn_reason IS NULL'),
)

/** An article with its newest revision's text. */
export interface ArticleRow {
  id: number
  headline: string
  byline: string | null
  url: string | null
  language: string
  publishedOn: string | null
  outlet: string | null
  outletId: number | null
  /** The outlet as a speaker, where it asserts by itself and has published claims. */
  outletSpeakerId: number | null
  rights: Rights
  /** Of its text only what was quoted is here. */
  isInPart: boolean
  revisionId: number
  revision: number
  text: string
  /** What of the text is not its own, in its order. */
  zones: Zone[]
  version: number
  /** Whose it is to tag, and whether that is done; only the desk is shown it. */
  assignedToId: number | null
  assignedTo: string | null
  isDone: boolean
  /** What it is a copy of. */
  copyOf: Kin | null
  /** Its own copies, the first of them, and in how many other outlets it ran. */
  copies: Kin[]
  alsoRan: number
  copyCount: number
}

export const articleById = prepared<ArticleRow>(
  'reading article',
  `SELECT articles.id, articles.headline, articles.byline, articles.url, articles.language,
          articles.published_on AS "publishedOn", outlets.name AS outlet, outlets.id AS "outletId",
          (SELECT said.speaker_id FROM speakers itself
           JOIN claim_speakers said ON said.speaker_id = coalesce(itself.root_id, itself.id)
           JOIN claims ON claims.id = said.claim_id AND claims.state = 'published'
           WHERE itself.outlet_id = outlets.id LIMIT 1) AS "outletSpeakerId",
          ${shownRights('revisions')} AS rights, revisions.kept_sha256 IS NOT NULL AS "isInPart",
          revisions.id AS "revisionId", revisions.number AS revision, revisions.text,
          ${zonesAsJson('revisions.id')} AS zones,
          articles.version, articles.assigned_to_id AS "assignedToId", assigned.name AS "assignedTo",
          articles.tagging_done_at IS NOT NULL AS "isDone",
          ${originOf('articles')} AS "copyOf", ${copiesOf('articles')} AS copies, ${otherOutlets('articles')} AS "alsoRan",
          (SELECT count(*) FROM articles copy WHERE copy.copy_of_id = articles.id AND copy.withdrawn_reason IS NULL) AS "copyCount"
   FROM articles
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   LEFT JOIN accounts assigned ON assigned.id = articles.assigned_to_id
   JOIN revisions ON revisions.article_id = articles.id
   WHERE articles.id = $1 ORDER BY revisions.number DESC LIMIT 1`,
)

/** A published statement of an article, with the card of its claim. */
export interface StatementCardRow extends CardInChainRow {
  statementId: number
  wording: Wording
  content: string[]
  /** Its content's places in the revision's text, in code points. */
  places: { start: number; end: number }[]
}

/** Statements that an article's page shows; a long interview has some eighty. */
export const MOST_STATEMENTS = 1_000

/** The published statements of an article's newest revision; one more than are shown. */
export const statementsOfArticle = prepared<StatementCardRow>(
  'reading statements of article',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId", places.list AS places
   FROM statements
   JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_object('start', start_offset, 'end', end_offset) ORDER BY position) AS list,
            min(start_offset) AS first
     FROM spans WHERE statement_id = statements.id AND part = 'content'
   ) places
   ${WITH_CARD_OF_STATEMENT} ${WITH_CHAIN}
   WHERE statements.state = 'published' AND statements.revision_id = (
     SELECT id FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1
   )
   ORDER BY places.first, statements.id LIMIT ${MOST_STATEMENTS + 1}`,
)

/** A published statement that the newest text of its article has no more, or has not been looked for in. */
export interface LeftBehindRow extends CardInChainRow {
  statementId: number
  /** The number of the text that it stands in. */
  standsIn: number
  /** In which text it was found to be no more; null where an editor has yet to look. */
  goneSince: number | null
}

/** Those of article `$1`; one more than are shown. */
export const statementsLeftBehind = prepared<LeftBehindRow>(
  'reading statements left behind',
  `SELECT ${CARD_COLUMNS}, chains.id AS "chainId", revisions.number AS "standsIn",
     CASE WHEN NOT became.waits THEN became.gone_since END AS "goneSince"
   FROM statements
   JOIN claims ON claims.id = statements.claim_id AND claims.state = 'published'
   ${WITH_CARD_OF_STATEMENT} ${WITH_CHAIN}
   CROSS JOIN LATERAL (
     SELECT min(text.number) FILTER (WHERE outcome = 'let_go') AS gone_since, coalesce(bool_or(outcome IS NULL), true) AS waits
     FROM carryings JOIN revisions text ON text.id = carryings.revision_id
     WHERE carryings.statement_id = statements.id AND from_revision_id = statements.revision_id
   ) became
   WHERE statements.state = 'published' AND statements.revision_id IN (
     SELECT id FROM revisions WHERE article_id = $1 AND number < (SELECT max(number) FROM revisions WHERE article_id = $1))
   ORDER BY revisions.number DESC, content.starts_at, statements.id LIMIT ${MOST_STATEMENTS + 1}`,
)
