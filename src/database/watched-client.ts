import { EventEmitter } from 'node:events'
import { Client, type ClientBase, type ClientConfig, type PoolConfig } from 'pg'
import { columnTypes } from './column-types'
import { codeOf, inHand, isWatched, tellStatement } from './in-hand'
import type { Patience } from './patience'
import { poolNameOf } from './pool-name'

/** The server has said nothing for too long: it is frozen, or something on the way swallows all. */
export class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT'
  constructor(ms: number) {
    super(`the database has not answered in ${ms} ms`)
    this.name = 'NoAnswer'
  }
}

/**
 * A connection that is given up when its server doesn't answer. pg's own `query_timeout` gives up the query alone: the
 * connection goes back to its pool with the query still under way, perhaps within a transaction that nobody ends, and
 * whoever takes it next waits as long, or commits what was half done.
 *
 * Its errors are told to whoever uses it and to its pool. Between the two, while it is lent to somebody who asks nothing
 * just then, an error without a listener would end the process.
 */
export class WatchedClient extends Client {
  private readonly answerWithin: number | null
  private readonly name: string
  private lastAnswer = 0
  private watch: NodeJS.Timeout | null = null

  constructor(config: ClientConfig & { answerWithin?: number | null } = {}) {
    super(config)
    this.answerWithin = config.answerWithin ?? null
    this.name = poolNameOf(config.application_name ?? 'gainsay')
    this.on('error', () => {})
    this.on('drain', () => this.answered())
    this.on('end', () => this.answered())
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg has seven ways to call this, and answers each in its own.
  override query(...given: unknown[]): any {
    if (this.answerWithin !== null) this.watch ??= setTimeout(() => this.giveUp(), this.answerWithin)
    if (isWatched()) return this.told(given)
    return super.query(...(given as [string]))
  }

  /** Asks, and tells once it has been answered: by a call, a promise, or the end of a stream. */
  private told(given: unknown[]): unknown {
    const end = this.begun(given[0])
    const call = given.at(-1)
    if (typeof call === 'function') {
      const told = (error: unknown, ...answer: unknown[]) => {
        end(error)
        call(error, ...answer)
      }
      return super.query(...([...given.slice(0, -1), told] as unknown as [string]))
    }
    const answer: unknown = super.query(...(given as [string]))
    if (answer instanceof Promise) answer.then(() => end(), end)
    else if (answer instanceof EventEmitter) {
      answer.once('error', end)
      answer.once('close', () => end())
    }
    return answer
  }

  /** What is returned is told the error, if there was one; the first time counts. */
  private begun(asked: unknown): (error?: unknown) => void {
    const { name, text, submit } = (typeof asked === 'string' ? { text: asked } : asked) as Record<string, unknown>
    const hand = inHand()
    const sent = performance.now()
    let isOver = false
    return (error) => {
      if (isOver) return
      isOver = true
      // Sent together with others, it was not looked at before the one in front of it had been answered.
      const begun = Math.max(sent, this.lastAnswer)
      this.lastAnswer = performance.now()
      tellStatement(
        {
          pool: this.name,
          name: typeof name === 'string' ? name : '',
          text: typeof text === 'string' ? text : '',
          isStream: submit !== undefined,
          begun,
          ms: this.lastAnswer - begun,
          failed: error ? codeOf(error) : null,
        },
        hand,
      )
    }
  }

  private answered() {
    if (this.watch) clearTimeout(this.watch)
    this.watch = null
  }

  private giveUp() {
    this.watch = null
    this.connection.stream.destroy(new NoAnswer(this.answerWithin ?? 0))
  }
}

/** Gives up a connection that is not done with something by then; what is returned says that it is. */
export function giveUpAfter(client: ClientBase, ms: number | null): () => void {
  if (ms === null) return () => {}
  const timer = setTimeout(() => (client as Client).connection.stream.destroy(new NoAnswer(ms)), ms)
  return () => clearTimeout(timer)
}

/** What a pool of such connections is made with. TCP's own keep-alive finds a peer that is gone while nobody asks. */
export function watchedBy(patience: Patience): PoolConfig & { answerWithin: number | null } {
  return {
    Client: WatchedClient as unknown as PoolConfig['Client'],
    answerWithin: patience.answer,
    connectionTimeoutMillis: patience.connect,
    lock_timeout: patience.lock,
    statement_timeout: patience.statement ?? false,
    idle_in_transaction_session_timeout: patience.next,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: columnTypes,
  }
}
