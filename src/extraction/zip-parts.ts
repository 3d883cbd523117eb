import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'

/** A zip in memory: the names in it, and its parts, inflated one by one up to a limit. */
export interface OpenedZip {
  names: string[]
  entries: Map<string, Entry>
  zip: ZipFile
}

/** Parts of a .docx: a book with a picture on each page has some thousand. */
const MOST_PARTS = 10_000

/** Null for what is no zip, is damaged, or has more parts than any document. */
export async function openZip(bytes: Buffer): Promise<OpenedZip | null> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true })
    if (zip.entryCount > MOST_PARTS) return null
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
    return { names: [...entries.keys()], entries, zip }
  } catch {
    return null
  }
}

/** A stream's bytes; null as soon as they are more than that. What a zip says of its sizes may be a lie. */
export async function bytesUpTo(stream: Readable, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) {
      stream.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
