import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { rootFolder } from '../root-folder'
import { words } from '../words/words'
import type { Extracted, SentFile } from './extracted'
import { HEAP_MIB, LARGEST_FILE, MOST_AT_ONCE, MOST_GROWTH, MOST_SECONDS, MOST_WAITING } from './limits'

const { extraction } = words

/** A thread is JavaScript, from the build, wherever the one that starts it comes from. */
const THREAD = path.join(rootFolder(), 'dist/src/extraction/reading-thread.js')

/** Milliseconds between looks at the process's memory: a bomb grows by some 20 MB in that time. */
const WATCHED_EVERY = 50

/** Milliseconds that a thread waits for another file before it ends: starting one takes a quarter of a second. */
const IDLE_FOR = 5_000

/** Files that one thread reads before another takes its place, so that nothing gathers in it. */
const MOST_FILES = 200

/** What reading may take; a bench switches a limit off to see that it is what holds. */
export interface ReadingLimits {
  atOnce: number
  waiting: number
  seconds: number
  heapMib: number
  /** Bytes that the process may grow by while files are read. */
  growth: number
  /** Whether the readers themselves stop at limits of elements, pages and sizes. */
  isLimited: boolean
}

const LIMITS: ReadingLimits = {
  atOnce: MOST_AT_ONCE,
  waiting: MOST_WAITING,
  seconds: MOST_SECONDS,
  heapMib: HEAP_MIB,
  growth: MOST_GROWTH,
  isLimited: true,
}

type Answer = Extracted | { problem: string }
type Log = Pick<Logger, 'warn'>

interface Waiting {
  sent: SentFile
  log: Log | undefined
  answer(answer: Answer): void
}

/** A thread, and what it is at. */
interface Reader {
  worker: Worker
  files: number
  since: number
  /** Ends what it is at; null while it waits. */
  finish: ((answer: Answer) => void) | null
}

/**
 * Reads files in threads of their own: as many at once as there may be, the others in the order they came. A thread that
 * takes too long or too much is ended, and says so in one sentence; nothing of it reaches the rest of the process.
 */
export class Extraction {
  private readonly limits: ReadingLimits
  private readonly waiting: Waiting[] = []
  private readonly idle = new Map<Reader, NodeJS.Timeout>()
  private readonly busy = new Set<Reader>()
  private watch: NodeJS.Timeout | null = null
  private before = 0

  constructor(limits: Partial<ReadingLimits> = {}) {
    this.limits = { ...LIMITS, ...limits }
  }

  /** What is in a file, or why nothing can be read from it; never throws for what somebody sent. */
  extract(sent: SentFile, log?: Log): Promise<Answer> {
    if (sent.bytes.length > LARGEST_FILE) return Promise.resolve(tooLarge)
    if (this.waiting.length >= this.limits.waiting) return Promise.resolve({ problem: extraction.tooManyAtOnce })
    return new Promise((answer) => {
      this.waiting.push({ sent, log, answer })
      this.next()
    })
  }

  /** Ends the threads that wait for more; they would end by themselves, in some seconds. */
  async close() {
    const readers = [...this.idle.keys()]
    for (const timer of this.idle.values()) clearTimeout(timer)
    this.idle.clear()
    await Promise.all(readers.map(({ worker }) => worker.terminate()))
  }

  private next() {
    if (this.busy.size >= this.limits.atOnce) return
    const job = this.waiting.shift()
    if (!job) return
    if (this.busy.size === 0) this.watchMemory()
    const reader = this.takeIdle() ?? this.start()
    this.busy.add(reader)
    this.read(reader, job)
  }

  private takeIdle(): Reader | null {
    for (const [reader, timer] of this.idle) {
      clearTimeout(timer)
      this.idle.delete(reader)
      return reader
    }
    return null
  }

  private start(): Reader {
    const worker = new Worker(THREAD, {
      // Of the new generation a quarter: text makes many short strings. 4 MiB of stack are Node's own default.
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMib, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      // Nothing of the environment (addresses, secrets) is any of a file's business.
      env: {},
      workerData: { isLimited: this.limits.isLimited },
      stdout: true,
      stderr: true,
    })
    return { worker, files: 0, since: 0, finish: null }
  }

  private read(reader: Reader, { sent, log, answer }: Waiting) {
    const { worker } = reader
    const told = { size: sent.bytes.length, mediaType: sent.mediaType }
    const end = (given: Answer, goesOn: boolean) => {
      if (!reader.finish) return
      reader.finish = null
      clearTimeout(timer)
      // By name: without what a worker listens to of itself it would hear nothing any more.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
      this.busy.delete(reader)
      this.keep(reader, goesOn)
      if (this.busy.size === 0) this.unwatch()
      answer(given)
      this.next()
    }
    const timer = setTimeout(
      () => end({ problem: extraction.tookTooLong(this.limits.seconds) }, false),
      this.limits.seconds * 1_000,
    )
    reader.finish = (given) => end(given, false)
    reader.since = Date.now()
    reader.files += 1
    worker.ref()
    worker.on('message', (message: { read?: Answer; failed?: string }) => {
      if (message.failed !== undefined) log?.warn({ ...told, err: message.failed }, 'A file could not be read')
      end(message.read ?? { problem: extraction.failed }, message.failed === undefined)
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (!isMemory) log?.warn({ ...told, err: error }, 'A thread that reads files failed')
      end({ problem: isMemory ? extraction.tookTooMuch : extraction.failed }, false)
    })
    worker.on('exit', () => end({ problem: extraction.failed }, false))
    // A copy of its own, handed over: what the caller has stays theirs, and nothing is copied twice.
    const bytes = new Uint8Array(sent.bytes)
    worker.postMessage({ ...sent, bytes }, [bytes.buffer])
  }

  /** For the next file; a thread that failed, or has read many, is ended instead. */
  private keep(reader: Reader, goesOn: boolean) {
    const { worker } = reader
    // Whatever becomes of it from now on, no file waits for it; and unheard, an error would end the process.
    for (const event of ['error', 'exit'] as const) {
      worker.on(event, () => {
        clearTimeout(this.idle.get(reader))
        this.idle.delete(reader)
      })
    }
    if (!goesOn || reader.files >= MOST_FILES) return void worker.terminate()
    worker.unref()
    const timer = setTimeout(() => {
      this.idle.delete(reader)
      void worker.terminate()
    }, IDLE_FOR)
    this.idle.set(reader, timer.unref())
  }

  /** What a thread holds outside of its heap is in nobody's limits but the process's own. */
  private watchMemory() {
    this.before = process.memoryUsage.rss()
    this.watch = setInterval(() => {
      if (process.memoryUsage.rss() - this.before <= this.limits.growth) return
      // Which of them it is can't be seen from here: whoever reads for the longest time.
      const [longest] = [...this.busy].toSorted((a, b) => a.since - b.since)
      longest?.finish?.({ problem: extraction.tookTooMuch })
      // What it held is given back in a while; until then the next one is not to blame.
      this.before = Math.max(this.before, process.memoryUsage.rss() - this.limits.growth / 2)
    }, WATCHED_EVERY)
    this.watch.unref()
  }

  private unwatch() {
    if (this.watch) clearInterval(this.watch)
    this.watch = null
  }
}

const tooLarge = { problem: extraction.tooLarge(LARGEST_FILE / 1024 / 1024) }

/** The process's own. */
const own = new Extraction()

/** What is in a file that an editor has, read in a thread of its own within limits; or one sentence that says why nothing is. */
export const extract = (sent: SentFile, log?: Log): Promise<Answer> => own.extract(sent, log)
