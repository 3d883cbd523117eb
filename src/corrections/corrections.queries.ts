import type { EntityManager } from 'typeorm'
import { prepared } from '../database/read-pool'
import { type CorrectionKind, type CorrectionState, WAITING } from './correction'
import type { Correction } from './correction.entity'

const WAITING_SQL = `'${WAITING.join("', '")}'`

/** What the sender reads at the private address. */
export interface FollowedRow {
  id: number
  claimId: number
  kind: CorrectionKind
  state: CorrectionState
  words: string
  answer: string | null
  changeWords: string | null
  createdAt: Date
  closedAt: Date | null
}

/** By the hash of the token in a private address. */
export const followedCorrection = prepared<FollowedRow>(
  'corrections followed',
  `SELECT id, claim_now(claim_id) AS "claimId", kind, state, words, answer, change_words AS "changeWords",
          created_at AS "createdAt", closed_at AS "closedAt"
   FROM corrections WHERE token_sha256 = $1`,
)

/** More than this waiting is told as "99+" in the header. */
export const MOST_COUNTED = 99

/** How many wait, counted to one more than is told. */
export const countWaiting = prepared<{ count: number }>(
  'corrections waiting',
  `SELECT count(*) FROM (
     SELECT FROM corrections WHERE state IN (${WAITING_SQL}) LIMIT ${MOST_COUNTED + 1}) waiting`,
)

/** A correction in the desk's inbox. */
export interface InboxRow {
  id: number
  claimId: number
  kind: CorrectionKind
  state: CorrectionState
  /** The beginning of its words. */
  words: string
  assignedTo: string | null
  createdAt: Date
  closedAt: Date | null
}

/** Which corrections the inbox shows: those that wait, or those in one of the states that close. */
export type InboxFilter = 'waiting' | Extract<CorrectionState, 'corrected' | 'not_corrected' | 'spam'>

/** Those that wait, the oldest first; closed ones the newest first. `behind` is the last one of the page before. */
export function inboxPage(
  db: EntityManager,
  filter: InboxFilter,
  behind: number | null,
  limit: number,
): Promise<InboxRow[]> {
  const [states, order, from] =
    filter === 'waiting'
      ? [WAITING_SQL, 'ASC', `corrections.id > ${behind === null ? 0 : '$2'}`]
      : [`'${filter}'`, 'DESC', behind === null ? 'true' : 'corrections.id < $2']
  return db.query(
    `SELECT corrections.id, claim_now(claim_id) AS "claimId", kind, state, left(words, 240) AS words,
            accounts.name AS "assignedTo", corrections.created_at AS "createdAt", closed_at AS "closedAt"
     FROM corrections LEFT JOIN accounts ON accounts.id = assigned_to_id
     WHERE state IN (${states}) AND ${from} ORDER BY corrections.id ${order} LIMIT $1`,
    behind === null ? [limit] : [limit, behind],
  )
}

/** A correction on its own page, with who sent it as far as that is known and kept. */
export interface CorrectionInFull extends Correction {
  assignedTo: string | null
  closedBy: string | null
  sender: { name: string | null; email: string | null } | null
}

export async function correctionInFull(db: EntityManager, id: number): Promise<CorrectionInFull | null> {
  const rows: CorrectionInFull[] = await db.query(
    `SELECT corrections.id, claim_now(claim_id) AS "claimId", link_id AS "linkId", kind, words, source_url AS "sourceUrl", state,
            assigned_to_id AS "assignedToId", answer, change_words AS "changeWords",
            change_history_id AS "changeHistoryId", closed_at AS "closedAt",
            corrections.version,
            corrections.created_at AS "createdAt", taker.name AS "assignedTo", closer.name AS "closedBy",
            CASE WHEN sender.correction_id IS NOT NULL
              THEN json_build_object('name', sender.name, 'email', sender.email) END AS sender
     FROM corrections
     LEFT JOIN accounts taker ON taker.id = assigned_to_id
     LEFT JOIN accounts closer ON closer.id = closed_by_id
     LEFT JOIN correction_senders sender ON sender.correction_id = corrections.id
     WHERE corrections.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** A correction made, as the public log tells it. */
export interface LoggedRow {
  id: number
  /** As it is now: the one that was asked about may have been joined into another. */
  claimId: number
  kind: CorrectionKind
  changeWords: string
  closedAt: Date
}

/** Corrections made, the newest first, behind correction `$1` if it is not null; at most `$2`. */
export const correctionLog = prepared<LoggedRow>(
  'corrections log',
  `SELECT id, claim_now(claim_id) AS "claimId", kind, change_words AS "changeWords", closed_at AS "closedAt"
   FROM corrections
   WHERE state = 'corrected'
     AND ($1::integer IS NULL OR (closed_at, id) < (SELECT before.closed_at, before.id FROM corrections before WHERE before.id = $1))
   ORDER BY closed_at DESC, id DESC LIMIT $2`,
)

/** A year's sums; each counted to one more than is told. */
export interface YearRow {
  asked: number
  corrected: number
}

/** More in a year than this is told as "more than". */
export const MOST_IN_A_YEAR = 10_000

/** What was asked for since `$1`, without spam, and how many of those corrections were made. */
export const correctionsSince = prepared<YearRow>(
  'corrections since',
  `SELECT count(*) AS asked, count(*) FILTER (WHERE state = 'corrected') AS corrected
   FROM (SELECT state FROM corrections WHERE state <> 'spam' AND created_at >= $1 LIMIT ${MOST_IN_A_YEAR + 1}) asked`,
)
