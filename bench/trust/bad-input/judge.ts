import { asKept, type Case } from './case'
import { formsOf, unescaped } from './html'
import type { NotedRow } from './noted-rows'
import type { OpenDesk } from './open-desk'
import type { Answer, Outcome } from './wire'

/** What can be wrong with how a case is answered, in the words of a figure. */
export const FAULTS = {
  failed: 'answered with 5xx',
  ended: 'processes ended',
  unanswered: 'not answered',
  wrote: 'refused, or only read, and changed a row all the same',
  changed: 'taken, and stored otherwise than sent',
  wordless: 'refused in other words than plain ones',
  forgot: 'form shown again without what was typed',
  undocumented: 'against the API’s own document',
  injected: 'a header put into the answer',
} as const

export type FaultKind = keyof typeof FAULTS

export interface Fault {
  kind: FaultKind
  words: string
}

/** Throws what an answer, or a request that was taken, lacks of the API's document. */
export type Holding = (made: Case, answer: Answer) => void

/** Everything that is wrong with how a case was answered. Empty is right. */
export async function faultsOf(
  made: Case,
  outcome: Outcome,
  rows: NotedRow[],
  desk: OpenDesk,
  holding: Holding,
): Promise<Fault[]> {
  if (outcome === 'silent') return [{ kind: 'unanswered', words: 'in the time given' }]
  if (outcome === 'closed') return made.mayBeCut ? [] : [{ kind: 'unanswered', words: 'cut off' }]
  const { status, headers } = outcome
  // No request to Node's own parser, which refuses it in one line; of its senders none waits for an answer.
  if (made.mayBeCut && status < 500 && headers.connection === 'close' && headers.date === undefined) return []

  const changed = rows.filter((row) => !isCounting(row))
  const faults: Fault[] = []
  if (status >= 500) faults.push({ kind: 'failed', words: `${status}` })
  if (headers['x-harness'] !== undefined) faults.push({ kind: 'injected', words: headers['x-harness'] })
  if (changed.length > 0 && (status >= 400 || made.sent.method === 'GET')) {
    faults.push({ kind: 'wrote', words: `${status}, and changed ${relationsOf(changed)}` })
  }
  if (status >= 400 && status < 500) faults.push(...faultsOfWords(made, outcome), ...faultsOfTyped(made, outcome))
  if (status < 400) faults.push(...(await faultsOfStored(made, outcome, changed, desk)))
  if (status < 500 && made.json) faults.push(...faultsOfDocument(made, outcome, holding))
  return faults
}

/** A token's day of use is written down whatever is then answered. */
const isCounting = ({ relation, operation }: NotedRow) => relation === 'api_tokens' && operation === 'UPDATE'
const relationsOf = (rows: NotedRow[]) => [...new Set(rows.map(({ relation }) => relation))].join(', ')

function faultsOfDocument(made: Case, answer: Answer, holding: Holding): Fault[] {
  try {
    holding(made, answer)
    return []
  } catch (error) {
    return [{ kind: 'undocumented', words: (error as Error).message.slice(0, 600) }]
  }
}

