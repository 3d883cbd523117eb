import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Notice } from '../web/visitor'

/** An answer as it was given, for whoever asks the same again under the same key. */
export interface KeptAnswer {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
  /** What the next page tells once; null is nothing. */
  notice: Notice | null
  /** Of the request. It may hold a password, so that its hash is sealed as well: it could be guessed from. */
  fingerprint: Buffer
}

const NONCE = 12
const TAG = 16

/** Whose key it is, as the database knows it: nothing leads back from this to the key, which opens the answer. */
export const keyHash = (accountId: number | null, key: string): Buffer =>
  createHash('sha256')
    .update(`${accountId ?? 'nobody'} ${key}`)
    .digest()

/**
 * An answer sealed, for it may hold what is told once: AES-256-GCM under the server's secret and the key itself, bound to
 * the key's hash. Neither the database opens it nor the secret, nor both: the key stays with whoever sent it.
 */
export function sealAnswer(answer: KeptAnswer, seal: Seal): Buffer {
  const { body, fingerprint, ...head } = answer
  const described = Buffer.from(JSON.stringify({ ...head, fingerprint: fingerprint.toString('base64') }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(described.length)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', sealKey(seal), nonce).setAAD(seal.hash)
  const sealed = [cipher.update(Buffer.concat([length, described, body])), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
}

/** What opens an answer. */
export interface Seal {
  /** The one that signs sessions. */
  secret: string
  key: string
  hash: Buffer
}

/** The answer; null where the secret is another than it was sealed with. */
export function openAnswer(sealed: Buffer, seal: Seal): KeptAnswer | null {
  const decipher = createDecipheriv('aes-256-gcm', sealKey(seal), sealed.subarray(0, NONCE)).setAAD(seal.hash)
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  const opened = [decipher.update(sealed.subarray(NONCE + TAG))]
  try {
    opened.push(decipher.final())
  } catch {
    return null
  }
  const whole = Buffer.concat(opened)
  const end = 4 + whole.readUInt32BE()
  const { fingerprint, ...head } = JSON.parse(whole.subarray(4, end).toString())
  return { ...head, fingerprint: Buffer.from(fingerprint, 'base64'), body: whole.subarray(end) }
}

const sealKey = ({ secret, key }: Seal) => Buffer.from(hkdfSync('sha256', secret, key, 'gainsay kept answers', 32))
