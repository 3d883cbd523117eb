import type { EntityManager } from 'typeorm'
import { claimsJsonl } from '../exports/claims-jsonl.queries'
import { copySql } from '../exports/export-plan'
import { asExportsAre, copied } from './as-exports-are.queries'
import { Refused } from './refused'

const LF = 0x0a

/**
 * Exports what was brought in, in its own transaction, and holds it against the file byte for byte: whatever says a thing twice in the
 * file (a speaker's name, the order of a chain) has to say the same.
 *
 * @throws Refused with the first line that differs
 */
export async function requireSameAgain(
  db: EntityManager,
  source: AsyncIterable<Buffer>,
  given: { rows: number; baseUrl: string },
  tell: (done: number) => void,
): Promise<void> {
  await asExportsAre(db, () => holdAgainst(db, source, given, tell))
}

async function holdAgainst(
  db: EntityManager,
  source: AsyncIterable<Buffer>,
  { rows, baseUrl }: { rows: number; baseUrl: string },
  tell: (done: number) => void,
): Promise<void> {
  const file = source[Symbol.asyncIterator]()
  let chunk: Buffer = Buffer.alloc(0)
  let line = 1
  for (const copy of claimsJsonl({}, baseUrl)) {
    for await (const again of copied(db, copySql(copy))) {
      for (let at = 0; at < again.length; ) {
        if (chunk.length === 0) {
          const next = await file.next()
          if (next.done) throw differs(line)
          chunk = next.value
          continue
        }
        const length = Math.min(again.length - at, chunk.length)
        const [made, given] = [again.subarray(at, at + length), chunk.subarray(0, length)]
        if (!made.equals(given)) throw differs(line + linesBefore(made, given))
        line += linesIn(made)
        at += length
        chunk = chunk.subarray(length)
      }
      tell(line - 1)
    }
  }
  await file.return?.()
  if (line - 1 !== rows) throw differs(line)
}

const differs = (line: number) =>
  new Refused(
    line,
    'Brought in, this would be exported otherwise: the file says something that its own rows contradict.',
  )

function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count += 1
  return count
}

/** How many lines end before the first byte in which two of one length differ. */
function linesBefore(one: Buffer, other: Buffer): number {
  let at = 0
  while (one[at] === other[at]) at += 1
  return linesIn(one.subarray(0, at))
}
