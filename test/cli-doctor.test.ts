import { connectionsOf } from '../src/database/pool-sizes'
import 'reflect-metadata'
import {
  type Finding,
  notYet,
  ofAccounts,
  ofDatabase,
  ofFolder,
  ofReplica,
  ofSeals,
  ofSettings,
} from '../src/cli/findings'
import { readConfig } from '../src/config'
import { type Condition, conditionOf } from '../src/database/condition.queries'
import { newDatabase } from './support/database'

/** What is not as it should be, and how grave that is. */
const told = (...findings: Finding[]) =>
  findings.filter(({ state }) => state !== 'ok').map(({ what, state }) => [what, state])

const GOOD: Condition = {
  version: 180_004,
  encoding: 'UTF8',
  isDurable: true,
  clockAhead: 3,
  mostConnections: 100,
  owner: 'gainsay_owner',
  app: 'gainsay_app',
  isSuperuser: false,
  mayRewriteHistory: false,
  pending: [],
}

test('a database that is as it should be is told in words that say so, and nothing is to be mended', () => {
  const found = ofDatabase(GOOD, true)
  expect(told(...found)).toEqual([])
  expect(found.map(({ mend }) => mend)).toEqual(found.map(() => null))
  expect(found.map((one) => one.told)).toContain('version 18.4, Gainsay’s own')
})

test.each<[Partial<Condition>, string, Finding['state']]>([
  [{ version: 140_011 }, 'PostgreSQL', 'wrong'],
  [{ encoding: 'SQL_ASCII' }, 'Encoding', 'wrong'],
  [{ pending: ['Search1764000000014'] }, 'Migrations', 'look'],
  [{ isDurable: false }, 'Durability', 'wrong'],
  [{ clockAhead: -61_000 }, 'Clocks', 'wrong'],
  [{ mostConnections: 20 }, 'Connections', 'wrong'],
  [{ isSuperuser: true }, 'Roles', 'wrong'],
  [{ owner: 'gainsay_app' }, 'Roles', 'look'],
  [{ mayRewriteHistory: true }, 'Roles', 'wrong'],
])('%j is found, with how it is mended', (otherwise, what, state) => {
  const found = ofDatabase({ ...GOOD, ...otherwise }, false)
  expect(told(...found)).toEqual([[what, state]])
  expect(found.find((one) => one.what === what)?.mend).toMatch(/\.$/)
})

test('with replicas a process takes one connection more of the primary', () => {
  const [alone, looking] = [connectionsOf([]), connectionsOf(['postgres://replica/gainsay'])]
  expect(looking).toBe(alone + 1)
  const least = (connections: number) => {
    for (let most = 0; ; most++)
      if (told(...ofDatabase({ ...GOOD, mostConnections: most }, false, connections)).length === 0) return most
  }
  expect(least(looking)).toBe(least(alone) + 1)
})

test.each(['behind', 'away', 'no replica', 'of another database'] as const)(
  'a replica that is %s is wrong',
  (condition) => {
    const name = 'replica 2 (db3.example:5432)'
    const found = ofReplica(name, { condition, reason: null })
    expect([found.what, found.state, found.mend]).toEqual([
      'Replica 2 (db3.example:5432)',
      'wrong',
      expect.stringMatching(/\.$/),
    ])
    expect(ofReplica(name, { condition: 'well', reason: null }).state).toBe('ok')
  },
)

test.each<[Record<string, string>, [string, Finding['state']][]]>([
  [{ BASE_URL: 'https://claims.example', SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b.example' }, []],
  [
    { BASE_URL: 'http://claims.example' },
    [
      ['Address', 'wrong'],
      ['Mail', 'look'],
    ],
  ],
  [{ BASE_URL: 'http://localhost:3000' }, [['Mail', 'look']]],
  [
    { HOST: '0.0.0.0' },
    [
      ['Address', 'look'],
      ['Proxy', 'look'],
      ['Mail', 'look'],
    ],
  ],
  [{ HOST: '0.0.0.0', TRUST_PROXY: '1', BASE_URL: 'https://claims.example' }, [['Mail', 'look']]],
  [
    { DATABASE_URL: 'postgres://a:b@db/x', BASE_URL: 'https://c.example' },
    [
      ['Sessions', 'look'],
      ['Mail', 'look'],
    ],
  ],
])('settings %j', (environment, expected) => {
  expect(told(...ofSettings(readConfig(environment)))).toEqual(expected)
})

test('disk, accounts and seals', () => {
  const gib = 1024 ** 3
  expect(told(ofFolder('/data', { free: 100 * gib }), ofFolder('/data', null))).toEqual([])
  expect(told(ofFolder('/data', { free: gib }), ofFolder('/data', { problem: 'EACCES' }), notYet)).toEqual([
    ['Data', 'look'],
    ['Data', 'wrong'],
    ['Database', 'look'],
  ])
  expect(told(ofAccounts(3, 1), ofSeals(0, true))).toEqual([])
  expect(told(ofAccounts(0, 0), ofAccounts(3, 0), ofSeals(2, true), ofSeals(0, false))).toEqual([
    ['Accounts', 'look'],
    ['Accounts', 'look'],
    ['Seals', 'look'],
    ['Seals', 'wrong'],
  ])
})

test('of a real PostgreSQL is seen what it is: here one that would lose everything in a crash, and roles that are apart', async () => {
  const database = await newDatabase()
  try {
    const seen = await conditionOf(database)
    expect(seen).toMatchObject({
      encoding: 'UTF8',
      isDurable: false,
      isSuperuser: false,
      mayRewriteHistory: false,
      pending: [],
    })
    expect(told(...ofDatabase(seen, false))).toEqual([['Durability', 'wrong']])
    const asOwner = await conditionOf({ ...database, appUrl: database.ownerUrl })
    expect(asOwner.mayRewriteHistory).toBe(true)
  } finally {
    await database.drop()
  }
  await expect(conditionOf(database)).rejects.toThrow('does not exist')
})
