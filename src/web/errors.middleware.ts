import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { UnknownOutcome } from '../database/transaction'
import { troubleOf, violates } from '../database/violations'
import { type KeptForm, keptForm, labelOf } from './kept-form'
import { freshKey, KEY_FIELD } from './key-field'
import { type PageHead, page } from './page'
import { Problem, SendAgain, TooMany } from './problems'
import { sentForm } from './sent-form.middleware'
import { sentKeyOf, setSentKey } from './sent-key'

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
    throw new Problem(404, 'Not found', 'There is nothing at this address.')
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
    .map(([name, words]) => (name === 'form' ? words : `${labelOf(name)}: ${words}`))
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
  return (
    fromParser(error) ??
    fromDatabase(error) ??
    new Problem(500, 'Our mistake', 'Something went wrong here. It has been noted; nothing was saved.')
  )
}

function uploadProblem(error: multer.MulterError): Problem {
  if (error.code === 'LIMIT_FILE_SIZE') return new Problem(413, 'Too large', 'A text may have 5 MiB at most.')
  return new Problem(422, 'Not accepted', `The form could not be read: ${error.message}.`)
}

/** Body parsers and the router say with a status and a type what the sender did wrong. */
function fromParser(error: unknown): Problem | null {
  const { status, type, expose } = (error ?? {}) as { status?: unknown; type?: unknown; expose?: unknown }
  if (typeof status !== 'number' || status < 400 || status > 499) return null
  if (status === 413)
    return new Problem(413, 'Too large', 'This is larger than is taken here. A text may have 5 MiB at most.')
  if (type === 'entity.parse.failed') return new Problem(400, 'Unreadable', 'This is not JSON.')
  if (type === 'parameters.too.many') return new Problem(413, 'Too large', 'The form has too many fields.')
  if (status === 415)
    return new Problem(415, 'Not understood', 'This encoding or character set is not understood; send UTF-8.')
  return new Problem(
    status,
    'Unreadable',
    expose === true && error instanceof Error ? error.message : 'The request could not be read.',
  )
}

function fromDatabase(error: unknown): Problem | null {
  if (error instanceof UnknownOutcome) {
    return new Problem(
      503,
      'Perhaps saved',
      'The database went away at the very end. This may be saved; sending it again is safe, it is done once.',
    )
  }
  if (violates(error, 'redacted_stays_withdrawn')) {
    return new Problem(409, 'Redacted', 'This has been redacted: its words are gone, and it stays withdrawn.')
  }
  switch (troubleOf(error)) {
    case 'bad-input':
      return new Problem(422, 'Not accepted', 'The database refused these values; nothing was saved.')
    case 'conflict':
      return new Problem(503, 'Busy', 'Too many people are changing this at once. Try again.')
    case 'unavailable':
      return new Problem(
        503,
        'Not available',
        'The database can’t be reached right now. Nothing was lost; try again in a few seconds.',
      )
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
