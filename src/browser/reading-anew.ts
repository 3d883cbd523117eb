import { writtenSpans } from '../quotes/written-spans'
import { isBegun, recordForm, showsSpans, spansIn } from './record-form'

/** After so long without another key (ms) the words are taken for chosen: longer than between two keys of a fast hand. */
const STILL = 150

/**
 * Words that were trimmed are read anew: who says them and when is asked for these very words, and they go into the
 * address, where a page that is loaded again finds them. Only as long as nobody has touched the form's other fields or is
 * in one of them, and the words are still the same when the answer comes.
 *
 * @param renewed what is to be done when the form was put in the place of the old one
 */
export function readsAnew(renewed: () => void): void {
  let timer: number | undefined
  document.addEventListener('trimmed', ({ target }) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => readAnew(target as HTMLFormElement, renewed), STILL)
  })
}

/** Whether it is as the desk filled it, but for its words, and nobody is about to change that. */
const isUntouched = (form: HTMLFormElement) =>
  form === recordForm() &&
  isBegun(form) &&
  !('begun' in form.dataset) &&
  !form.closest('#record')?.contains(document.activeElement)

async function readAnew(form: HTMLFormElement, renewed: () => void) {
  if (!isUntouched(form)) return
  const spans = spansIn(form)
  const url = `?spans=${writtenSpans(spans)}&of=${form.dataset.first}`
  history.replaceState(null, '', url)
  const answer = await fetch(url).catch(() => null)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [old, fresh] = [document.querySelector('#record'), page.querySelector('#record')]
  if (!old || !fresh || !isUntouched(form) || !showsSpans(form, spans)) return
  old.replaceWith(fresh)
  renewed()
}
