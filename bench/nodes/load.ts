import { setTimeout as sleep } from 'node:timers/promises'
import { Progress, writeUntilKnown } from '../trust/kills'
import { type Send, type Write, Writer } from '../trust/writers'

/** Readers and writers at work, until they are told to stop. */
export interface Load {
  progress: Progress
  people: Writer[]
  /** What readers were answered, by what it was: "200", "502", "broken off". */
  answers: Map<string, number>
  stop(): Promise<{ acknowledged: Write[]; resent: number; recoveries: number[] }>
}

/** As many readers and writers as two slow cores have room for beside three servers. */
const READERS = 6
const WRITERS = 4

/** A reader thinks for so long between two pages (ms). */
const PAUSE_MS = 20

/**
 * Readers ask for pages without an account, writers write over the API and send again what was not answered, each with its
 * idempotency key; all through the proxy.
 */
export function startLoad(url: string, paths: readonly string[], send: Send, name: string, mayLose: boolean): Load {
  const progress = new Progress()
  const people = Array.from({ length: WRITERS }, (_, place) => new Writer(`${name}${place}`))
  const answers = new Map<string, number>()
  let isOver = false

  const read = async (reader: number) => {
    for (let turn = reader; !isOver; turn += 1) {
      const answer = await answerOf(`${url}${paths[turn % paths.length]}`)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
      await sleep(PAUSE_MS)
    }
  }
  const write = async (person: Writer) => {
    while (!isOver) await writeUntilKnown(person, send, progress, mayLose)
  }
  const all = Promise.all([...Array.from({ length: READERS }, (_, reader) => read(reader)), ...people.map(write)])
  // Whoever fails is told by `stop`.
  all.catch(() => {
    isOver = true
  })
  return {
    progress,
    people,
    answers,
    async stop() {
      isOver = true
      await all
      const { recoveries, resent } = progress.told()
      return { acknowledged: people.flatMap(({ acknowledged }) => acknowledged), recoveries, resent }
    },
  }
}

/** The status of a page that came whole. */
async function answerOf(address: string): Promise<string> {
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(15_000) })
    await answer.arrayBuffer()
    return String(answer.status)
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'none in 15 s' : 'broken off'
  }
}
