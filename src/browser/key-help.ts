import { keep } from './kept'
import { keyProblem, withKey } from './key-changes'
import { chosenKey, type KeyMap, NO_CHANGES } from './key-map'
import { KEYS_KEPT_AS, type KeySettings, showKeys } from './key-settings'

/** Lets the help change keys; each change is kept at once. One that is taken already is refused with words. */
export function changeKeysIn(settings: KeySettings): void {
  const dialog = document.querySelector('#keys') as HTMLDialogElement
  const problem = dialog.querySelector('[data-problem]') as HTMLElement
  const off = dialog.querySelector('[name=keysOff]') as HTMLInputElement
  const fields = [...dialog.querySelectorAll<HTMLInputElement>('input[data-default]')]
  const names = Object.fromEntries(fields.map(({ dataset }) => [dataset.default ?? '', dataset.words ?? '']))
  const change = (map: KeyMap) => {
    settings.map = map
    if (!keep(KEYS_KEPT_AS, map)) {
      problem.textContent = 'This browser keeps nothing for this site: the keys are changed until you leave the page.'
    }
    show()
  }
  const show = () => {
    off.checked = settings.map.isOff
    for (const field of fields) field.value = chosenKey(settings.map, field.dataset.default ?? '')
    showKeys(settings)
  }
  dialog.addEventListener('change', ({ target }) => {
    problem.textContent = ''
    if (target === off) return change({ ...settings.map, isOff: off.checked })
    const field = target as HTMLInputElement
    const key = field.dataset.default ?? ''
    const refusal = keyProblem(settings.map, names, key, field.value)
    field.setAttribute('aria-invalid', String(refusal !== null))
    if (refusal === null) return change(withKey(settings.map, key, field.value))
    problem.textContent = refusal
    field.value = chosenKey(settings.map, key)
    field.focus()
  })
  dialog.querySelector('[data-reset]')?.addEventListener('click', () => {
    problem.textContent = ''
    change(NO_CHANGES)
  })
  show()
}
