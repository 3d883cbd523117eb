import type { EntityManager } from 'typeorm'
import { claimsWithin } from '../claims/joined-claims-sql'
import type { Correction } from './correction.entity'

/** A change of a claim, or of what stands with it, as the desk chooses it: "statement 5 changed". */
export interface ChangeSince {
  id: number
  at: Date
  action: string
  subjectKind: string
  subjectId: number
  by: string | null
}

/** Reports and links of a claim that are looked through, and changes that are offered: the newest of each. */
const LOOKED_AT = 200
const MOST_CHANGES = 30

const WITHIN = claimsWithin('$1::integer')

/**
 * The claim and those joined into it, their statements and articles, links, speakers and replies, as history names
 * them: a change that was made before the joining is a change too.
 */
const SUBJECTS = `
  SELECT 'claim' AS kind, unnest(${WITHIN}) AS id
  UNION ALL (SELECT 'statement', id FROM statements WHERE claim_id = ANY(${WITHIN}) ORDER BY id DESC LIMIT ${LOOKED_AT})
  UNION ALL (
    SELECT DISTINCT 'article', article_id FROM revisions
    WHERE id IN (SELECT revision_id FROM statements WHERE claim_id = ANY(${WITHIN}) ORDER BY id DESC LIMIT ${LOOKED_AT}))
  UNION ALL (SELECT 'link', id FROM links WHERE from_claim_id = ANY(${WITHIN}) ORDER BY id DESC LIMIT ${LOOKED_AT})
  UNION ALL (SELECT 'link', id FROM links WHERE to_claim_id = ANY(${WITHIN}) ORDER BY id DESC LIMIT ${LOOKED_AT})
  UNION ALL (SELECT 'speaker', speaker_id FROM claim_speakers WHERE claim_id = ANY(${WITHIN}))
  UNION ALL (SELECT 'reply', id FROM replies WHERE claim_id = ANY(${WITHIN}) ORDER BY id DESC LIMIT ${LOOKED_AT})`

const CHANGES = `
  SELECT history.id, history.at, history.action, history.subject_kind AS "subjectKind",
         history.subject_id AS "subjectId", accounts.name AS by
  FROM (${SUBJECTS}) subject
  JOIN history ON history.subject_kind = subject.kind AND history.subject_id = subject.id AND history.at >= $2
  LEFT JOIN accounts ON accounts.id = history.account_id`

/** `claimId` is the claim as it is now. */
type Asked = Pick<Correction, 'claimId' | 'createdAt'>

/** What has been changed about the claim since the correction was asked for, the newest first. */
export function changesSince(db: EntityManager, { claimId, createdAt }: Asked): Promise<ChangeSince[]> {
  return db.query(`${CHANGES} ORDER BY history.id DESC LIMIT ${MOST_CHANGES}`, [claimId, createdAt])
}

/** Whether a row of history is one of them. */
export async function isChangeSince(db: EntityManager, { claimId, createdAt }: Asked, id: number): Promise<boolean> {
  const rows: unknown[] = await db.query(`${CHANGES} WHERE history.id = $3`, [claimId, createdAt, id])
  return rows.length > 0
}
