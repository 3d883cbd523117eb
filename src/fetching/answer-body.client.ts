import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { words } from '../words/words'
import { Refused, refusal, refuse } from './refusal'

/**
 * The bytes of an answer, inflated. Both what is sent and what becomes of it are counted while they come, so no more than the
 * limit is ever held, whatever the answer says of its length. Throws `Refused`.
 * @param most of bytes, before and after
 * @param signal ends it
 * @param cut take the first `most` rather than refuse
 */
export async function answerBody(
  answer: IncomingMessage,
  most: number,
  { signal, cut = false }: { signal: AbortSignal; cut?: boolean },
): Promise<Buffer> {
  const told = Number(answer.headers['content-length'])
  if (told > most && !cut) refuse('large', words.fetching.tooLarge(most))
  const chunks: Buffer[] = []
  let size = 0
  const kept = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const room = most - size
      if (chunk.length > room && !cut) return done(new Refused(refusal('large', words.fetching.tooLarge(most))))
      chunks.push(chunk.subarray(0, room))
      size += Math.min(chunk.length, room)
      done(cut && size === most ? ENOUGH : null)
    },
  })
  const steps = [counted(most, cut), ...(await inflating(answer, signal))]
  await pipeline([answer, ...steps, kept], { signal }).catch((error) => {
    if (error !== ENOUGH) throw error
  })
  return Buffer.concat(chunks, size)
}

/** Ends a reading before its end. */
const ENOUGH = new Error('enough')

/** What is sent, counted. A text that is cut has its end here when it comes compressed, too. */
function counted(most: number, cut: boolean): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size <= most || cut) return done(null, chunk)
      done(new Refused(refusal('large', words.fetching.tooLarge(most))))
    },
  })
}

/** One encoding at most: a second within a first has no use but to make little into very much. */
function encodingOf(answer: IncomingMessage): string {
  return (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
}

async function inflating(answer: IncomingMessage, signal: AbortSignal): Promise<Transform[]> {
  const encoding = encodingOf(answer)
  if (encoding === '' || encoding === 'identity') return []
  if (encoding === 'gzip' || encoding === 'x-gzip') return [createGunzip()]
  if (encoding === 'br') return [createBrotliDecompress()]
  if (encoding === 'deflate') return [(await isBareDeflate(answer, signal)) ? createInflateRaw() : createInflate()]
  return refuse('broken', words.fetching.unknownEncoding(encoding.slice(0, 50)))
}

/**
 * What is called deflate is zlib's form of it (RFC 9110, section 8.4.1.2), but some servers send it bare. The first byte tells: zlib's
 * lower four bits are 8.
 */
async function isBareDeflate(answer: IncomingMessage, signal: AbortSignal): Promise<boolean> {
  let chunk: Buffer | null = answer.read()
  if (chunk === null) {
    // An empty one has an end, but nothing to read.
    await Promise.race(['readable', 'end'].map((event) => once(answer, event, { signal })))
    chunk = answer.read()
  }
  if (chunk === null) return false
  answer.unshift(chunk)
  return ((chunk[0] ?? 0) & 0x0f) !== 8
}
