import { setTimeout as pause } from 'node:timers/promises'
import type { Request, RequestHandler, Response } from 'express'
import type { DataSource } from 'typeorm'
import { ruleFor, rulesOf } from '../accounts/policy'
import { audienceOf } from '../accounts/policy.middleware'
import { saveNotice } from '../accounts/see-other'
import { requireStillMay } from '../accounts/still-may.commands'
import { accountOrNull } from '../accounts/visitor.middleware'
import { Write } from '../database/write'
import { answerErrors } from '../web/errors.middleware'
import { Problem, SendAgain } from '../web/problems'
import { SAFE } from '../web/same-origin.middleware'
import { nextNotice } from '../web/visitor'
import { type HeldAnswer, holdAnswer } from './held-answer.middleware'
import { keepAnswer, takeKey } from './idempotency-keys.commands'
import { type KeptAnswer, keyHash, openAnswer, type Seal, sealAnswer } from './kept-answer'
import { KEYLESS } from './keyless'
import { fingerprintOfRequest, isOfApi, keyOf, takeKeySent } from './sent-key.middleware'

/**
 * A form whose first sending is under way waits for it so long (ms, two seconds in all), without a connection: a button
 * pressed twice then leads where it led the first time. A script is told at once, as the draft has it.
 */
const WAITS = [50, 100, 200, 400, 500, 750]

interface OnceParts {
  orm: DataSource
  /** The one that signs sessions. */
  secret: string
}

/**
 * Does what a form or script asks for once, however often it is sent: the whole request is one transaction, which keeps
 * its answer too, under the key that the request carries. Sent again, it gets that answer. What is refused, or fails, is
 * undone and kept nowhere: sent again, it is tried again. Nobody is told of a success before it is on the disk.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07
 */
export function onceOnly({ orm, secret }: OnceParts): RequestHandler {
  const keyless = rulesOf(Object.fromEntries(Object.keys(KEYLESS).map((route) => [route, 'anyone'])))
  const answerError = answerErrors()

  return async (req, res, next) => {
    if (SAFE.has(req.method)) return next()
    const sent = takeKeySent(req, res)
    if (ruleFor(keyless, req.method, req.path)) return next()
    const key = keyOf(req, sent)
    const seal = { secret, key, hash: keyHash(accountOrNull(res)?.id ?? null, key) }
    const fingerprint = fingerprintOfRequest(req)

    const begun = await begin(orm, seal.hash, isOfApi(req) ? [] : WAITS)
    if (begun instanceof Write) {
      await requireRoleStill(begun, res)
      holdAnswer(res, (answer) => settle(begun, answer))
      begun.within(next)
    } else {
      await replay(req, res, answerFor(req, fingerprint, openAnswer(begun, seal)))
    }

    /** Saves, then answers; or undoes, then answers. */
    async function settle(write: Write, answer: HeldAnswer) {
      if (answer.status >= 400) {
        await write.rollBack()
        return answer.send()
      }
      try {
        const failures = await save(write, { ...answer, notice: nextNotice(res), fingerprint }, seal)
        for (const failure of failures) notTold(req, failure)
      } catch (error) {
        await write.rollBack()
        answer.withdraw()
        await answerError(error, req, res, next)
        return
      }
      answer.send()
    }
  }
}

/** A write that has the key to itself, or the answer, sealed, that was given under it. */
async function begin(orm: DataSource, hash: Buffer, waits: number[]): Promise<Write | Buffer> {
  for (const wait of [...waits, null]) {
    const write = await Write.begin(orm)
    const state = await takeKey(write.db, hash).catch(async (error) => {
      await write.rollBack()
      throw error
    })
    if (state.isFree && state.answer === null) return write
    await write.rollBack()
    if (state.answer !== null) return state.answer
    if (wait !== null) await pause(wait)
  }
  throw underWay()
}

/** Who asks was found out before the write began: whether they still may is asked in it, so that it holds until its end. */
async function requireRoleStill(write: Write, res: Response): Promise<void> {
  const account = accountOrNull(res)
  if (!account) return
  try {
    await requireStillMay(write.db, account.id, audienceOf(res))
  } catch (error) {
    await write.rollBack()
    throw error
  }
}

/** Keeps the answer and commits, in this order; what comes after the commit and fails is returned. */
async function save(write: Write, { status, headers, body, notice, fingerprint }: KeptAnswer, seal: Seal) {
  const sealed = sealAnswer({ status, headers, body, notice, fingerprint }, seal)
  if (!(await keepAnswer(write.db, seal.hash, sealed))) throw underWay()
  return write.commit()
}

/** What was answered, if it was to the same; throws 422 if not. */
function answerFor(req: Request, fingerprint: Buffer, kept: KeptAnswer | null): KeptAnswer {
  if (kept === null) {
    const detail =
      'This was sent before, and done. What was answered can’t be read any more, since the server’s secret is another now.'
    throw new Problem(409, 'Done already', detail)
  }
  if (kept.fingerprint.equals(fingerprint)) return kept
  const detail = isOfApi(req)
    ? 'This Idempotency-Key was sent before, with another request. Each new request wants a new key.'
    : 'This form was sent before, with other contents, and these are saved. Look at what is there now; what you sent this time is not saved yet.'
  throw new SendAgain(422, 'Sent before', detail, 'a new key')
}

async function replay(req: Request, res: Response, { status, headers, body, notice }: KeptAnswer) {
  if (notice) await saveNotice(req, notice).catch((error) => notTold(req, error))
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.setHeader('Idempotent-Replayed', 'true')
  res.setHeader('Content-Length', body.length)
  res.end(body)
}

const underWay = () =>
  new SendAgain(
    409,
    'Under way',
    'The same was sent a moment ago, and is being saved right now. Send it again in a moment: it is saved once.',
    'the same key',
    1,
  )

function notTold(req: Request, error: unknown) {
  req.log.error(
    { reason: error instanceof Error ? error.message : String(error) },
    'saved, but the next page may not say so',
  )
}
