import type { Actions, changing } from './actions'
import { hintsForNewcomers } from './hints'
import { changeKeysIn } from './key-help'
import type { KeySettings } from './key-settings'
import { addMoreKeys } from './more-keys'
import { lookForOthers, type Page } from './others'
import { readsAnew } from './reading-anew'
import { helpsWriting } from './writing'
import './unsaved'

/**
 * What no key waits for, in a file of its own that is asked for when the page is ready: help, hints, what others do, and the keeping
 * of what is typed. */
export function beginLater(
  settings: KeySettings,
  page: Page & { change: ReturnType<typeof changing>; renewed(): void },
  actions: Actions,
): void {
  addMoreKeys(actions, page.change)
  helpsWriting()
  readsAnew(page.renewed)
  changeKeysIn(settings)
  hintsForNewcomers()
  lookForOthers(page)
}
