import type { EntityManager } from 'typeorm'
import { LIES_IN_ZONE } from '../claims/statements-in-zones.queries'
import { BROUGHT_TEXTS, CAME_WITH_EXPORT, ERASED_BYTES, REDACTED_TEXTS, REDACTIONS } from './told-texts-sql'
import { NAMED_AT_MOST, type Verified } from './verified'
import { type Evidence, verifySeals } from './verify-seals.queries'
import { verifySnapshots } from './verify-snapshots.queries'

/** Told what is being looked at, and of how many rows of it are through where that is known. */
export type Telling = (what: string, done?: number) => void

/**
 * Checks what the product promises against what the database holds, and changes nothing: each query selects all rows
 * of a kind with whether they are right, so that "0 wrong" can't mean "0 looked at". All of it is of one moment.
 */
export function verify(db: EntityManager, evidence: Evidence = {}, tell: Telling = () => {}): Promise<Verified[]> {
  return atOneMoment(db, async (db) => [
    ...(await verifyRows(db, EVERY_CHECK, tell)),
    await verifySnapshots(db, (done) => tell('Snapshots', done)),
    ...(await verifySeals(db, evidence, (done) => tell('Seals', done))),
  ])
}

function atOneMoment<Result>(db: EntityManager, work: (db: EntityManager) => Promise<Result>): Promise<Result> {
  // Whoever has a transaction under way has their moment.
  if (db.queryRunner?.isTransactionActive) return work(db)
  return db.transaction('REPEATABLE READ', async (db) => {
    await db.query('SET TRANSACTION READ ONLY')
    return work(db)
  })
}

/** Some of it: what is in the tables, by the names of the checks. */
export async function verifyRows(
  db: EntityManager,
  only: readonly RowCheck[] = EVERY_CHECK,
  tell: Telling = () => {},
): Promise<Verified[]> {
  const report: Verified[] = []
  for (const what of only) {
    tell(what)
    const sql = CHECKS[what]
    const rows: { checked: number; wrong: string[] | null }[] = await db.query(
      `SELECT count(*) AS checked, (array_agg(name ORDER BY name) FILTER (WHERE is_right IS NOT TRUE))[1:${NAMED_AT_MOST}] AS wrong
       FROM (${sql}) checked`,
    )
    report.push({ what, checked: rows[0]?.checked ?? 0, wrong: rows[0]?.wrong ?? [] })
  }
  return report
}

/** What was redacted: no fault, but whoever looks after the desk should know how much it is. */
export async function redacted(
  db: EntityManager,
): Promise<{ payloads: number; texts: number; bytes: number; statements: number }> {
  const [row] = await db.query(
    `SELECT (SELECT count(*) FROM history WHERE NOT EXISTS (SELECT FROM history_payloads WHERE history_id = id)) AS payloads,
       (SELECT count(*) FROM revisions WHERE redacted_sha256 IS NOT NULL) AS texts,
       (SELECT count(*) FROM revisions WHERE redacted_sha256 IS NULL AND octet_length(raw) = 0) AS bytes,
       (SELECT count(*) FROM statements WHERE redacted_at IS NOT NULL) AS statements`,
  )
  return row
}

