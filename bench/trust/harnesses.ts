import { faults } from './faults'
import type { Harness } from './harness'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = { faults }
