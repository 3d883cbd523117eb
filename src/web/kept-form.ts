import { words } from '../words/words'
import { SHOWN_FIELD } from './shown-field'

/** A field of a form as it was sent; one that may be sent several times stands here several times. */
export interface SentField {
  name: string
  value: string
}

/** What a form brought, in the order of its fields. */
export interface SentForm {
  fields: SentField[]
  /** Names of files that came with it. They are not kept: a page can't send them back. Null: none can come. */
  files: string[] | null
}

/** A form that is shown again as it was sent, to be sent once more just so. */
export interface KeptForm {
  /** In the order they came, which tells the rows of a list apart. */
  fields: KeptField[]
  /** Passwords: never shown again, and so to be typed again. */
  secrets: { name: string; label: string; autocomplete: string }[]
  /** To be chosen again: the names they had. Null: the form takes none. */
  files: string[] | null
}

export interface KeptField extends SentField {
  /** How it is shown. Null goes along unseen: what the page put there (versions, offsets, keys) or what was left empty. */
  shown: { id: string; label: string; rows: number | null } | null
}

/** Names of fields as the product's forms label them. One that is not here is shown under its own name. */
const LABELS: Record<string, string> = words.formFields

/** What no person typed: it goes along, and would only be in the way of what they did. */
const PUT_THERE = new Set([
  'annotation',
  'back',
  'change',
  'chosenFor',
  'claimId',
  'claimVersion',
  'correction',
  'end',
  'idempotencyKey',
  'into',
  'intoVersion',
  'item',
  'next',
  'other',
  'prefix',
  'roleId',
  'seal',
  'start',
  'suffix',
  'upTo',
  'version',
  SHOWN_FIELD,
])

/** Fields of passwords, and what a browser's own keeper of them should fill in. */
const SECRETS: Record<string, { label: string; autocomplete: string }> = {
  current: { label: words.accounts.passwordNow, autocomplete: 'current-password' },
  password: { label: words.accounts.password, autocomplete: 'current-password' },
}
/** "The same once more" in a form with a password; elsewhere it means "import it again". */
const AGAIN = { label: words.accounts.again, autocomplete: 'new-password' }

/** Longer than a line of a form on a narrow screen. */
const LONG = 60
const MOST_ROWS = 14

/** What of a form is shown, what goes along, and what has to be given anew. */
export function keptForm({ fields, files }: SentForm): KeptForm {
  const chooses = fields.some(({ name }) => name === 'again') && fields.some(({ name }) => name in SECRETS)
  const secretOf = (name: string) => SECRETS[name] ?? (chooses && name === 'again' ? AGAIN : undefined)
  const kept: KeptForm = { fields: [], secrets: [], files }
  for (const { name, value } of fields) {
    const secret = secretOf(name)
    if (secret) {
      const autocomplete = chooses && name === 'password' ? 'new-password' : secret.autocomplete
      kept.secrets.push({ name, label: secret.label, autocomplete })
      continue
    }
    const isUnseen = PUT_THERE.has(name) || value.trim() === ''
    const id = `kept-${kept.fields.length}`
    const shown = isUnseen ? null : { id, label: labelOf(name), rows: rowsOf(value) }
    kept.fields.push({ name, value, shown })
  }
  return kept
}

/** A field's name as the form has it. */
export const labelOf = (name: string) => LABELS[name] ?? inWords(name)

/** "publishedOnUnknown" as "Published on unknown". */
function inWords(name: string): string {
  const apart = name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}

/** How many lines a text takes; null is one. */
function rowsOf(value: string): number | null {
  const lines = value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LONG)), 0)
  return lines === 1 ? null : Math.min(lines, MOST_ROWS)
}
