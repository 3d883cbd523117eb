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
const LABELS: Record<string, string> = {
  aliases: 'Also known as',
  answer: 'The answer to the sender',
  anonymityReason: 'Why it is not named',
  basis: 'The date is',
  body: 'Comment',
  by: 'Whose words',
  byline: 'Byline',
  changeWords: 'What was changed',
  comment: 'What has to be done',
  content: 'Words of the statement',
  cue: 'Cue',
  description: 'Description',
  email: 'E-mail address',
  first: 'First words',
  from: 'From',
  headline: 'Headline',
  hopBasis: 'Passed on: the date is',
  hopCue: 'Passed on: cue',
  hopKind: 'Who passed it on is',
  hopMedium: 'Passed on: medium',
  hopSaidOn: 'Passed on when',
  hopSaidOnWords: 'Passed on: from the words',
  hopSource: 'Words that name who passed it on',
  hopSpeaker: 'Who passed it on',
  hopWording: 'Passed on: wording',
  kind: 'Kind',
  label: 'What it is for',
  language: 'Language',
  languages: 'Languages',
  last: 'Last words',
  licence: 'Licence',
  licenceUrl: 'Address of the licence',
  medium: 'Medium',
  name: 'Name',
  outcome: 'Outcome',
  outlet: 'Outlet',
  publishedOn: 'Day of publication',
  reason: 'Reason',
  relation: 'Relation',
  repliedOn: 'Day of the reply',
  rights: 'What readers without an account may see',
  role: 'Role',
  roleFor: 'Speaks for',
  roleSince: 'Since',
  roleTitle: 'Title',
  roleUntil: 'Until',
  saidOn: 'Said on',
  saidOnWords: 'From the words',
  source: 'Words that name the speaker',
  sourceUrl: 'Where it can be read',
  speaker: 'Speaker',
  speakerDescription: 'Description of the speaker',
  stance: 'Stance',
  summary: 'In one plain sentence',
  tell: 'Tell',
  text: 'The text',
  title: 'Title',
  to: 'To',
  url: 'Web address',
  way: 'How it came',
  wikidataId: 'Wikidata id',
  wording: 'Wording',
  words: 'Words',
}

/** What no person typed: it goes along, and would only be in the way of what they did. */
const PUT_THERE = new Set([
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
  current: { label: 'Your password now', autocomplete: 'current-password' },
  password: { label: 'Password', autocomplete: 'current-password' },
}
/** "The same once more" in a form with a password; elsewhere it means "import it again". */
const AGAIN = { label: 'The same once more', autocomplete: 'new-password' }

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
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How many lines a text takes; null is one. */
function rowsOf(value: string): number | null {
  const lines = value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LONG)), 0)
  return lines === 1 ? null : Math.min(lines, MOST_ROWS)
}
