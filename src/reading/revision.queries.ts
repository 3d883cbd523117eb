import type { Rights } from '../articles/rights'
import type { State } from '../claims/claim'
import { prepared } from '../database/read-pool'
import { type CarryingClass, type Effect, type Outcome, type Reason, TOLD_EFFECTS } from '../revising/carrying'
import { type WordsOfPart, wordsAtPlaces } from '../revising/places-sql'

/** One captured text of an article. */
export interface RevisionRow {
  articleId: number
  headline: string
  outlet: string | null
  url: string | null
  language: string
  rights: Rights
  isWithdrawn: boolean
  isPublic: boolean
  revisionId: number
  number: number
  length: number
  textSha256: string
  capturedAt: Date
  /** The number of the article's newest text. */
  newest: number
  previousId: number | null
  previousAt: Date | null
}

/** Text `$2` of article `$1`. */
export const revisionByNumber = prepared<RevisionRow>(
  'reading revision',
  `SELECT articles.id AS "articleId", headline, outlets.name AS outlet, url, language,
     coalesce(articles.rights, outlets.rights, 'excerpts') AS rights, withdrawn_reason IS NOT NULL AS "isWithdrawn",
     EXISTS (
       SELECT FROM revisions any_text JOIN statements ON revision_id = any_text.id AND statements.state = 'published'
       JOIN claims ON claims.id = claim_id AND claims.state = 'published' WHERE any_text.article_id = articles.id
     ) AS "isPublic",
     revisions.id AS "revisionId", revisions.number, revisions.length,
     encode(coalesce(revisions.redacted_sha256, revisions.text_sha256), 'hex') AS "textSha256",
     revisions.captured_at AS "capturedAt",
     (SELECT max(number) FROM revisions newer WHERE newer.article_id = articles.id) AS newest,
     previous.id AS "previousId", previous.captured_at AS "previousAt"
   FROM articles
   JOIN revisions ON revisions.article_id = articles.id AND revisions.number = $2
   LEFT JOIN revisions previous ON previous.article_id = articles.id AND previous.number = $2 - 1
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE articles.id = $1`,
)

/** Whom a page is for: the desk sees drafts too. Withdrawn statements are nobody's to see. */
const VISIBLE = `statements.state = ANY($2::text[]) AND claims.state = ANY($2::text[])`
const WITH_STATEMENT = `
  JOIN statements ON statements.id = carryings.statement_id
  JOIN claims ON claims.id = statements.claim_id AND ${VISIBLE}`

export interface CarryingCountRow {
  class: CarryingClass
  isWaiting: boolean
  count: number
}

/** How many statements are of each class in revision `$1`, by whether they wait; what waits readers are not told of. */
export const carryingCounts = prepared<CarryingCountRow>(
  'reading carryings counted',
  `SELECT class, outcome IS NULL AS "isWaiting", count(*) AS count
   FROM carryings ${WITH_STATEMENT} WHERE carryings.revision_id = $1 AND ('draft' = ANY($2::text[]) OR outcome IS NOT NULL) GROUP BY 1, 2`,
)

/** A statement and what became of it in a new text. */
export interface CarryingRow {
  id: number
  class: CarryingClass
  because: Reason | null
  outcome: Outcome | null
  effect: Effect | null
  statementId: number
  version: number
  /** The number of the text that it was compared with. */
  fromRevision: number
  state: State
  claimId: number
  speakers: string[]
  before: WordsOfPart[]
  after: WordsOfPart[] | null
  /** Places that may be meant, each with what stands around its content. */
  candidates: { words: WordsOfPart[]; lead: string; tail: string }[]
}

/** Carryings that a page shows: a desk's morning. */
export const CARRYINGS_ON_PAGE = 50

/** Code points of the text shown on either side of a place: a line or so. */
const AROUND = 90

/** Where the content of a candidate begins and ends. */
const EDGES = `(
  SELECT min(start) AS starts_at, max("end") AS ends_at
  FROM jsonb_to_recordset(candidate.places) AS place (part text, start integer, "end" integer) WHERE part = 'content')`

const COLUMNS = `
  carryings.id, class, because, outcome, effect, statements.id AS "statementId", statements.version, statements.state,
  (SELECT number FROM revisions compared WHERE compared.id = from_revision_id) AS "fromRevision",
  claims.id AS "claimId",
  (SELECT json_agg(name ORDER BY position) FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
   WHERE claim_id = claims.id) AS speakers`

/**
 * Those of revision `$1` behind carrying `$3` that wait; one more than a page has. Their words are those of now, which may have
 * been changed in the text where they stand.
 */
export const waitingCarryings = prepared<CarryingRow>(
  'reading carryings that wait',
  `SELECT ${COLUMNS}, NULL AS after, (
     SELECT json_agg(json_build_object('part', part, 'position', position, 'words', exact) ORDER BY part, position)
     FROM spans WHERE statement_id = statements.id
   ) AS before, (
     SELECT coalesce(json_agg(json_build_object(
       'words', ${wordsAtPlaces('candidate.places', 'revisions.text')},
       'lead', substr(revisions.text, greatest(edges.starts_at - ${AROUND}, 0) + 1, least(edges.starts_at, ${AROUND})),
       'tail', substr(revisions.text, edges.ends_at + 1, ${AROUND})) ORDER BY candidate.place), '[]')
     FROM jsonb_array_elements(candidates) WITH ORDINALITY AS candidate (places, place) CROSS JOIN LATERAL ${EDGES} edges
   ) AS candidates
   FROM carryings ${WITH_STATEMENT} JOIN revisions ON revisions.id = carryings.revision_id
   WHERE carryings.revision_id = $1 AND outcome IS NULL AND carryings.id > $3
   ORDER BY carryings.id LIMIT ${CARRYINGS_ON_PAGE + 1}`,
)

/** Those of revision `$1` behind carrying `$3` that readers are told of, for the desk all that an editor settled; one more than a page has. */
export const toldCarryings = prepared<CarryingRow>(
  'reading carryings told',
  `SELECT ${COLUMNS}, ${wordsAtPlaces('before_spans', 'old.text')} AS before,
     ${wordsAtPlaces('after_spans', 'revisions.text')} AS after, '[]'::json AS candidates
   FROM carryings ${WITH_STATEMENT} JOIN revisions ON revisions.id = carryings.revision_id
   JOIN revisions old ON old.id = from_revision_id
   WHERE carryings.revision_id = $1 AND (effect IN ('typography', ${TOLD_EFFECTS}) OR
     ('draft' = ANY($2::text[]) AND outcome IN ('confirmed', 'pointed', 'let_go') AND settled_by_id IS NOT NULL))
     AND carryings.id > $3
   ORDER BY carryings.id LIMIT ${CARRYINGS_ON_PAGE + 1}`,
)

/** The texts of two revisions, for what differs between them. */
export const textsOfTwo = prepared<{ id: number; text: string }>(
  'reading texts of two revisions',
  'SELECT id, text FROM revisions WHERE id IN ($1, $2)',
)
