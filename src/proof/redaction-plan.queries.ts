import type { EntityManager } from 'typeorm'
import type { LikePlace } from './places-of-redacted.queries'
import type { RangesOfText, RedactionSubject } from './redaction'
import { losingWords, textsToRedact } from './texts-to-redact.queries'

/** Everything that a redaction erases, by number. */
export interface RedactionPlan {
  claims: number[]
  statements: number[]
  links: number[]
  comments: number[]
  corrections: number[]
  replies: number[]
  speakers: number[]
  articles: number[]
  /** Which ranges of which revisions' texts; the bytes that a text came from go with it, whole. */
  texts: RangesOfText[]
  /** Other revisions of the same articles: their texts stay, but the bytes that they came from go, for a page has more than its text. */
  bytes: number[]
  /** Statements of others that lose some of their words with the texts. */
  partly: number[]
  /** Rows of history whose payloads go. */
  payloads: number[]
  /** Not erased: places that may be a redacted statement's in texts that it has no settled place in. */
  like: LikePlace[]
}

type Rows = Omit<RedactionPlan, 'texts' | 'bytes' | 'partly' | 'payloads' | 'like'>

const NOTHING: Rows = {
  claims: [],
  statements: [],
  links: [],
  comments: [],
  corrections: [],
  replies: [],
  speakers: [],
  articles: [],
}

/** What redacting this erases, or why it can't be done. Changes nothing. */
export async function redactionPlan(
  db: EntityManager,
  subject: RedactionSubject,
): Promise<RedactionPlan | { problem: string }> {
  const plan = await planOf(db, subject)
  if ('problem' in plan) return plan
  return { ...plan, payloads: [...new Set([...plan.payloads, ...(await soughtForSnapshots(db))])] }
}

/** Words that were looked for, which a snapshot is of, go with every redaction from its row (docs/decisions/0045): from history, too. */
const soughtForSnapshots = (db: EntityManager): Promise<number[]> =>
  ids(
    db,
    `SELECT history.id FROM history JOIN history_payloads ON history_id = history.id
     WHERE subject_kind = 'snapshot' AND payload->>'query' <> without_sought_words(payload->>'query') ORDER BY 1`,
    [],
  )

async function planOf(db: EntityManager, subject: RedactionSubject): Promise<RedactionPlan | { problem: string }> {
  const before: { id: number; historyId: number }[] = await db.query(
    'SELECT id, history_id AS "historyId" FROM redactions WHERE (subject_kind, subject_id) = ($1, $2) ORDER BY id',
    [subject.kind, subject.id],
  )
  if (before[0]) return bytesLeft(db, before[0])
  if (subject.kind === 'history') return payloadAlone(db, subject.id)
  const rows = await rowsOf(db, subject)
  if ('problem' in rows) return rows
  const { texts, like } = await textsToRedact(db, rows)
  const partly = await losingWords(db, texts, rows.statements)
  const bytes = await bytesBeside(
    db,
    texts.map(({ revisionId }) => revisionId),
  )
  return { ...rows, texts, bytes, partly, payloads: await payloadsOf(db, rows, partly), like }
}

/** Revisions of the same articles as these that have their bytes, without these themselves. */
const bytesBeside = (db: EntityManager, revisions: number[]): Promise<number[]> =>
  ids(
    db,
    `SELECT id FROM revisions
     WHERE article_id IN (SELECT article_id FROM revisions WHERE id = ANY($1)) AND id <> ALL($1) AND octet_length(raw) > 0
     ORDER BY id`,
    [revisions],
  )

/** What was redacted has no words to erase again; but bytes may have come since, and earlier versions left them. */
async function bytesLeft(
  db: EntityManager,
  { id, historyId }: { id: number; historyId: number },
): Promise<RedactionPlan | { problem: string }> {
  const erased = await ids(
    db,
    `SELECT (text->>'revision')::integer AS id
     FROM history_payloads CROSS JOIN LATERAL jsonb_array_elements(payload::jsonb->'erased'->'texts') text WHERE history_id = $1`,
    [historyId],
  )
  const bytes = await bytesBeside(db, erased)
  if (bytes.length === 0) return { problem: `It has been redacted already: redaction ${id}.` }
  return { ...NOTHING, texts: [], bytes, partly: [], payloads: [], like: [] }
}

