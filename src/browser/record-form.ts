import { CodePoints } from '../quotes/code-points'
import type { TextPositionSelector } from '../quotes/selector'
import { spansWritten, writtenSpans } from '../quotes/written-spans'

/** The form of the statement being recorded; it is another one after each swap. */
export const recordForm = () => document.querySelector<HTMLFormElement>('form[data-record]')

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const fieldsOf = (form: HTMLFormElement, name?: string): Field[] =>
  [...form.elements]
    .filter(
      (element): element is Field =>
        element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement,
    )
    .filter((field) => field.name !== '' && (name === undefined || field.name === name))

const isTicked = (field: Field): field is HTMLInputElement => field.type === 'radio' || field.type === 'checkbox'

/** Whether the desk filled it in for words, or somebody has begun to: until then it shows what is under the cursor. */
export const isBegun = (form: HTMLFormElement) => 'open' in form.dataset || 'begun' in form.dataset

/** Which places of the text its words have. */
export const spansIn = (form: HTMLFormElement) => spansWritten(fieldsOf(form, 'spans')[0]?.value ?? '') ?? []

export const showsSpans = (form: HTMLFormElement, spans: readonly TextPositionSelector[]) =>
  spans.length > 0 && fieldsOf(form, 'spans')[0]?.value === writtenSpans(spans)

/** Puts the words of these places into the form, one part of the quotation each, and where they stand. */
export function putSpans(form: HTMLFormElement, text: CodePoints, spans: readonly TextPositionSelector[]): void {
  const put = (name: string, value: string | number) => {
    for (const field of fieldsOf(form, name)) field.value = String(value)
  }
  const parts = fieldsOf(form, 'content')
  while (parts.length < spans.length) {
    const more = parts.at(-1)?.cloneNode() as HTMLTextAreaElement
    more.id = `content-${parts.length}`
    more.setAttribute('aria-label', '… and goes on')
    parts.at(-1)?.after(more)
    parts.push(more)
  }
  parts.forEach((part, place) => {
    const span = spans[place]
    part.value = span ? text.slice(span.start, span.end) : ''
  })
  const rest = parts[1]?.closest('details')
  if (rest && spans.length > 1) rest.open = true
  put('start', spans[0]?.start ?? '')
  put('end', spans.at(-1)?.end ?? '')
  put('prefix', '')
  put('suffix', '')
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-spans]'))
    field.value = writtenSpans(spans)
}

/** What the fields hold, in their order. */
export type Values = (string | boolean)[]

export const valuesOf = (form: HTMLFormElement): Values =>
  fieldsOf(form).map((field) => (isTicked(field) ? field.checked : field.value))

export function putValues(form: HTMLFormElement, values: Values): void {
  fieldsOf(form).forEach((field, place) => {
    const value = values[place]
    if (isTicked(field)) field.checked = value === true
    else if (typeof value === 'string') field.value = value
  })
}

/** What a choice puts into the fields of a form: `{ "speaker": "Ann Lee", "kind": "" }`; of several of a name a list. */
export type Choice = Record<string, string | string[]>

const valueAt = (value: string | string[], place: number) =>
  Array.isArray(value) ? value[place] : place === 0 ? value : undefined

/** Sets the fields as if somebody had, and tells whoever listens. */
export function choose(form: HTMLFormElement, choice: Choice): void {
  for (const [name, given] of Object.entries(choice)) {
    fieldsOf(form, name).forEach((field, place) => {
      const value = isTicked(field) ? undefined : valueAt(given, place)
      if (isTicked(field)) field.checked = [given].flat().includes(field.value)
      else if (value !== undefined) field.value = value
      else return
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}

/** Whether the fields hold what a choice would put there. */
export const isTaken = (form: HTMLFormElement, choice: Choice): boolean =>
  Object.entries(choice).every(([name, given]) =>
    fieldsOf(form, name).every((field, place) => {
      if (isTicked(field)) return field.checked === [given].flat().includes(field.value)
      const value = valueAt(given, place)
      return value === undefined || field.value === value
    }),
  )
