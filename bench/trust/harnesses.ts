import { badInput } from './bad-input'
import type { Harness } from './harness'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = {
  'bad-input': badInput,
}
