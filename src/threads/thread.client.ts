import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootFolder } from '../root-folder'
import { Problem, SendAgain } from '../web/problems'
import { words } from '../words/words'

const { threads } = words

/**
 * MiB of heap. Two texts of 5 MB beside each other take some 400; what needs more than this would be the process's end,
 * if it were not a thread's.
 */
const HEAP_MIB = 1_024

/**
 * Seconds for one answer. The slowest honest one, 2,000 long statements in 5 MB on a slow machine, took ten. A transaction
 * that waits for it ends by itself after 60 (`PATIENCE.writes.next`).
 */
const MOST_SECONDS = 30

/** Seconds that somebody waits for their turn, so that both together stay below what a transaction waits. */
const MOST_WAITED = 20

export type Ask<Asked, Answer> = (asked: Asked) => Promise<Answer>

interface Limits {
  heapMib: number
  seconds: number
  waited: number
}

/** Whoever is at work, and who comes next: one thread at a time, so that a core stays for everybody else. */
const queue: (() => void)[] = []
let isTaken = false

/**
 * Runs what would hold up everybody else's answers in a thread of its own, from its start to its end: `use` may ask it as
 * often as it likes, one ask after the other. Throws 503 where others were at it for too long, 422 for what takes too long or
 * too much memory.
 *
 * @param file of the build, below `src/`: a thread is JavaScript, wherever the one that starts it comes from
 * @param given what every ask of it goes by
 */
export async function inThread<Asked, Answer, Result>(
  file: string,
  given: unknown,
  use: (ask: Ask<Asked, Answer>) => Promise<Result>,
  limits: Partial<Limits> = {},
): Promise<Result> {
  const { heapMib, seconds, waited } = { heapMib: HEAP_MIB, seconds: MOST_SECONDS, waited: MOST_WAITED, ...limits }
  await myTurn(waited)
  const worker = new Worker(path.join(rootFolder(), 'dist/src', `${file}.js`), {
    resourceLimits: { maxOldGenerationSizeMb: heapMib },
    env: {},
    workerData: given,
  })
  // Unheard, what goes wrong between two asks would end the process; the next ask tells of it.
  worker.on('error', () => undefined)
  try {
    return await use((asked) => answered<Asked, Answer>(worker, asked, seconds))
  } finally {
    await worker.terminate()
    nextTurn()
  }
}

function answered<Asked, Answer>(worker: Worker, asked: Asked, seconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      settle()
    }
    const onMessage = (message: { answer: Answer } | { failed: unknown }) =>
      end(() => ('failed' in message ? reject(message.failed) : resolve(message.answer)))
    const onError = (error: NodeJS.ErrnoException) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refused(threads.tookTooMuch) : error))
    const onExit = () => end(() => reject(refused(threads.tookTooMuch)))
    const timer = setTimeout(() => end(() => reject(refused(threads.tookTooLong(seconds)))), seconds * 1_000)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(asked)
  })
}

const refused = (detail: string) => new Problem(422, words.problems.notAccepted, detail)

function myTurn(waited: number): Promise<void> {
  if (!isTaken) {
    isTaken = true
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const come = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(come), 1)
      reject(new SendAgain(503, words.problems.busy, threads.othersFirst, 'the same key', waited))
    }, waited * 1_000)
    queue.push(come)
  })
}

function nextTurn() {
  const next = queue.shift()
  if (next) next()
  else isTaken = false
}
