import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A person needs longer than this to choose what is wrong and to say why; programs that fill forms mostly don't (ms). */
export const QUICKEST = 3_000

/** A form may stay open over a weekend (ms); sealing it again keeps what was typed. */
export const LONGEST = 3 * 24 * 60 * 60 * 1_000

/** What a form that came back shows about how it was filled in. */
export type SealProblem = 'broken' | 'too quick' | 'too old'

/**
 * The seal of a form that anybody may send: when it was opened and for which claim, signed, so that no state is kept of
 * readers who only look at it. `secret` is the one that signs sessions.
 */
export function sealForm(secret: string, claimId: number, at = Date.now()): string {
  const opened = `${at}.${randomBytes(12).toString('base64url')}`
  return `${opened}.${signature(secret, claimId, opened)}`
}

/** Null when the form was opened here, for this claim, neither just now nor long ago. */
export function sealProblem(secret: string, claimId: number, seal: string, now = Date.now()): SealProblem | null {
  const [at = '', nonce = '', signed = ''] = seal.split('.')
  const expected = Buffer.from(signature(secret, claimId, `${at}.${nonce}`))
  const given = Buffer.from(signed)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'broken'
  const age = now - Number(at)
  if (age > LONGEST) return 'too old'
  return age < QUICKEST ? 'too quick' : null
}

/**
 * The secret half of the private address: of one form and one text it is always the same, so whoever sends twice
 * because no answer came gets to the same page. 256 bits that only the holder of the secret can work out.
 */
export function tokenOf(secret: string, seal: string, words: string): string {
  const digest = createHash('sha256').update(words).digest('base64url')
  return createHmac('sha256', keyOf(secret)).update(`token ${seal} ${digest}`).digest('base64url')
}

function signature(secret: string, claimId: number, opened: string): string {
  return createHmac('sha256', keyOf(secret)).update(`form ${claimId} ${opened}`).digest('base64url')
}

/** Not the session's own key: what is signed here can't be passed off as a cookie. */
const keyOf = (secret: string) => createHmac('sha256', secret).update('gainsay corrections').digest()
