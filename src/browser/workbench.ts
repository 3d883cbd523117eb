import { type Actions, actionsOf, clickVisible, cycle, type Desk, save } from './actions'
import { choiceAt, isTaking, markTaken, take } from './choices'
import { formSteps } from './form-steps'
import { meaningOf } from './key-map'
import { type KeySettings, keySettings, showKeys } from './key-settings'
import { focusText, intoView, placeHere, readAgain } from './place'
import { choosesByPointer } from './pointer'
import { recordForm } from './record-form'
import { say, takeTroubleBack } from './say'
import { ask, isAsking, type Swapped, swapOnRequest } from './swap'

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
  choosesByPointer(place, steps)
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
    if (done.isSaved && recordWasSaved(done)) {
      steps.forget()
      document.dispatchEvent(new Event('saved'))
    }
    readAgain(place, recordWasAsked(done))
    steps.settled()
    goOn(done, desk)
  }
  whenSwapped = swapped
  swapOnRequest(swapped)
  const renew = (then: () => void) =>
    void ask({ url: location.href, ids: '#text #list', from: null }, () => {
      showKeys(settings)
      readAgain(place, false)
      then()
    })
  void import(document.querySelector<HTMLElement>('#keys')?.dataset.script ?? '').then(
    ({ beginLater }: typeof import('./later.js')) => beginLater(settings, { isAsking, renew, say }),
  )
}

/** What follows on a swap, wherever it was asked for. */
let whenSwapped: (done: Swapped) => void = () => {}

const recordWasSaved = ({ from }: Swapped) => from?.closest('form')?.matches('[data-record], #report form') === true
/** Whoever asked for more than the list wants to be where the work goes on. */
const recordWasAsked = ({ from }: Swapped) =>
  recordWasSaved({ from } as Swapped) || from === document.body || from?.matches('[data-skip], [data-opens]') === true

/** The focus goes where the work goes on, and what came of it is said. */
function goOn({ from, status, isSaved }: Swapped, { place }: Desk) {
  const notice = document.querySelector<HTMLElement>('.notice p')?.innerText
  if (status === 422) {
    const field =
      document.querySelector<HTMLElement>('#record [aria-invalid=true]') ??
      document.querySelector<HTMLElement>('#record .errors')
    field?.focus()
    const about = field?.getAttribute('aria-describedby')?.split(' ')[0]
    return say(
      (about && document.getElementById(about)?.innerText) ||
        document.querySelector<HTMLElement>('.errors')?.innerText ||
        '',
    )
  }
  if (isSaved && from?.closest('form')?.matches('[data-record], #report form')) {
    focusText()
    intoView(place)
    return say(notice ?? 'Saved.')
  }
  if (isSaved) document.querySelector<HTMLElement>('#statements')?.focus()
  const wanted = document.querySelector<HTMLElement>('[data-focus]')
  if (!isSaved && from?.matches('[data-withdraw]')) wanted?.focus()
  else if (from === document.body) {
    // The form may have come up over the sentence.
    intoView(place)
    say(openedWords())
  } else if (notice) say(notice)
}

const openedWords = () => {
  const fields = [...document.querySelectorAll<HTMLInputElement>('#record :is(#speaker, #saidOn)')].map(
    ({ value }) => value,
  )
  return ['The form is open', ...fields.filter((value) => value !== '')].join(', ')
}

/** Whether single letters act: not while somebody types, and not behind an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null
  if (document.querySelector('dialog[open]')) return true
  if (!element || element.matches('input:is([type=radio], [type=checkbox], [type=button], [type=submit])')) return false
  return element.matches('input, textarea, select, [contenteditable]')
}

function listenToKeys(actions: Actions, settings: KeySettings, desk: Desk) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return
    const form = recordForm()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const own = (event.target as Element).closest('form')
      const sent = own && own !== form && own.closest('#report, #withdrawal') ? own : form
      if (!event.repeat && sent) sent === form ? save(sent) : sent.requestSubmit()
      return event.preventDefault()
    }
    if (isTyping(event.target)) return inField(event)
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
  cycle(back, -1, desk.steps)
  return true
}

/** In a field only Escape acts, which goes back to the text; and Enter saves nothing by chance. */
function inField(event: KeyboardEvent) {
  if (document.querySelector('dialog[open]')) return
  const field = event.target as Element
  if (event.key === 'Escape') {
    focusText()
    event.preventDefault()
  } else if (event.key === 'Enter' && field.matches('form[data-record] input')) event.preventDefault()
}

function listenToClicks(actions: Actions, { steps }: Desk) {
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const choice = choiceAt(target)
    if (choice) {
      event.preventDefault()
      steps.before('taken')
      take(choice)
      steps.settled()
      return
    }
    const button = target.closest<HTMLElement>('[data-act], [data-cycle]')
    if (button?.dataset.cycle) cycle(button, event.shiftKey ? -1 : 1, steps)
    else if (button?.dataset.act) {
      event.preventDefault()
      actions[button.dataset.act]?.(false)
    }
  })
}

const place = placeHere()
if (place) {
  const open = (url: string, ids: string) => void ask({ url, ids, from: document.body }, (done) => whenSwapped(done))
  begin({ place, steps: formSteps(place), open })
}
