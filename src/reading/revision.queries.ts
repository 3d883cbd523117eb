import type { Rights } from '../articles/rights'
import { shownRights } from '../articles/shown-rights-sql'
import type { State } from '../claims/claim'
import { prepared } from '../database/read-pool'
import { type CarryingClass, type Effect, type Outcome, type Reason, TOLD_EFFECTS } from '../revising/carrying'
import { candidatesOf, TOLD_PARTS, type WordsOfPart, withWords, wordsOf } from '../revising/places-sql'

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
  previousLength: number | null
  previousSha256: string | null
  previousAt: Date | null
}

/** Text `$2` of article `$1`. */
export const revisionByNumber = prepared<RevisionRow>(
  'reading revision',
  `SELECT articles.id AS "articleId", headline, outlets.name AS outlet, url, language,
     ${shownRights('revisions')} AS rights, withdrawn_reason IS NOT NULL AS "isWithdrawn",
     EXISTS (
       SELECT FROM revisions any_text JOIN statements ON revision_id = any_text.id AND statements.state = 'published'
       JOIN claims ON claims.id = claim_id AND claims.state = 'published' WHERE any_text.article_id = articles.id
     ) AS "isPublic",
     revisions.id AS "revisionId", revisions.number, revisions.length,
     encode(coalesce(revisions.kept_sha256, revisions.redacted_sha256, revisions.text_sha256), 'hex') AS "textSha256",
     revisions.captured_at AS "capturedAt",
     (SELECT max(number) FROM revisions newer WHERE newer.article_id = articles.id) AS newest,
     previous.id AS "previousId", previous.length AS "previousLength",
     encode(coalesce(previous.kept_sha256, previous.redacted_sha256, previous.text_sha256), 'hex') AS "previousSha256", previous.captured_at AS "previousAt"
   FROM articles
   JOIN revisions ON revisions.article_id = articles.id AND revisions.number = $2
   LEFT JOIN revisions previous ON previous.article_id = articles.id AND previous.number = $2 - 1
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   WHERE articles.id = $1`,
)

/** The words of revision `$1`. */
export const textOfRevision = prepared<{ text: string }>(
  'reading text of revision',
  'SELECT text FROM revisions WHERE id = $1',
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

/** SQL: a page of the carryings of revision `$1` behind carrying `$3`, and one more. */
const shownOf = (condition: string) => `
  shown AS MATERIALIZED (
    SELECT carryings.id, class, because, outcome, effect, statements.id AS "statementId", statements.version, statements.state,
      claims.id AS "claimId", candidates, before_spans, after_spans, from_revision_id, carryings.revision_id
    FROM carryings ${WITH_STATEMENT}
    WHERE carryings.revision_id = $1 AND ${condition} AND carryings.id > $3
    ORDER BY carryings.id LIMIT ${CARRYINGS_ON_PAGE + 1}
  )`

const COLUMNS = `
  shown.id, class, because, outcome, effect, "statementId", shown.version, shown.state, "claimId",
  (SELECT number FROM revisions compared WHERE compared.id = from_revision_id) AS "fromRevision",
  (SELECT json_agg(name ORDER BY position) FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
   WHERE claim_id = "claimId") AS speakers`

/**
 * Those of revision `$1` behind carrying `$3` that wait; one more than a page has. Their words are those of now, which may have
 * been changed in the text where they stand.
 */
export const waitingCarryings = prepared<CarryingRow>(
  'reading carryings that wait',
  `WITH ${shownOf('outcome IS NULL')}, ${withWords('shown', [], {
    candidates: { revision: 'revision_id', places: 'candidates' },
    around: AROUND,
  })}
   SELECT ${COLUMNS}, NULL AS after, (
     SELECT json_agg(json_build_object('part', part, 'position', position, 'words', exact) ORDER BY part, position)
     FROM spans WHERE statement_id = "statementId"
   ) AS before, ${candidatesOf('shown.id')} AS candidates
   FROM shown ORDER BY shown.id`,
)

/** Those of revision `$1` behind carrying `$3` that readers are told of, for the desk all that an editor settled; one more than a page has. */
export const toldCarryings = prepared<CarryingRow>(
  'reading carryings told',
  `WITH ${shownOf(`(effect IN ('typography', ${TOLD_EFFECTS}) OR
     ('draft' = ANY($2::text[]) AND outcome IN ('confirmed', 'pointed', 'let_go') AND settled_by_id IS NOT NULL))`)}, ${withWords(
    'shown',
    [
      { name: 'before', revision: 'from_revision_id', places: 'before_spans', only: TOLD_PARTS },
      { name: 'after', revision: 'revision_id', places: 'after_spans', only: TOLD_PARTS },
    ],
  )}
   SELECT ${COLUMNS}, ${wordsOf('before', 'shown.id')} AS before, ${wordsOf('after', 'shown.id')} AS after,
     '[]'::json AS candidates
   FROM shown ORDER BY shown.id`,
)

/** The texts of two revisions, for what differs between them; each with the hash that it is known by. */
export const textsOfTwo = prepared<{ id: number; text: string; textSha256: string }>(
  'reading texts of two revisions',
  `SELECT id, text, encode(coalesce(redacted_sha256, text_sha256), 'hex') AS "textSha256"
   FROM revisions WHERE id IN ($1, $2)`,
)
