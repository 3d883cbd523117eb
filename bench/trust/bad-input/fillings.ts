import { sealForm } from '../../../src/corrections/form-seal'
import type { Chance } from '../chance'
import type { Field, Form } from './html'
import type { OpenDesk } from './open-desk'
import type { Seat } from './prepared-desk'

/** What is filled in by, and for whom. */
interface Filling {
  chance: Chance
  desk: OpenDesk
  seat: Seat
  route: string
  action: string
}

/** A name or sentence that nobody has sent before. */
const somethingNew =
  (what: string) =>
  ({ chance }: Filling) =>
    `${what} ${chance.below(1e9).toString(36)}`

const GOOD_PASSWORD = 'the bridge opens in May'

/** What somebody would type into a field that is empty, by its name. */
const TYPED: Record<string, (filling: Filling) => string | Promise<string>> = {
  text: (filling) => `The minister said it again.\n\n${somethingNew('No.')(filling)}\n`,
  outlet: ({ route }) => (route === 'POST /articles' ? 'The Daily' : ''),
  publishedOn: () => '2019-06-04',
  content: passage,
  speaker: somethingNew('Ann Lee'),
  kind: ({ route }) => (route.includes('statements') ? 'person' : ''),
  reason: () => 'It was somebody else.',
  by: somethingNew('A. Reader'),
  words: somethingNew('It was otherwise.'),
  repliedOn: () => '2019-06-05',
  body: () => 'Is this the same?',
  comment: () => 'Which ships?',
  answer: () => 'It was as the article says.',
  current: ({ seat }) => seat.password,
  password: ({ route, seat }) => (route === 'POST /signin' ? seat.password : GOOD_PASSWORD),
  again: ({ route }) => (route.includes('password') || route.includes('welcome') ? GOOD_PASSWORD : 'yes'),
  email: (filling) =>
    filling.route === 'POST /signin' ? 'ann@desk.example' : `${filling.chance.below(1e9).toString(36)}@desk.example`,
  name: somethingNew('Somebody'),
  title: () => 'Has it happened?',
  label: () => 'a script',
  address: () => 'https://receiver.example.org/gainsay',
  watch: () => '/chains/1',
  first: () => '',
}

/** Of several buttons, the one that leads on. */
const CHOSEN: Record<string, string> = { outcome: 'not_corrected', stance: 'asserts', scope: 'read', role: 'editor' }

/** The fields of a form as a browser would send it, filled in by somebody who does it right. */
export async function filledIn(form: Form, filling: Filling): Promise<[name: string, value: string][]> {
  const sent: [string, string][] = []
  const groups = new Set<string>()
  for (const field of form.fields) {
    if (field.type === 'radio') {
      if (groups.has(field.name)) continue
      groups.add(field.name)
      sent.push([field.name, choiceOf(form, field.name, filling.chance)])
    } else if (field.type === 'checkbox') {
      if (field.isSent || isNeeded(field)) sent.push([field.name, field.value])
    } else if (field.isSent && field.type !== 'file') {
      sent.push([field.name, await valueFor(field, filling)])
    }
  }
  return sent
}

/** Boxes that come with a question, and say that it is meant so. */
const isNeeded = ({ name }: Field) => /^(inZone|lookalike|another|again|sure|item|statement)/.test(name)

function choiceOf({ fields }: Form, name: string, chance: Chance): string {
  const buttons = fields.filter((field) => field.name === name && field.type === 'radio')
  const checked = buttons.find(({ isSent }) => isSent)
  const wanted = buttons.find(({ value }) => value === CHOSEN[name])
  return (checked ?? wanted ?? chance.oneOf(buttons)).value
}

async function valueFor(field: Field, filling: Filling): Promise<string> {
  if (field.name === 'seal') return oldSeal(filling)
  if (/^idempotency-?key$/i.test(field.name)) return freshKey(field.value, filling.chance)
  const isEmpty = field.value === '' && field.type !== 'hidden'
  const typed = isEmpty ? TYPED[field.name] : undefined
  return typed ? typed(filling) : field.value
}

/** A form that was opened a while ago, as by a person. */
function oldSeal({ desk, action }: Filling): string {
  const claimId = Number(/\/claims\/(\d+)/.exec(action)?.[1] ?? 0)
  return sealForm(desk.secret, claimId, Date.now() - 10_000)
}

/** Each sending is a new one: the page's own key, with other digits. */
const freshKey = (key: string, chance: Chance) => key.replace(/[0-9a-f]/g, () => chance.below(16).toString(16))

/** Some words of the text that the form is about. */
async function passage({ desk, action }: Filling): Promise<string> {
  const [, noun, id] = /\/(articles|statements)\/(\d+)/.exec(action) ?? []
  if (noun !== 'articles') return ''
  const { rows } = await desk.owner.query('SELECT substr(text, 60, 30) AS words FROM revisions WHERE article_id = $1', [
    id,
  ])
  return rows[0]?.words ?? ''
}
