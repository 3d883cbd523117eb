import { createConnection } from 'node:net'
import { Client } from 'pg'
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm'
import { troubleOf, violates } from '../../src/database/violations'
import { NoAnswer } from '../../src/database/watched-client'

/** As TypeORM throws it: around pg's own error, whose members it copies. */
const failed = (members: object) => new QueryFailedError('SELECT', [], Object.assign(new Error('refused'), members))

describe('a SQLSTATE, bare and in TypeORM’s wrapping', () => {
  test.each([
    ['08000', 'unavailable', 'connection exception'],
    ['08003', 'unavailable', 'connection does not exist'],
    ['08006', 'unavailable', 'connection failure'],
    ['08P01', 'unavailable', 'protocol violation'],
    ['0A000', 'bug', 'feature not supported'],
    ['22001', 'bad-input', 'string too long'],
    ['22003', 'bad-input', 'number out of range'],
    ['22007', 'bad-input', 'invalid datetime'],
    ['22021', 'bad-input', 'NUL in a text'],
    ['22P02', 'bad-input', 'invalid text representation'],
    ['22P05', 'bad-input', 'untranslatable character'],
    ['23000', 'bad-input', 'integrity violation'],
    ['23001', 'bug', 'a change of history, refused by its trigger'],
    ['23502', 'bad-input', 'not null'],
    ['23503', 'bad-input', 'foreign key'],
    ['23505', 'bad-input', 'unique'],
    ['23514', 'bad-input', 'check'],
    ['23P01', 'bad-input', 'exclusion'],
    ['25001', 'bug', 'active transaction'],
    ['25006', 'unavailable', 'read-only server'],
    ['25P02', 'bug', 'in failed transaction'],
    ['25P03', 'unavailable', 'idle in transaction for too long'],
    ['25P04', 'unavailable', 'transaction too long'],
    ['3F000', 'bug', 'no such schema'],
    ['40001', 'conflict', 'serialisation failure'],
    ['40002', 'conflict', 'constraint at commit'],
    ['40003', 'unavailable', 'completion unknown'],
    ['40P01', 'conflict', 'deadlock'],
    ['42501', 'bug', 'no privilege'],
    ['42601', 'bug', 'syntax error'],
    ['42703', 'bug', 'no such column'],
    ['42P01', 'bug', 'no such table'],
    ['53000', 'unavailable', 'insufficient resources'],
    ['53100', 'unavailable', 'disk full'],
    ['53200', 'unavailable', 'out of memory'],
    ['53300', 'unavailable', 'too many connections'],
    ['53400', 'unavailable', 'configuration limit'],
    ['54000', 'bad-input', 'larger than PostgreSQL takes'],
    ['54001', 'bug', 'statement too complex'],
    ['54011', 'bug', 'too many columns'],
    ['55000', 'bug', 'object not in prerequisite state'],
    ['55006', 'unavailable', 'object in use'],
    ['55P03', 'unavailable', 'lock not available'],
    ['57000', 'unavailable', 'operator intervention'],
    ['57014', 'unavailable', 'cancelled, by a time limit too'],
    ['57P01', 'unavailable', 'admin shutdown'],
    ['57P02', 'unavailable', 'crash shutdown'],
    ['57P03', 'unavailable', 'starting up'],
    ['57P04', 'unavailable', 'database dropped'],
    ['57P05', 'unavailable', 'idle for too long'],
    ['58000', 'unavailable', 'system error'],
    ['58030', 'unavailable', 'I/O error'],
    ['58P01', 'bug', 'a file of the database is missing'],
    ['P0001', 'bug', 'raised without a state of its own'],
    ['XX000', 'bug', 'internal error'],
    ['XX001', 'bug', 'data corrupted'],
    ['XX002', 'bug', 'index corrupted'],
  ])('%s is %s: %s', (code, trouble) => {
    expect([troubleOf({ code }), troubleOf(failed({ code }))]).toEqual([trouble, trouble])
  })
})

test.each([
  ['28P01', 'password refused'],
  ['3D000', 'no such database'],
  ['53300', 'too many connections'],
  ['55000', 'database takes no connections'],
  ['57P01', 'administrator'],
  ['XX000', 'a process of the server died'],
])('%s that ends a connection is unavailable: %s', (code) => {
  for (const severity of ['FATAL', 'PANIC']) {
    expect([troubleOf({ code, severity }), troubleOf(failed({ code, severity }))]).toEqual([
      'unavailable',
      'unavailable',
    ])
  }
})

describe('a connection’s trouble', () => {
  test.each([
    'EADDRNOTAVAIL',
    'EAI_AGAIN',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'EMFILE',
    'ENETUNREACH',
    'ENOTFOUND',
    'EPIPE',
    'ETIMEDOUT',
  ])('%s passes', (code) => {
    // With the system's number, as Node has it: without, EPIPE would be a SQLSTATE.
    expect(troubleOf(Object.assign(new Error(code), { code, errno: -1 }))).toBe('unavailable')
    expect(troubleOf(failed({ code, errno: -1 }))).toBe('unavailable')
  })

  test.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Client was closed and is not queryable',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('“%s” passes', (words) => {
    expect(troubleOf(new Error(words))).toBe('unavailable')
    expect(troubleOf(new QueryFailedError('SELECT', [], new Error(words)))).toBe('unavailable')
  })

  test('so does one that TypeORM has taken back, and one that never answers', () => {
    expect(troubleOf(new QueryRunnerAlreadyReleasedError())).toBe('unavailable')
    expect(troubleOf(new QueryRunnerProviderAlreadyReleasedError())).toBe('unavailable')
    expect(troubleOf(new NoAnswer(10_000))).toBe('unavailable')
  })

  test('so do those that Node itself makes', async () => {
    const connecting = (options: { host: string; port: number } | { path: string }) =>
      new Promise<Error>((resolve) => createConnection({ timeout: 5_000, ...options }).once('error', resolve))
    // Of the two addresses of this name one error is made; port 1 is nobody's.
    const both = await connecting({ host: 'localhost', port: 1 })
    expect([both.constructor.name, troubleOf(both)]).toEqual([expect.stringMatching(/Error$/), 'unavailable'])
    expect(troubleOf(new AggregateError([Object.assign(new Error(), { code: 'ENETUNREACH', errno: -101 })]))).toBe(
      'unavailable',
    )
    expect(troubleOf(await connecting({ path: '/nowhere/.s.PGSQL.5432' }))).toBe('unavailable')
    const unknown = new Client({ host: 'no-such-host.invalid', connectionTimeoutMillis: 5_000 })
    expect(troubleOf(await unknown.connect().catch((error) => error))).toBe('unavailable')
  })
})

test.each([
  ['a file that is not there', Object.assign(new Error('x'), { code: 'ENOENT', errno: -2, syscall: 'open' })],
  ['a permission', Object.assign(new Error('x'), { code: 'EPERM', errno: -1, syscall: 'open' })],
  ['a mistake of ours', new TypeError('Cannot read properties of undefined')],
  ['words', 'Connection terminated'],
  ['nothing', undefined],
  ['null', null],
])('%s is no database’s', (_what, error) => {
  expect(troubleOf(error)).toBe(null)
})

test('a refusal is known by its constraint', () => {
  const refusal = failed({ code: '23505', constraint: 'outlets_name_key' })
  expect(violates(refusal, 'accounts_email_key', 'outlets_name_key')).toBe(true)
  expect(violates(refusal, 'accounts_email_key')).toBe(false)
  expect(violates(new Error('outlets_name_key'), 'outlets_name_key')).toBe(false)
})
