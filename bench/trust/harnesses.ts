import { authorisation } from './authorisation'
import { guards } from './guards'
import type { Harness } from './harness'
import { killsHarness } from './kills'
import { restoreHarness } from './restore'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = { authorisation, guards, kills: killsHarness, restore: restoreHarness }
