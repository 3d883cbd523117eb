import { badInput } from './bad-input'
import type { Harness } from './harness'
import { offsets } from './offsets'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = {
  'bad-input': badInput,
  offsets,
}
