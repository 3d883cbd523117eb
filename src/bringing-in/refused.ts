import type { z } from 'zod'

/** Why an export is not brought in, and at which of its lines that shows; null is not of one line. Nothing is kept of it then. */
export class Refused extends Error {
  constructor(
    readonly line: number | null,
    readonly reason: string,
  ) {
    super(line === null ? reason : `Line ${line}: ${reason}`)
    this.name = 'Refused'
  }
}

/** Enough of what a line says to find it by, in characters. */
const SHOWN = 60

export const shortened = (words: string): string =>
  [...words].length <= SHOWN ? words : `${[...words].slice(0, SHOWN).join('')}…`

/** The value that a schema makes of what a line says. @throws Refused with the place in it, and what is wrong there */
export function requireParsed<Schema extends z.ZodType>(
  schema: Schema,
  line: number,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.')
  throw new Refused(line, `${where ? `${where}: ` : ''}${issue?.message ?? 'It is not as exports write it.'}`)
}
