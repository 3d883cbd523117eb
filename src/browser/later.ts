import type { Actions, changing, Desk } from './actions'
import { hintsForNewcomers } from './hints'
import { changeKeysIn } from './key-help'
import type { KeySettings } from './key-settings'
import { addMoreKeys } from './more-keys'
import { lookForOthers } from './others'
import type { moveTo } from './place'
import { choosesByPointer } from './pointer'
import { readsAnew } from './reading-anew'
import { helpsWriting } from './writing'
import './unsaved'

/** What the main script does for this one, which so has none of it twice. */
export interface Main {
  /** Changes the words of the form with the cursor. */
  change: ReturnType<typeof changing>
  moveTo: typeof moveTo
  isAsking(): boolean
  say(words: string): void
  /** Takes the list and the text's marks anew, and nothing else. */
  renew(then: () => void): void
  /** The form is another one, for the same words. */
  renewed(): void
}

/**
 * What no key waits for, in a file of its own that is asked for when the page is ready: mouse and finger, more keys, help,
 * hints, what others do, and the keeping of what is typed.
 */
export function beginLater(settings: KeySettings, actions: Actions, desk: Desk, main: Main): void {
  choosesByPointer(desk, main.moveTo)
  addMoreKeys(actions, settings, main.change)
  helpsWriting()
  readsAnew(main.renewed)
  changeKeysIn(settings)
  hintsForNewcomers()
  lookForOthers(main)
  document.documentElement.classList.add('ready')
}
