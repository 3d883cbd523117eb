import { type Choice, choose, isTaken } from './record-form'

/** A button that puts something into its form: `data-set='{"speaker":"Ann Lee","kind":""}'`. */
type ChoiceButton = HTMLButtonElement & { form: HTMLFormElement }

const choicesIn = (within: ParentNode) => [...within.querySelectorAll<ChoiceButton>('button[data-set]')]

const choiceOf = (button: ChoiceButton) => JSON.parse(button.dataset.set ?? '{}') as Choice

/** Marks those whose values the form has now, whoever put them there. */
export function markTaken(): void {
  for (const button of choicesIn(document)) {
    if (!button.form) continue
    button.setAttribute('aria-pressed', String(isTaken(button.form, choiceOf(button))))
    // One stop a group: the button that goes round in it.
    button.tabIndex = -1
  }
  for (const line of document.querySelectorAll<HTMLElement>('[data-why-of]')) {
    const taken = document.querySelector<HTMLElement>(`[data-choices=${line.dataset.whyOf}] [aria-pressed=true]`)
    line.textContent = taken?.dataset.why ?? ''
  }
}

let taking = false

/** Whether fields change because a choice is being taken: what they tell then is no typing. */
export const isTaking = () => taking

/** Puts a choice into its form. */
export function take(button: ChoiceButton): void {
  taking = true
  choose(button.form, choiceOf(button))
  taking = false
  markTaken()
}

/** The choice of a click, where it was one. */
export const choiceAt = (target: Element) => target.closest<ChoiceButton>('button[data-set]')

/** The choice behind the one taken, or before it, in the group that a button goes round in; behind the last the first. */
export function nextChoice(cycle: HTMLElement, by: 1 | -1): ChoiceButton | undefined {
  const group = document.querySelector(`[data-choices=${cycle.dataset.cycle}]`)
  const choices = group ? choicesIn(group) : []
  const taken = choices.findIndex((button) => button.getAttribute('aria-pressed') === 'true')
  const next = taken < 0 && by < 0 ? -1 : taken + by
  return choices.at(next >= choices.length ? 0 : next)
}
