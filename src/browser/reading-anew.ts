import { writtenSpans } from '../quotes/written-spans'
import { isBegun, recordForm, showsSpans, spansIn } from './record-form'

/** After so long without another key (ms) the words are taken for chosen: longer than between two keys of a fast hand. */
const STILL = 150

/**
 * Words that were trimmed are read anew: who says them and when is asked for these very words. Only as long as nobody has
 * touched the form's other fields, and the words are still the same when the answer comes.
 *
 * @param renewed what is to be done when the form was put in the place of the old one
 */
export function readsAnew(renewed: () => void): void {
  let timer: number | undefined
  document.addEventListener('change', ({ target }) => {
    const { form } = target as HTMLInputElement
    if (!form || form !== recordForm() || !isTrimmed(form)) return
    clearTimeout(timer)
    timer = window.setTimeout(() => readAnew(form, renewed), STILL)
  })
}

/** Whether nothing but the words was changed since the desk filled the form. */
const isTrimmed = (form: HTMLFormElement) => isBegun(form) && !('begun' in form.dataset)

async function readAnew(form: HTMLFormElement, renewed: () => void) {
  const spans = spansIn(form)
  const answer = await fetch(`?spans=${writtenSpans(spans)}&of=${form.dataset.first}`).catch(() => null)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [old, fresh] = [document.querySelector('#record'), page.querySelector('#record')]
  if (!old || !fresh || recordForm() !== form || !isTrimmed(form) || !showsSpans(form, spans)) return
  old.replaceWith(fresh)
  renewed()
}
