import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { UnknownOutcome } from './unknown-outcome'
import { troubleOf } from './violations'

type Effect = () => unknown

/** The write that the running code is part of. */
const ongoing = new AsyncLocalStorage<Write>()

/**
 * A whole request that changes something, in one transaction: afterwards all of it is there, or nothing. What runs within
 * it gets this transaction from `withinWrites`, and its own transactions are savepoints in it.
 */
export class Write {
  /** Whether the transaction has ended, or is about to. */
  isOver = false
  private readonly effects: Effect[] = []

  private constructor(private readonly runner: QueryRunner) {}

  static async begin(orm: DataSource): Promise<Write> {
    const write = new Write(orm.createQueryRunner())
    try {
      await write.runner.startTransaction()
    } catch (error) {
      await write.leave('broken')
      throw error
    }
    return write
  }

  /** The transaction's own manager. */
  get db(): EntityManager {
    return this.runner.manager
  }

  /** Runs something, and all that follows from it, as part of the write. */
  within<Result>(work: () => Result): Result {
    return ongoing.run(this, work)
  }

  /** To be done after the commit, and not at all without one. */
  later(effect: Effect): void {
    this.effects.push(effect)
  }

  /**
   * Makes it last, then does what had to wait for that; returns what of the latter failed, which undoes nothing. Throws
   * UnknownOutcome when nobody knows whether it lasts; after any other error nothing is saved.
   */
  async commit(): Promise<unknown[]> {
    const { runner } = this
    // TypeORM releases a runner whose connection was lost; nothing can be sent then, COMMIT no more than the rest.
    const isSent = !runner.isReleased
    this.isOver = true
    try {
      // Not by TypeORM's commitTransaction: were its count of savepoints wrong, it would release one of these instead.
      await runner.query('COMMIT')
    } catch (error) {
      await this.leave('broken')
      throw isSent && !isRefusal(error) ? new UnknownOutcome(error) : error
    }
    await this.leave('whole')
    return failuresOf(this.effects)
  }

  /** Undoes it; never throws, and does nothing where it has ended. */
  async rollBack(): Promise<void> {
    if (this.isOver) return
    this.isOver = true
    await this.runner.query('ROLLBACK').then(
      () => this.leave('whole'),
      () => this.leave('broken'),
    )
  }

  /** A connection whose state nobody knows is ended: the pool then takes a new one in its place. */
  private async leave(connection: 'whole' | 'broken'): Promise<void> {
    this.isOver = true
    if (connection === 'broken' && !this.runner.isReleased) {
      const client: { end(): Promise<void> } | null = await this.runner.connect().catch(() => null)
      client?.end().catch(() => {})
    }
    await this.runner.release()
  }
}

/** Whether PostgreSQL itself said no, rather than nobody. */
const isRefusal = (error: unknown) => ['bad-input', 'conflict', 'bug'].includes(troubleOf(error) ?? '')

async function failuresOf(effects: Effect[]): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const effect of effects) {
    try {
      await effect()
    } catch (error) {
      failures.push(error)
    }
  }
  return failures
}

/**
 * The manager that routes are given. Within a write it is that one’s, so nobody has to hand the transaction on; before,
 * afterwards and elsewhere (pages, commands, chores) it is the plain one.
 */
export function withinWrites(plain: EntityManager): EntityManager {
  return new Proxy(plain, {
    get(_plain, member) {
      const write = ongoing.getStore()
      const db = write && !write.isOver ? write.db : plain
      const value: unknown = Reflect.get(db, member, db)
      return typeof value === 'function' ? value.bind(db) : value
    },
  })
}

/**
 * For what may only happen once a change lasts: telling a session or a cache of it, mailing. Within a write it waits for
 * the commit, and the answer waits for it; a failure is logged and undoes nothing. Elsewhere it is done at once.
 */
export async function afterCommit(effect: Effect): Promise<void> {
  const write = ongoing.getStore()
  if (write && !write.isOver) write.later(effect)
  else await effect()
}
