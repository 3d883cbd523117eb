import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { rootFolder } from '../../../src/root-folder'
import { KEY_FIELD } from '../../../src/web/key-field'
import { readJsonl } from '../../../test/support/read-jsonl'
import { type Site } from '../../../test/support/site'
import { asPosted, type Place } from './hazard-texts'

/** A span as exports and the API tell it. */
export interface ToldSpan extends Place {
  exact: string
  prefix: string
  suffix: string
}

/** Ways by which a text comes in. */
export const WAYS_IN = ['pasted', 'uploaded', 'by API', 'by command'] as const
export type WayIn = (typeof WAYS_IN)[number]

export type Visit = Awaited<ReturnType<typeof visitor>>

/** Somebody's browser and script. */
export async function visitor(site: Site, asTold: (span: ToldSpan, text: string) => ToldSpan) {
  const { email, password, token } = site.editor
  const own = { 'Sec-Fetch-Site': 'same-origin' }
  const signedIn = await fetch(`${site.url}/signin`, {
    method: 'POST',
    redirect: 'manual',
    headers: own,
    body: new URLSearchParams({ email, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    site,
    asTold,
    post(path: string, body: URLSearchParams | FormData) {
      body.set(KEY_FIELD, crypto.randomUUID())
      return fetch(`${site.url}${path}`, { method: 'POST', redirect: 'manual', headers: { ...own, cookie }, body })
    },
    page: async (path: string) => (await fetch(`${site.url}${path}`, { headers: { cookie } })).text(),
    async api(method: string, path: string, body?: object) {
      const answer = await fetch(`${site.url}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: body && JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json() }
    },
    exported: async (claimId: number, speakerId: number): Promise<{ sha256: string; spans: ToldSpan[] }[]> => {
      const { body } = await fetch(`${site.url}/exports/claims.jsonl?speaker=${speakerId}`)
      const rows = readJsonl(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]))
      const found: { sha256: string; spans: ToldSpan[] }[] = []
      for await (const row of rows) {
        if (row.type !== 'claim' || row.id !== claimId) continue
        const statements = row.statements as { text_sha256: string; content: ToldSpan[] }[]
        found.push(...statements.map(({ text_sha256, content }) => ({ sha256: text_sha256, spans: content })))
      }
      return found
    },
  }
}

export const inContext = (all: string[], { start, end }: Place) => ({
  exact: all.slice(start, end).join(''),
  prefix: all.slice(Math.max(0, start - 32), start).join(''),
  suffix: all.slice(end, end + 32).join(''),
})

export async function takeIn({ site, post, api }: Visit, way: WayIn, raw: string): Promise<number> {
  if (way === 'by API') {
    const { status, body } = await api('POST', '/articles', { text: raw, outlet: null, publishedOn: null, again: true })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return body.id
  }
  if (way === 'by command') return byCommand(site, raw)
  const form = new FormData()
  // A browser makes CRLF of a pasted text's line ends, and none of a file's.
  if (way === 'pasted') form.set('text', asPosted(raw))
  else form.set('file', new Blob([raw]), 'text.txt')
  for (const name of ['outletUnknown', 'publishedOnUnknown', 'again']) form.set(name, 'yes')
  const answer = await post('/articles', form)
  const id = /^\/articles\/(\d+)\//.exec(answer.headers.get('location') ?? '')?.[1]
  if (!id) throw new Error(`${way}, ${answer.status}: ${JSON.stringify(raw)}`)
  return Number(id)
}

/** The command is a process of its own, as for whoever types it. */
async function byCommand(site: Site, raw: string): Promise<number> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-text-'))
  const file = path.join(dir, 'text.txt')
  fs.writeFileSync(file, raw)
  const args = [
    'dist/src/cli/main.js',
    'import',
    file,
    '--outlet',
    'unknown',
    '--published',
    'unknown',
    '--again',
    '--json',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: rootFolder(),
    env: { ...process.env, DATABASE_URL: site.appUrl },
  })
  fs.rmSync(dir, { recursive: true })
  return JSON.parse(stdout).articleId
}

/** The places of a statement that the API took; null where it could not tell them apart. */
export async function byApi(
  visit: Visit,
  article: number,
  claimId: number,
  places: Place[],
  selector: (place: Place) => object,
): Promise<Place[] | null> {
  const sent = { article, claimId, wording: 'indirect', content: places.map(selector) }
  const { status, body } = await visit.api('POST', '/statements', sent)
  if (status === 422) return null
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return places
}

/** As the tagging page's form sends a selection: its words, what stands beside them, and the range it was seen in. */
export async function byForm(
  visit: Visit,
  article: number,
  claimId: number,
  all: string[],
  place: Place,
): Promise<Place[] | null> {
  const { exact, prefix, suffix } = inContext(all, place)
  const fields = {
    claimId: String(claimId),
    content: asPosted(exact),
    prefix: asPosted(prefix),
    suffix: asPosted(suffix),
    start: String(Math.max(0, place.start - 5)),
    end: String(Math.min(all.length, place.end + 5)),
    source: '',
    cue: '',
    wording: 'indirect',
  }
  const answer = await visit.post(`/articles/${article}/statements`, new URLSearchParams(fields))
  if (answer.status === 422) return null
  if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`)
  return [place]
}
