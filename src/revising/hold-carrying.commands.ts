import type { EntityManager } from 'typeorm'
import { lockChains } from '../chains/chain-locks.commands'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { SpanRow } from '../claims/span.entity'
import type { Statement } from '../claims/statement.entity'
import { statementById } from '../claims/statements.commands'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import type { SpanPlace } from './carrying'
import { Carrying } from './carrying.entity'

/** The text that a statement was looked for in. */
interface NewTextOf {
  articleId: number
  /** Of the revision within its article. */
  number: number
}

export interface HeldCarrying {
  carrying: Carrying
  statement: Statement
  /** Where the statement stands now. */
  spans: SpanPlace[]
  newText: NewTextOf
}

/** A carrying with its statement, both held: whoever captures a text, or records in it, waits. */
export async function holdCarrying(db: EntityManager, id: number): Promise<HeldCarrying> {
  const [found]: (NewTextOf & { statementId: number })[] = await db.query(
    `SELECT article_id AS "articleId", number, statement_id AS "statementId"
     FROM carryings JOIN revisions ON revisions.id = revision_id WHERE carryings.id = $1`,
    [id],
  )
  if (!found) throw notFound(words.these.carrying)
  await lockRevisionsOf(db, found.articleId)
  const { claimId } = await statementById(db, found.statementId)
  await lockChains(db, [claimId])
  const carrying = await db.findOneByOrFail(Carrying, { id })
  const statement = await statementById(db, found.statementId)
  return { carrying, statement, spans: await spansOf(db, statement.id), newText: found }
}

async function spansOf(db: EntityManager, statementId: number): Promise<SpanPlace[]> {
  const spans = await db.find(SpanRow, { where: { statementId }, order: { part: 'ASC', position: 'ASC' } })
  return spans.map(({ part, position, startOffset: start, endOffset: end }) => ({ part, position, start, end }))
}

/** Where it was looked for, for history: by the numbers that addresses have. */
export const payloadOf = ({ class: told }: Carrying, { articleId, number }: NewTextOf) => ({
  class: told,
  articleId,
  revision: number,
})
