import type { Actions, changing } from './actions'
import { meaningOf } from './key-map'
import type { KeySettings } from './key-settings'
import { snap, split } from './quoted-words'
import { recordForm } from './record-form'

/** The field into which one writes what none of a group's choices is, by the group's key. */
const FIELDS: Record<string, string> = {
  o: 'source',
  v: 'cue',
  w: 'speaker',
  d: 'saidOn',
  m: 'medium',
  a: 'content',
  l: 'find-claim',
}

/** How long `i` waits for the key of a field (ms). */
const WAITED = 2_000

/** Keys that nobody presses first: they come behind the page, into the same list as the others. */
export function addMoreKeys(actions: Actions, settings: KeySettings, change: ReturnType<typeof changing>): void {
  actions['"'] = change(snap)
  actions.x = change(split)
  let isWaiting = false
  /** By its number: the form may be another one by now. */
  let ticked = ''
  document.addEventListener('change', ({ target }) => {
    const box = target as HTMLInputElement
    if (box.name === 'link' && box.checked) ticked = box.value
  })
  /** The next of a select's options, and behind the last the first. */
  const next = (name: string) => {
    const select = recordForm()?.elements.namedItem(`${name}-${ticked}`) as HTMLSelectElement | null
    if (!select) return
    select.selectedIndex = (select.selectedIndex + 1) % select.options.length
    select.dispatchEvent(new Event('input', { bubbles: true }))
  }
  actions.r = () => next('relation')
  actions.y = () => next('direction')
  let timer: number | undefined
  const forget = () => {
    isWaiting = false
  }
  actions.i = () => {
    isWaiting = true
    clearTimeout(timer)
    timer = window.setTimeout(forget, WAITED)
  }
  // Whoever goes somewhere else meanwhile has thought better of it.
  for (const type of ['focusin', 'pointerdown']) document.addEventListener(type, forget, true)
  document.addEventListener('keydown', (event) => {
    const field = event.target as HTMLElement
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || field.id !== 'find-claim') return
    event.preventDefault()
    field.parentElement?.querySelector('button')?.click()
  })
  // Before the others hear of the key: what follows on `i` names the field.
  document.addEventListener(
    'keydown',
    (event) => {
      if (!isWaiting || event.ctrlKey || event.metaKey || event.key === 'Shift') return
      isWaiting = false
      const key = meaningOf(settings.map, settings.keys, event.key) ?? ''
      const field = document.getElementById(FIELDS[key] ?? '') as HTMLInputElement | null
      if (!field) return
      event.preventDefault()
      event.stopPropagation()
      field.focus()
      field.select?.()
    },
    true,
  )
}
