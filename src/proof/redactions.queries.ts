import { prepared } from '../database/read-pool'
import type { RedactedKind } from './redaction'

/** A redaction as the public is told of it. */
export interface RedactionRow {
  id: number
  subjectKind: RedactedKind
  subjectId: number
  reason: string
  legalBasis: string | null
  at: Date
}

const REDACTION = `
  SELECT redactions.id, redactions.subject_kind AS "subjectKind", redactions.subject_id AS "subjectId", reason,
    legal_basis AS "legalBasis", history.at
  FROM redactions JOIN history ON history.id = history_id`

/** Of a row by its kind and number. */
export const redactionOf = prepared<RedactionRow>(
  'redaction_of',
  `${REDACTION} WHERE (redactions.subject_kind, redactions.subject_id) = ($1, $2)`,
)

/** Those before a number, the newest first. Values: that number, how many at most. */
export const redactionsBefore = prepared<RedactionRow>(
  'redactions_before',
  `${REDACTION} WHERE redactions.id < $1 ORDER BY redactions.id DESC LIMIT $2`,
)