/** What no reader should be told: words of the language, of the libraries, of the database. */
const OF_OURS =
  /\b(TypeError|ReferenceError|SyntaxError|RangeError|ZodError|QueryFailedError|undefined|NaN|ECONN\w+|SQLSTATE)\b|\[object |Invalid (input|option|string|URL)|expected .+ received|Too (big|small):|Unrecognized key|violates|constraint "|duplicate key|relation "|column "|syntax error|node_modules|\.js:\d|Unexpected (token|end|field)|JSON at position|is not a function|entity\.|ERR_/

function faultsOfWords(made: Case, { status, headers, body }: Answer): Fault[] {
  const type = headers['content-type'] ?? ''
  const text = body.toString()
  const fault = (words: string): Fault[] => [{ kind: 'wordless', words: `${status}: ${words}` }]
  if (made.sent.method === 'HEAD' || (made.mayBeCut && body.length === 0)) return []
  // Of an address that is none no route is asked, not even the last: Express says so itself.
  if (made.mayBeCut && status === 404 && text.includes('<pre>Cannot ')) return []

  const isPage = type.startsWith('text/html')
  if (!isPage && !type.startsWith('application/problem+json'))
    return fault(`as ${type || 'nothing'}, ${text.slice(0, 100)}`)
  const said = isPage ? wordsOfPage(text) : wordsOfProblem(text)
  if (said.length === 0 || said.some((words) => words.trim() === '')) return fault('without a word')
  const sent = made.sent.bytes?.toString('latin1') ?? `${made.sent.path} ${made.sent.body?.toString('latin1') ?? ''}`
  // What a sentence quotes is somebody's own.
  const ours = said.find((words) => {
    const found = OF_OURS.exec(words.replace(/“[^”]*”/g, '“”'))
    return found && !sent.includes(found[0])
  })
  return ours ? fault(ours.slice(0, 200)) : []
}

function wordsOfProblem(text: string): string[] {
  const { title = '', detail = '', errors = {} } = JSON.parse(text)
  return [title, detail, ...Object.values<string>(errors)]
}

/** The sentences of a page that say what is wrong: they are marked so, or the page says nothing else. */
function wordsOfPage(html: string): string[] {
  const marked = /<(\w+)[^>]*(?:class="[^"]*(?:problem|errors)[^"]*"|role="alert")[^>]*>([\s\S]*?)<\/\1>/g
  const found = [...html.matchAll(marked)].map(([, , inner = '']) => wordsIn(inner))
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  return found.length === 0 && !main.includes('<form') ? [wordsIn(main)] : found
}

const wordsIn = (html: string) => unescaped(html.replace(/<[^>]*>/g, ' ')).trim()

/** Where the form comes back, what was typed has to be in it still. A password is never shown. */
function faultsOfTyped({ typed = [], sent }: Case, { headers, body }: Answer): Fault[] {
  if (typed.length === 0 || sent.method !== 'POST' || !headers['content-type']?.startsWith('text/html')) return []
  const fields = formsOf(body.toString()).flatMap((form) => form.fields)
  return typed.flatMap(({ where, text }): Fault[] => {
    const shown = fields.filter(({ name, type }) => name === where && SHOWN.includes(type))
    const wanted = asShown(text)
    // An e-mail address that can be none is not sent back at its whole length.
    const isCut = where === 'email' && text.length > 254
    // Of a field that came twice one may be empty: that one goes along unseen.
    if (wanted === '' && fields.some(({ name, value }) => name === where && asShown(value) === '')) return []
    if (isCut || shown.length === 0 || shown.some(({ value }) => asShown(value) === wanted)) return []
    return [{ kind: 'forgot', words: `${where}: ${JSON.stringify(text.slice(0, 200))}` }]
  })
}

const SHOWN = ['text', 'textarea', 'search', 'url', 'email']

/** Composed and without spaces at the ends it is still what was typed; half a character nobody can type. */
const asShown = (text: string) => asKept(Buffer.from(text).toString())

/** Where words are looked up rather than kept: in a text, among names that are there already; or something is read out of them. */
const PLACED = /(^|\.)(exact|prefix|suffix|first|last|html|base64)$/
const LOOKED_UP: readonly [RegExp, string][] = [
  [/(^|\.)outlet$/, 'SELECT FROM outlets WHERE lower(name) = lower($1)'],
  [
    /(^|\.)(speakers?(\.\d+)?|name)$/,
    `SELECT FROM speakers WHERE lower(name) = lower($1)
     UNION ALL SELECT FROM speaker_aliases WHERE lower(name) = lower($1)`,
  ],
]

/** Whether what was sent has been stored, all of it and nothing else. */
async function faultsOfStored(made: Case, answer: Answer, rows: NotedRow[], desk: OpenDesk): Promise<Fault[]> {
  const stored = rows.flatMap(({ relation, row }) => textsIn(row).map((text) => ({ relation, text: asKept(text) })))
  const isTold = answer.body.length > 0 && answer.headers['content-type']?.startsWith('application/json')
  const told = isTold ? textsIn(JSON.parse(answer.body.toString())).map(asKept) : []
  const sent = made.kept.map(({ where, text }) => asSent(where, text))
  const faults: Fault[] = []
  for (const { relation, text } of stored) {
    const isWhole = sent.some((whole) => text.includes(whole))
    if (!text.includes(made.marker) || isWhole || REPEATING.includes(relation)) continue
    faults.push({ kind: 'changed', words: `${relation} has ${JSON.stringify(text.slice(0, 300))}` })
  }
  for (const { where, text } of made.sent.method === 'GET' ? [] : made.kept) {
    const whole = asSent(where, text)
    if (whole === '' || PLACED.test(where) || told.includes(whole)) continue
    // Before a comment come those whom it is to be told to.
    const isWithin = ['body', 'tell'].includes(where)
    if (stored.some((found) => (isWithin ? found.text.includes(whole) : found.text === whole))) continue
    if (await isKnown(where, whole, desk)) continue
    faults.push({ kind: 'changed', words: `${where} is nowhere: ${JSON.stringify(text.slice(0, 200))}` })
  }
  return faults
}

const asSent = (where: string, text: string) => (/email$/.test(where) ? asKept(text).toLowerCase() : asKept(text))

/**
 * Where texts stand again in part: passages and what is around them, a first line as headline, a comment in one line, what
 * of an e-mail address is before the @.
 */
const REPEATING = ['spans', 'history_payloads', 'articles', 'notifications', 'handles']

async function isKnown(where: string, name: string, desk: OpenDesk): Promise<boolean> {
  const [, sql] = LOOKED_UP.find(([names]) => names.test(where)) ?? []
  return sql !== undefined && (await desk.owner.query(sql, [name])).rows.length > 0
}

/** Every text in a value, however deep; the names of members are none. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
