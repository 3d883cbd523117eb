import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm'

/** What PostgreSQL says of a refusal, where an error carries it: TypeORM wraps pg's error and copies its fields. */
interface PostgresError {
  code: string
  constraint?: string
}

function postgresError(error: unknown): PostgresError | null {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return null
  return { code, constraint: typeof constraint === 'string' ? constraint : undefined }
}

/** Whether this is the database's refusal under the named constraint or unique index. */
export function violates(error: unknown, ...constraints: string[]): boolean {
  const constraint = postgresError(error)?.constraint
  return constraint !== undefined && constraints.includes(constraint)
}

/** What a database error means to whoever asked. */
export type Trouble = 'bad-input' | 'conflict' | 'unavailable' | 'bug'

/**
 * Sorts a database error by its SQLSTATE (PostgreSQL documentation, appendix A): 22 and the integrity violations are
 * input the forms should have refused, 40 is worth another try, 08, 53, 55P03 and 57 pass by themselves.
 */
export function troubleOf(error: unknown): Trouble | null {
  const code = postgresError(error)?.code
  if (!code) return isConnectionTrouble(error) ? 'unavailable' : null
  if (code.startsWith('22') || ['23502', '23503', '23505', '23514', '54000'].includes(code)) return 'bad-input'
  if (code === '40001' || code === '40P01') return 'conflict'
  if (code.startsWith('08') || code.startsWith('53') || code === '55P03' || code.startsWith('57')) return 'unavailable'
  return 'bug'
}

/** Errors of the connection itself carry Node's codes or pg's sentences instead of a SQLSTATE. */
function isConnectionTrouble(error: unknown): boolean {
  // What TypeORM says of every query after the one by which a transaction lost its connection.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'].includes(code))
    return true
  return (
    typeof message === 'string' &&
    /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/.test(
      message,
    )
  )
}
