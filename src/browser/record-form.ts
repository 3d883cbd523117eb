import type { TextPositionSelector } from '../quotes/selector'
import { writtenSpans } from '../quotes/written-spans'

/** The form of the statement being recorded; it is another one after each swap. */
export const recordForm = () => document.querySelector<HTMLFormElement>('form[data-record]')

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const fieldsOf = (form: HTMLFormElement, name?: string): Field[] =>
  ([...form.elements] as Field[]).filter(
    (field) =>
      form.contains(field) && field.name && field.localName !== 'button' && (name === undefined || field.name === name),
  )

const isTicked = (field: Field): field is HTMLInputElement => field.type === 'radio' || field.type === 'checkbox'

/** Whether the desk filled it in for words, or somebody has begun to: until then it shows what is under the cursor. */
export const isBegun = ({ dataset }: HTMLFormElement) => 'open' in dataset || 'begun' in dataset

const writtenIn = (form: HTMLFormElement) => fieldsOf(form, 'spans')[0]?.value ?? ''

const read = (written: string): TextPositionSelector[] =>
  [...written.matchAll(/(\d+)-(\d+)/g)].map(([, start, end]) => ({ start: Number(start), end: Number(end) }))

/** Which places of the text its words have. */
export const spansIn = (form: HTMLFormElement): TextPositionSelector[] => read(writtenIn(form))

/** Places that the form has in these fields. */
export function placesIn(...names: string[]): TextPositionSelector[] {
  const form = recordForm()
  return form ? names.flatMap((name) => read(fieldsOf(form, name)[0]?.value ?? '')) : []
}

/** Whether its words are those of these places. */
export const showsSpans = (form: HTMLFormElement, spans: readonly TextPositionSelector[]) =>
  spans.length > 0 && writtenIn(form) === writtenSpans(spans)

/** Puts the words of these places into the form, one part of the quotation each, and where they stand. */
export function putSpans(form: HTMLFormElement, text: readonly string[], spans: readonly TextPositionSelector[]): void {
  const parts = fieldsOf(form, 'content')
  while (parts.length < spans.length) {
    const more = parts.at(-1)?.cloneNode() as HTMLTextAreaElement
    more.id = `content-${parts.length}`
    more.ariaLabel = '… and goes on'
    parts.at(-1)?.after(more)
    parts.push(more)
  }
  parts.forEach((part, place) => {
    const span = spans[place]
    part.value = span ? text.slice(span.start, span.end).join('') : ''
  })
  const rest = parts[1]?.closest('details')
  if (rest && spans.length > 1) rest.open = true
  // The words beside are for whoever can't tell the place.
  const places = { start: spans[0]?.start, end: spans.at(-1)?.end, prefix: '', suffix: '' }
  for (const [name, value] of Object.entries(places)) {
    for (const field of fieldsOf(form, name)) field.value = String(value ?? '')
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-spans]'))
    field.value = writtenSpans(spans)
}

/** What the fields hold, in their order. */
export type Values = (string | boolean)[]

/** What a form holds now. */
export const valuesOf = (form: HTMLFormElement): Values =>
  fieldsOf(form).map((field) => (isTicked(field) ? field.checked : field.value))

/** Puts back what a form held. */
export function putValues(form: HTMLFormElement, values: Values): void {
  fieldsOf(form).forEach((field, place) => {
    const value = values[place]
    if (typeof value === 'boolean' && isTicked(field)) field.checked = value
    else if (typeof value === 'string') field.value = value
  })
}

/** What a choice puts into the fields of a form: `{ "speaker": "Ann Lee", "kind": "" }`; of several of a name a list. */
export type Choice = Record<string, string | string[]>

/** The fields that a choice is about, each with what it would hold then. */
const fieldsFor = (form: HTMLFormElement, choice: Choice) =>
  Object.entries(choice).flatMap(([name, given]) => {
    const values = [given].flat()
    return fieldsOf(form, name).flatMap((field, place) => {
      const value = isTicked(field) ? values.includes(field.value) : values[place]
      return value === undefined ? [] : [{ field, value }]
    })
  })

/** Sets the fields as if somebody had, and tells whoever listens. */
export function choose(form: HTMLFormElement, choice: Choice): void {
  for (const { field, value } of fieldsFor(form, choice)) {
    if (typeof value === 'string') field.value = value
    else (field as HTMLInputElement).checked = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** Whether the fields hold what a choice would put there; what somebody is counts only for who is new. */
export const isTaken = (form: HTMLFormElement, { kind, ...choice }: Choice): boolean =>
  fieldsFor(form, choice).every(({ field, value }) =>
    typeof value === 'string' ? field.value === value : (field as HTMLInputElement).checked === value,
  )
