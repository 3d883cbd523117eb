import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { admits } from '../accounts/role'
import { accountOrNull, signedIn, tokenScopeOf } from '../accounts/visitor.middleware'
import type { State } from '../claims/claim'
import { byIndex, type ReadPool, rowsOf } from '../database/read-pool'
import type { PreparedLimit } from '../exports/prepared-limit'
import type { Preparing } from '../exports/preparing.client'
import type { Mailer } from '../mail/mail.client'
import { namesTag } from '../web/entity-tags'
import { idFrom } from '../web/parse'
import { notFound, Problem, Stale } from '../web/problems'
import type { WebhookParts } from '../webhooks/webhooks.commands'
import { words } from '../words/words'
import { documentationPage } from './documentation.pages'
import { accepted } from './field-refusals'
import { tagOf, versionFrom } from './if-match'
import { openApiDocument } from './openapi'
import { type Answer, hasVersion, type Operation, type Rows } from './operation'
import { operations } from './operations'
import { readFirstBy } from './read-first.middleware'

interface ApiParts {
  db: EntityManager
  pages: ReadPool
  mail: Mailer
  webhooks: WebhookParts
  preparing: Preparing
  prepared: PreparedLimit
  baseUrl: string
}

/** Whom each operation is for, out of the table that the router is built from. */
export const apiPolicy: Policy = {
  ...Object.fromEntries(operations.map(({ method, path, audience }) => [`${method.toUpperCase()} ${path}`, audience])),
  'GET /openapi.json': 'anyone',
  'GET /api': 'anyone',
}

/** The API for scripts, what tells machines of it, and what tells people. */
export function apiRoutes(parts: ApiParts) {
  const router = Router()
  for (const operation of operations) {
    router[operation.method](operation.path, async (req, res) => {
      const answer = await answerTo(parts, operation, req, res)
      send(parts, operation, req, res, answer)
    })
  }

  // Made when it is first asked for, as the page is: a tenth of a second that no start has to wait for.
  let openApi: object | undefined
  router.get('/openapi.json', (_req, res) => {
    openApi ??= openApiDocument(parts.baseUrl)
    res.json(openApi)
  })
  const showDocumentation = documentationPage(parts.baseUrl)
  router.get('/api', (_req, res) => showDocumentation(res))
  return router
}

const READERS: readonly State[] = ['published']
const EDITORS: readonly State[] = ['draft', 'published']

/** Parses what was sent, in the order in which a sender can do something about it, and asks the operation. */
async function answerTo(
  { db, pages, mail, webhooks, preparing, prepared, baseUrl }: ApiParts,
  operation: Operation,
  req: Request,
  res: Response,
): Promise<Answer> {
  const { audience, body, query, sections, changes, path } = operation
  const account = audience === 'anyone' ? accountOrNull(res) : signedIn(res)
  const id = path.includes('/:id') ? idFrom(req.params.id, 'What this address names') : undefined
  const number = path.includes('/:number') ? idFrom(req.params.number, 'What this address names') : undefined
  const { section, at } = req.params
  if (sections && !sections.includes(String(section))) throw notFound('This section')
  if (body && hasOtherType(req)) {
    throw new Problem(415, 'Not understood', 'Send JSON, and say so: Content-Type: application/json.')
  }
  const version = changes ? versionFrom(req.headers['if-match']) : undefined
  const asked = {
    db,
    baseUrl,
    mail,
    webhooks,
    preparing,
    prepared,
    pages,
    key: path.includes('/:key') ? keyFrom(req.params.key) : undefined,
    tokenScope: tokenScopeOf(res),
    readFirst: readFirstBy(res),
    account,
    id,
    number,
    section,
    at,
    version,
    // Whoever writes reads where they wrote: a replica may be behind.
    rows: account ? rowsOf(db) : (q: Parameters<Rows>[0], values: unknown[]) => pages.rows(q, values),
    byIndex: <Result>(work: (rows: Rows) => Promise<Result>) => (account ? byIndex(db, work) : pages.byIndex(work)),
    visible: admits('editor', account?.role ?? null) ? EDITORS : READERS,
    body: body && accepted(body, req.body ?? {}),
    query: query && accepted(query, req.query),
  }
  try {
    return await operation.answer(asked as never)
  } catch (error) {
    throw changes && error instanceof Stale ? preconditionFailed(error) : error
  }
}

const Key = z.uuid()

function keyFrom(given: unknown): string {
  const key = Key.safeParse(given)
  if (!key.success) throw notFound(words.kept.thisPrepared)
  return key.data
}

/** No body at all is let by, told by no length or by none of 0: what it lacks is then told member by member. */
const hasOtherType = (req: Request) => req.headers['content-length'] !== '0' && req.is('application/json') === false

/** The commands say 409, as the forms want it; to whoever sent If-Match it is 412. */
const preconditionFailed = ({ title, detail }: Problem) => new Problem(412, title, detail)

/** Written by hand rather than by `res.json`, whose own entity tag would not have the version that a change has to name. */
function send({ baseUrl }: ApiParts, operation: Operation, req: Request, res: Response, answer: Answer) {
  if ('movedTo' in answer) {
    res.status(308).set('Location', `${baseUrl}${answer.movedTo}`).end()
    return
  }
  const { document, location, next } = answer
  if (location !== undefined) res.set('Location', `${baseUrl}${location}`)
  if (next) res.set('Link', `<${nextPage(baseUrl, req, next)}>; rel="next"`)
  const body = Buffer.from(JSON.stringify(document))
  const isRead = operation.method === 'get'
  if (isRead || hasVersion(operation)) res.set('ETag', tagOf(document, body))
  if (isRead && namesTag(req.headers['if-none-match'], String(res.get('ETag')))) {
    res.status(304).end()
    return
  }
  res.status(operation.success).type('json').set('Content-Length', String(body.length)).end(body)
}

function nextPage(baseUrl: string, req: Request, cursor: string): string {
  const url = new URL(`${baseUrl}${req.originalUrl}`)
  url.searchParams.set('cursor', cursor)
  return url.href
}
