import { Pool } from 'pg'
import { remembersInHand } from './in-hand'
import type { Patience } from './patience'
import { watchedBy } from './watched-client'

/** A pool whose connections are asked one thing at a time; a connection that is lost while nobody has it ends nothing. */
export function plainPool(url: string, max: number, name: string, patience: Patience): Pool {
  const pool = new Pool({ connectionString: url, max, application_name: name, ...watchedBy(patience) })
  pool.on('error', () => {})
  return remembersInHand(pool)
}
