import { authorisation } from './authorisation'
import { faults } from './faults'
import { guards } from './guards'
import type { Harness } from './harness'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = { authorisation, faults, guards }
