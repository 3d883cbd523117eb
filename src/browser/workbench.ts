import { type Actions, actionsOf, changing, clickVisible, cycle, type Desk, save } from './actions'
import { choiceAt, isTaking, markTaken, take } from './choices'
import { formSteps } from './form-steps'
import { meaningOf } from './key-map'
import { type KeySettings, keySettings, showKeys } from './key-settings'
import { draw, focusText, intoView, moveTo, placeHere, readAgain, spoken } from './place'
import { recordForm } from './record-form'
import { say, takeTroubleBack } from './say'
import { ask, isAsking, isSending, type Swapped, swapOnRequest } from './swap'

/**
 * The tagging page's help for keyboard, mouse and finger. All that it does the page can do without it: it moves a cursor
 * through the text, fills the form's fields, presses its buttons, and swaps parts of the page instead of the whole.
 */
function begin(desk: Desk) {
  document.documentElement.classList.add('scripted')
  const { place, steps } = desk
  const settings = keySettings()
  const actions = actionsOf(desk)
  showKeys(settings)
  markTaken()
  readAgain(place, true)
  listenToKeys(actions, settings, desk)
  listenToClicks(actions, desk)
  document.addEventListener('input', ({ target }) => {
    const field = target as HTMLInputElement
    if (field.form !== recordForm() || !field.form) return
    field.form.dataset.begun = ''
    if (isTaking()) return
    steps.typed(`${field.name} ${field.id}`)
    markTaken()
  })
  document.addEventListener('close', focusText, true)
  const swapped = (done: Swapped) => {
    takeTroubleBack()
    showKeys(settings)
    markTaken()
    // From now on undo means what was sent; the notice has it.
    if (done.isSaved) steps.forget()
    if (done.isSaved && isOfRecord(done.from)) document.dispatchEvent(new Event('saved'))
    readAgain(place, done.from !== null)
    steps.settled()
    goOn(done, desk)
  }
  whenSwapped = swapped
  swapOnRequest(swapped)
  const renewed = () => {
    showKeys(settings)
    markTaken()
    readAgain(place, false)
    steps.settled()
  }
  const renew = (then: () => void) =>
    void ask({ url: location.href, ids: '#text #list', from: null }, () => {
      showKeys(settings)
      readAgain(place, false)
      then()
    })
  void import(one('#keys')?.dataset.script ?? '').then(({ beginLater }: typeof import('./later.js')) =>
    beginLater(settings, actions, desk, { change: changing(desk), moveTo, isAsking, say, renew, renewed }),
  )
}

/** What follows on a swap, wherever it was asked for. */
let whenSwapped: (done: Swapped) => void = () => {}

/** Whether it was one of the forms that record a statement. */
const isOfRecord = (from: Element | null) => from?.closest('form')?.matches('[data-record], #report form') === true

const one = (selector: string) => document.querySelector<HTMLElement>(selector)

const wordsOf = (selector: string) => one(selector)?.innerText ?? ''

/** The focus goes where the work goes on, and what came of it is said. */
function goOn({ from, status, isSaved }: Swapped, { place }: Desk) {
  const notice = wordsOf('.notice[role] p')
  if (status === 422) {
    const field = one('#record [aria-invalid=true]') ?? one('#record .errors')
    field?.focus()
    say((field?.id && wordsOf(`#${field.id}-problem`)) || wordsOf('.errors'))
  } else if (isSaved && !isOfRecord(from)) {
    one('#statements')?.focus()
    say(notice)
  } else if (isSaved || from === document.body) {
    if (isSaved) focusText()
    // The form may have come up over the sentence.
    intoView(place)
    say(`${notice} ${'open' in (recordForm()?.dataset ?? {}) ? openedWords() : spoken(place)}`.trim())
  } else one('[data-focus]')?.focus()
}

function openedWords(): string {
  const fields = document.querySelectorAll<HTMLInputElement>('#record :is(#speaker, #saidOn)')
  return ['Form open', ...[...fields].map(({ value }) => value).filter(Boolean)].join(', ')
}

/** Whether single letters act: not while somebody types, and not behind an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null
  if (one('dialog[open]')) return true
  if (!element || element.matches('[type=radio], [type=checkbox]')) return false
  return element.matches('input, textarea, select')
}

function listenToKeys(actions: Actions, settings: KeySettings, desk: Desk) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return
    // The form is on its way: a letter meant for it is no command.
    if (isSending()) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const sent = (event.target as Element).closest<HTMLFormElement>('.side form') ?? recordForm()
      if (!event.repeat && sent) save(sent)
      return event.preventDefault()
    }
    // From anywhere in the form Escape leads back to the text, and only there to the whole sentence.
    const isLeaving = event.key === 'Escape' && (event.target as Element).closest('.side')
    if (isLeaving || isTyping(event.target)) return inField(event)
    const isAltGraph = event.getModifierState('AltGraph')
    if ((event.ctrlKey || event.altKey || event.metaKey) && !isAltGraph) return
    const key = meaningOf(settings.map, settings.keys, event.key) ?? ''
    // Enter presses the button or the link that has the focus.
    if (key === 'Enter' && (event.target as Element).closest('a, button, summary, input')) return
    if (press(key, event, actions, desk, settings)) event.preventDefault()
  })
}

function press(key: string, event: KeyboardEvent, actions: Actions, desk: Desk, settings: KeySettings): boolean {
  const action = actions[key]
  if (action) {
    action(event.repeat)
    return true
  }
  // Keys of the form's own buttons are not all in the list of keys: they are as the page has them.
  const named = key || (settings.map.isOff ? '' : event.key)
  if (named === '' || event.repeat) return false
  if (clickVisible(named)) return true
  const back =
    named !== named.toLowerCase() &&
    document.querySelector<HTMLElement>(`[data-cycle][data-key="${CSS.escape(named.toLowerCase())}"]`)
  if (!back) return false
  cycle(back, -1, desk)
  return true
}

/** In a field only Escape acts, which goes back to the text; and Enter saves nothing by chance. */
function inField(event: KeyboardEvent) {
  if (one('dialog[open]')) return
  const field = event.target as Element
  if (event.key === 'Escape') {
    focusText()
    event.preventDefault()
  } else if (event.key === 'Enter' && field.matches('form[data-record] input')) event.preventDefault()
}

function listenToClicks(actions: Actions, desk: Desk) {
  const { place, steps } = desk
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const choice = choiceAt(target)
    if (choice) {
      event.preventDefault()
      steps.before('taken')
      take(choice)
      steps.settled()
      draw(place)
      return
    }
    // The form that it takes the place of comes back by undo.
    if (target.closest('[data-opens]')) steps.before('opened')
    const button = target.closest<HTMLElement>('[data-act], [data-cycle]')
    if (button?.dataset.cycle) cycle(button, event.shiftKey ? -1 : 1, desk)
    else if (button?.dataset.act) {
      event.preventDefault()
      actions[button.dataset.act]?.(false)
    }
  })
}

let hasBegun = false
function beginOnce() {
  if (hasBegun) return
  hasBegun = true
  const place = placeHere()
  const open = (url: string, ids: string) => void ask({ url, ids, from: document.body }, (done) => whenSwapped(done))
  if (place) begin({ place, steps: formSteps(place), open })
}

// The text is painted first; but whoever presses a key before that is not kept waiting.
requestAnimationFrame(() => setTimeout(beginOnce))
for (const event of ['keydown', 'pointerdown', 'submit'])
  addEventListener(event, beginOnce, { capture: true, once: true })
