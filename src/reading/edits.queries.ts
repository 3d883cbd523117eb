import { prepared } from '../database/read-pool'
import { utcSql } from '../database/utc-sql'
import { type Effect, TOLD_EFFECTS } from '../revising/carrying'
import { TOLD_PARTS, type WordsOfPart, withWords, wordsOf } from '../revising/places-sql'
import { MOST_EDITS, MOST_EDITS_ON_PAGE } from './most-edits'

/** What an article made of its words after it was published, as an editor has settled it. */
export interface EditRow {
  claimId: number
  statementId: number
  carryingId: number
  effect: Extract<Effect, 'reworded' | 'reattributed' | 'removed' | 'returned'>
  /** The spans in the text before, and in this one, where it is still there. */
  before: WordsOfPart[]
  after: WordsOfPart[] | null
  articleId: number
  outlet: string | null
  language: string
  /** The number of the new text, and when it and the one before were captured. */
  revision: number
  /** The number of the text that it was compared with. */
  fromRevision: number
  capturedAt: Date
  capturedBefore: Date
  /** When an editor settled it, and readers were told; as `utcSql` writes it. */
  settledAt: string
}

/**
 * What articles (`$2` alone, where it is not null) changed of their published reports of claims `$1`: of each claim the newest,
 * and of all of them the newest and one, by which a page knows that there are more; in the order in which they were captured.
 */
export const editsOfClaims = prepared<EditRow>(
  'reading edits of claims',
  `WITH edits AS MATERIALIZED (
     SELECT edit.* FROM unnest($1::integer[]) AS shown (id)
     CROSS JOIN LATERAL (
       SELECT carryings.id, shown.id AS "claimId", statements.id AS "statementId", effect, before_spans, after_spans,
         from_revision_id, settled_at, carryings.revision_id
       FROM statements JOIN carryings ON statement_id = statements.id AND effect IN (${TOLD_EFFECTS})
       JOIN revisions ON revisions.id = carryings.revision_id AND ($2::integer IS NULL OR revisions.article_id = $2)
       WHERE claim_id = shown.id AND state = 'published' ORDER BY carryings.revision_id DESC LIMIT ${MOST_EDITS}
     ) edit
     ORDER BY edit.revision_id DESC, edit.id DESC LIMIT ${MOST_EDITS_ON_PAGE + 1}
   ), ${withWords('edits', [
     { name: 'before', revision: 'from_revision_id', places: 'before_spans', only: TOLD_PARTS },
     { name: 'after', revision: 'revision_id', places: 'after_spans', only: TOLD_PARTS },
   ])}
   SELECT edit."claimId", edit."statementId", edit.id AS "carryingId", edit.effect, ${wordsOf('before', 'edit.id')} AS before,
          ${wordsOf('after', 'edit.id')} AS after, articles.id AS "articleId", outlets.name AS outlet,
          articles.language, revisions.number AS revision, old.number AS "fromRevision", revisions.captured_at AS "capturedAt",
          old.captured_at AS "capturedBefore",
          ${utcSql('edit.settled_at')} AS "settledAt"
   FROM edits edit
   JOIN revisions ON revisions.id = edit.revision_id
   JOIN revisions old ON old.id = edit.from_revision_id
   JOIN articles ON articles.id = revisions.article_id
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   ORDER BY revisions.captured_at, edit."statementId"`,
)
