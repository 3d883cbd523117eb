/** Letters after which a word is completed: fewer are the beginning of too many. */
const FEWEST = 2

/**
 * Help for whoever writes in the form: a name that is known is completed, the rest of it selected, so that the next letter
 * replaces it; and a day that is written is stated, until somebody says otherwise.
 */
export function helpsWriting(): void {
  // Before the others hear of it: a step to be undone, and the proposal that is shown as taken, are of the whole word.
  document.addEventListener(
    'input',
    (event) => {
      const field = event.target as HTMLInputElement
      if (field.name === 'saidOn') stated(field)
      if (field.list && (event as InputEvent).inputType === 'insertText') complete(field)
      if (field.name === 'speaker') known(field)
    },
    true,
  )
}

const isListed = (field: HTMLInputElement) =>
  [...(field.list?.options ?? [])].some(({ value }) => value === field.value)

/** Whoever is known needs no kind; whoever turns out to be somebody else has again the one that the row had. */
function known(field: HTMLInputElement) {
  const [names, kinds] = ['speaker', 'kind'].map((name) =>
    field.form?.querySelectorAll<HTMLInputElement>(`[name=${name}]`),
  )
  const kind = kinds?.[[...(names ?? [])].indexOf(field)]
  if (!kind) return
  if (isListed(field)) {
    field.dataset.kind ||= kind.value
    kind.value = ''
  } else kind.value ||= field.dataset.kind ?? ''
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
