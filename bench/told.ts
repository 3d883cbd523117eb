import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** The next message of a child. Throws where it ends without one: nothing else would keep this process waiting. */
export async function told<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController()
  const end = (code: number | null) => ended.abort(new Error(`A serving process ended with ${code}`))
  if (child.exitCode !== null || child.signalCode !== null) end(child.exitCode)
  child.once('exit', end)
  try {
    const [message] = (await once(child, 'message', { signal: ended.signal })) as [Message]
    return message
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error
  } finally {
    child.off('exit', end)
  }
}
