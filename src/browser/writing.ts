/** Letters after which a word is completed: fewer are the beginning of too many. */
const FEWEST = 2

/**
 * Help for whoever writes in the form: a name that is known is completed, the rest of it selected, so that the next letter
 * replaces it; and a day that is written is stated, until somebody says otherwise.
 */
export function helpsWriting(): void {
  document.addEventListener('input', (event) => {
    const field = event.target as HTMLInputElement
    if (field.name === 'saidOn') stated(field)
    if (field.list && (event as InputEvent).inputType === 'insertText') complete(field)
  })
}

function complete(field: HTMLInputElement) {
  const typed = field.value
  if (typed.length < FEWEST || field.selectionStart !== typed.length) return
  const known = [...(field.list?.options ?? [])].find(({ value }) =>
    value.toLowerCase().startsWith(typed.toLowerCase()),
  )
  if (!known) return
  field.value = known.value
  field.setSelectionRange(typed.length, known.value.length)
}

function stated(field: HTMLInputElement) {
  const basis = field.form?.elements.namedItem('basis') as HTMLSelectElement | null
  if (basis && (field.value === '') !== (basis.value === 'not_stated'))
    basis.value = field.value === '' ? 'not_stated' : 'stated'
}