async function payloadAlone(db: EntityManager, id: number): Promise<RedactionPlan | { problem: string }> {
  const found: { isProof: boolean; hasPayload: boolean }[] = await db.query(
    `SELECT action = 'redacted' AND coalesce(payload::jsonb ? 'erased', false) AS "isProof",
       history_id IS NOT NULL AS "hasPayload"
     FROM history LEFT JOIN history_payloads ON history_id = id WHERE id = $1`,
    [id],
  )
  if (!found[0]) return { problem: `There is no row ${id} of history.` }
  if (found[0].isProof) return { problem: 'What a redaction says is its public proof, and stays.' }
  if (!found[0].hasPayload) return { problem: `The payload of row ${id} has been erased already.` }
  return { ...NOTHING, texts: [], bytes: [], partly: [], payloads: [id], like: [] }
}

async function rowsOf(db: EntityManager, { kind, id }: RedactionSubject): Promise<Rows | { problem: string }> {
  switch (kind) {
    case 'claim':
      return claimRows(db, id)
    case 'statement':
      return statementRows(db, id)
    case 'article':
      return articleRows(db, id)
    case 'speaker':
      return speakerRows(db, id)
    case 'link':
      if (!(await isThere(db, 'links', id))) return missing(kind, id)
      return { ...NOTHING, links: [id], comments: await ids(db, 'SELECT id FROM comments WHERE link_id = $1', [id]) }
    case 'comment':
      return (await isThere(db, 'comments', id)) ? { ...NOTHING, comments: [id] } : missing(kind, id)
    case 'correction':
      return (await isThere(db, 'corrections', id)) ? { ...NOTHING, corrections: [id] } : missing(kind, id)
    default:
      return (await isThere(db, 'replies', id)) ? { ...NOTHING, replies: [id] } : missing(kind, id)
  }
}

/** A claim with all that hangs on it: reports, links, what the desk and readers said about it. */
async function claimRows(db: EntityManager, id: number): Promise<Rows | { problem: string }> {
  const [claim] = await db.query('SELECT joined_into_id AS "joinedIntoId" FROM claims WHERE id = $1', [id])
  if (!claim) return missing('claim', id)
  if (claim.joinedIntoId !== null)
    return {
      problem: `Claim ${id} has been joined into claim ${claim.joinedIntoId}: redact that one, or take the two apart.`,
    }
  return rowsOfClaims(db, [id])
}

async function rowsOfClaims(db: EntityManager, roots: number[]): Promise<Rows> {
  const claims = await ids(db, 'SELECT claims_within(id) AS id FROM unnest($1::integer[]) id ORDER BY 1', [roots])
  const links = await ids(
    db,
    'SELECT id FROM links WHERE from_claim_id = ANY($1) OR to_claim_id = ANY($1) ORDER BY id',
    [claims],
  )
  return {
    ...NOTHING,
    claims,
    links,
    statements: await ids(db, 'SELECT id FROM statements WHERE claim_id = ANY($1) ORDER BY id', [claims]),
    comments: await ids(db, 'SELECT id FROM comments WHERE claim_id = ANY($1) OR link_id = ANY($2) ORDER BY id', [
      claims,
      links,
    ]),
    corrections: await ids(db, 'SELECT id FROM corrections WHERE claim_id = ANY($1) OR link_id = ANY($2) ORDER BY id', [
      claims,
      links,
    ]),
    replies: await ids(db, 'SELECT id FROM replies WHERE claim_id = ANY($1) ORDER BY id', [claims]),
  }
}

/** A statement alone, while its claim has another report; else the claim is nothing without it. */
async function statementRows(db: EntityManager, id: number): Promise<Rows | { problem: string }> {
  const [statement] = await db.query('SELECT claim_id AS "claimId" FROM statements WHERE id = $1', [id])
  if (!statement) return missing('statement', id)
  const others = await ids(db, 'SELECT id FROM statements WHERE claim_id = $1 AND id <> $2 AND redacted_at IS NULL', [
    statement.claimId,
    id,
  ])
  return others.length > 0 ? { ...NOTHING, statements: [id] } : rowsOfClaims(db, [statement.claimId])
}

