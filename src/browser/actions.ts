import { writtenSpans } from '../quotes/written-spans'
import { nextChoice, take } from './choices'
import { atOffset, atSentence, type Cursor, extend, type Ground, step, trim, whole } from './cursor'
import type { FormSteps } from './form-steps'
import { cardHere, draw, focusText, intoView, moveTo, type Place } from './place'
import { isBegun, recordForm, showsSpans, spansIn } from './record-form'
import { say } from './say'
import { isSending } from './swap'

/** What the keys do, each told by the key that does it as it comes; whether it did anything. */
export type Actions = Record<string, (isRepeated: boolean) => void>

export interface Desk {
  place: Place
  steps: FormSteps
  /** Asks for another part of the page. */
  open(url: string, ids: string): void
}

/** Of a form that shows what is under the cursor a change of the cursor changes the words. */
export const changing =
  ({ place, steps }: Desk) =>
  (next: (ground: Ground, cursor: Cursor) => Cursor) =>
  () => {
    const { cursor } = place
    const changed = cursor && next(place.text.ground, cursor)
    if (!changed || changed === cursor) return
    steps.before('selected')
    moveTo(place, changed, 'trimming')
    steps.settled()
  }

/** All that keys and the buttons with the same names do. */
export function actionsOf(desk: Desk): Actions {
  const { place, steps } = desk
  const move = (by: 1 | -1) => () => {
    const { ground } = place.text
    moveTo(place, place.cursor ? step(ground, place.cursor, by) : atSentence(ground, 0), 'elsewhere')
    steps.settled()
  }
  const change = changing(desk)
  const trimming = (side: 'start' | 'end', by: 1 | -1, isByClause?: boolean) =>
    change((ground, cursor) => trim(ground, cursor, side, by, isByClause))
  const record = (isRepeated: boolean) => {
    // The form of what is being sent is not there to be undone to.
    if (!isRepeated && !isSending()) recordHere(desk)
  }
  return {
    j: move(1),
    k: move(-1),
    J: change((ground, cursor) => extend(ground, cursor, 1)),
    K: change((ground, cursor) => extend(ground, cursor, -1)),
    '[': trimming('end', -1),
    ']': trimming('end', 1),
    '{': trimming('start', -1),
    b: trimming('start', -1),
    '}': trimming('start', 1),
    f: trimming('start', 1),
    ',': trimming('end', -1, true),
    '.': trimming('end', 1, true),
    '-': trimming('start', -1, true),
    '=': trimming('start', 1, true),
    Escape: change(whole),
    n: () => toStatement(place, 1),
    p: () => toStatement(place, -1),
    e: () => clickIn(cardHere(place), '[data-edit]'),
    l: () => clickVisible('l') || clickIn(cardHere(place), '[data-link]'),
    Delete: () => clickIn(cardHere(place), '[data-withdraw]'),
    u: () => void (steps.undo() || pressUndo()),
    U: () => void steps.redo(),
    s: () => skip(desk),
    Enter: record,
    c: record,
    close: () => {
      document.querySelector('#record')?.removeAttribute('data-open')
      focusText()
    },
    '?': () => document.querySelector<HTMLDialogElement>('#keys')?.showModal(),
  }
}

const NO_SENTENCE = 'Choose a sentence first.'

/** Saves when the form has what is under the cursor, else opens it for that. */
function recordHere({ place, steps, open }: Desk) {
  const form = recordForm()
  const { cursor } = place
  if (form && isBegun(form) && (!cursor || showsSpans(form, cursor.spans))) return save(form)
  if (!cursor) return say(NO_SENTENCE)
  steps.before('opened')
  const url = new URL(location.href)
  url.search = `?spans=${writtenSpans(cursor.spans)}`
  url.hash = ''
  open(url.href, '#record')
}

/** Sends the form by its main button; the browser says which field is still wanted. */
export function save(form: HTMLFormElement): void {
  form.requestSubmit(form.querySelector<HTMLButtonElement>('button.main'))
}

function toStatement(place: Place, by: 1 | -1) {
  const cards = [...document.querySelectorAll<HTMLElement>('.cards > li')]
  const here = cardHere(place)
  const at = here ? cards.indexOf(here) : -1
  const { cursor } = place
  // Between two statements the nearest in that direction is meant.
  const from = cursor?.spans[0]?.start ?? -1
  const next =
    at >= 0
      ? cards[at + by]
      : by > 0
        ? cards.find((card) => Number(card.dataset.at) >= from)
        : cards.findLast((card) => Number(card.dataset.at) < from)
  if (!next) {
    const more = document.querySelector<HTMLElement>(`#list [rel=${by > 0 ? 'next' : 'prev'}]`)
    more?.click()
    return say(more ? 'The list goes on.' : 'No further statement.')
  }
  moveTo(place, atOffset(place.text.ground, Number(next.dataset.at)), 'elsewhere')
  place.statement = next.id
  draw(place)
  next.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  intoView(place)
  say(`Statement ${cards.indexOf(next) + 1} of ${cards.length}: ${next.innerText}`)
}

function clickIn(card: HTMLElement | null, selector: string) {
  const link = card?.querySelector<HTMLElement>(selector)
  if (link) link.click()
  else say('No statement here.')
}

/** Clicks the first that is to be seen of what has this key. */
export function clickVisible(key: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)].find(
    (element) => element.getClientRects().length > 0 && !('act' in element.dataset),
  )
  found?.click()
  return found !== undefined
}

/** Takes the next choice of a group, or with Shift the one before. */
export function cycle(button: HTMLElement, by: 1 | -1, { place, steps }: Desk): void {
  const next = nextChoice(button, by)
  if (!next) return
  steps.before('taken')
  take(next)
  steps.settled()
  draw(place)
  say(next.innerText)
}

function pressUndo() {
  const form = document.querySelector<HTMLFormElement>('.notice[role] form')
  if (!form) return say('Nothing to undo.')
  form.dataset.swap = '#text #list'
  form.requestSubmit()
}

/** Leaves what is under the cursor, or what the form was opened for, and goes on behind it. */
function skip({ place, open }: Desk) {
  const link = document.querySelector<HTMLAnchorElement>('#record a[data-skip]')
  if (!link) return say(NO_SENTENCE)
  const form = recordForm()
  const spans = (form && isBegun(form) ? spansIn(form) : place.cursor?.spans) ?? []
  const [first, last] = [spans[0], spans.at(-1)]
  const url = new URL(link.href)
  if (first && last) url.searchParams.set('after', writtenSpans([{ start: first.start, end: last.end }]))
  open(url.href, '#record #text #list #unsaved')
  focusText()
}