const CHECKS = {
  'Quotes at their offsets': `
    SELECT format('statement %s, %s %s', spans.statement_id, part, position) AS name,
      substr(revisions.text, start_offset + 1, end_offset - start_offset) = exact
        AND substr(revisions.text, greatest(start_offset - 32, 0) + 1, least(start_offset, 32)) = prefix
        AND substr(revisions.text, end_offset + 1, 32) = suffix AS is_right
    FROM spans JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id`,
  'Hops in order, and spans of hops that are there': `
    SELECT format('statement %s', statements.id) AS name,
      numbered.count = coalesce(numbered.last + 1, 0) AND NOT EXISTS (
        SELECT FROM spans
        WHERE statement_id = statements.id AND part IN ('hop_source', 'hop_cue') AND position >= numbered.count
      ) AS is_right
    FROM statements
    CROSS JOIN LATERAL (
      SELECT count(*), max(position) AS last FROM hops WHERE statement_id = statements.id
    ) numbered`,
  'Texts by their hashes': `
    SELECT format('revision %s', id) AS name,
      encode(sha256(convert_to(text, 'UTF8')), 'hex') = coalesce(redacted.redacted_sha256, encode(revisions.kept_sha256, 'hex'),
          brought.redacted_sha256, encode(revisions.text_sha256, 'hex'))
        AND CASE
          WHEN redacted.revision IS NOT NULL THEN encode(revisions.redacted_sha256, 'hex') = redacted.redacted_sha256
          WHEN brought.revision IS NOT NULL THEN
            (encode(revisions.redacted_sha256, 'hex'), encode(revisions.kept_sha256, 'hex'))
            IS NOT DISTINCT FROM (brought.redacted_sha256, brought.kept_sha256)
          ELSE num_nonnulls(revisions.redacted_sha256, revisions.kept_sha256) = 0 OR ${CAME_WITH_EXPORT} END
        AND CASE WHEN redacted.revision IS NOT NULL OR bytes.revision IS NOT NULL THEN raw = ''
          ELSE revisions.raw_sha256 = sha256(raw) OR (raw = '' AND ${CAME_WITH_EXPORT}) END AS is_right
    FROM revisions LEFT JOIN ${REDACTED_TEXTS} redacted ON redacted.revision = revisions.id
    LEFT JOIN ${ERASED_BYTES} bytes ON bytes.revision = revisions.id
    LEFT JOIN ${BROUGHT_TEXTS} brought ON brought.revision = revisions.id`,
  // History has the hashes of both from the capture on; of texts that came before that, in the articles' images alone.
  'Texts as they were captured': `
    SELECT format('revision %s', revisions.id) AS name, captured.agrees IS NOT FALSE
      AND (brought.revision IS NULL OR (brought.number, brought.length, brought.text_sha256, brought.raw_sha256)
        = (revisions.number::text, revisions.length::text, encode(revisions.text_sha256, 'hex'), encode(revisions.raw_sha256, 'hex')))
      AND (redacted.revision IS NULL OR (redacted.text_sha256, redacted.raw_sha256)
        = (encode(revisions.text_sha256, 'hex'), encode(revisions.raw_sha256, 'hex')))
      AND (bytes.revision IS NULL OR bytes.raw_sha256 = encode(revisions.raw_sha256, 'hex')) AS is_right
    FROM revisions
    LEFT JOIN LATERAL (
      SELECT bool_and((told->>'number', told->>'length', told->>'textSha256', told->>'rawSha256')
        = (number::text, length::text, encode(text_sha256, 'hex'), encode(raw_sha256, 'hex'))) AS agrees
      FROM history JOIN history_payloads ON history_id = history.id
      CROSS JOIN LATERAL (SELECT payload->'revision' AS told) payload
      WHERE (subject_kind, subject_id) = ('article', article_id) AND action IN ('imported', 'captured anew')
        AND told->>'id' = revisions.id::text
    ) captured ON true
    LEFT JOIN ${REDACTED_TEXTS} redacted ON redacted.revision = revisions.id
    LEFT JOIN ${ERASED_BYTES} bytes ON bytes.revision = revisions.id
    LEFT JOIN ${BROUGHT_TEXTS} brought ON brought.revision = revisions.id
    UNION ALL
    SELECT format('revision %s, which is gone', revision), false FROM ${BROUGHT_TEXTS} brought
    WHERE NOT EXISTS (SELECT FROM revisions WHERE id = revision)
    UNION ALL
    SELECT format('revision %s, which is gone', payload->'revision'->>'id'), false
    FROM history JOIN history_payloads ON history_id = history.id
    WHERE subject_kind = 'article' AND action IN ('imported', 'captured anew') AND payload->'revision' IS NOT NULL
      AND NOT EXISTS (SELECT FROM revisions WHERE id::text = payload->'revision'->>'id')`,
  'History payloads by their commitments': `
    SELECT format('history row %s', id) AS name,
      payload_commitment =
        sha256(salt || convert_to(payload::text, 'UTF8') || coalesce(convert_to(image::text, 'UTF8'), '')) AS is_right
    FROM history JOIN history_payloads ON history_id = id`,
  // One that is missing was erased by a redaction, which says so; and what was erased is not there again.
  'History payloads there, or redacted': `
    SELECT format('history row %s', history.id) AS name, (history_id IS NULL) = (erased.id IS NOT NULL) AS is_right
    FROM history LEFT JOIN history_payloads ON history_id = history.id
    LEFT JOIN (
      SELECT DISTINCT jsonb_array_elements_text(said->'erased'->'payloads')::bigint AS id FROM ${REDACTIONS} redaction
    ) erased ON erased.id = history.id`,
  'Redactions as they are told in public': `
    SELECT format('redaction %s, history row %s', redactions.id, coalesce(history_id, redaction.id)) AS name,
      (redactions.subject_kind, redactions.subject_id::text, reason) = (said->'of'->>'kind', said->'of'->>'id', said->>'reason')
        AND legal_basis IS NOT DISTINCT FROM said->>'legalBasis' AS is_right
    FROM redactions FULL JOIN ${REDACTIONS} redaction ON redaction.id = history_id`,
  // A row that was changed past the product has no history of it. A chain has none until it is given a title.
  'Rows as history last told them': `
    SELECT format('%s %s', subject.kind, subject.id) AS name,
      CASE
        WHEN last.id IS NULL THEN subject.kind = 'chain' AND now.image->>'title' IS NULL
        WHEN subject.kind <> 'chain' AND last.version <> now.version THEN false
        ELSE last.is_erased OR last.image::jsonb = now.image::jsonb
      END AS is_right
    FROM history_subjects subject
    CROSS JOIN LATERAL image_of(subject.kind, subject.id) now
    LEFT JOIN LATERAL (
      SELECT history.id, version, payload.image, payload.history_id IS NULL AS is_erased
      FROM history LEFT JOIN history_payloads payload ON history_id = history.id
      WHERE subject_kind = subject.kind AND subject_id = subject.id AND version IS NOT NULL
      ORDER BY history.id DESC LIMIT 1
    ) last ON true`,
  // The truth is the links: every linked claim's component, walked, against the one that is kept.
  'Claims in the chains their links make': `
    SELECT format('claim %s', claim.id) AS name,
      coalesce(kept.members = walked.members, walked.members = ARRAY[claim.id]) AS is_right
    FROM claims claim
    CROSS JOIN LATERAL (
      WITH RECURSIVE reached (id) AS (
        SELECT claim.id
        UNION
        SELECT other.id
        FROM reached,
          LATERAL (
            SELECT to_claim_id AS id FROM links WHERE from_claim_id = reached.id AND state = 'published'
            UNION ALL
            SELECT from_claim_id FROM links WHERE to_claim_id = reached.id AND state = 'published'
          ) next
          JOIN claims other ON other.id = next.id AND other.state = 'published'
      ) SELECT array_agg(id ORDER BY id) AS members FROM reached
    ) walked
    LEFT JOIN LATERAL (
      SELECT array_agg(theirs.claim_id ORDER BY theirs.claim_id) AS members
      FROM chain_members mine JOIN chain_members theirs USING (component_id)
      WHERE mine.claim_id = claim.id
      HAVING count(*) > 0
    ) kept ON true
    WHERE claim.state = 'published'`,
  // The truth is merged_into_id, walked to its end; root_id and speaker_id are what is kept of it.
  'Merged speakers and whom they lead to': `
    SELECT format('speaker %s', merged.id) AS name, merged.root_id IS NOT DISTINCT FROM nullif(walked.id, merged.id) AS is_right
    FROM speakers merged
    CROSS JOIN LATERAL (
      WITH RECURSIVE led (id, into_id) AS (
        SELECT merged.id, merged.merged_into_id
        UNION
        SELECT speakers.id, speakers.merged_into_id FROM led JOIN speakers ON speakers.id = led.into_id
      ) SELECT min(id) AS id FROM led WHERE into_id IS NULL
    ) walked`,
  'Claims with whom their named speakers are now': `
    SELECT format('claim %s, speaker %s', claim_id, position) AS name, speaker_id = walked.id AS is_right
    FROM claim_speakers
    CROSS JOIN LATERAL (
      WITH RECURSIVE led (id, into_id) AS (
        SELECT id, merged_into_id FROM speakers WHERE id = named_id
        UNION
        SELECT speakers.id, speakers.merged_into_id FROM led JOIN speakers ON speakers.id = led.into_id
      ) SELECT min(id) AS id FROM led WHERE into_id IS NULL
    ) walked`,
  'Published claims with a published report': `
    SELECT format('claim %s', claims.id) AS name,
      EXISTS (SELECT FROM statements WHERE claim_id = claims.id AND state = 'published') AS is_right
    FROM claims WHERE state = 'published'`,
  'Draft claims without a published report': `
    SELECT format('claim %s', claims.id) AS name,
      NOT EXISTS (SELECT FROM statements WHERE claim_id = claims.id AND state = 'published')
        AND NOT EXISTS (SELECT FROM chain_members WHERE claim_id = claims.id) AS is_right
    FROM claims WHERE state = 'draft'`,
  'Withdrawn articles without a statement that is there': `
    SELECT format('article %s', articles.id) AS name, NOT EXISTS (
      SELECT FROM statements JOIN revisions ON revisions.id = revision_id
      WHERE article_id = articles.id AND statements.state <> 'withdrawn') AS is_right
    FROM articles WHERE withdrawn_reason IS NOT NULL`,
  'Joined claims without reports and links of their own': `
    SELECT format('claim %s', claims.id) AS name,
      state = 'withdrawn' AND NOT EXISTS (SELECT FROM statements WHERE claim_id = claims.id)
        AND NOT EXISTS (SELECT FROM links WHERE from_claim_id = claims.id AND state <> 'withdrawn')
        AND NOT EXISTS (SELECT FROM links WHERE to_claim_id = claims.id AND state <> 'withdrawn')
        AND EXISTS (
          SELECT FROM claim_joins WHERE from_claim_id = claims.id AND into_claim_id = joined_into_id AND undone_at IS NULL
        ) AS is_right
    FROM claims WHERE joined_into_id IS NOT NULL`,
  'Search documents as what is published makes them': `
    SELECT format('claim %s', id) AS name, kept IS NOT DISTINCT FROM due AS is_right
    FROM search_claims kept FULL JOIN search_claims_due due USING (id)
    UNION ALL
    SELECT format('article %s', id), kept IS NOT DISTINCT FROM due
    FROM search_articles kept FULL JOIN search_articles_due due USING (id)
    UNION ALL
    SELECT format('speaker %s', id), kept IS NOT DISTINCT FROM due
    FROM search_speakers kept FULL JOIN search_speakers_due due USING (id)`,
  'Records in order, as the search documents make them': `
    SELECT format('claim %s of speaker %s', claim_id, speaker_id) AS name, kept IS NOT DISTINCT FROM due AS is_right
    FROM record_claims kept FULL JOIN record_claims_due due USING (claim_id, speaker_id)`,
  // A word that is missing costs a suggestion; one too many may be of something withdrawn.
  'Words offered as spellings, all public': `
    SELECT format('word %s', word) AS name, word IN (
      SELECT unnest(spellings) FROM search_claims UNION SELECT unnest(spellings) FROM search_articles
      UNION SELECT unnest(spellings) FROM search_speakers
    ) AS is_right
    FROM search_words`,
  'Chains and their sizes': `
    SELECT format('component %s', component.id) AS name,
      component.size = members.size AND chain.oldest_claim_id = members.oldest AS is_right
    FROM chain_components component
    LEFT JOIN chains chain ON chain.component_id = component.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS size, min(claim_id) AS oldest FROM chain_members WHERE component_id = component.id
    ) members`,
  'Zones in their texts': `
    SELECT format('revision %s, zone at %s', revision_id, start_offset) AS name,
      start_offset >= 0 AND start_offset < end_offset AND end_offset <= length
        AND end_offset <= lead(start_offset, 1, length) OVER (PARTITION BY revision_id ORDER BY start_offset) AS is_right
    FROM zones JOIN revisions ON revisions.id = revision_id`,
  'Statements in the newest text of their article, or waiting, or let go': `
    SELECT format('statement %s', statements.id) AS name, stands.id = newest.id OR EXISTS (
      SELECT FROM carryings WHERE statement_id = statements.id AND carryings.revision_id = newest.id
        AND coalesce(outcome, 'let_go') = 'let_go') AS is_right
    FROM statements JOIN revisions stands ON stands.id = statements.revision_id
    CROSS JOIN LATERAL (
      SELECT id FROM revisions WHERE article_id = stands.article_id ORDER BY number DESC LIMIT 1
    ) newest
    WHERE redacted_at IS NULL`,
  'Places that statements had in the texts of their article': `
    SELECT format('statement %s in revision %s', statement_id, revisions.id) AS name,
      place.start >= 0 AND place.start < place."end" AND place."end" <= length AS is_right
    FROM (
      SELECT statement_id, from_revision_id AS revision_id, before_spans AS spans FROM carryings WHERE before_spans IS NOT NULL
      UNION ALL SELECT statement_id, from_revision_id, compared_spans FROM carryings WHERE compared_spans IS NOT NULL
      UNION ALL SELECT statement_id, revision_id, after_spans FROM carryings WHERE after_spans IS NOT NULL
      UNION ALL SELECT statement_id, revision_id, candidate FROM carryings CROSS JOIN LATERAL jsonb_array_elements(candidates) candidate
    ) placed JOIN revisions ON revisions.id = revision_id
    CROSS JOIN LATERAL jsonb_to_recordset(spans) AS place (start integer, "end" integer)`,
  'Whole texts in kept files, by their rights': `
    SELECT format('%s, article %s', CASE WHEN is_snapshot THEN 'snapshot ' || export_id ELSE 'a prepared file' END, article_id) AS name,
      may_be_whole(articles) AS is_right
    FROM kept_export_texts JOIN kept_exports ON kept_exports.id = export_id JOIN articles ON articles.id = article_id
    WHERE state = 'ready'`,
  'Statements in zones, as confirmed': `
    SELECT format('statement %s', statements.id) AS name, in_zone = ${LIES_IN_ZONE} AS is_right
    FROM statements WHERE state <> 'withdrawn'`,
}

export type RowCheck = keyof typeof CHECKS
const EVERY_CHECK = Object.keys(CHECKS) as RowCheck[]
