import { markTaken } from './choices'
import type { Cursor } from './cursor'
import { draw, type Place } from './place'
import { putValues, recordForm, type Values, valuesOf } from './record-form'
import { NO_STEPS, redone, type Steps, stepped, undone } from './steps'

/** How the form stood: its very part of the page, which a swap may have taken out since, what it held, and the cursor. */
interface FormState {
  part: Element | null
  values: Values
  cursor: Cursor | null
}

/** Steps in the form, to be undone and redone. */
export interface FormSteps {
  /** Something is about to be done. */
  before(what: string): void
  /** A field was changed by typing: how the form stood is known from the time before. */
  typed(field: string): void
  /** The form is as it should be until the next step. */
  settled(): void
  undo(): boolean
  redo(): boolean
  /** Something was sent: to undo means that now, and no longer the steps before it. */
  forget(): void
}

/** Keeps the steps of the form that the page has, whichever that is. */
export function formSteps(place: Place): FormSteps {
  let steps: Steps<FormState> = NO_STEPS
  let known = stateNow()

  function stateNow(): FormState {
    const form = recordForm()
    return { part: document.querySelector('#record'), values: form ? valuesOf(form) : [], cursor: place.cursor }
  }

  function go(way: typeof undone<FormState>): boolean {
    const gone = way(steps, stateNow())
    if (!gone) return false
    const { part, values, cursor } = gone.state
    const now = document.querySelector('#record')
    if (part && now !== part) now?.replaceWith(part)
    const form = recordForm()
    if (form) putValues(form, values)
    place.cursor = cursor
    steps = gone.steps
    known = stateNow()
    draw(place)
    markTaken()
    return true
  }

  return {
    before(what) {
      steps = stepped(steps, what, stateNow())
    },
    typed(field) {
      steps = stepped(steps, `typed:${field}`, known)
      known = stateNow()
    },
    settled() {
      known = stateNow()
    },
    undo: () => go(undone),
    redo: () => go(redone),
    forget() {
      steps = NO_STEPS
      known = stateNow()
    },
  }
}
