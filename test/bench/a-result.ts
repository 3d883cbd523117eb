import type { Result } from '../../bench/frame/result'

/** A result of a part, reached; what a test doesn't say is as here. */
export const aResult = (part: string, more: Partial<Result> = {}): Result => ({
  part,
  what: 'a row',
  unit: '×',
  figure: 1,
  reached: true,
  ...more,
})
