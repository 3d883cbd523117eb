/** Letters after which a word is completed: fewer are the beginning of too many. */
const FEWEST = 2

/** Keys that accept a completion; all else leaves what was typed. */
const ACCEPTS = ['Tab', 'ArrowRight', 'End']

/** A field that was completed, how much of it was typed, and the whole as it is known. */
let completed: { field: HTMLInputElement; typed: string; whole: string } | null = null

/**
 * Help for whoever writes in the form: a name that is known is completed, the rest of it selected, so that the next letter
 * replaces it. Tab or an arrow accepts it; whatever else one does, only what was typed stays. And a day that is written is
 * stated, until somebody says otherwise.
 */
export function helpsWriting(): void {
  // Before the others hear of it: a step to be undone, and the proposal that is shown as taken, are of the whole word.
  document.addEventListener(
    'input',
    (event) => {
      const field = event.target as HTMLInputElement
      completed = null
      if (field.name === 'saidOn') stated(field)
      if (field.list && (event as InputEvent).inputType === 'insertText') complete(field)
    },
    true,
  )
  // Before others hear of the key: Ctrl+Enter saves, and Escape leaves the field.
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (ACCEPTS.includes(key)) leave('whole')
      else if (key === 'Enter' || key === 'Escape') leave('typed')
    },
    true,
  )
  document.addEventListener('focusout', () => leave('typed'), true)
}

/** The field has the whole, as it is known, or what was typed. */
function leave(what: 'whole' | 'typed') {
  if (!completed) return
  const { field, [what]: words } = completed
  completed = null
  if (field.value === words) return
  field.value = words
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function complete(field: HTMLInputElement) {
  const typed = field.value
  // Of several speakers the last is being written.
  const before = field.name === 'speaker' ? typed.lastIndexOf(';') + 1 : 0
  const first = typed.length - typed.slice(before).trimStart().length
  const begun = typed.slice(first)
  if (begun.length < FEWEST || field.selectionStart !== typed.length) return
  const options = Array.from(field.list?.options ?? [], ({ value }) => value)
  const begins = (value: string) => value.toLowerCase().startsWith(begun.toLowerCase())
  // A name that is whole is meant, though another one goes on from there.
  const whole = options.find((value) => begins(value) && value.length === begun.length) ?? options.find(begins)
  if (!whole || whole.length === begun.length) return
  // Letters that were typed stay as they were typed: who goes on writing means them.
  field.value = typed + whole.slice(begun.length)
  field.setSelectionRange(typed.length, field.value.length)
  completed = { field, typed, whole: typed.slice(0, first) + whole }
}

function stated(field: HTMLInputElement) {
  const basis = field.form?.elements.namedItem('basis') as HTMLSelectElement | null
  if (basis && (field.value === '') !== (basis.value === 'not_stated'))
    basis.value = field.value === '' ? 'not_stated' : 'stated'
}
