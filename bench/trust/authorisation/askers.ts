import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { addToken, insertAccount } from '../../../src/accounts/accounts.commands'
import { tokenHash } from '../../../src/accounts/accounts.queries'
import type { Role } from '../../../src/accounts/role'
import { KEY_FIELD } from '../../../src/web/key-field'
import type { Served } from './site'

/** Whoever may ask: somebody signed in, somebody who no longer is, or a token that isn't worth what it was. */
export interface Asker {
  name: string
  /** What the site takes them for; null is signed out. */
  role: Role | null
  /** Whose session or token it is; null is nobody's. */
  accountId: number | null
  /** A wrong token is refused everywhere, rather than ignored. */
  isRefused?: boolean
  /** A token works under /api/v1 alone; one may only read. */
  token?: 'read' | 'write'
  headers: Record<string, string>
}

const ROLES = ['reader', 'editor', 'reviewer', 'admin'] as const

export const SIGNED_OUT: Asker = { name: 'signed out', role: null, accountId: null, headers: {} }

/** One asker of each kind, with an account each, none of which knows a password. */
export async function askersOf(site: Served): Promise<Asker[]> {
  const { db } = site
  let people = 0
  const person = async (role: Role): Promise<number> => {
    people += 1
    const added = await insertAccount(db, { email: `asker${people}@desk.example`, name: `Asker ${people}`, role }, null)
    if ('problem' in added) throw new Error(added.problem)
    return added.id
  }
  const session = async (name: string, role: Role, taken: Role | null = role, expires = '12 hours'): Promise<Asker> => {
    const accountId = await person(role)
    return { name, role: taken, accountId, headers: { Cookie: await newSession(site, accountId, expires) } }
  }
  const tokenOf = async (name: string, role: Role, scope: 'read' | 'write'): Promise<Asker> => {
    const accountId = await person(role)
    const token = await addToken(db, accountId, { scope })
    return { name, role, accountId, token: scope, headers: { Authorization: `Bearer ${token}` } }
  }
  const refused = (asker: Asker): Asker => ({ ...asker, role: null, isRefused: true })
  const disabled = await session('disabled', 'admin', null)
  const ofDisabled = await tokenOf('token of a disabled account', 'admin', 'write')
  await db.query('UPDATE accounts SET disabled_at = now() WHERE id = ANY($1)', [
    [disabled.accountId, ofDisabled.accountId],
  ])
  const revoked = await tokenOf('revoked token', 'admin', 'write')
  const sent = revoked.headers.Authorization?.replace('Bearer ', '') ?? ''
  await db.query('UPDATE api_tokens SET revoked_at = now() WHERE token_sha256 = $1', [tokenHash(sent)])
  return [
    SIGNED_OUT,
    ...(await Promise.all(ROLES.map((role) => session(role, role)))),
    disabled,
    await session('expired session', 'admin', null, '-1 second'),
    await tokenOf('read token', 'admin', 'read'),
    await tokenOf('write token', 'admin', 'write'),
    await tokenOf('reader’s write token', 'reader', 'write'),
    refused(revoked),
    refused(ofDisabled),
    refused({ ...SIGNED_OUT, name: 'unknown token', headers: { Authorization: 'Bearer gainsay_unknown' } }),
  ]
}

/** The one of that name. */
export function askerOf(askers: readonly Asker[], name: string): Asker {
  const found = askers.find((asker) => asker.name === name)
  if (!found) throw new Error(`Nobody asks as “${name}”.`)
  return found
}

/** A session of an account, as the cookie that a browser would send. `expires` is from now on, for PostgreSQL. */
export async function newSession(
  { db, context }: { db: Served['db']; context: Pick<Served['context'], 'sessionSecret'> },
  accountId: number,
  expires = '12 hours',
  address = '::1',
): Promise<string> {
  const sid = randomBytes(16).toString('hex')
  const sess = { cookie: { originalMaxAge: 43_200_000, path: '/' }, accountId, device: 'curl/8.0', address }
  await db.query('INSERT INTO sessions (sid, sess, expire) VALUES ($1, $2, now() + $3::interval)', [
    sid,
    JSON.stringify(sess),
    expires,
  ])
  return `gainsay=${encodeURIComponent(signed(sid, context.sessionSecret))}`
}