/** An article with its texts and all that is quoted from them; claims that no other article reports go along. */
async function articleRows(db: EntityManager, id: number): Promise<Rows | { problem: string }> {
  if (!(await isThere(db, 'articles', id))) return missing('article', id)
  const statements = await ids(
    db,
    `SELECT statements.id FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = $1 ORDER BY 1`,
    [id],
  )
  const alone = await ids(
    db,
    `SELECT DISTINCT claim_id AS id FROM statements mine
     WHERE id = ANY($1) AND NOT EXISTS (
       SELECT FROM statements WHERE claim_id = mine.claim_id AND id <> ALL($1) AND redacted_at IS NULL)`,
    [statements],
  )
  const rows = await rowsOfClaims(db, alone)
  return {
    ...rows,
    articles: [id],
    statements: [...new Set([...statements, ...rows.statements])].sort((a, b) => a - b),
  }
}

async function speakerRows(db: EntityManager, id: number): Promise<Rows | { problem: string }> {
  const [speaker] = await db.query('SELECT root_id AS "rootId" FROM speakers WHERE id = $1', [id])
  if (!speaker) return missing('speaker', id)
  if (speaker.rootId !== null)
    return { problem: `Speaker ${id} has been merged into speaker ${speaker.rootId}: redact that one.` }
  return {
    ...NOTHING,
    speakers: await ids(db, 'SELECT id FROM speakers WHERE id = $1 OR root_id = $1 ORDER BY id', [id]),
  }
}

/** The rows by the kinds that history knows them under. */
export const inHistory = ({
  claims,
  statements,
  links,
  comments,
  corrections,
  replies,
  speakers,
  articles,
}: Rows): { kind: Exclude<RedactionSubject['kind'], 'history'>; id: number }[] =>
  (
    [
      ['claim', claims],
      ['statement', statements],
      ['link', links],
      ['comment', comments],
      ['correction', corrections],
      ['reply', replies],
      ['speaker', speakers],
      ['article', articles],
    ] as const
  ).flatMap(([kind, numbers]) => numbers.map((id) => ({ kind, id })))

/**
 * Those of statements that lose some of their words go whole, for they have the words as they were. What a redaction says it
 * erased stays: it is for the public. What others said of these rows goes, with the images of what was left then.
 */
function payloadsOf(db: EntityManager, rows: Rows, partly: number[]): Promise<number[]> {
  const subjects = [...inHistory(rows), ...partly.map((id) => ({ kind: 'statement', id }))]
  return ids(
    db,
    `SELECT history.id FROM unnest($1::text[], $2::integer[]) subject (kind, id)
     JOIN history ON (subject_kind, subject_id) = (subject.kind, subject.id)
     JOIN history_payloads ON history_id = history.id
     WHERE NOT (action = 'redacted' AND payload::jsonb ? 'erased')
     UNION
     -- A comment by which something was sent back stands in that one's history too.
     SELECT history.id FROM review_returns JOIN comments ON comments.id = comment_id
     JOIN history ON action = 'sent back' AND (subject_kind, subject_id)
       = (CASE WHEN statement_id IS NULL THEN 'link' ELSE 'statement' END, coalesce(statement_id, review_returns.link_id))
     JOIN history_payloads ON history_id = history.id AND payload->>'comment' = body
     WHERE comment_id = ANY($3)
     ORDER BY 1`,
    [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id), rows.comments],
  )
}

const missing = (kind: string, id: number) => ({ problem: `There is no ${kind} ${id}.` })

const isThere = async (db: EntityManager, table: string, id: number) =>
  (await ids(db, `SELECT id FROM ${table} WHERE id = $1`, [id])).length > 0

async function ids(db: EntityManager, sql: string, values: unknown[]): Promise<number[]> {
  const rows: { id: number }[] = await db.query(sql, values)
  return rows.map(({ id }) => id)
}
