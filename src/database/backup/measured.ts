import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

/** Passes bytes on as they are, and knows how many there were and their SHA-256. */
export class Measured extends Transform {
  bytes = 0
  private readonly hash = createHash('sha256')

  override _transform(chunk: Buffer, _encoding: string, pass: (error: null, chunk: Buffer) => void) {
    this.bytes += chunk.length
    this.hash.update(chunk)
    pass(null, chunk)
  }

  /** Of all that has passed; ask once, at the end. */
  sha256(): string {
    return this.hash.digest('hex')
  }
}
