import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool } from 'pg'

/** What this process is doing for somebody, or by itself, while it asks the database something. */
export interface InHand {
  /** The request's id, as its lines in the log have it; null of a job. */
  requestId: string | null
  /** The kind of job; null of a request. */
  job: string | null
  /** When it began: by the clock (ms since 1970), and by one that is never set (`performance.now()`). */
  at: number
  begun: number
  /** What it has asked, the first MOST_KEPT of it; null where nobody wants to know. */
  statements: Statement[] | null
  /** Statements that found no more room. */
  leftOut: number
}

/** One statement that has ended. */
export interface Statement {
  /** The connection's, as `poolNameOf` has it: "pages". */
  pool: string
  /** Of a prepared one; empty of others. */
  name: string
  /** As it was sent: a COPY has its values in it, so it is for nobody's eyes before `withoutValues`. */
  text: string
  /** A stream lasts as long as whoever reads it. */
  isStream: boolean
  /** `performance.now()` when it was sent, or its connection had answered what was sent before; and the milliseconds until it had been answered. */
  begun: number
  ms: number
  /** SQLSTATE, or the code of a lost connection; null: nothing went wrong. */
  failed: string | null
}

/** A job, done or not. */
export interface JobDone {
  hand: InHand
  kind: string
  ms: number
  /** False: nothing waited, so nothing was done. */
  hadWork: boolean
  failed: string | null
}

/** Who is told what the process does. */
export interface Watcher {
  /** Whether `InHand.statements` is to be kept. */
  keepsStatements?: boolean
  statement?(statement: Statement, hand: InHand | undefined): void
  job?(done: JobDone): void
}

/** A page asks five times, the dearest form some forty; an import or an export that asks more is told by what it asked first. */
const MOST_KEPT = 200

const current = new AsyncLocalStorage<InHand>()

/** One list for the process, as its log is one: connections are made deep inside of pools, by three libraries. */
const watchers: Watcher[] = []

/** Tells somebody from now on; what is returned ends that. */
export function watch(watcher: Watcher): () => void {
  watchers.push(watcher)
  return () => void watchers.splice(watchers.indexOf(watcher), 1)
}

export const isWatched = (): boolean => watchers.length > 0

/** What the running code is part of. */
export const inHand = (): InHand | undefined => current.getStore()

/** Runs something, and all that follows from it, as part of that; as nobody’s where it is undefined. */
export const withInHand = <Result>(hand: InHand | undefined, work: () => Result): Result =>
  isWatched() ? current.run(hand as InHand, work) : work()

/**
 * Whoever waits for a connection is called by whoever gives one back, and would go on as part of what that one has in hand:
 * so the pool remembers who it was.
 */
export function remembersInHand(pool: Pool): Pool {
  const connect = pool.connect.bind(pool)
  const remembering = (call?: Parameters<Pool['connect']>[0]) => {
    if (!call) return connect()
    const hand = inHand()
    connect((...given) => withInHand(hand, () => call(...given)))
  }
  pool.connect = remembering as Pool['connect']
  return pool
}

/** A beginning. */
export function takenInHand({ requestId = null, job = null }: Partial<Pick<InHand, 'requestId' | 'job'>>): InHand {
  const statements = watchers.some(({ keepsStatements }) => keepsStatements) ? [] : null
  return { requestId, job, at: Date.now(), begun: performance.now(), statements, leftOut: 0 }
}

/** Tells that a statement has ended, as part of what was in hand when it was sent. */
export function tellStatement(statement: Statement, hand: InHand | undefined): void {
  if (hand?.statements) {
    if (hand.statements.length < MOST_KEPT) hand.statements.push(statement)
    else hand.leftOut += 1
  }
  for (const watcher of watchers) watcher.statement?.(statement, hand)
}

/** Does a job, and tells how it went. What it gives says whether there was something to do: `true`, or how much. */
export async function asJob<Done extends boolean | number>(kind: string, work: () => Promise<Done>): Promise<Done> {
  if (!isWatched()) return work()
  const hand = takenInHand({ job: kind })
  const end = (hadWork: boolean, failed: string | null) => {
    const done = { hand, kind, ms: performance.now() - hand.begun, hadWork, failed }
    for (const watcher of watchers) watcher.job?.(done)
  }
  try {
    const result = await withInHand(hand, work)
    end(Number(result) > 0, null)
    return result
  } catch (error) {
    end(true, codeOf(error))
    throw error
  }
}

/** What went wrong as a code, which has nobody's words in it. */
export function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? 'unknown')
}
