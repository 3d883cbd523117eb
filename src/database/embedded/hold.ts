import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { DatabaseServer } from '../server'
import { againAfter } from './again-after'

/** Any number: the lock that whoever serves from an embedded database holds, so that a second one is refused. */
const SERVE_LOCK = 7_246_298

/**
 * A serving process's hold on its embedded server: a connection with the lock on it that keeps a second `serve` away.
 * When that connection ends the server has died, or restarts after one of its processes was killed: it is brought back,
 * and held again.
 */
export class Hold {
  private client: Client | null = null
  private readonly released = new AbortController()
  private holding: Promise<void> = Promise.resolve()

  private constructor(
    private readonly server: Pick<DatabaseServer, 'ownerUrl' | 'revive'>,
    private readonly tell: (message: string) => void,
  ) {}

  /** @returns null if another process serves from this database */
  static async take(
    server: Pick<DatabaseServer, 'ownerUrl' | 'revive'>,
    tell: (message: string) => void,
  ): Promise<Hold | null> {
    const hold = new Hold(server, tell)
    return (await hold.grasp()) ? hold : null
  }

  async release(): Promise<void> {
    this.released.abort()
    await this.holding
    await this.client?.end().catch(() => {})
  }

  private async grasp(): Promise<boolean> {
    const client = new Client({ connectionString: this.server.ownerUrl, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {}) // its end tells as much
    const ended = new Promise((resolve) => client.once('end', resolve))
    await client.connect()
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS held', [SERVE_LOCK])
    if (rows[0]?.held !== true) {
      await client.end()
      return false
    }
    this.client = client
    void ended.then(() => {
      this.holding = this.regain()
    })
    return true
  }

  private async regain(): Promise<void> {
    const { signal } = this.released
    const began = performance.now()
    let told = ''
    const tellOnce = (message: string) => {
      if (message !== told) this.tell(message)
      told = message
    }
    for (let failed = 1; !signal.aborted; failed += 1) {
      try {
        await this.server.revive()
        if (await this.grasp()) {
          tellOnce(`The database ended, and is back after ${Math.round(performance.now() - began)} ms`)
          return
        }
        tellOnce('The database ended, and another process serves from it now')
      } catch (error) {
        tellOnce(`The database ended, and is not back yet: ${error instanceof Error ? error.message : error}`)
      }
      await sleep(againAfter(failed), undefined, { signal }).catch(() => {})
    }
  }
}
