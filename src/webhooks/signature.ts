import { createHmac, randomBytes } from 'node:crypto'

/** What a message is signed by: 32 bytes, where Standard Webhooks asks for 24 to 64. */
const BYTES = 32

const PREFIX = 'whsec_'

/** A secret as receivers keep it: `whsec_` and base64. */
export const newSecret = (): string => PREFIX + randomBytes(BYTES).toString('base64')

/** A message as it is signed: its id, the second since 1970 at which it is sent, its body. */
export interface Signed {
  id: string
  timestamp: number
  body: string
}

/**
 * The header `webhook-signature` (Standard Webhooks 1.0.0, “Signature scheme”): `v1,` and HMAC-SHA256 of `id.timestamp.body` in base64, once for
 * each secret, with a space between. The key is the bytes that the secret’s base64 stands for.
 */
export function signatures(secrets: readonly string[], { id, timestamp, body }: Signed): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
    })
    .join(' ')
}
