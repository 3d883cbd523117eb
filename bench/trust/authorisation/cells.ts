import type { Audience } from '../../../src/accounts/role'
import { policy } from '../../../src/routes'
import { type Asker, ask, askerOf, each, fingerprint, SIGNED_OUT } from './askers'
import { offersBeyond } from './offers'
import { type Read, statusFor } from './read-answers'
import { READS } from './reads'
import { type Kind, MISSING, type State } from './rows'
import type { Asked } from './world'
import type { Write } from './write'
import { WRITES } from './writes'

/** Every GET that names a row, for each state a row of that kind is in: what readers and the desk are answered. */
export async function readSlips(world: Asked, routes = Object.entries(policy)): Promise<string[]> {
  const naming = routes.filter(([route]) => route.startsWith('GET ') && route.includes('/:'))
  const found = await each(naming, async ([route, audience]) => {
    const read = READS[route]
    return read ? cellsOf(world, route, audience, read) : [`${route} has no cells: add it to READS`]
  })
  return found.flat()
}

async function cellsOf(world: Asked, route: string, audience: Audience, { names, answers }: Read): Promise<string[]> {
  const desk = askerOf(world.askers, audience === 'admin' ? 'admin' : 'editor')
  const slips: string[] = []
  for (const [name, id] of Object.entries(world.rows[names])) {
    const state = name as State
    const answer = answers[state]
    if (answer === undefined) {
      slips.push(`${route} has no cell for a row that is ${state}`)
      continue
    }
    if (audience === 'anyone')
      slips.push(...(await slipOf(world, route, id, SIGNED_OUT, statusFor(answer, false), state)))
    slips.push(...(await slipOf(world, route, id, desk, statusFor(answer, true), state)))
  }
  return slips
}

/** What readers are not even told to be there. */
const HIDDEN = new Set<State>(['draft', 'own', 'ofReviewer', 'unseen', 'hangingDraft', 'untagged', 'joinedUnseen'])

/** An answer without the address that was asked: pages lead back to it after signing in. */
const withoutAddress = (body: string, address: string) => body.replaceAll(encodeURIComponent(address), '')

/** For pages of the past: a moment that has all that was made here. */
export const thisMoment = () => new Date().toISOString()

/** The address of a row; what else an address names is one that is there. */
const addressOf = (route: string, id: number | string, { checkpoint }: Asked['rows'], at: string) =>
  route
    .replace('GET ', '')
    .replace(/:\w+/, String(id))
    .replace(':at', at)
    .replace(':format', 'bib')
    .replace(':number', '1')
    .replace(/:(?:to|size)$/, String(checkpoint.known))

async function slipOf(
  { site, hidden, rows }: Asked,
  route: string,
  id: number | string,
  asker: Asker,
  wanted: number,
  state: State,
): Promise<string[]> {
  // One moment for both questions: what there was not yet is told with its minute.
  const at = thisMoment()
  const address = addressOf(route, id, rows, at)
  const { status, headers, body } = await ask(site.url, 'GET', address, asker)
  const who = `${asker.name}, ${route} where it is ${state}`
  const slips = hidden
    .shownTo(asker, address, `${headers.location ?? ''} ${body}`)
    .map((what) => `${who}: is shown the ${what}`)
  slips.push(...offersBeyond(asker, body).map((offer) => `${who}: is offered ${offer}`))
  if (status !== wanted) slips.push(`${who}: answered ${status}, not ${wanted}`)
  // Whoever is not to know that there is something is answered as where there is nothing.
  else if (status === 404 && HIDDEN.has(state) && asker === SIGNED_OUT) {
    const missing = rows[READS[route]?.names as 'claim'].missing ?? MISSING
    const nowhere = addressOf(route, missing, rows, at)
    const nothing = await ask(site.url, 'GET', nowhere, asker)
    if (withoutAddress(nothing.body, nowhere) !== withoutAddress(body, address))
      slips.push(`${who}: answered otherwise than where there is nothing`)
  }
  return slips
}

/** Tables of the kinds whose rows have a version, which a change names. */
const VERSIONED: Partial<Record<Kind, string>> = {
  claim: 'claims',
  statement: 'statements',
  carrying:
    '(SELECT carryings.id, statements.version FROM carryings JOIN statements ON statements.id = statement_id) carrying',
  link: 'links',
  reply: 'replies',
  article: 'articles',
  speaker: 'speakers',
  chain: 'chains',
  outlet: 'outlets',
  comment: 'comments',
  correction: 'corrections',
  account: 'accounts',
  webhook: 'webhooks',
}

/**
 * Every change that names a row, for each state in which it is refused: to whoever else may do it, and where the desk
 * reviews to an editor. Whatever is refused changes nothing.
 */
export async function writeSlips(world: Asked): Promise<string[]> {
  const routes = Object.entries(policy).filter(([route]) => !route.startsWith('GET ') && route.includes('/:'))
  const slips = routes.filter(([route]) => !WRITES[route]).map(([route]) => `${route} has no cells: add it to WRITES`)
  // Where there was nothing to end, that is answered with success, and the answer kept.
  const before = await fingerprint(world.site, ['idempotency_keys'])
  const answered = await each(routes, async ([route, audience]) => {
    const write = WRITES[route]
    return write ? refusalsOf(world, route, audience, write) : []
  })
  if ((await fingerprint(world.site, ['idempotency_keys'])) !== before)
    slips.push('a row was changed by a request that was refused')
  return [...slips, ...answered.flat()]
}

/** Who is refused by the row alone: nobody’s role or the desk’s review is in their way. */
const REFUSED_TO: Record<Audience, string> = {
  anyone: 'signed out',
  reader: 'editor',
  editor: 'reviewer',
  reviewer: 'reviewer',
  admin: 'admin',
}

async function refusalsOf(
  world: Asked,
  route: string,
  audience: Audience,
  { names, sends, by, refused, inReview }: Write,
) {
  const slips: string[] = []
  const cells = [
    ...Object.entries(refused).map(([state, wanted]) => ({ state, wanted, name: by ?? REFUSED_TO[audience] })),
    ...Object.entries(inReview ?? {}).map(([state, wanted]) => ({ state, wanted, name: 'editor' })),
  ]
  for (const { state, wanted, name } of cells) {
    const id = world.rows[names][state as State]
    if (id === undefined) {
      slips.push(`${route}: there is no row that is ${state}`)
      continue
    }
    const asker = askerOf(world.askers, name)
    // A refusal that is no change of the row's version: another's token, say.
    const version = await versionOf(world, names, id)
    const own = String(asker.accountId)
    const path = route.replace(/^\w+ /, '').replace(/\/accounts\/:id\/(?=\w+\/:)/, `/accounts/${own}/`)
    const address = path.replace(/:\w+/, String(id)).replace(':section', 'undated').replace(':number', '1')
    const [method] = route.split(' ') as [string]
    const { status, body } = await ask(world.site.url, method, address, asker, sends(version, world.rows))
    const who = `${asker.name}, ${route} where it is ${state}`
    if (status !== wanted) slips.push(`${who}: answered ${status}, not ${wanted}: ${detailOf(body)}`)
    slips.push(...world.hidden.shownTo(asker, address, body).map((what) => `${who}: is shown the ${what}`))
  }
  return slips
}

async function versionOf({ site }: Asked, kind: Kind, id: number | string): Promise<number> {
  const table = VERSIONED[kind]
  const [row] = table ? await site.db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]) : []
  return row?.version ?? 1
}

const detailOf = (body: string) =>
  (body.startsWith('{') ? body : (/<h1>.*?<\/p>/s.exec(body)?.[0] ?? body)).slice(0, 300)
