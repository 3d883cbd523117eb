import type { ClientRequest } from 'node:http'
import type { Response, Test } from 'supertest'
import { recordOf } from '../support/held-operations'
import request from '../support/request'
import type { World } from '../support/world'
import { contract, type Documented } from './contract'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface Sent {
  body?: object | string
  /** Null sends none; without one, the editor's. */
  token?: string | null
  version?: number
  headers?: Record<string, string>
}

/** Sends requests to the API, and holds them and every answer against the OpenAPI document that the same app serves. */
export async function apiClient(world: Pick<World, 'app' | 'editor'>) {
  const document: Documented = (await request(world.app).get('/openapi.json').expect(200)).body
  const { ajv, hold } = contract(document)
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const succeeded = recordOf(
    String(expect.getState().testPath),
    operations.map(({ operationId }) => operationId),
  )

  async function send(method: Method, path: string, sent: Sent = {}): Promise<Response> {
    const { body, token = world.editor.token, version, headers = {} } = sent
    const asked = request(world.app)[method](`/api/v1${path}`)
    // A browser's own page, so that what is refused is the missing account.
    if (token === null) asked.set('Sec-Fetch-Site', 'same-origin')
    else asked.set('Authorization', `Bearer ${token}`)
    if (version !== undefined) asked.set('If-Match', `"${version}"`)
    for (const [name, value] of Object.entries(headers)) asked.set(name, value)
    // Bytes go as they are.
    if (Buffer.isBuffer(body)) asked.serialize((bytes) => bytes as unknown as string)
    const answer = await (body === undefined ? asked : asked.send(body))
    // Superagent reads problem documents as text; they are JSON.
    if (answer.type === 'application/problem+json') answer.body = JSON.parse(answer.text)
    const held = hold({ method, path: `/api/v1${path}`, headers: headersSent(asked), body }, answer)
    if (held !== null) succeeded(held)
    return answer
  }

  return {
    document,
    ajv,
    send,
    get: (path: string, sent?: Sent) => send('get', path, sent),
    /** As a reader without an account. */
    read: (path: string) => send('get', path, { token: null }),
    post: (path: string, body: object, sent?: Sent) => send('post', path, { body, ...sent }),
    patch: (path: string, version: number, body: object) => send('patch', path, { body, version }),
  }
}

export type ApiClient = Awaited<ReturnType<typeof apiClient>>

/** As they went out: those of the client's own too. */
function headersSent(asked: Test): Record<string, string> {
  const headers = (asked as unknown as { request(): ClientRequest }).request().getHeaders()
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

/** What stands in most stories: Trump's tweet and Peskov's denial of it, in one short article. */
export const TEXT = [
  'Trump tweeted on Monday that\u00a0Russia had removed \u201cmost of their people\u201d 🛫 from Venezuela.',
  'Peskov said Russia had not officially informed Washington of anything, and repeated: Russia had not informed anyone.',
].join('\n\n')

export const ARTICLE = {
  text: TEXT,
  outlet: 'The Moscow Times',
  publishedOn: '2019-06-04',
  headline: 'Specialists in Venezuela',
}

export const TWEET = {
  content: [{ exact: 'Russia had removed “most of their people”' }],
  source: { exact: 'Trump' },
  cue: { exact: 'tweeted' },
  wording: 'mixed',
  speakers: [{ name: 'Donald Trump', kind: 'person' }],
  saidOn: '2019-06-03',
  saidOnBasis: 'counted',
  saidOnWords: 'on Monday',
  medium: 'tweet',
  stance: 'asserts',
  summary: null,
}

export const DENIAL = {
  content: [{ exact: 'Russia had not officially informed Washington of anything' }],
  source: { exact: 'Peskov' },
  cue: { exact: 'said' },
  wording: 'indirect',
  speakers: [{ name: 'Dmitry Peskov', kind: 'person' }],
  saidOn: '2019-06-04',
  saidOnBasis: 'stated',
  medium: 'press_briefing',
  stance: 'denies',
}

/** The article with both claims and the link between them, by their numbers. */
export async function gainsaidTweet(api: ApiClient) {
  const article = (await api.post('/articles', { ...ARTICLE, again: true })).body
  const tweet = (await api.post('/statements', { article: article.id, ...TWEET })).body
  const denial = (await api.post('/statements', { article: article.id, ...DENIAL })).body
  const link = (
    await api.post('/links', { from: denial.claimId, to: tweet.claimId, relation: 'denies', reason: 'Asked about it.' })
  ).body
  return { article, tweet, denial, link }
}
