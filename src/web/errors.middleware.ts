import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import multer from 'multer'
import { UnknownOutcome } from '../database/transaction'
import { troubleOf } from '../database/violations'
import { freshKey } from './key-field'
import { type PageHead, page } from './page'
import { Problem, SendAgain, TooMany } from './problems'
import { type SentForm, sentFormOf } from './sent-form'

interface ProblemPage extends PageHead {
  status: number
  detail: string
  link: Problem['link']
  /** What was sent, where sending it once more may do. */
  again: (SentForm & { key: string }) | null
}

const problemPage = page<ProblemPage>('problem')

/** Whatever no route answered. */
export function nothingHere(): RequestHandler {
  return () => {
    throw new Problem(404, 'Not found', 'There is nothing at this address.')
  }
}

/**
 * The one place where errors become answers: pages for people, problem documents (RFC 9457) for the API. Only what is
 * our own fault is logged as an error, and its words never leave the house.
 */
export function answerErrors(): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const problem = asProblem(error)
    if (problem.status >= 500) req.log.error({ err: withoutBody(error) }, problem.title)
    res.status(problem.status)
    if (problem.status === 503) res.set('Retry-After', '5')
    const wait = problem instanceof TooMany || problem instanceof SendAgain ? problem.retryAfter : null
    if (wait !== null) res.set('Retry-After', String(wait))
    if (req.originalUrl.startsWith('/api/')) return sendProblem(res, problem)
    sendPage(res, problem)
  }
}

/** Should even the page of an error fail, plain words do. */
function sendPage(res: Response, problem: Problem) {
  const { title, status, detail, link } = problem
  try {
    problemPage.render(res, { title, status, detail, link, refusal: null, again: formToSendAgain(res, problem) })
  } catch {
    res.type('text').send(`${title}. ${detail}\n`)
  }
}

/** Where the database was away, or busy, the form keeps its key: whether it was saved or not, sent again it is saved once. */
function formToSendAgain(res: Response, problem: Problem): ProblemPage['again'] {
  const form = sentFormOf(res)
  if (!form || !(problem instanceof SendAgain || problem.status === 503)) return null
  const isSpent = problem instanceof SendAgain && problem.under === 'a new key'
  return { ...form, key: (isSpent ? null : form.key) ?? freshKey() }
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
      'Not known',
      'The database went away at the very end. This may be saved: look before you send it again.',
    )
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

/** Body parsers hang the whole body on their errors; it may hold a password. */
function withoutBody(error: unknown) {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack }
  return { message: String(error) }
}
