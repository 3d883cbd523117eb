import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** What seals: the server’s secret, and whose webhook it is, so that a row moved to another account opens nothing. */
export interface SealOfSecret {
  /** The one that signs sessions. */
  secret: string
  accountId: number
}

/**
 * A webhook’s secret as the database keeps it: AES-256-GCM under the server’s secret. It signs each message, so a hash would not do; the
 * database alone, a dump or a replica of it, opens it as little as it opens a session.
 */
export function sealSecret(webhookSecret: string, seal: SealOfSecret): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(seal), nonce).setAAD(boundTo(seal))
  const sealed = [cipher.update(webhookSecret, 'utf8'), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
}

/** The secret; null where the server’s is another than it was sealed with. */
export function openSecret(sealed: Buffer, seal: SealOfSecret): string | null {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(seal), sealed.subarray(0, NONCE)).setAAD(boundTo(seal))
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  const opened = [decipher.update(sealed.subarray(NONCE + TAG))]
  try {
    opened.push(decipher.final())
  } catch {
    return null
  }
  return Buffer.concat(opened).toString('utf8')
}

const keyOf = ({ secret }: SealOfSecret) => Buffer.from(hkdfSync('sha256', secret, '', 'gainsay webhook secrets', 32))
const boundTo = ({ accountId }: SealOfSecret) => Buffer.from(`account ${accountId}`)
