import { createHash } from 'node:crypto'
import { type EntityManager, In, Not } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { Claim } from '../claims/claim.entity'
import { withdrawClaim } from '../claims/claims.commands'
import { compareClaims } from '../claims/likenesses.commands'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { Statement } from '../claims/statement.entity'
import { withdrawStatement } from '../claims/statements.commands'
import { lockCorrectionsOf } from '../corrections/ask.commands'
import { withdrawReply } from '../corrections/replies.commands'
import { Reply } from '../corrections/reply.entity'
import { inTransaction } from '../database/transaction'
import { fingerprintAnew } from '../fingerprints/likenesses.commands'
import { record, recordWithoutImage } from '../history/history.commands'
import { Link } from '../links/link.entity'
import { withdrawLink } from '../links/links.commands'
import { holdSpeakersOf } from '../speakers/holding.commands'
import {
  blockedOut,
  type Erased,
  type ErasedBytes,
  publicWords,
  REDACTED,
  type RedactedText,
  type RedactionSubject,
} from './redaction'
import { inHistory, type RedactionPlan, redactionPlan } from './redaction-plan.queries'

/** What the public is told of a redaction. */
export interface PublicReason {
  reason: string
  legalBasis: string | null
}

/**
 * Erases the words of this and of all that hangs on it: in the rows, in the captured texts, in history's payloads. The rows
 * stay, withdrawn with the public reason; history's rows stay, and so do the texts' hashes. One transaction, by the role
 * that owns the tables.
 */
export function redact(
  db: EntityManager,
  subject: RedactionSubject,
  told: PublicReason,
): Promise<{ redactionId: number; plan: RedactionPlan } | { problem: string }> {
  return inTransaction(db, async (db) => {
    const plan = await heldPlan(db, subject)
    if ('problem' in plan) return plan
    await db.query(`SELECT set_config('gainsay.redacting', 'on', true)`)
    // Words first: history keeps with each change what the row is then.
    const texts = await eraseTexts(db, plan)
    const bytes = await eraseBytes(db, plan)
    await eraseWords(db, plan)
    await withdrawAll(db, plan, publicWords(told.reason))
    await db.query('DELETE FROM history_payloads WHERE history_id = ANY($1::bigint[])', [plan.payloads])
    const redactionId = await tell(db, subject, told, plan, { payloads: plan.payloads, texts, bytes })
    // From the numbers that an article is found by, words that went might be guessed. Last of all: who compares holds up all others who do.
    for (const id of await articlesOf(db, textsOf(plan))) await fingerprintAnew(db, id)
    return { redactionId, plan }
  })
}

/**
 * The plan, with all that is in it held. Whatever was added while this waited goes too, so it looks again until nothing has
 * come: each wait can let something in, and once all is held nothing can.
 */
