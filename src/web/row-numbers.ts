import { z } from 'zod'
import { words } from '../words/words'

/** PostgreSQL's largest integer: no id, version or place in a text is beyond it. */
export const LARGEST_INTEGER = 2_147_483_647

/** The number of a row in a form; `told` is what is said of anything else. */
export const rowNumber = (told: string) =>
  // By its digits: `Number` takes "0x1", "1e3" and a list of one as well, which no page of ours sends.
  z
    .string(told)
    .regex(/^[1-9]\d{0,9}$/, told)
    .transform(Number)
    .pipe(z.int(told).max(LARGEST_INTEGER, told))

/** Of the row as it was when the form was opened. */
export const Version = rowNumber(words.refusals.versionMissing)

/** A form that is a button alone. */
export const Versioned = z.object({ version: Version })
