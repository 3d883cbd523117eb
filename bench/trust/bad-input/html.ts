/** A field as a page shows it, with what a browser would send for it untouched. */
export interface Field {
  name: string
  /** Of the input; "textarea", "select" or "button" of the others. */
  type: string
  value: string
  /** Of a select, and of boxes and buttons to choose from. */
  options: string[]
  /** Whether a browser would send it as it stands: a box that is not ticked is not. */
  isSent: boolean
}

export interface Form {
  method: 'GET' | 'POST'
  action: string
  isMultipart: boolean
  fields: Field[]
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** Text out of HTML, as far as our own pages write it. */
export const unescaped = (html: string): string =>
  html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name] ?? whole
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
  })

const attributesOf = (tag: string): Record<string, string> => {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value] of tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/gi))
    attributes[name] = unescaped(value ?? '')
  return attributes
}

/**
 * The forms of a page, as a browser would see them. Our pages quote every value and nest no form in another. One that closes
 * its dialog is sent nowhere.
 */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([whole]) => {
    const { method = 'get', action = '', enctype } = attributesOf(whole.slice(0, whole.indexOf('>')))
    if (method.toLowerCase() === 'dialog') return []
    return {
      method: method.toLowerCase() === 'post' ? 'POST' : 'GET',
      action,
      isMultipart: enctype === 'multipart/form-data',
      fields: fieldsOf(whole),
    }
  })
}

const CONTROLS =
  /<input\b[^>]*>|<button\b[^>]*>|<textarea\b[^>]*>[\s\S]*?<\/textarea>|<select\b[^>]*>[\s\S]*?<\/select>/g

function fieldsOf(form: string): Field[] {
  return [...form.matchAll(CONTROLS)].flatMap(([control]) => {
    const end = control.indexOf('>')
    const attributes = attributesOf(control.slice(0, end))
    const { name } = attributes
    if (name === undefined) return []
    if (control.startsWith('<textarea')) {
      // The first line end behind the tag is not the text's.
      const text = unescaped(control.slice(end + 1, control.lastIndexOf('</'))).replace(/^\n/, '')
      return [{ name, type: 'textarea', value: text, options: [], isSent: true }]
    }
    if (control.startsWith('<select')) return [selectOf(name, control)]
    const type = control.startsWith('<button') ? 'button' : (attributes.type ?? 'text')
    const isChoice = type === 'checkbox' || type === 'radio'
    const value = attributes.value ?? (isChoice ? 'on' : '')
    const isSent = isChoice ? 'checked' in attributes : type !== 'button'
    return [{ name, type, value, options: isChoice || type === 'button' ? [value] : [], isSent }]
  })
}

function selectOf(name: string, control: string): Field {
  const options = [...control.matchAll(/<option\b([^>]*)>([^<]*)/g)].map(([, tag = '', text = '']) => {
    const attributes = attributesOf(tag)
    return { value: attributes.value ?? unescaped(text).trim(), isChosen: 'selected' in attributes }
  })
  const chosen = options.find(({ isChosen }) => isChosen) ?? options[0]
  return { name, type: 'select', value: chosen?.value ?? '', options: options.map(({ value }) => value), isSent: true }
}

/** Addresses that a page leads to, on this site. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)]
    .map(([, href = '']) => unescaped(href))
    .filter((href) => href.startsWith('/'))
