import type { Request, Response } from 'express'
import { KEY_FIELD } from '../web/key-field'
import { Problem, SendAgain, unprocessable } from '../web/problems'
import { setSentKey } from '../web/sent-key'
import { SHOWN_FIELD } from '../web/shown-field'
import { fingerprintOf } from './fingerprint'
import { keyFrom } from './key'

export const isOfApi = (req: Request) => req.originalUrl.startsWith('/api/')

/** A script's key from its header; a form's from its field, which nobody behind this sees any more. */
export function takeKeySent(req: Request, res: Response): unknown {
  if (isOfApi(req)) return req.get('Idempotency-Key')
  const body = req.body as Record<string, unknown> | undefined
  const sent = body?.[KEY_FIELD]
  if (body) delete body[KEY_FIELD]
  setSentKey(res, typeof sent === 'string' ? keyFrom(sent) : null)
  return sent
}

/** The key, or a refusal: 400 of a script's, as the draft has it, 422 of a form's. */
export function keyOf(req: Request, sent: unknown): string {
  const key = typeof sent === 'string' ? keyFrom(sent) : null
  if (key !== null) return key
  if (isOfApi(req)) {
    const what = sent === undefined ? 'is missing' : 'is none: 1 to 255 visible characters of ASCII make one'
    throw new Problem(
      400,
      'Key needed',
      `The header Idempotency-Key ${what}. Make one up for each new request, and send it with every try of that request.`,
    )
  }
  throw new SendAgain(
    422,
    'Not saved',
    'This form came without the key by which one that is sent twice is known; perhaps its page was opened before an update. Nothing was saved.',
    'a new key',
  )
}

export function fingerprintOfRequest(req: Request): Buffer {
  const { method, originalUrl: path } = req
  try {
    return fingerprintOf({ method, path, ifMatch: req.get('If-Match'), body: askedIn(req), file: filesIn(req) })
  } catch (error) {
    if (error instanceof RangeError) throw unprocessable('This is nested too deeply.')
    throw error
  }
}

/** A file's bytes; of several the hash of each. */
function filesIn({ file, files }: Request): Buffer | undefined {
  if (file?.buffer) return file.buffer
  const digests = Array.isArray(files) ? files.map((one) => (one as { digest?: Buffer }).digest ?? Buffer.alloc(0)) : []
  return digests.length > 0 ? Buffer.concat(digests) : undefined
}

/** A form that is sent again while its page shows something else of the list asks for the same. */
function askedIn(req: Request): unknown {
  if (isOfApi(req) || typeof req.body !== 'object' || req.body === null) return req.body
  const { [SHOWN_FIELD]: _shown, ...asked } = req.body as Record<string, unknown>
  return asked
}
