import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootFolder } from '../root-folder'
import { Problem, SendAgain } from '../web/problems'
import { words } from '../words/words'

const { threads } = words

/**
 * MiB of heap. Two texts of 5 MB beside each other take some 400, typed arrays outside of it another 500; what needs more than
 * this would be the process's end, if it were not a thread's.
 */
const HEAP_MIB = 1_024

/**
 * Seconds from a thread's start to its last answer. The slowest honest ones, 2,000 long statements in 5 MB on a slow machine, took ten. A
 * transaction that waits for it ends by itself after 60 (`PATIENCE.writes.next`).
 */
const MOST_SECONDS = 30

/** Seconds that somebody waits for their turn, so that both together stay below what a transaction waits. */
const MOST_WAITED = 20

/**
 * So many wait at most, others are told at once to come again: whoever waits holds one of the 20 connections for writes, and the
 * locks of an article, and the rest of the desk needs the others.
 */
const MOST_WAITING = 3

/** Seconds after which who was sent away had better come again: what most comparisons take. */
const COME_AGAIN = 10

export type Ask<Asked, Answer> = (asked: Asked) => Promise<Answer>

export interface ThreadLimits {
  heapMib: number
  seconds: number
  waited: number
  waiting: number
}

/** Who comes next: one thread is at work at a time, so that a core stays for everybody else. */
const queue: (() => void)[] = []
let isTaken = false

/**
 * Runs what would hold up everybody else's answers in a thread of its own, from its start to its end: `use` may ask it as
 * often as it likes, one ask after the other. Throws 503 where others are at it, 422 for what takes too long or too much memory.
 *
 * @param file of the build, below `src/`: a thread is JavaScript, wherever the one that starts it comes from
 * @param given what every ask of it goes by
 */
export async function inThread<Asked, Answer, Result>(
  file: string,
  given: unknown,
  use: (ask: Ask<Asked, Answer>) => Promise<Result>,
  limits: Partial<ThreadLimits> = {},
): Promise<Result> {
  const { heapMib = HEAP_MIB, seconds = MOST_SECONDS, waited = MOST_WAITED, waiting = MOST_WAITING } = limits
  await myTurn(waited, waiting)
  try {
    const thread = new Thread<Asked, Answer>(file, given, heapMib, seconds)
    try {
      return await use((asked) => thread.ask(asked))
    } finally {
      await thread.end()
    }
  } finally {
    nextTurn()
  }
}

/** One that is at work: from the first thing that goes wrong on, between two asks too, each ask is refused with that. */
class Thread<Asked, Answer> {
  private readonly worker: Worker
  private readonly timer: NodeJS.Timeout
  private failure: unknown = null
  private settle: { resolve(answer: Answer): void; reject(failure: unknown): void } | null = null

  constructor(file: string, given: unknown, heapMib: number, seconds: number) {
    this.worker = new Worker(path.join(rootFolder(), 'dist/src', `${file}.js`), {
      resourceLimits: { maxOldGenerationSizeMb: heapMib },
      env: {},
      workerData: given,
    })
    this.worker.on('message', (message: { answer: Answer } | { failed: unknown }) => {
      if ('failed' in message) this.settle?.reject(message.failed)
      else this.settle?.resolve(message.answer)
    })
    this.worker.on('error', (error: NodeJS.ErrnoException) =>
      this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refused(threads.tookTooMuch) : error),
    )
    this.worker.on('exit', () => this.fail(refused(threads.tookTooMuch)))
    this.timer = setTimeout(() => this.fail(refused(threads.tookTooLong(seconds))), seconds * 1_000)
  }

  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure)
      this.settle = { resolve, reject }
      this.worker.postMessage(asked)
    })
  }

  async end() {
    clearTimeout(this.timer)
    await this.worker.terminate()
  }

  private fail(failure: unknown) {
    this.failure ??= failure
    this.settle?.reject(this.failure)
  }
}

const refused = (detail: string) => new Problem(422, words.problems.notAccepted, detail)

const comeAgain = () => new SendAgain(503, words.problems.busy, threads.othersFirst, 'the same key', COME_AGAIN)

function myTurn(waited: number, waiting: number): Promise<void> {
  if (!isTaken) {
    isTaken = true
    return Promise.resolve()
  }
  if (queue.length >= waiting) return Promise.reject(comeAgain())
  return new Promise((resolve, reject) => {
    const goOn = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(goOn), 1)
      reject(comeAgain())
    }, waited * 1_000)
    queue.push(goOn)
  })
}

function nextTurn() {
  const next = queue.shift()
  if (next) next()
  else isTaken = false
}
