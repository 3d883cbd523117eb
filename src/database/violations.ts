import { UnknownOutcome } from './unknown-outcome'

/** What PostgreSQL says of a refusal, where an error carries it: TypeORM wraps pg's error and copies its fields. */
interface PostgresError {
  code: string
  constraint?: string
  /** Whether it ended the connection, or kept it from being made (PostgreSQL documentation, table 19.2). */
  isEnd: boolean
}

function postgresError(error: unknown): PostgresError | null {
  const { code, constraint, errno, severity } = (error ?? {}) as Record<string, unknown>
  // Node's EPIPE and EPERM look like a SQLSTATE; they have the system's number beside them.
  if (typeof code !== 'string' || errno !== undefined || !/^[0-9A-Z]{5}$/.test(code)) return null
  return {
    code,
    constraint: typeof constraint === 'string' ? constraint : undefined,
    isEnd: severity === 'FATAL' || severity === 'PANIC',
  }
}

/** Whether this is the database's refusal under the named constraint or unique index. */
export function violates(error: unknown, ...constraints: string[]): boolean {
  const constraint = postgresError(error)?.constraint
  return constraint !== undefined && constraints.includes(constraint)
}

/** Whether this is the database's refusal by one of these SQLSTATEs. */
export const isRefusedBy = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(postgresError(error)?.code ?? '')

/** Whether a server said this itself. */
export const isAnswer = (error: unknown): boolean => postgresError(error) !== null

/** Whether it ended the connection with that, or let nobody have one. */
export const isEnd = (error: unknown): boolean => postgresError(error)?.isEnd === true

/** What a database error means to whoever asked. */
export type Trouble = 'bad-input' | 'conflict' | 'unavailable' | 'bug'

/**
 * What a SQLSTATE means (PostgreSQL documentation, appendix A), by whole codes and else by their class, the first two
 * letters. What is in neither is a bug of ours.
 */
const TROUBLES: Record<string, Trouble> = {
  '08': 'unavailable', // connection exceptions
  '22': 'bad-input', // data exceptions: values that the forms should have refused
  '23': 'bad-input', // integrity violations
  '23001': 'bug', // our own trigger: somebody tried to change what is only ever added to
  '25006': 'unavailable', // read-only: the server is a standby, or its keeper has shut it for want of disk
  '25P03': 'unavailable', // a transaction that idled too long
  '25P04': 'unavailable', // one that took too long
  '40': 'conflict', // rolled back for others' sake: worth another try
  '40003': 'unavailable', // nobody knows whether it was completed
  '53': 'unavailable', // no memory, no disk, no connection left
  '54000': 'bad-input', // larger than PostgreSQL takes
  '55006': 'unavailable', // an object in use
  '55P03': 'unavailable', // a lock that others hold
  '57': 'unavailable', // cancelled, shut down, not started yet, crashed
  '58000': 'unavailable', // errors of the system below PostgreSQL
  '58030': 'unavailable', // the disk can't be read or written
}

/** Sorts a database error by what whoever asked can do: ask otherwise, ask again at once, ask again later, or nothing. */
export function troubleOf(error: unknown): Trouble | null {
  const refusal = postgresError(error)
  if (!refusal) return isConnectionTrouble(error) ? 'unavailable' : null
  const { code, isEnd } = refusal
  // A database that takes no connections says 55000, one that is gone 3D000, a refused role 28P01: all of that is mended there.
  if (isEnd) return 'unavailable'
  return TROUBLES[code] ?? TROUBLES[code.slice(0, 2)] ?? 'bug'
}

/**
 * Whether it comes to be otherwise by itself: a database that is away or too busy, went while it was asked to commit, or others
 * who were at the same rows.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof UnknownOutcome || ['unavailable', 'conflict'].includes(troubleOf(error) ?? '')

/**
 * Whether the database ran out of room or of time for what was asked: memory, disk, temporary files (class 53 but for connections, which are others’), a transaction's time
 * (25P03, 25P04) or a statement's (57014). Who asks for too much is told so each time, and who asks at a bad time too.
 */
export const ranOut = (error: unknown): boolean => /^(53(?!300)|25P0|57014)/.test(postgresError(error)?.code ?? '')

/** Node's, of a connection that could not be made or broke (errno(3)). */
const CONNECTION_CODES = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENFILE',
  'ENOBUFS',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/**
 * What pg and its pool say where they have no code, and TypeORM of a connection that was lost between two statements of
 * one transaction. TypeORM puts its own name before it.
 */
const CONNECTION_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error)|Cannot use a pool after calling end|Query runner already released|Database connection provided by a query runner was already released|Driver not Connected)/i

/**
 * Errors of the connection itself carry Node's codes or pg's sentences instead of a SQLSTATE. A name that stands for
 * several addresses (`localhost`: ::1 and 127.0.0.1) gives one error for all that were tried.
 */
function isConnectionTrouble(error: unknown): boolean {
  const { code, syscall, message, errors } = (error ?? {}) as Record<string, unknown>
  if (typeof code === 'string' && CONNECTION_CODES.has(code)) return true
  // Whatever hinders a connection: a socket file that is not there (ENOENT) or not to be used (EACCES).
  if (syscall === 'connect') return true
  if (typeof message === 'string' && CONNECTION_WORDS.test(message)) return true
  return Array.isArray(errors) && errors.some(isConnectionTrouble)
}
