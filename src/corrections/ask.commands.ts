import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Claim } from '../claims/claim.entity'
import { claimsWithin } from '../claims/joined-claims-sql'
import { inTransaction } from '../database/transaction'
import { notify } from '../discussion/notifications.commands'
import { record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { type CorrectionKind, KINDS_IN_BRIEF, WAITING } from './correction'
import { Correction } from './correction.entity'
import { CorrectionSender } from './correction-sender.entity'

/** A request as a reader sends it. */
export interface NewCorrection {
  claimId: number
  kind: CorrectionKind
  linkId: number | null
  words: string
  sourceUrl: string | null
  name: string | null
  email: string | null
  /** The secret half of the private address; only its hash is kept. */
  token: string
}

/** More that wait for one claim than its editors can use; a crowd that says the same has been heard by then. */
export const MOST_WAITING = 40

/** Holds a claim's corrections and replies until the transaction ends, so that counting them means something. */
export const lockCorrectionsOf = (db: EntityManager, claimId: number) =>
  db.query('SELECT pg_advisory_xact_lock($1, $2)', [CORRECTIONS_LOCK, claimId])

const CORRECTIONS_LOCK = 15

export const tokenHash = (token: string) => createHash('sha256').update(token).digest()

/** Takes a reader's request in. The same form sent twice is one request; the same words in another form are refused. */
export function askForCorrection(
  db: EntityManager,
  input: NewCorrection,
): Promise<{ correctionId: number; isNew: boolean } | { problems: FieldProblems }> {
  return inTransaction(db, async (db) => {
    await lockCorrectionsOf(db, input.claimId)
    const again = await db.findOneBy(Correction, { tokenSha256: tokenHash(input.token) })
    if (again) return { correctionId: again.id, isNew: false }

    const problems = await problemsOf(db, input)
    if (problems) return { problems }
    const { claimId, kind, linkId, words, sourceUrl, token } = input
    const row = {
      claimId,
      kind,
      linkId,
      words,
      sourceUrl,
      wordsSha256: wordsHash(words),
      tokenSha256: tokenHash(token),
    }
    const inserted = await db.insert(Correction, row)
    const correctionId = inserted.identifiers[0]?.id as number
    const { name, email } = input
    if (name !== null || email !== null) await db.insert(CorrectionSender, { correctionId, name, email })
    await tellTheDesk(db, { id: correctionId, claimId, kind, linkId })
    return { correctionId, isNew: true }
  })
}

async function problemsOf(db: EntityManager, input: NewCorrection): Promise<FieldProblems | null> {
  const { claimId, linkId, words: sent } = input
  const claim = await db.findOneBy(Claim, { id: claimId, state: 'published' })
  if (!claim) throw notFound(words.these.claim)
  if (linkId !== null && !(await isLinkOf(db, linkId, claimId))) return { link: words.corrections.notItsLink }
  const same: { id: number }[] = await db.query(
    `SELECT id FROM corrections WHERE claim_id = ANY(${claimsWithin('$1::integer')}) AND words_sha256 = $2 LIMIT 1`,
    [claimId, wordsHash(sent)],
  )
  if (same[0]) return { words: words.corrections.sentBefore(same[0].id) }
  const waiting: { count: number }[] = await db.query(
    `SELECT count(*) FROM corrections WHERE claim_id = ANY(${claimsWithin('$1::integer')}) AND state IN ('${WAITING.join("', '")}')`,
    [claimId],
  )
  if ((waiting[0]?.count ?? 0) < MOST_WAITING) return null
  return {
    form: words.corrections.manyWait(MOST_WAITING),
  }
}

/** Whether a link is one that readers see on the claim's page: public, as both its claims are. */
async function isLinkOf(db: EntityManager, id: number, claimId: number): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT FROM links
     JOIN claims answer ON answer.id = from_claim_id AND answer.state = 'published'
     JOIN claims answered ON answered.id = to_claim_id AND answered.state = 'published'
     WHERE links.id = $1 AND links.state = 'published' AND $2 IN (from_claim_id, to_claim_id)`,
    [id, claimId],
  )
  return rows.length > 0
}

const wordsHash = (words: string) => createHash('sha256').update(words).digest()

/**
 * How the desk learns of it: a row of history, which says nothing of the sender, the number that waits in the desk's
 * header, and a word to whoever recorded the claim or has one of its articles.
 */
async function tellTheDesk(db: EntityManager, correction: Pick<Correction, 'id' | 'claimId' | 'kind' | 'linkId'>) {
  const { id, claimId, kind, linkId } = correction
  await record(db, null, { action: 'asked for', kind: 'correction', id, payload: { claimId, kind, linkId } })
  const people: { id: number }[] = await db.query(
    `SELECT created_by_id AS id FROM claims WHERE id = $1 AND created_by_id IS NOT NULL
     UNION SELECT statements.created_by_id FROM statements
       WHERE claim_id = $1 AND state = 'published' AND created_by_id IS NOT NULL
     UNION SELECT assigned_to_id FROM articles JOIN revisions ON article_id = articles.id
       JOIN statements ON revision_id = revisions.id
       WHERE claim_id = $1 AND state = 'published' AND assigned_to_id IS NOT NULL`,
    [claimId],
  )
  const text = `A reader asks for a correction of claim ${claimId}: ${KINDS_IN_BRIEF[kind]}.`
  const told = people.map((person) => person.id)
  await notify(db, null, told, { kind: 'correction', subjectKind: 'correction', subjectId: id, text })
}
