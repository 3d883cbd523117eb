import { type Audience, admits } from '../../../src/accounts/role'
import { policy } from '../../../src/routes'
import { words } from '../../../src/words/words'
import { type Answered, type Asker, ask, each, fingerprint } from './askers'
import { MISSING } from './rows'
import type { Asked } from './world'

/** Whether a route lets somebody in, as the policy table has it. */
export function mayAsk(asker: Asker, route: string, audience: Audience): boolean {
  const isForTokens = route.includes(' /api/v1/')
  if (asker.isRefused || (asker.token && !isForTokens)) return false
  if (asker.token === 'read' && !route.startsWith('GET ')) return false
  return admits(audience, asker.role)
}

/**
 * Every route, asked by everybody. Whoever is denied is asked where something is, and told nothing but that; whoever is
 * let in asks where a change finds nothing to change. A line for each answer that is not as the table has it.
 *
 * @param thin asks as those whom no route tells from others (a session that is worth nothing, a token that is refused, a
 *   role above one that is let in) only on each eighth
 */
export async function whoSlips(
  world: Asked,
  { routes = Object.entries(policy), thin = false }: { routes?: [string, Audience][]; thin?: boolean } = {},
): Promise<string[]> {
  const { askers } = world
  const cells = routes.flatMap(([route, audience], place) =>
    askers
      .map((asker) => ({ route, asker, isAdmitted: mayAsk(asker, route, audience) }))
      .filter(({ asker, isAdmitted }) => !thin || place % 8 === 0 || isTelling(asker, audience, isAdmitted)),
  )
  const denied = cells.filter(({ isAdmitted }) => !isAdmitted)
  const before = await fingerprint(world.site)
  const found = (await each(denied, ({ route, asker }) => slipOfDenial(world, route, asker))).flat()
  if ((await fingerprint(world.site)) !== before) found.push('a row was changed by somebody who was denied')
  const admitted = cells.filter(({ isAdmitted, asker }) => isAdmitted && ADMITTED.has(asker.name))
  return [...found, ...(await each(admitted, ({ route, asker }) => slipOfAdmission(world, route, asker))).flat()]
}

/** Whether this very route may answer an asker otherwise than any other route would. */
function isTelling({ name, role, token }: Asker, audience: Audience, isAdmitted: boolean): boolean {
  if (isAdmitted) return token === undefined && (role ?? 'anyone') === audience
  return ['signed out', 'reader', 'editor', 'reviewer', 'read token'].includes(name)
}

/** The highest are let in wherever the others are; a reader and an editor show where they begin to be. */
const ADMITTED = new Set(['signed out', 'reader', 'editor', 'reviewer', 'admin', 'read token', 'write token'])

async function slipOfDenial({ site }: Asked, route: string, asker: Asker): Promise<string[]> {
  const [method, path] = route.split(' ') as [string, string]
  const asked = path.replaceAll(/:\w+/g, '1')
  const answer = await ask(site.url, method, asked, asker)
  const isPage = method === 'GET' && !path.startsWith('/api/')
  const isRefused = asker.isRefused || (asker.token && !path.startsWith('/api/'))
  const wanted = isRefused ? 401 : asker.role ? 403 : isPage ? 303 : 401
  if (answer.status !== wanted) return [`${asker.name} was answered ${answer.status}, not ${wanted}, to ${route}`]
  if (wanted === 303) {
    const isRight = answer.headers.location === `/signin?next=${encodeURIComponent(asked)}` && answer.body.length < 200
    return isRight ? [] : [`${asker.name} was sent to ${answer.headers.location}: ${answer.body}`]
  }
  return isDenial(answer) ? [] : [`${asker.name} was denied ${route}, and shown: ${answer.body}`]
}

/** What ends the asker’s own sessions or tokens, without a word more: nobody could ask on. A story asks these. */
const ENDS_ITSELF = ['POST /signout', 'POST /account/sessions/end', 'POST /account/tokens/revocation']

async function slipOfAdmission({ site }: Asked, route: string, asker: Asker): Promise<string[]> {
  const [method, path] = route.split(' ') as [string, string]
  if (ENDS_ITSELF.includes(route)) return []
  const asked = path.replaceAll(/:\w+/g, String(method === 'GET' ? 1 : MISSING))
  const { status, body } = await ask(site.url, method, asked, asker)
  const isWrong = status === 401 || (status === 403 && !body.includes(OF_RIGHTS)) || status >= 500
  return isWrong ? [`${asker.name} was answered ${status} to ${route}`] : []
}

/** Who may ask is told all the same, where it is of an article that its outlet lets nobody show whole. */
const OF_RIGHTS = words.article.notWhole

/** All that a denied answer may say, as a page or as a problem document: nothing of what was asked for. */
const DENIALS = [
  '401 Not signed in: Sign in first; over the API, send a token.',
  '401 Not signed in: This token is unknown or has been revoked.',
  '401 Not signed in: Tokens are for /api/v1; pages want a session.',
  '403 Not allowed: Your account may not do this.',
  '403 Not allowed: This token may only read.',
]

const PROBLEM_PAGE =
  /<main[^>]*>\s*<article class="problem">\s*<p class="status" aria-hidden="true">(.*)<\/p>\s*<h1>(.*)<\/h1>\s*<p>(.*)<\/p>\s*<p class="more"><a href="\/">.*<\/a><\/p>\s*<\/article>\s*<\/main>/

function isDenial({ body }: Answered): boolean {
  if (body.startsWith('{')) {
    const { title, status, detail, ...more } = JSON.parse(body) as Record<string, unknown>
    return Object.keys(more).length === 0 && DENIALS.includes(`${status} ${title}: ${detail}`)
  }
  const [, status, title, detail] = PROBLEM_PAGE.exec(body) ?? []
  return DENIALS.includes(`${status} ${title}: ${detail}`)
}
