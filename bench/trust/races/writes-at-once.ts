import type { DataSource } from 'typeorm'

/** Counts the transactions of writes that are open at the same time, without a change to any. */
export interface WritesAtOnce {
  /** Begins to count anew. */
  reset(): void
  /** As many as were open at one moment since then. */
  most(): number
}

/** Watches the writes of a site that is being served, and of commands beside it. What a write opens within itself, a savepoint, is none of its own. */
export function writesAtOnce(orms: readonly DataSource[]): WritesAtOnce {
  let open = 0
  let most = 0
  for (const orm of orms) watch(orm)

  function watch(orm: DataSource) {
    const create = orm.createQueryRunner.bind(orm)
    orm.createQueryRunner = (mode) => {
      const runner = create(mode)
      const { startTransaction, release } = runner
      let isCounted = false
      runner.startTransaction = async (...level) => {
        await startTransaction.apply(runner, level)
        if (isCounted) return
        isCounted = true
        open += 1
        most = Math.max(most, open)
      }
      runner.release = async () => {
        if (isCounted) open -= 1
        isCounted = false
        await release.apply(runner)
      }
      return runner
    }
  }

  return {
    reset: () => {
      most = open
    },
    most: () => most,
  }
}
