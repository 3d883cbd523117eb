import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { addToken } from '../../src/accounts/accounts.commands'
import type { Role } from '../../src/accounts/role'
import { KEY_FIELD } from '../../src/web/key-field'
import type { Site } from './site'

/** Whoever may ask: somebody signed in, somebody who no longer is, or a token that isn't worth what it was. */
export interface Asker {
  name: string
  /** What the site takes them for; null is signed out. */
  role: Role | null
  /** A wrong token is refused everywhere, rather than ignored. */
  isRefused?: boolean
  /** Of a token that may only read. */
  onlyReads?: boolean
  /** Headers of the next request; a session that some request before has ended, or left a notice in, is as new. */
  headers(): Promise<Record<string, string>>
}

const ROLES = ['reader', 'editor', 'reviewer', 'admin'] as const

/** One asker of each kind, against a site. */
export async function askersOf(site: Site): Promise<Asker[]> {
  const session = async (name: string, role: Role | null, sql: string, expires = "now() + interval '12 hours'") => {
    const person = await site.person(role ?? 'admin')
    const sid = randomBytes(16).toString('hex')
    const sess = { cookie: { originalMaxAge: 43_200_000, path: '/' }, accountId: person.id }
    await site.db.query(sql, [person.id])
    return {
      name,
      role,
      async headers() {
        await site.db.query(
          `INSERT INTO sessions (sid, sess, expire) VALUES ($1, $2, ${expires}) ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess`,
          [sid, JSON.stringify(sess)],
        )
        return { Cookie: `gainsay=${encodeURIComponent(signed(sid, site.context.sessionSecret))}` }
      },
    }
  }
  const nothing = 'SELECT $1::integer'
  const token = await addToken(site.db, (await site.person('admin')).id, { scope: 'read' })
  return [
    { name: 'signed out', role: null, headers: async () => ({}) },
    ...(await Promise.all(ROLES.map((role) => session(role, role, nothing)))),
    await session('disabled', null, 'UPDATE accounts SET disabled_at = now() WHERE id = $1'),
    await session('expired session', null, nothing, `now() - interval '1 second'`),
    {
      name: 'unknown token',
      role: null,
      isRefused: true,
      headers: async () => ({ Authorization: 'Bearer gainsay_unknown' }),
    },
    { name: 'read token', role: 'admin', onlyReads: true, headers: async () => ({ Authorization: `Bearer ${token}` }) },
  ]
}

/** A session's id as its cookie carries it. */
function signed(sid: string, secret: string): string {
  return `s:${sid}.${createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '')}`
}

const agent = new http.Agent({ keepAlive: true })

export interface Answered {
  status: number
  location: string | undefined
  body: string
}

/** Sends a request as a browser's own page would, on a connection that is kept; a write, under a key of its own. */
export function ask(url: string, method: string, path: string, headers: Record<string, string>): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const key = randomUUID()
    const isForm = method === 'POST' && !path.startsWith('/api/')
    const sent = {
      ...headers,
      'Sec-Fetch-Site': 'same-origin',
      ...(isForm ? { 'Content-Type': 'application/x-www-form-urlencoded' } : { 'Idempotency-Key': key }),
    }
    const request = http.request(`${url}${path}`, { method, agent, headers: sent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body })
      })
      answer.on('error', reject)
    })
    request.on('error', reject)
    request.end(isForm ? `${KEY_FIELD}=${key}` : undefined)
  })
}

/**
 * A value that changes when any row of any table does: how many rows each has, and its newest transaction. A session's
 * end moves on with every request, so of sessions only who has which counts; wrong guesses are there to be counted.
 */
export async function fingerprint(site: Site): Promise<string> {
  const tables: { name: string }[] = await site.db.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema = 'public' AND table_name NOT IN ('sessions', 'rate_limits') ORDER BY 1`,
  )
  const each = tables.map(
    ({ name }) => `(SELECT '${name} ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM ${name})`,
  )
  const sessions = `(SELECT 'sessions ' || coalesce(md5(string_agg(sid || sess::text, '' ORDER BY sid)), '') FROM sessions)`
  const [{ rows }] = await site.db.query(`SELECT concat_ws(', ', ${[...each, sessions].join(', ')}) AS rows`)
  return rows
}
