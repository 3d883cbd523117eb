import { parentPort, workerData } from 'node:worker_threads'
import type { SentFile } from './extracted'
import { limitBuffers } from './limited-buffers'
import { withoutLimits } from './limits'
import { readFile } from './read-file'

/** What `extract` starts: reads one file after the other, each sent to it, and answers each. */
if (workerData.isLimited) limitBuffers()
else withoutLimits()

parentPort?.on('message', async (sent: Omit<SentFile, 'bytes'> & { bytes: Uint8Array }) => {
  try {
    const bytes = Buffer.from(sent.bytes.buffer, sent.bytes.byteOffset, sent.bytes.byteLength)
    parentPort?.postMessage({ read: await readFile({ ...sent, bytes }) })
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
