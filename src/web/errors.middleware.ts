import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { UnknownOutcome } from '../database/unknown-outcome'
import { troubleOf, violates } from '../database/violations'
import { words } from '../words/words'
import { noteFailure } from './failure'
import { type KeptForm, keptForm, labelOf } from './kept-form'
import { freshKey, KEY_FIELD } from './key-field'
import { type PageHead, page } from './page'
import { Problem, SendAgain, TooMany } from './problems'
import { sentForm } from './sent-form.middleware'
import { sentKeyOf, setSentKey } from './sent-key'

const said = words.problems

interface ProblemPage extends PageHead {
  status: number
  detail: string
  link: Problem['link']
}

const problemPage = page<ProblemPage>('problem')

interface KeptPage extends PageHead {
  detail: string
  link: Problem['link']
  form: KeptForm
  /** Sent along again, so that what was saved after all is not saved twice; another where that one is spent. */
  key: string
  /** Whether it may do to wait: nothing is wrong with what was sent. Else it is to be mended here. */
  mayPass: boolean
  /** Whoever sent it has been signed out meanwhile. */
  isSignedOut: boolean
  /** Whether sending it again can help: not where what it is about is gone. */
  maySend: boolean
}

const keptPage = page<KeptPage>('kept-form')

/** Whatever no route answered. */
export function nothingHere(): RequestHandler {
  return () => {
    throw new Problem(404, said.notFound, said.nothingHere)
  }
}

/**
 * The one place where errors become answers: pages for people, problem documents (RFC 9457) for the API. Only what is
 * our own fault is logged as an error, and its words never leave the house. A form that could not be done comes back with
 * all that was typed.
 */
export function answerErrors(): ErrorRequestHandler {
  return async (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const problem = asProblem(error)
    noteFailure(res, error, problem.status)
    if (problem.status === 503) req.log.warn({ reason: reasonOf(error) }, problem.title)
    else if (problem.status >= 500) req.log.error({ err: withoutBody(error) }, problem.title)
    const isPage = !req.originalUrl.startsWith('/api/')
    const form = isPage && isKept(problem, req) ? await formKept(req, res) : null
    res.status(problem.status)
    const wait = problem instanceof TooMany || problem instanceof SendAgain ? problem.retryAfter : null
    if (wait !== null) res.set('Retry-After', String(wait))
    else if (problem.status === 503) res.set('Retry-After', '5')
    if (!isPage) sendProblem(res, problem)
    else if (form && (mayPass(problem) || form.fields.some(({ shown }) => shown))) sendKept(res, problem, form)
    else sendPage(res, problem)
  }
}

/** Nothing is wrong with what was sent, and sent again it may be done. */
const mayPass = (problem: Problem) => problem.status >= 500 || problem instanceof SendAgain

/** Or somebody was quicker, or it can't be done like this: what was typed is not to be typed again. */
const isKept = (problem: Problem, req: Request) =>
  mayPass(problem) || [409, 410, 422].includes(problem.status) || isSignedOut(problem, req)

/** A session that ended while somebody typed. Files and long texts are not read for whoever is signed out. */
const isSignedOut = ({ status }: Problem, req: Request) => status === 401 && Boolean(req.is('urlencoded'))

/** A form with its key, which may still stand among its fields. */
async function formKept(req: Request, res: Response): Promise<KeptForm | null> {
  const sent = await sentForm(req, res)
  if (!sent) return null
  const key = sent.fields.find(({ name }) => name === KEY_FIELD)?.value
  if (key !== undefined) setSentKey(res, key)
  return keptForm({ ...sent, fields: sent.fields.filter(({ name }) => name !== KEY_FIELD) })
}

/** What was typed stands on this page alone: no cache keeps it. */
function sendKept(res: Response, problem: Problem, form: KeptForm) {
  res.set('Cache-Control', 'no-store')
  const { title, link } = problem
  const detail = inLabels(problem)
  const isSpent = problem instanceof SendAgain && problem.under === 'a new key'
  const key = (isSpent ? null : sentKeyOf(res)) || freshKey()
  try {
    keptPage.render(res, {
      title,
      refusal: null,
      detail,
      link,
      form,
      key,
      mayPass: mayPass(problem),
      isSignedOut: problem.status === 401,
      maySend: problem.status !== 410,
    })
  } catch {
    sendPage(res, problem)
  }
}

/** A refusal of fields by name, under the names that the form has for them. */
function inLabels({ detail, more }: Problem): string {
  const errors = more.errors as Record<string, string> | undefined
  if (!errors) return detail
  return Object.entries(errors)
    .map(([name, problem]) => (name === 'form' ? problem : said.ofField(labelOf(name), problem)))
    .join(' ')
}

/** Should even the page of an error fail, plain words do. */
function sendPage(res: Response, { title, status, detail, link }: Problem) {
  try {
    problemPage.render(res, { title, status, detail, link, refusal: null })
  } catch {
    res.type('text').send(`${title}. ${detail}\n`)
  }
}

/** RFC 9457. `type` is left at its default, about:blank: the status and title say it. */
function sendProblem(res: Response, problem: Problem) {
  const { status, title, detail, more } = problem
  res.type('application/problem+json').send(JSON.stringify({ title, status, detail, ...more }))
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof multer.MulterError) return uploadProblem(error)
  return fromParser(error) ?? fromDatabase(error) ?? new Problem(500, said.ourMistake, said.somethingWrong)
}

function uploadProblem(error: multer.MulterError): Problem {
  if (error.code === 'LIMIT_FILE_SIZE') return new Problem(413, said.tooLarge, said.textTooLarge)
  return new Problem(422, said.notAccepted, said.uploadUnreadable(error.message))
}

/** Body parsers and the router say with a status and a type what the sender did wrong. */
function fromParser(error: unknown): Problem | null {
  const { status, type, expose } = (error ?? {}) as { status?: unknown; type?: unknown; expose?: unknown }
  if (typeof status !== 'number' || status < 400 || status > 499) return null
  if (status === 413) return new Problem(413, said.tooLarge, said.largerThanTaken)
  if (type === 'entity.parse.failed') return new Problem(400, said.unreadable, said.noJson)
  if (type === 'parameters.too.many') return new Problem(413, said.tooLarge, said.tooManyFields)
  if (status === 415) return new Problem(415, said.notUnderstood, said.unknownEncoding)
  return new Problem(
    status,
    said.unreadable,
    expose === true && error instanceof Error ? error.message : said.requestUnreadable,
  )
}

function fromDatabase(error: unknown): Problem | null {
  if (error instanceof UnknownOutcome) {
    return new Problem(503, said.perhapsSaved, said.mayBeSaved)
  }
  if (violates(error, 'redacted_stays_withdrawn')) {
    return new Problem(409, said.redacted, said.staysWithdrawn)
  }
  switch (troubleOf(error)) {
    case 'bad-input':
      return new Problem(422, said.notAccepted, said.databaseRefused)
    case 'conflict':
      return new Problem(503, said.busy, said.tooManyAtOnce)
    case 'unavailable':
      return new Problem(503, said.notAvailable, said.databaseAway)
    default:
      return null
  }
}

/** Of what passes by itself: enough to tell a stopped server from a full disk (SQLSTATE 53100). */
function reasonOf(error: unknown): { code?: unknown; message: string } {
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown }
  if (error instanceof UnknownOutcome) return reasonOf(cause)
  return { code, message: String(message) }
}

/** Body parsers hang the whole body on their errors; it may hold a password. */
function withoutBody(error: unknown) {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack }
  return { message: String(error) }
}
