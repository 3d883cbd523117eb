import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { everNew } from '../pages/contestant'
import { type Met, nothingMet, read } from '../soak/readers'
import { sender, succeed, Writer } from '../trust/writers'
import type { Editor } from '../writing/desk'

/** What readers and editors met while something was done. */
export interface Meanwhile {
  /** How long it took (ms). */
  took: number
  readers: Met
  editors: { written: number; errors: string[]; longest: number }
}

const READERS = 8
/** A reader looks at what came before asking for more: waits are to be those of locks, not of a full server (ms). */
const LOOKS_MS = 40
const EDITORS = 2
/** Before it begins and after it has ended (ms). */
const BESIDE_MS = 500

/** Pages are read and claims written without a pause while `work` is done. */
export async function meanwhile(
  url: string,
  addresses: readonly string[],
  editor: Editor | null,
  work: () => Promise<unknown>,
): Promise<Meanwhile> {
  const readers = nothingMet()
  const editors = { written: 0, errors: [] as string[], longest: 0 }
  const next = everNew(addresses)
  const agent = new Agent({ keepAlive: true, maxSockets: READERS })
  let isOver = false
  const reading = Array.from({ length: READERS }, async () => {
    while (!isOver) {
      await read(url, next(), agent, readers)
      await pause(LOOKS_MS)
    }
  })
  const writing = Array.from({ length: editor ? EDITORS : 0 }, async (_, place) => {
    const writer = new Writer(`m${process.pid}-${Math.trunc(performance.now())}-${place}`)
    const send = sender(() => url, editor?.token ?? '')
    while (!isOver) {
      const began = performance.now()
      await succeed(writer, send).then(
        () => editors.written++,
        (error) => editors.errors.push(String(error)),
      )
      editors.longest = Math.max(editors.longest, performance.now() - began)
      await pause(LOOKS_MS)
    }
  })
  await pause(BESIDE_MS)
  const began = performance.now()
  let took = 0
  try {
    await work()
    took = performance.now() - began
    // What it leaves behind, as plans that were made before, is met by those who come afterwards.
    await pause(BESIDE_MS)
  } finally {
    isOver = true
  }
  await Promise.all([...reading, ...writing])
  agent.destroy()
  return { took, readers, editors }
}
