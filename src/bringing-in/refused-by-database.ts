import { troubleOf } from '../database/violations'
import { Refused } from './refused'

/** `lock_not_available`: PostgreSQL documentation, appendix A. */
const LOCKED = '55P03'

const BUSY =
  'Somebody else has held the tables of this desk for a minute: who writes, or a long export. Wait until that is done, then import again.'

/**
 * What the database said, as a refusal of the file, or of the moment; null where it is neither, but a fault.
 *
 * @param line the one that it is of, where that is known
 */
export function refusedByDatabase(error: unknown, line: number | null): Refused | null {
  if ((error as { code?: unknown } | null)?.code === LOCKED) return new Refused(null, BUSY)
  if (troubleOf(error) !== 'bad-input') return null
  return new Refused(line, `The tables refuse ${line === null ? 'something in this file' : 'it'}: ${inWords(error)}.`)
}

/** What PostgreSQL says, with the key that is at fault where it says that. */
function inWords(error: unknown): string {
  const { message, detail } = (error ?? {}) as { message?: string; detail?: string }
  // What a failing row has in it is long, and stands in the line.
  return detail && !detail.startsWith('Failing row') ? `${message} (${detail.replace(/\.$/, '')})` : String(message)
}
