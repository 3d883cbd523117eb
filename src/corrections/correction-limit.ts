import { createHmac } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

/** An hour of somebody who reads with a pencil, or of an office that shares one address. */
const PER_ADDRESS = { points: 10, duration: 60 * 60 }
/** However many addresses send: a desk can't read more, and a night of it is still a list that can be cleared. */
const ALTOGETHER = { points: 200, duration: 60 * 60 }

/**
 * Counts corrections sent, in the database so that several processes count together. The address is kept only as a
 * keyed hash, which is worth nothing to whoever reads the table.
 */
export function correctionLimit(pool: Pool, secret: string) {
  const limiter = (keyPrefix: string, limit: { points: number; duration: number }) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      ...limit,
    })
  const perAddress = limiter('correction-address', PER_ADDRESS)
  const altogether = limiter('correction-all', ALTOGETHER)
  const keyOf = (address: string) => createHmac('sha256', secret).update(address).digest('base64url').slice(0, 22)

  return {
    /** Counts one; null, or in how many minutes the next will be taken. */
    async minutesToWait(address: string): Promise<number | null> {
      try {
        await perAddress.consume(keyOf(address))
        await altogether.consume('all')
        return null
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000))
      }
    },
  }
}