async function heldPlan(db: EntityManager, subject: RedactionSubject): Promise<RedactionPlan | { problem: string }> {
  for (let before = ''; ; ) {
    const plan = await redactionPlan(db, subject)
    const now = JSON.stringify(plan)
    if ('problem' in plan || now === before) return plan
    // Whoever captures the next text of these waits, and is then asked about what was erased.
    await lockRevisionsOf(db, ...(await articlesOf(db, [...textsOf(plan), ...plan.bytes])))
    await lockChains(db, plan.claims)
    await holdSpeakersOf(db, plan.claims)
    // Whoever asks for a correction, or enters a reply, waits here before they look whether the claim is public.
    for (const id of plan.claims) await lockCorrectionsOf(db, id)
    // A row that refers to another holds that one FOR KEY SHARE from its insertion to its commit.
    for (const [table, numbers] of Object.entries(tablesOf(plan)))
      await db.query(`SELECT FROM ${table} WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [numbers])
    // Of a snapshot that is made meanwhile history would tell the words that it looked for.
    await db.query('LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE')
    before = now
  }
}

const textsOf = ({ texts }: RedactionPlan) => texts.map(({ revisionId }) => revisionId)

/** The articles of these revisions. */
async function articlesOf(db: EntityManager, revisions: readonly number[]): Promise<number[]> {
  const articles: { id: number }[] = await db.query(
    'SELECT DISTINCT article_id AS id FROM revisions WHERE id = ANY($1) ORDER BY 1',
    [revisions],
  )
  return articles.map(({ id }) => id)
}

/** Rows that lose words, by their tables. Statements of others, of which some words go, among the rest. */
const tablesOf = ({ claims, statements, partly, links, articles, speakers, ...spoken }: RedactionPlan) => ({
  ...{ claims, statements: [...statements, ...partly], links, articles, speakers },
  ...{ corrections: spoken.corrections, comments: spoken.comments, replies: spoken.replies },
})

/** By the ways that any editor has, so that chains and search know; then for good. */
async function withdrawAll(db: EntityManager, { links, replies, claims, statements }: RedactionPlan, reason: string) {
  const there = (numbers: number[]) => ({ id: In(numbers), state: Not('withdrawn' as const) })
  for (const { id, version } of await db.findBy(Link, there(links))) await withdrawLink(db, null, id, version, reason)
  for (const { id, version } of await db.findBy(Reply, there(replies)))
    await withdrawReply(db, null, id, version, reason)
  for (const { id, version } of await db.findBy(Claim, there(claims)))
    await withdrawClaim(db, null, id, version, reason)
  for (const { id, version } of await db.findBy(Statement, there(statements)))
    await withdrawStatement(db, null, id, version, reason)
  for (const [table, numbers] of Object.entries({ links, replies, claims, statements })) {
    await db.query(`UPDATE ${table} SET withdrawn_reason = $2, redacted_at = now(), ${CHANGED} WHERE id = ANY($1)`, [
      numbers,
      reason,
    ])
  }
}

const CHANGED = 'version = version + 1, updated_at = now()'

/** Blocks in the texts, the bytes they came from away, with their name and address; and every span of these texts as it reads now. */
async function eraseTexts(
  db: EntityManager,
  { texts, statements, partly, claims }: RedactionPlan,
): Promise<RedactedText[]> {
  const erased: RedactedText[] = []
  for (const { revisionId, ranges } of texts) {
    const [{ text }] = await db.query('SELECT text FROM revisions WHERE id = $1', [revisionId])
    const left = blockedOut(text, ranges)
    const redactedSha256 = createHash('sha256').update(left).digest('hex')
    const [[hashes]] = await db.query(
      `UPDATE revisions SET text = $2, raw = '', captured_from = NULL, file_name = NULL,
         redacted_sha256 = decode($3, 'hex'),
         kept_sha256 = CASE WHEN kept_sha256 IS NOT NULL THEN decode($3, 'hex') END
       WHERE id = $1
       RETURNING encode(text_sha256, 'hex') AS "textSha256", encode(raw_sha256, 'hex') AS "rawSha256"`,
      [revisionId, left, redactedSha256],
    )
    erased.push({ revision: revisionId, ...hashes, redactedSha256 })
    await eraseAnnotations(db, revisionId, ranges)
  }
  const affected = [...statements, ...partly]
  await db.query(
    `UPDATE spans SET exact = now.exact, prefix = now.prefix, suffix = now.suffix
     FROM (
       SELECT statement_id, part, position, substr(text, start_offset + 1, end_offset - start_offset) AS exact,
         substr(text, greatest(start_offset - 32, 0) + 1, least(start_offset, 32)) AS prefix,
         substr(text, end_offset + 1, 32) AS suffix
       FROM spans JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id
       WHERE statement_id = ANY($1)
     ) now
     WHERE (spans.statement_id, spans.part, spans.position) = (now.statement_id, now.part, now.position)`,
    [affected],
  )
  await db.query('UPDATE hops SET said_on_words = NULL WHERE statement_id = ANY($1)', [statements])
  const [changed] = await db.query(`UPDATE statements SET ${CHANGED} WHERE id = ANY($1) RETURNING claim_id AS id`, [
    partly,
  ])
  await compareClaims(db, [...new Set([...claims, ...changed.map(({ id }: { id: number }) => id)])])
  return erased
}

/** What was marked on these words in other programs says more of them; with nothing left to record it waits no longer. */
const eraseAnnotations = (db: EntityManager, revisionId: number, ranges: RedactionPlan['texts'][number]['ranges']) =>
  db.query(
    `UPDATE annotations SET note = NULL, tags = '[]', address = NULL, dismissed_at = coalesce(dismissed_at, now())
     WHERE revision_id = $1 AND EXISTS (
       SELECT FROM jsonb_to_recordset($2::jsonb) erased (start integer, "end" integer)
       WHERE start_offset < erased."end" AND end_offset > erased.start)`,
    [revisionId, JSON.stringify(ranges)],
  )

/** The bytes of texts that stay: they have what nobody reads in these, and may say there what was erased elsewhere. */
async function eraseBytes(db: EntityManager, { bytes }: RedactionPlan): Promise<ErasedBytes[]> {
  const [erased] = await db.query(
    `UPDATE revisions SET raw = '' WHERE id = ANY($1) RETURNING id AS revision, encode(raw_sha256, 'hex') AS "rawSha256"`,
    [bytes],
  )
  return erased
}

/** Every other column that words are in. Hashes of words go with them where these could be guessed. */
async function eraseWords(db: EntityManager, plan: RedactionPlan) {
  const erase = (table: string, columns: string, numbers: number[]) =>
    db.query(`UPDATE ${table} SET ${columns}, ${CHANGED} WHERE id = ANY($1)`, [numbers])
  const blank = `'${REDACTED}'`
  const blankIfThere = (column: string) => `${column} = CASE WHEN ${column} IS NOT NULL THEN ${blank} END`

  await erase('claims', 'summary = NULL, said_on_words = NULL', plan.claims)
  await erase('links', 'reason = NULL', plan.links)
  await db.query(
    `UPDATE claim_join_items SET reason_before = NULL, withdrawn_reason_before = NULL
     WHERE link_id = ANY($1) OR in_place_of_link_id = ANY($1)`,
    [plan.links],
  )
  await db.query(
    `UPDATE notifications SET text = ${blank}
     FROM review_returns
     WHERE comment_id = ANY($1) AND kind = 'sent back' AND (subject_kind, subject_id)
       = (CASE WHEN statement_id IS NULL THEN 'link' ELSE 'statement' END, coalesce(statement_id, link_id))`,
    [plan.comments],
  )
  await erase('comments', `body = ${blank}`, plan.comments)
  await erase('replies', `words = ${blank}, url = NULL, ${blankIfThere('by_name')}`, plan.replies)
  await erase(
    'corrections',
    `words = ${blank}, words_sha256 = sha256(uuid_send(gen_random_uuid())), source_url = NULL,
     ${blankIfThere('answer')}, ${blankIfThere('change_words')}`,
    plan.corrections,
  )
  await db.query('DELETE FROM correction_senders WHERE correction_id = ANY($1)', [plan.corrections])
  // What is redacted says so, and no more that it was withdrawn before.
  await erase('articles', `headline = ${blank}, byline = NULL, url = NULL, withdrawn_reason = NULL`, plan.articles)
  // What an import of it was called, and what its sender said of it, is kept for a while.
  await db.query(
    `UPDATE captures SET name = ${blank}, given = '{}', asked_url = NULL, captured_from = NULL, file_name = NULL,
       problem = NULL
     WHERE article_id = ANY($1)`,
    [plan.articles],
  )
  await erase(
    'speakers',
    `name = ${blank}, description = NULL, wikidata_id = NULL, anonymity_reason = NULL`,
    plan.speakers,
  )
  await db.query('DELETE FROM speaker_aliases WHERE speaker_id = ANY($1)', [plan.speakers])
  await db.query(`UPDATE speaker_roles SET title = ${blank} WHERE speaker_id = ANY($1)`, [plan.speakers])
  const subjects = inHistory(plan)
  await db.query(
    `UPDATE notifications SET text = $3
     FROM unnest($1::text[], $2::integer[]) subject (kind, id) WHERE (subject_kind, subject_id) = (subject.kind, subject.id)`,
    [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id), REDACTED],
  )
}

/**
 * In history, row by row; one more of the subject says what was erased. That one stays whatever is erased later, so it has no
 * image: a statement's has the letters beside it. And in the list for the public.
 */
async function tell(
  db: EntityManager,
  subject: RedactionSubject,
  { reason, legalBasis }: PublicReason,
  plan: RedactionPlan,
  erased: Erased,
): Promise<number> {
  const by = { reason, legalBasis, of: subject }
  for (const { kind, id } of inHistory(plan)) await record(db, null, { action: 'redacted', kind, id, payload: by })
  for (const id of plan.partly)
    await record(db, null, { action: 'partly redacted', kind: 'statement', id, payload: by })
  const { kind, id } = await subjectInHistory(db, subject)
  await recordWithoutImage(db, null, { action: 'redacted', kind, id, payload: { ...by, erased } })
  const [{ redactionId }] = await db.query(
    `INSERT INTO redactions (history_id, subject_kind, subject_id, reason, legal_basis)
     SELECT max(id), $3, $4, $5, $6 FROM history WHERE (subject_kind, subject_id, action) = ($1, $2, 'redacted')
     RETURNING id AS "redactionId"`,
    [kind, id, subject.kind, subject.id, reason, legalBasis],
  )
  return redactionId
}

/** A row of history is about something else. */
async function subjectInHistory(db: EntityManager, subject: RedactionSubject) {
  if (subject.kind !== 'history') return { kind: subject.kind, id: subject.id }
  const [row] = await db.query('SELECT subject_kind AS kind, subject_id AS id FROM history WHERE id = $1', [subject.id])
  return row
}
