import type { CorrectionKind, CorrectionState } from '../corrections/correction'
import { prepared } from '../database/read-pool'
import { times, utc } from './sql'

export interface CorrectionRow {
  id: number
  version: number
  claimId: number
  linkId: number | null
  kind: CorrectionKind
  words: string
  sourceUrl: string | null
  state: CorrectionState
  assignedToId: number | null
  answer: string | null
  changeWords: string | null
  changeHistoryId: number | null
  senderIsKnown: boolean
  closedAt: string | null
  createdAt: string
  updatedAt: string
}

/** Whether a sender is known, and nothing of who it is. */
const COLUMNS = `
  id, version, claim_now(claim_id) AS "claimId", link_id AS "linkId", kind, words, source_url AS "sourceUrl", state,
  assigned_to_id AS "assignedToId", answer, change_words AS "changeWords", change_history_id AS "changeHistoryId",
  EXISTS (SELECT FROM correction_senders WHERE correction_id = corrections.id) AS "senderIsKnown",
  ${utc('closed_at')} AS "closedAt", ${times('corrections')}`

/** Values: id. */
export const correctionInFull = prepared<CorrectionRow>(
  'api correction',
  `SELECT ${COLUMNS} FROM corrections WHERE id = $1`,
)

/** Values: after which id, how many. */
export const correctionPage = prepared<CorrectionRow>(
  'api correction page',
  `SELECT ${COLUMNS} FROM corrections WHERE id > $1 ORDER BY id LIMIT $2`,
)

/** Values: after which id, how many, state. */
export const correctionPageInState = prepared<CorrectionRow>(
  'api correction page in state',
  `SELECT ${COLUMNS} FROM corrections WHERE state = $3 AND id > $1 ORDER BY id LIMIT $2`,
)
