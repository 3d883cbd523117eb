import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** PostgreSQL's own default; more would slow every connection and add nothing to a random password of 192 bits. */
const ITERATIONS = 4096

/**
 * What PostgreSQL keeps of a password (RFC 5803), made on this side: given to `CREATE ROLE ... PASSWORD`, it is stored
 * as it is, so that the password itself never reaches the server, its log or its statistics.
 *
 * @param password printable ASCII, which needs no normalising
 */
export function scramVerifier(password: string, salt = randomBytes(16), iterations = ITERATIONS): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest()
  const encoded = [storedKey, hmac('Server Key')].map((key) => key.toString('base64')).join(':')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${encoded}`
}

/** Whether a kept verifier is this password's. */
export function scramMatches(verifier: string, password: string): boolean {
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(verifier) ?? []
  if (!iterations || !salt) return false
  const expected = scramVerifier(password, Buffer.from(salt, 'base64'), Number(iterations))
  return expected.length === verifier.length && timingSafeEqual(Buffer.from(expected), Buffer.from(verifier))
}
