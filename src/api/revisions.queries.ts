import { shownRights } from '../articles/shown-rights-sql'
import type { Zone } from '../articles/zone'
import { zonesAsJson } from '../articles/zones.queries'
import type { SpanPart } from '../claims/claim'
import { type PreparedQuery, prepared, unnamed } from '../database/read-pool'
import {
  type CarryingClass,
  CLASSES,
  type ClassCounts,
  type Effect,
  type Outcome,
  type Reason,
} from '../revising/carrying'
import { withWords } from '../revising/places-sql'
import { IS_PUBLIC_ARTICLE } from './articles.queries'
import { utc } from './sql'

export interface RevisionRow {
  id: number
  articleId: number
  number: number
  sha256: string
  length: number
  capturedAt: string
  zones: Zone[]
  counts: ClassCounts
  waiting: number
}

/** SQL: of statements that whoever asks (`visible`, a list of states) may see. */
const seen = (visible: string) => `
  statements.state = ANY(${visible}::text[]) AND claims.state = ANY(${visible}::text[])`

const COLUMNS = `
  revisions.id, revisions.article_id AS "articleId", revisions.number,
  encode(coalesce(revisions.kept_sha256, revisions.redacted_sha256, revisions.text_sha256), 'hex') AS sha256, revisions.length,
  ${utc('revisions.captured_at')} AS "capturedAt", ${zonesAsJson('revisions.id')} AS zones,
  (SELECT json_build_object(${CLASSES.map((name) => `'${name}', count(*) FILTER (WHERE class = '${name}')`).join(', ')})
   FROM carryings JOIN statements ON statements.id = statement_id JOIN claims ON claims.id = claim_id
   WHERE carryings.revision_id = revisions.id AND ${seen('$1')} AND ('draft' = ANY($1::text[]) OR outcome IS NOT NULL)) AS counts,
  (SELECT count(*) FROM carryings JOIN statements ON statements.id = statement_id JOIN claims ON claims.id = claim_id
   WHERE carryings.revision_id = revisions.id AND outcome IS NULL AND 'draft' = ANY($1::text[]) AND ${seen('$1')}) AS waiting`

const OF_ARTICLE = `
  FROM articles JOIN revisions ON revisions.article_id = articles.id
  LEFT JOIN outlets ON outlets.id = articles.outlet_id
  WHERE articles.id = $2 AND articles.withdrawn_reason IS NULL
    AND ('draft' = ANY($1::text[]) OR ${IS_PUBLIC_ARTICLE})`

/** Texts of article `$2` behind revision `$3`; values besides: the states that whoever asks may see, how many. */
export const revisionPage = prepared<RevisionRow>(
  'api revision page',
  `SELECT ${COLUMNS} ${OF_ARTICLE} AND revisions.id > $3 ORDER BY revisions.id LIMIT $4`,
)

/** Text `$3` of article `$2`; a text that isn't shown never leaves the database. */
export const revisionInFull = prepared<RevisionRow & { text: string | null }>(
  'api revision',
  `SELECT ${COLUMNS},
     CASE WHEN 'draft' = ANY($1::text[]) OR ${shownRights('revisions')} = 'full' THEN revisions.text END AS text
   ${OF_ARTICLE} AND revisions.number = $3`,
)

/** A span by its place, with the words there. */
export interface SpanRow {
  part: SpanPart
  position: number
  start: number
  end: number
  exact: string
}

export interface CarryingRow {
  id: number
  version: number
  statementId: number
  claimId: number
  articleId: number
  fromRevision: number
  revision: number
  class: CarryingClass
  because: Reason | null
  outcome: Outcome | null
  effect: Effect | null
  before: SpanRow[]
  after: SpanRow[] | null
  candidates: SpanRow[][]
}

/** SQL: the spans of row `shown`, told by `name`. */
const spansOf = (name: string) => `(
  SELECT json_agg(${SPAN} ORDER BY part, position) FROM words WHERE of_row = shown.id AND name = '${name}')`

const SPAN = `json_build_object('part', part, 'position', position, 'start', start, 'end', "end", 'exact', words)`

/** SQL: carryings that whoever asks may see, with all their words; what waits is told by where it stands now. */
const carryingsWhere = (conditions: string) => `
  WITH shown AS MATERIALIZED (
    SELECT carryings.id, statements.version, statements.id AS "statementId", claims.id AS "claimId", carryings.revision_id,
      from_revision_id, class, because, outcome, effect, before_spans, after_spans,
      CASE WHEN 'draft' = ANY($1::text[]) THEN candidates ELSE '[]' END AS candidates
    FROM carryings
    JOIN statements ON statements.id = statement_id JOIN claims ON claims.id = claim_id AND ${seen('$1')}
    WHERE ${conditions}
  ), ${withWords(
    'shown',
    [
      { name: 'before', revision: 'from_revision_id', places: 'before_spans' },
      { name: 'after', revision: 'revision_id', places: 'after_spans' },
    ],
    { candidates: { revision: 'revision_id', places: 'candidates' } },
  )}
  SELECT shown.id, shown.version, "statementId", "claimId", revisions.article_id AS "articleId", old.number AS "fromRevision",
    revisions.number AS revision, class, because, outcome, effect,
    coalesce(${spansOf('before')}, (
      SELECT json_agg(json_build_object('part', part, 'position', position, 'start', start_offset, 'end', end_offset,
        'exact', exact) ORDER BY part, position)
      FROM spans WHERE statement_id = "statementId" AND outcome IS NULL), '[]') AS before,
    ${spansOf('after')} AS after, (
      SELECT coalesce(json_agg(spans ORDER BY choice), '[]') FROM (
        SELECT choice, json_agg(${SPAN} ORDER BY part, position) AS spans
        FROM words WHERE of_row = shown.id AND name = 'candidate' GROUP BY choice
      ) candidate
    ) AS candidates
  FROM shown
  JOIN revisions ON revisions.id = shown.revision_id JOIN revisions old ON old.id = from_revision_id
  ORDER BY shown.id`

/** Readers are told of what an editor has settled, or what surely is the same; not of what a machine proposes. */
const TOLD = `('draft' = ANY($1::text[]) OR effect IS NOT NULL)`

/** Carrying `$2`; `$1` are the states that whoever asks may see. */
export const carryingInFull = prepared<CarryingRow>('api carrying', carryingsWhere(`carryings.id = $2 AND ${TOLD}`))

/** Carryings behind one, those of an article and those that wait if that is asked for. */
export function carryingPage(
  visible: readonly string[],
  [after, limit]: [after: number, limit: number],
  { article, waiting }: { article?: number; waiting?: boolean },
): { query: PreparedQuery<CarryingRow>; values: unknown[] } {
  const conditions = [
    'carryings.id > $2',
    TOLD,
    ...(article === undefined ? [] : ['carryings.revision_id IN (SELECT id FROM revisions WHERE article_id = $4)']),
    ...(waiting === undefined ? [] : [`outcome IS ${waiting ? '' : 'NOT '}NULL`]),
  ]
  return {
    query: unnamed(carryingsWhere(`${conditions.join(' AND ')} ORDER BY carryings.id LIMIT $3`)),
    values: [visible, after, limit, ...(article === undefined ? [] : [article])],
  }
}
