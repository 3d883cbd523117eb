import { authorisation } from './authorisation'
import { badInput } from './bad-input'
import { faults } from './faults'
import { guards } from './guards'
import type { Harness } from './harness'
import { histories } from './histories'
import { injection } from './injection'
import { killsHarness } from './kills'
import { offsets } from './offsets'
import { races } from './races'
import { restoreHarness } from './restore'
import { roleLoss } from './role-loss'
import { sealing } from './sealing'
import { tampering } from './tampering'
import { unsaved } from './unsaved'

/** By the name that the command line takes. */
export const HARNESSES: Record<string, Harness> = {
  authorisation,
  'bad-input': badInput,
  faults,
  guards,
  histories,
  injection,
  kills: killsHarness,
  offsets,
  races,
  restore: restoreHarness,
  'role-loss': roleLoss,
  sealing,
  tampering,
  unsaved,
}
