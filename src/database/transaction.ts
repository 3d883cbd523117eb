import { type EntityManager, QueryRunnerAlreadyReleasedError } from 'typeorm'
import { UnknownOutcome } from './unknown-outcome'
import { troubleOf } from './violations'

/** Deadlocks and serialisation failures pass at the next try; after three something else is wrong. */
const TRIES = 3

/**
 * One transaction, tried again when PostgreSQL asks for that. `work` may run more than once: no effects outside `db`.
 *
 * A user's mistake is a value here, an outcome with `problem` or `problems`. It may show when rows are written already,
 * a new speaker for instance, so a transaction that ends in one is rolled back and leaves no trace.
 */
export async function inTransaction<Outcome>(
  db: EntityManager,
  work: (db: EntityManager) => Promise<Outcome>,
): Promise<Outcome> {
  for (let tried = 1; ; tried += 1) {
    // Within another transaction the end is only a savepoint's.
    const isWhole = db.queryRunner?.isTransactionActive !== true
    let isCommitting = false
    try {
      return await db.transaction(async (db) => {
        isCommitting = false
        const outcome = await work(db)
        if (isMistake(outcome)) throw new Mistake(outcome)
        isCommitting = isWhole
        return outcome
      })
    } catch (error) {
      if (error instanceof Mistake) return error.outcome as Outcome
      // A connection that was lost before COMMIT was sent takes the transaction with it.
      const isUnknown = isCommitting && !(error instanceof QueryRunnerAlreadyReleasedError)
      if (isUnknown && troubleOf(error) === 'unavailable') throw new UnknownOutcome(error)
      if (troubleOf(error) !== 'conflict' || tried === TRIES) throw error
    }
  }
}

/** Thrown to roll back, caught above. */
class Mistake extends Error {
  constructor(readonly outcome: unknown) {
    super('a mistake, rolled back')
  }
}

const isMistake = (outcome: unknown) =>
  typeof outcome === 'object' && outcome !== null && ('problem' in outcome || 'problems' in outcome)
