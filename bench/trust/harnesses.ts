import { authorisation } from './authorisation'
import { guards } from './guards'
import type { Harness } from './harness'
import { restoreHarness } from './restore'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = { authorisation, guards, restore: restoreHarness }
