import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../src/database/data-source'
import { newSigningKey } from '../src/proof/signed-note'
import { gainsay as calledHere } from './support/command-line'
import { newDatabase, type TestDatabase } from './support/database'

const COMMAND = path.resolve('src/cli/gainsay.cjs')
let database: TestDatabase
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  database = await newDatabase()
  environment = {
    ...process.env,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    LOG_LEVEL: 'silent',
  }
})
afterAll(() => database.drop())

/** In a process of its own, as people start it. */
function gainsay(args: string[], more: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    env: { ...environment, ...more },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** Called in this very process, where one of its own would add nothing but the second that it takes to start. */
async function here(args: string[], more: NodeJS.ProcessEnv = {}) {
  const before = process.env
  process.env = { ...environment, ...more }
  try {
    const { code: status, out: stdout, err: stderr } = await calledHere(...args)
    return { status, stdout, stderr }
  } finally {
    process.env = before
  }
}

test.each([
  ['nothing to import', ['import', '--published', '2019-06-04'], /missing required argument/],
  ['zones in a way that is none', ['import', 'x.txt', '--zones', 'all'], /none of accept, none/],
  ['a day that is none', ['import', 'x.txt', '--outlet', 'A', '--published', '2019-02-30'], /no day of the calendar/],
  ['a role that is none', ['user', 'add', 'a@b.example', '--role', 'king'], /none of reader, editor, reviewer, admin/],
  ['a format that is none', ['export', '--format', 'nope'], /none of claims.csv, pairs.csv/],
  ['half a day', ['export', '--format', 'claims.csv', '--from', '2020'], /write it as 2019-06-04/],
  ['a chain that is no number', ['export', '--format', 'claims.csv', '--chain', 'one'], /no number of ours/],
  [
    'days the wrong way round',
    ['export', '--format', 'claims.csv', '--from', '2020-02-02', '--to', '2020-02-01'],
    /--to is before/,
  ],
  ['nothing to restore', ['restore'], /missing required argument/],
  ['a command that is none', ['publish'], /unknown command/],
])('called wrongly, with %s, it says so and ends with 2', async (_what, args, words) => {
  const { status, stderr } = await here(args)
  expect([status, words.test(stderr)]).toEqual([2, true])
})

test('called wrongly in a process of its own, it ends with 2 as well', () => {
  const { status, stdout, stderr } = gainsay(['publish'])
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining('unknown command')])
})

test('it tells its version', () => {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'))
  expect(gainsay(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` })
})

test('settings that are wrong are named, all of them at once', () => {
  const { status, stderr } = gainsay(['serve'], {
    PORT: 'many',
    LOG_LEVEL: 'loud',
    BASE_URL: 'ftp://x',
    SESSION_SECRET: 'short',
    SIGNING_KEY: 'PRIVATE+KEY+a.example+00000000+AAAA',
    SMTP_URL: 'mail.example.org',
  })
  expect(status).toBe(2)
  for (const name of ['PORT', 'LOG_LEVEL', 'BASE_URL', 'SESSION_SECRET', 'SIGNING_KEY', 'SMTP_URL', 'MAIL_FROM'])
    expect(stderr).toContain(name)
})

test('a file that can’t be read, or is no text, is refused with 1', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-cli-')), 'latin1.txt')
  fs.writeFileSync(file, Buffer.from([0x63, 0x61, 0x66, 0xe9]))
  const { status, stderr } = await here(['import', file, '/nowhere.txt', '--outlet', 'A', '--published', 'unknown'])
  expect(status).toBe(1)
  expect(stderr).toMatch(/UTF-8/)
  expect(stderr).toMatch(/nowhere/)
})

test('a backup that is none is refused with 1', async () => {
  const { status, stdout, stderr } = await here(['restore', 'package.json'])
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('it was cut, or is something else')])
})

test('somebody is added once, with a password and a token that are shown once, the password kept at OWASP’s cost', async () => {
  const added = gainsay(['user', 'add', 'Ann@Desk.example', '--role', 'admin', '--json'])
  expect(JSON.parse(added.stdout)).toMatchObject({ role: 'admin', password: expect.stringMatching(/^[\w-]{16}$/) })
  expect((await here(['user', 'add', 'ann@desk.example'])).status).toBe(1)
  expect((await here(['token', 'add', 'ann@desk.example'])).stdout).toMatch(/^gainsay_[\w-]{43}\n$/)
  expect((await here(['token', 'add', 'nobody@desk.example'])).status).toBe(1)
  const app = await new DataSource(dataSourceOptions(database.appUrl, [])).initialize()
  const [{ kept }] = await app.query('SELECT password_hash AS kept FROM accounts').finally(() => app.destroy())
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('verify and export change nothing: a database that is behind is refused until it is migrated', async () => {
  const behind = await newDatabase()
  const owner = await new DataSource(dataSourceOptions(behind.ownerUrl, [])).initialize()
  const migrated = async () => (await owner.query('SELECT count(*) AS migrations FROM migrations'))[0].migrations
  const on = { DATABASE_URL: behind.appUrl, DATABASE_OWNER_URL: behind.ownerUrl }
  const looking = [['verify'], ['export', '--format', 'claims.csv']]
  try {
    await owner.undoLastMigration()
    const before = await migrated()
    for (const args of looking) {
      const { status, stdout, stderr } = await here(args, on)
      expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('run `gainsay migrate` first')])
    }
    expect(await migrated()).toBe(before)
    expect((await here(['migrate'], on)).status).toBe(0)
    for (const args of looking) expect(gainsay(args, on).status).toBe(0)
  } finally {
    await owner.destroy()
    await behind.drop()
  }
})

test('serve prints its address, answers, and drains on SIGTERM', async () => {
  const serving: ChildProcess = spawn(process.execPath, [COMMAND, 'serve'], {
    env: {
      ...environment,
      PORT: '0',
      SESSION_SECRET: 'long enough for a secret, surely',
      SIGNING_KEY: newSigningKey('a.example'),
    },
  })
  const url = await new Promise<string>((resolve, reject) => {
    let told = ''
    serving.stdout?.on('data', (chunk) => {
      told += chunk
      const found = /Gainsay is at (\S+)/.exec(told)?.[1]
      if (found) resolve(found)
    })
    serving.once('exit', () => reject(new Error(told)))
  })
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect((await fetch(url)).status).toBe(200)
  const ended = new Promise((resolve) => serving.once('exit', resolve))
  serving.kill('SIGTERM')
  expect(await ended).toBe(0)
})
