import type { EntityManager } from 'typeorm'
import { EXPORT_SETS } from '../../../src/exports/export-sets'
import { policy } from '../../../src/routes'
import { type Asker, ask, each, SIGNED_OUT } from './askers'
import { READS } from './reads'
import type { Kind, Rows } from './rows'
import type { Served } from './site'

/** What readers were answered, by address. */
export type Seen = Record<string, string>

/** A day that had all that is public no more: see `yesterday.ts`. */
const yesterday = () => new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)

/** How many rows of each kind are still to come: so many addresses behind the last row are asked, too. */
const TO_COME = { claim: 12, statement: 14, link: 12, reply: 5, article: 4, speaker: 14, chain: 3, outlet: 14 }
type Numbered = keyof typeof TO_COME

const TABLES: Record<Numbered, string> = {
  claim: 'claims',
  statement: 'statements',
  link: 'links',
  reply: 'replies',
  article: 'articles',
  speaker: 'speakers',
  chain: 'chains',
  outlet: 'outlets',
}

/** The largest number of a row of each kind. */
export async function lastNumbers(db: EntityManager): Promise<Record<Numbered, number>> {
  const each = Object.entries(TABLES).map(([kind, table]) => `(SELECT max(id) FROM ${table}) AS ${kind}`)
  const [row] = await db.query(`SELECT ${each.join(', ')}`)
  return row
}

/** Throws where more rows came than were asked for before they were there. */
export async function requireAllAsked(db: EntityManager, last: Record<Numbered, number>): Promise<void> {
  for (const [kind, now] of Object.entries(await lastNumbers(db)) as [Numbered, number][])
    if (now > last[kind] + TO_COME[kind]) throw new Error(`More came than TO_COME says: ${kind} ${now}`)
}

/** Of rows that have no part in the world's story a sample asks each route for every third, and the next route for the next ones. */
const EACH = 3

/**
 * Every address that anyone may read, for every number that a row has, and for those that rows will have.
 *
 * @param thin leaves two in three out of the numbers that no state names: of the states, each is asked of every route (here, or as it is hidden, by `readSlips`)
 */
export function readersAddresses(last: Record<Numbered, number>, rows: Rows, { thin = false } = {}): string[] {
  const routes = Object.entries(policy).filter(([route, audience]) => audience === 'anyone' && route.startsWith('GET '))
  const isNumbered = (kind: Kind): kind is Numbered => kind in TO_COME
  const addresses = routes.flatMap(([route], place) => {
    const path = route.slice('GET '.length)
    const names = READS[route]?.names
    if (names === undefined) return [path]
    if (names === 'file') return Object.keys(EXPORT_SETS).map((file) => path.replace(':file', file))
    if (!isNumbered(names)) return []
    const named = new Set(Object.values(rows[names]))
    return Array.from({ length: last[names] + TO_COME[names] }, (_, row) => row + 1)
      .filter((number) => !thin || named.has(number) || (number + place) % EACH === 0)
      .map((number) => path.replace(':id', String(number)).replace(':at', yesterday()).replace(':format', 'txt'))
  })
  const toCome = (kind: Numbered, path: string) =>
    Array.from({ length: TO_COME[kind] }, (_, place) => `${path}${last[kind] + place + 1}`)
  return [
    ...addresses,
    ...selections(rows),
    ...toCome('speaker', '/search?speaker='),
    ...toCome('speaker', '/unanswered?speaker='),
    ...toCome('speaker', '/api/v1/unanswered?speaker='),
    ...toCome('speaker', '/exports?speaker='),
    ...toCome('outlet', '/search?outlet='),
  ]
}

/** What lists, searches and exports can be asked for besides. */
const selections = ({ chain, speaker }: Rows) => [
  '/?before=9',
  '/chains?before=5',
  '/articles?after=2024-05-04.9',
  '/search?q=bridge',
  '/search?q=mill',
  '/search?q=mill&kind=articles',
  '/search?q=agency&kind=speakers',
  '/search?q=bridgr',
  '/search?kind=articles',
  '/search?kind=speakers',
  '/search?medium=testimony',
  '/api/v1/search?q=mill',
  '/api/v1/search?kind=articles',
  '/api/v1/search?kind=speakers',
  '/api/v1/unanswered?which=again',
  '/api/v1/unanswered?which=linked',
  `/api/v1/speakers/${speaker.published}/record?gainsaid=1`,
  `/api/v1/speakers/${speaker.published}/record?q=bridge`,
  '/speakers?name=a',
  '/speakers?kind=described',
  '/unanswered',
  '/unanswered?which=again',
  '/unanswered?which=linked',
  '/exports?q=bridge',
  `/exports?chain=${chain.published}`,
  `/exports/links.csv?speaker=${speaker.published}`,
  `/exports/pairs.csv?speaker=${speaker.published}`,
  '/exports/pairs.csv?q=bridge',
  `/exports/claims.jsonl?chain=${chain.published}`,
]

/** What somebody is answered at these addresses: status, where it leads, and the whole body. */
export async function answersTo(
  { url }: Pick<Served, 'url'>,
  addresses: string[],
  asker: Asker = SIGNED_OUT,
): Promise<Seen> {
  const answers = await each(addresses, async (address) => {
    const { status, headers, body } = await ask(url, 'GET', address, asker)
    return [address, `${status} ${headers.location ?? ''}\n${withoutSeal(body)}`] as const
  })
  return Object.fromEntries(answers)
}

/** A form's seal and key are others each time. */
const withoutSeal = (body: string) => body.replace(/(name="(?:seal|idempotencyKey)" value=")[^"]*/g, '$1')

/** Where readers are answered something else than before. */
export function changesIn(before: Seen, after: Seen): string[] {
  return Object.keys(before)
    .filter((address) => before[address] !== after[address])
    .map(
      (address) => `${address} is answered otherwise: ${firstDifference(before[address] ?? '', after[address] ?? '')}`,
    )
}

function firstDifference(one: string, other: string): string {
  let place = 0
  while (place < one.length && one[place] === other[place]) place += 1
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, place - 60), place + 60))
  return `${around(one)}, now ${around(other)}`
}
