import type { EntityManager } from 'typeorm'
import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { lockChainsOf } from '../chains/chain-locks.commands'
import { lockAllWithLinked } from '../chains/chains.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { offerAnew } from '../fingerprints/offers.commands'
import { actingAs } from '../history/acting.commands'
import { type Actor, record } from '../history/history.commands'
import { holdSpeakersOf } from '../speakers/holding.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { notInState } from './drafts.commands'
import { lockRevisionsOf } from './revision-lock.commands'
import { restoreStatement, withdrawStatement } from './statements.commands'

/** A row in the version that a withdrawal made of it: in another, somebody has had it in hand since. */
interface Gone {
  id: number
  version: number
}

/** What history keeps of the withdrawal of an article, so that it can be taken back. */
interface WentAlong {
  statements: Gone[]
  claims: Gone[]
}

/**
 * Withdraws an article with its public reason. Its statements go along, drafts too, the claims that nothing else
 * reports, and kept exports that have its text whole. Throws 409 when the article has changed since `version`, and 410 when it is withdrawn.
 *
 * @returns how many statements and claims went along
 */
export function withdrawArticle(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  reason: string,
): Promise<{ statements: number; claims: number }> {
  return inTransaction(db, async (db) => {
    // Before all else: who records a statement there meanwhile is seen below, or finds the article withdrawn.
    await lockRevisionsOf(db, id)
    openArticle(id, await articleById(db, id))
    await actingAs(db, actor)
    if (!(await changeVersion(db, 'articles', id, version, { withdrawn_reason: reason })))
      throw stale(words.stale.article, { kind: 'article', id, version })
    const statements = await holdStatements(db, id)
    await holdSpeakersOf(db, claimsOf(statements))
    for (const statement of statements) await withdrawStatement(db, actor, statement.id, statement.version, reason)
    const went = { statements: statements.map(gone), claims: await claimsGone(db, statements) }
    await record(db, actor, { action: 'withdrawn', kind: 'article', id, payload: { reason, ...went } })
    await offerAnew(db, [id])
    return { statements: went.statements.length, claims: went.claims.length }
  })
}

interface ReportRow extends Gone {
  claimId: number
  claimIsThere: boolean
}

/** What there is to withdraw, with its claims held: it stays in these versions until the transaction ends. */
const holdStatements = (db: EntityManager, articleId: number): Promise<ReportRow[]> =>
  // While this waits a report may be joined to another claim, or split off its own.
  lockChainsOf(db, () => statementsThere(db, articleId), claimsOf)

const statementsThere = (db: EntityManager, articleId: number): Promise<ReportRow[]> =>
  db.query(
    `SELECT statements.id, statements.version, claim_id AS "claimId", claims.state <> 'withdrawn' AS "claimIsThere"
     FROM statements JOIN revisions ON revisions.id = revision_id JOIN claims ON claims.id = claim_id
     WHERE article_id = $1 AND statements.state <> 'withdrawn' ORDER BY statements.id`,
    [articleId],
  )

const claimsOf = (statements: readonly ReportRow[]) => statements.map(({ claimId }) => claimId)

const gone = ({ id, version }: ReportRow): Gone => ({ id, version: version + 1 })

/** Of the claims that were there, those that are withdrawn now. */
const claimsGone = (db: EntityManager, statements: readonly ReportRow[]): Promise<Gone[]> =>
  db.query(`SELECT id, version FROM claims WHERE id = ANY($1) AND state = 'withdrawn' ORDER BY id`, [
    statements.filter(({ claimIsThere }) => claimIsThere).map(({ claimId }) => claimId),
  ])

/**
 * Brings a withdrawn article back, and what went along with it, as it was. What somebody has changed since stays as it
 * is, and so does the report of a claim that was withdrawn for a reason of its own. Throws 409 when the article has changed since `version`, or is not withdrawn.
 *
 * @returns how many statements came back, and how many stay withdrawn
 */
export function restoreArticle(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<{ restored: number; left: number }> {
  return inTransaction(db, async (db) => {
    await lockRevisionsOf(db, id)
    const { withdrawnReason } = await articleById(db, id)
    if (!(await changeVersion(db, 'articles', id, version, { withdrawn_reason: null })))
      throw stale(words.stale.article, { kind: 'article', id, version })
    if (withdrawnReason === null) throw notInState('This article', 'withdrawn')
    const went = await wentAlong(db, id)
    await lockAllWithLinked(db, claimsOf(await asTheyWent(db, went)))
    const coming = await asTheyWent(db, went)
    await holdSpeakersOf(db, claimsOf(coming))
    for (const statement of coming) await restoreStatement(db, actor, statement.id, statement.version)
    const [restored, left] = [coming.length, went.statements.length - coming.length]
    const payload = { statements: coming.map((statement) => statement.id), left }
    await record(db, actor, { action: 'restored', kind: 'article', id, payload })
    await offerAnew(db, [id])
    return { restored, left }
  })
}

/** What history says went along with an article the last time; nothing where that was erased. */
async function wentAlong(db: EntityManager, articleId: number): Promise<WentAlong> {
  const rows: { payload: WentAlong | null }[] = await db.query(
    `SELECT payload FROM history LEFT JOIN history_payloads ON history_id = history.id
     WHERE subject_kind = 'article' AND subject_id = $1 AND action = 'withdrawn' ORDER BY history.id DESC LIMIT 1`,
    [articleId],
  )
  return rows[0]?.payload ?? { statements: [], claims: [] }
}

/**
 * Of what went along, the statements that nobody has had in hand since, nor their claims; in the reverse of the order in
 * which they went, so that each chain comes together again as it came apart, with its address and title.
 */
const asTheyWent = (db: EntityManager, { statements, claims }: WentAlong): Promise<ReportRow[]> =>
  db.query(
    `SELECT statements.id, statements.version, claim_id AS "claimId", claims.state <> 'withdrawn' AS "claimIsThere"
     FROM jsonb_to_recordset($1::jsonb) AS went (id integer, version integer)
     JOIN statements ON (statements.id, statements.version) = (went.id, went.version) AND statements.state = 'withdrawn'
     JOIN claims ON claims.id = claim_id
     WHERE claims.state <> 'withdrawn' OR (claims.id, claims.version) IN (
       SELECT id, version FROM jsonb_to_recordset($2::jsonb) AS along (id integer, version integer))
     ORDER BY statements.id DESC`,
    [JSON.stringify(statements), JSON.stringify(claims)],
  )