/** A session's id as its cookie carries it. */
function signed(sid: string, secret: string): string {
  return `s:${sid}.${createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '')}`
}

const agent = new http.Agent({ keepAlive: true })

export interface Answered {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A form's fields in their order. */
export type FormFields = readonly (readonly [name: string, value: string])[]

/** What is sent with a request: a form's fields, or what is JSON; and the version that a script says it changes. */
export interface Sent {
  /** By name; or as a page's own form has them, its key among them, where names come twice or the key matters. */
  form?: Record<string, string | number> | FormFields
  json?: unknown
  version?: number
}

/** Sends a request as a browser's own page would, on a connection that is kept. */
export function ask(url: string, method: string, path: string, asker: Asker, sent: Sent = {}): Promise<Answered> {
  const key = randomUUID()
  const isForm = method === 'POST' && !path.startsWith('/api/')
  const body = bodyOf(isForm && !isOwnForm(sent.form) ? { ...sent, form: { ...sent.form, [KEY_FIELD]: key } } : sent)
  const headers = {
    ...(!isForm && { 'Idempotency-Key': key }),
    ...asker.headers,
    'Sec-Fetch-Site': 'same-origin',
    ...(body && { 'Content-Type': body.type, 'Content-Length': String(Buffer.byteLength(body.text)) }),
    ...(sent.version !== undefined && { 'If-Match': `"${sent.version}"` }),
  }
  const send = (): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const request = http.request(`${url}${path}`, { method, agent, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
        )
        answer.on('error', reject)
      })
      // A kept connection that the site closed just when it was used again: the request never came there.
      request.on('error', (error: NodeJS.ErrnoException) =>
        request.reusedSocket && error.code === 'ECONNRESET' ? send().then(resolve, reject) : reject(error),
      )
      request.end(body?.text)
    })
  return send()
}

const isOwnForm = (form: Sent['form']): form is FormFields => Array.isArray(form)

function bodyOf({ form, json }: Sent): { type: string; text: string } | null {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) }
  if (form === undefined) return null
  const fields = isOwnForm(form)
    ? [...form]
    : Object.entries(form).map(([name, value]) => [name, String(value)] as const)
  return {
    type: 'application/x-www-form-urlencoded',
    text: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
  }
}

/**
 * Enough to keep two cores at work. Each that is under way may take a connection of its own, and each connection plans every
 * query of the past once, a tenth of a second: eight cost a seventh more CPU, in plans alone.
 */
const AT_ONCE = 3

/** Asks for many things at once, few at a time. */
export async function each<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = new Array(items.length)
  let next = 0
  const worker = async () => {
    for (let place = next++; place < items.length; place = next++) results[place] = await work(items[place] as Item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/**
 * A value that changes when any row of any table does: how many rows each has, and its newest transaction. A session's
 * end moves on with every request, and what was done is said once more on the next page, so of sessions only who has
 * which counts; wrong guesses are there to be counted.
 *
 * @param besides tables that are left out, too
 */
export async function fingerprint({ db }: Pick<Served, 'db'>, besides: string[] = []): Promise<string> {
  const tables: { name: string }[] = await db.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema = 'public' AND table_name <> ALL($1) ORDER BY 1`,
    [['sessions', 'rate_limits', 'settled_counts', ...besides]],
  )
  const all = tables.map(
    ({ name }) => `(SELECT '${name} ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM ${name})`,
  )
  const sessions = `(SELECT 'sessions ' || coalesce(md5(string_agg(sid || (sess::jsonb - 'notice' - 'cookie'), '' ORDER BY sid)), '') FROM sessions)`
  const [{ rows }] = await db.query(`SELECT concat_ws(', ', ${[...all, sessions].join(', ')}) AS rows`)
  return rows
}
