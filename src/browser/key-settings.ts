import { chosenKey, type KeyMap, keyProblem, mapKept, NO_CHANGES, withKey } from './key-map'

const KEPT_AS = 'gainsay.keys'

export interface KeySettings {
  map: KeyMap
  /** All keys as they come; the page lists them. */
  keys: string[]
}

/** The keys, as the page's help lists them and as this browser keeps them. */
export function keySettings(): KeySettings {
  const listed = [...document.querySelectorAll<HTMLElement>('#keys [data-default]')]
  return { map: mapKept(kept()), keys: listed.map(({ dataset }) => dataset.default ?? '') }
}

const keyFields = () => [...document.querySelectorAll<HTMLInputElement>('#keys input[data-default]')]

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    // A browser that keeps nothing for this site: the keys are as they come.
    return null
  }
}

/** Writes the keys that were chosen on all buttons that have one. */
export function showKeys({ map }: KeySettings): void {
  for (const cap of document.querySelectorAll<HTMLElement>('kbd[data-of]')) {
    const key = cap.dataset.of ?? ''
    cap.textContent = map.isOff && key.length === 1 ? '' : chosenKey(map, key)
  }
}

/** Lets the help change keys; each change is kept at once. One that is taken already is refused with words. */
export function changeKeysInHelp(settings: KeySettings): void {
  const dialog = document.querySelector<HTMLDialogElement>('#keys')
  const problem = dialog?.querySelector('[data-problem]')
  const off = dialog?.querySelector<HTMLInputElement>('[name=keysOff]')
  if (!dialog || !problem || !off) return
  const names = Object.fromEntries(keyFields().map(({ dataset }) => [dataset.default ?? '', dataset.words ?? '']))
  const show = () => {
    off.checked = settings.map.isOff
    for (const field of keyFields()) field.value = chosenKey(settings.map, field.dataset.default ?? '')
    showKeys(settings)
  }
  const keep = (map: KeyMap) => {
    settings.map = map
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(map))
    } catch {
      problem.textContent = 'This browser keeps nothing for this site: the keys are changed until you leave the page.'
    }
    show()
  }
  dialog.addEventListener('change', ({ target }) => {
    problem.textContent = ''
    if (target === off) return keep({ ...settings.map, isOff: off.checked })
    const field = target as HTMLInputElement
    const key = field.dataset.default
    if (key === undefined) return
    const refusal = keyProblem(settings.map, names, key, field.value)
    field.setAttribute('aria-invalid', String(refusal !== null))
    if (refusal === null) return keep(withKey(settings.map, key, field.value))
    problem.textContent = refusal
    field.value = chosenKey(settings.map, key)
    field.focus()
  })
  dialog.querySelector('[data-reset]')?.addEventListener('click', () => {
    problem.textContent = ''
    keep(NO_CHANGES)
  })
  show()
}
