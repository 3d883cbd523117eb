import { freshKey, KEY_FIELD } from '../../../src/web/key-field'
import { type Answered, type Asker, ask, type FormFields } from '../authorisation/askers'
import { formsOf } from '../bad-input/html'

/** A form that somebody has open: what a browser would send, its own idempotency key among it. */
export interface OpenForm {
  action: string
  fields: FormFields
  /** In place of a form: what a script of theirs sends, and the version in If-Match. */
  patch?: { version: number; json: unknown }
  /** In place of a form: a command, which asks no site. */
  command?: () => Promise<Answered>
}

/** Asks for a page as an editor does, and takes the form on it that leads to `action`. */
export async function opened(url: string, who: Asker, path: string, action: string): Promise<OpenForm> {
  const page = await ask(url, 'GET', path, who)
  if (page.status !== 200) throw new Error(`GET ${path} was answered ${page.status}`)
  return formIn(page.body, action)
}

/** What was done last, on top of the next page: it may have a form of the same action, to undo that. */
const NOTICE = /<div class="notice"[\s\S]*?<\/div>/

/** The form of a page that leads to `action`, and has a field of this value if one is named. */
export function formIn(html: string, action: string, having?: readonly [name: string, value: string]): OpenForm {
  const form = formsOf(html.replace(NOTICE, '')).find(
    (form) =>
      form.method === 'POST' &&
      form.action === action &&
      (!having || form.fields.some(({ name, value }) => name === having[0] && value === having[1])),
  )
  if (!form) throw new Error(`no form of the page leads to ${action}`)
  const fields = form.fields.filter(({ isSent }) => isSent).map(({ name, value }) => [name, value] as const)
  return { action, fields }
}

/** A form as no page shows it just now: of a notice that tells of a change, or of a script of the site's. */
export function formOf(action: string, fields: Record<string, string | number>): OpenForm {
  const given = Object.entries(fields).map(([name, value]) => [name, String(value)] as const)
  return { action, fields: [[KEY_FIELD, freshKey()], ...given] }
}

/** The form with other words typed into some of its fields; one that a page leaves out until it is ticked is added. */
export function typedInto(form: OpenForm, typed: Record<string, string>): OpenForm {
  const kept = form.fields.filter(([name]) => !(name in typed))
  return { ...form, fields: [...kept, ...Object.entries(typed)] }
}

/** What a form has in a field; the empty text where it has no such field. */
export const valueIn = ({ fields }: OpenForm, name: string): string =>
  fields.find(([given]) => given === name)?.[1] ?? ''

/** Sends a form as the browser does whose page it stood on, or gives the command. */
export function send(url: string, who: Asker, { action, fields, patch, command }: OpenForm): Promise<Answered> {
  if (command) return command()
  return patch
    ? ask(url, 'PATCH', action, who, patch)
    : ask(url, 'POST', action.split('#')[0] ?? action, who, { form: fields })
}
