import { hintsForNewcomers } from './hints'
import { changeKeysIn } from './key-help'
import type { KeySettings } from './key-settings'
import { lookForOthers, type Page } from './others'

/** What no key waits for, in a file of its own that is asked for when the page is ready: help, hints, what others do. */
export function beginLater(settings: KeySettings, page: Page): void {
  changeKeysIn(settings)
  hintsForNewcomers()
  lookForOthers(page)
}
