import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'

/** An option that has to pass the same schema as the form's field. */
export function checked<Schema extends z.ZodType>(schema: Schema) {
  return (value: string): z.output<Schema> => {
    const result = schema.safeParse(value)
    if (!result.success) throw new InvalidArgumentError(result.error.issues[0]?.message ?? 'It is not accepted.')
    return result.data
  }
}

/** An option that is one of a few words, which completion asks it for. */
export function choice<Word extends string>(words: readonly Word[]) {
  const parse = (value: string): Word => {
    const word = words.find((candidate) => candidate === value)
    if (word === undefined) throw new InvalidArgumentError(`It is none of ${words.join(', ')}.`)
    return word
  }
  return Object.assign(parse, { words })
}

/** An option that is the number of something. */
export function positiveNumber(value: string): number {
  if (!/^[1-9]\d{0,9}$/.test(value)) throw new InvalidArgumentError('It is no number of one.')
  return Number(value)
}
