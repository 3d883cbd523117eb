import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/*
 * The last bytes of a backup: the comment of its zip archive, which ends with the SHA-256 of all bytes before that hash.
 * A file that was cut has no such end, and no byte of it can be changed unnoticed: zip's own checksums leave out names,
 * dates and the directory.
 */

const WORDS = 'gainsay backup, SHA-256 of all bytes before this hash: '
const HASH_LENGTH = 64
const END_LENGTH = WORDS.length + HASH_LENGTH

/** Large enough that reading costs next to nothing beside hashing. */
const CHUNK_BYTES = 1_048_576

/** The comment of an archive that is being written; `sealEnd` puts the hash in its place. */
export const UNSEALED_END = Buffer.from(WORDS + '0'.repeat(HASH_LENGTH), 'latin1')

/** Reads back what was written, and writes its hash at its end. Returns the SHA-256 of the whole file. */
export async function sealEnd(file: FileHandle): Promise<string> {
  const { size } = await file.stat()
  const before = await hashOfFirst(file, size - HASH_LENGTH)
  const seal = before.copy().digest('hex')
  await file.write(seal, size - HASH_LENGTH, 'latin1')
  return before.update(seal, 'latin1').digest('hex')
}

/** Whether all bytes of the file are those that were written. */
export async function judgeEnd(file: FileHandle): Promise<'whole' | 'damaged' | 'no end'> {
  const { size } = await file.stat()
  if (size < END_LENGTH) return 'no end'
  const end = Buffer.alloc(END_LENGTH)
  await file.read(end, 0, END_LENGTH, size - END_LENGTH)
  if (!end.toString('latin1').startsWith(WORDS)) return 'no end'
  const seal = (await hashOfFirst(file, size - HASH_LENGTH)).digest('hex')
  return seal === end.toString('latin1', WORDS.length) ? 'whole' : 'damaged'
}

async function hashOfFirst(file: FileHandle, length: number) {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(CHUNK_BYTES, length - at), at)
    if (bytesRead === 0) throw new Error('the file became shorter while it was read')
    hash.update(chunk.subarray(0, bytesRead))
    at += bytesRead
  }
  return hash
}
