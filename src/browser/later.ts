import type { Actions } from './actions'
import { hintsForNewcomers } from './hints'
import { changeKeysIn } from './key-help'
import type { KeySettings } from './key-settings'
import { addMoreKeys } from './more-keys'
import { lookForOthers, type Page } from './others'
import './unsaved'

/**
 * What no key waits for, in a file of its own that is asked for when the page is ready: help, hints, what others do, and the keeping
 * of what is typed. */
export function beginLater(settings: KeySettings, page: Page, actions: Actions): void {
  addMoreKeys(actions)
  changeKeysIn(settings)
  hintsForNewcomers()
  lookForOthers(page)
}
