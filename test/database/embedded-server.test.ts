import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from '../../src/database/embedded/embedded-server'
import { EmbeddedServerError } from '../../src/database/embedded/embedded-server-error'
import { isAlive } from '../../src/database/embedded/process-table'
import { runningServer } from '../support/running-server'

// One folder for the whole file: a first start takes a second, the later ones a tenth of that.
let dir: string
let servers: EmbeddedServer[]

beforeAll(() => {
  dir = path.join(makeFolder(), 'postgres')
})

beforeEach(() => {
  servers = []
})

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
})

afterAll(() => fs.rmSync(path.dirname(dir), { recursive: true, force: true }))

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(runningServer().within, 'gainsay-test-'))
  fs.chmodSync(folder, 0o755) // as root, the server's own account has to pass
  return folder
}

async function start(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dir, ...options })
  servers.push(server)
  return server
}

/** Runs one statement on a connection of its own. */
async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two first starts at once make one database and end up on one server', async () => {
  const started = await Promise.all([start(), start()])
  expect(started[0].pid).toBe(started[1].pid)
  expect(started[0].appUrl).toBe(started[1].appUrl)
  expect(started.filter(({ attached }) => !attached)).toHaveLength(1)
  expect(fs.readdirSync(dir).filter((name) => name.includes('.new-'))).toEqual([])
})

test('finds its rows again after a stop', async () => {
  const first = await start()
  expect(first).toMatchObject({ attached: false })
  await query(first.ownerUrl, "CREATE TABLE words (word text); INSERT INTO words VALUES ('Prätorius')")
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)

  const second = await start()
  expect(await query(second.ownerUrl, 'SELECT word, upper(word) AS upper FROM words')).toEqual([
    { word: 'Prätorius', upper: 'PRÄTORIUS' },
  ])
})

describe('a new server, for tests', () => {
  let server: EmbeddedServer
  let ownDir: string
  const variables = { PGDATA: '/nonexistent', PGPORT: '61999', SESSION_SECRET: 'do not tell' }

  beforeAll(async () => {
    ownDir = fs.mkdtempSync(path.join(runningServer().within, 'gainsay-test-'))
    Object.assign(process.env, variables)
    server = await startEmbeddedServer({ dir: ownDir, ephemeral: true })
  })

  afterAll(async () => {
    for (const name of Object.keys(variables)) delete process.env[name]
    await server.stop()
  })

  test('has the same encoding, order of words and clock everywhere', async () => {
    const [database] = await query(
      server.ownerUrl,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale,
              current_setting('timezone') AS timezone, current_setting('data_checksums') AS checksums
       FROM pg_database WHERE datname = current_database()`,
    )
    expect(database).toMatchObject({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', checksums: 'on' })
    expect(database?.timezone).toMatch(/UTC$/)
  })

  test('listens to this machine alone, and to nobody without a password', async () => {
    expect(await query(server.ownerUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(await query(server.ownerUrl, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
    const wrongPassword = server.appUrl.replace(/:[^:@]+@/, ':guessed@')
    await expect(query(wrongPassword, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test.each([
    ['make a table', 'CREATE TABLE mine (a int)'],
    ['make a temporary table', 'CREATE TEMPORARY TABLE mine (a int)'],
    ['make a schema', 'CREATE SCHEMA mine'],
    ['make a database', 'CREATE DATABASE mine'],
    ['make a role', 'CREATE ROLE mine'],
    ['read the password hashes', 'SELECT * FROM pg_authid'],
    ['read a file of the server', "SELECT pg_read_file('postgresql.conf')"],
    ['run a program', "COPY (SELECT 1) TO PROGRAM 'true'"],
  ])('does not let the app role %s', async (_, sql) => {
    await expect(query(server.appUrl, sql)).rejects.toMatchObject({ code: '42501' })
  })

  test('keeps each password in a file of the account that runs Node, and nowhere else', async () => {
    for (const [role, url] of [
      ['owner', server.ownerUrl],
      ['app', server.appUrl],
    ] as const) {
      const file = path.join(ownDir, `${role}-password`)
      const password = fs.readFileSync(file, 'utf8').trim()
      expect(new URL(url).password).toBe(password)
      expect(fs.statSync(file)).toMatchObject({ uid: process.getuid?.() })
      expect(fs.statSync(file).mode & 0o777).toBe(0o600)
      expect(fs.readFileSync(path.join(ownDir, 'postgres.log'), 'utf8')).not.toContain(password)
    }
  })

  test('sees nothing of the environment it was started from', () => {
    if (process.platform !== 'linux') return
    const environment = fs.readFileSync(`/proc/${server.pid}/environ`, 'utf8')
    for (const [name, value] of Object.entries(variables)) {
      expect(environment).not.toContain(`${name}=`)
      expect(environment).not.toContain(value)
    }
  })

  test('gives addresses of other databases on it', async () => {
    await query(server.urlOf('postgres', 'owner'), 'CREATE DATABASE "worker 1"')
    expect(await query(server.urlOf('worker 1', 'app'), 'SELECT current_database() AS name')).toEqual([
      { name: 'worker 1' },
    ])
  })

  test('syncs nothing to the disk and leaves nothing behind', async () => {
    expect(await query(server.ownerUrl, 'SHOW fsync')).toEqual([{ fsync: 'off' }])
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(fs.existsSync(ownDir)).toBe(false)
  })
})

describe('several processes on one server', () => {
  test('a command beside a running server leaves it running', async () => {
    const serve = await start({ adopt: true })
    const command = await start()
    expect(command).toMatchObject({ attached: true, pid: serve.pid })
    await command.stop()
    expect(isAlive(serve.pid)).toBe(true)
    await serve.stop()
    expect(isAlive(serve.pid)).toBe(false)
  })

  test('the one who started it does not stop it under the others; the last one out does', async () => {
    const command = await start()
    const serve = await start({ adopt: true })
    const other = await start()
    await command.stop()
    await serve.stop()
    expect(await query(other.appUrl, 'SELECT 1 AS still')).toEqual([{ still: 1 }])
    await other.stop()
    expect(isAlive(other.pid)).toBe(false)
  })

  test('a command leaves the server of a killed process as it found it, and the next serve takes it over', async () => {
    const killed = await start()
    const [user = ''] = fs.readdirSync(path.join(dir, 'users'))
    const dead = spawnSync('true').pid
    fs.renameSync(path.join(dir, 'users', user), path.join(dir, 'users', `${dead}-killed`)) // as if its user was that

    const command = await start()
    await command.stop()
    expect(isAlive(killed.pid)).toBe(true)

    const serve = await start({ adopt: true })
    expect(serve).toMatchObject({ attached: true, pid: killed.pid })
    await serve.stop()
    expect(isAlive(killed.pid)).toBe(false)
  })

  test('a server that comes while the last one is stopping starts another', async () => {
    const last = await start()
    const [next] = await Promise.all([start(), last.stop()])
    expect(await query(next.appUrl, 'SELECT 1 AS there')).toEqual([{ there: 1 }])
  })
})

describe('what is in the way is said in a sentence', () => {
  async function refusal(options: Partial<EmbeddedServerOptions> = {}): Promise<string> {
    const error = await start(options).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(EmbeddedServerError)
    return (error as Error).message
  }

  /** Changes a file in the folder (null: takes it away) for as long as `whileSo` takes. */
  async function withFile(name: string, text: string | null, whileSo: () => Promise<void>): Promise<void> {
    const file = path.join(dir, name)
    const kept = fs.readFileSync(file)
    if (text === null) fs.rmSync(file)
    else fs.writeFileSync(file, text) // in place, so that it stays the server's own
    await whileSo()
    fs.writeFileSync(file, kept, { mode: 0o600 })
  }

  test('data of another PostgreSQL', async () => {
    await withFile('data/PG_VERSION', '17\n', async () => {
      const words = await refusal()
      expect(words).toMatch(/is of PostgreSQL 17; this Gainsay brings PostgreSQL 18/)
      expect(words).toMatch(/run `gainsay backup`, move \S+postgres away, and run `gainsay restore`/)
    })
  })

  test('a lost password', async () => {
    await withFile('owner-password', null, async () => {
      expect(await refusal()).toMatch(/owner-password back from a backup/)
    })
  })

  test('a wrong password', async () => {
    await withFile('owner-password', 'guessed\n', async () => {
      expect(await refusal()).toMatch(/can't be used: password authentication failed/)
    })
  })

  test('a configuration PostgreSQL refuses, in its own words', async () => {
    await withFile('data/postgresql.conf', "max_connections = 'many'\n", async () => {
      expect(await refusal()).toMatch(/did not start.*invalid value for parameter "max_connections": "many"/s)
    })
  })

  test('an ephemeral server where there is a database to lose', async () => {
    expect(await refusal({ ephemeral: true })).toMatch(/holds a database, which an ephemeral server would remove/)
  })

  test('no PostgreSQL for this machine', async () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch')
    Object.defineProperty(process, 'arch', { ...arch, value: 'mips' })
    const untouched = path.join(path.dirname(dir), 'untouched')
    try {
      expect(await refusal({ dir: untouched })).toMatch(/No PostgreSQL for \w+-mips is installed.*set DATABASE_URL/)
    } finally {
      Object.defineProperty(process, 'arch', arch ?? {})
    }
    expect(fs.existsSync(untouched)).toBe(false)
  })

  test('a file where the folder should be', async () => {
    const file = path.join(path.dirname(dir), 'file')
    fs.writeFileSync(file, '')
    expect(await refusal({ dir: file })).toMatch(/is a file and no folder/)
    expect(await refusal({ dir: path.join(file, 'postgres') })).toMatch(/is a file and no folder/)
  })
})

test('a lost password of the app role is made and set anew', async () => {
  await (await start()).stop()
  fs.rmSync(path.join(dir, 'app-password'))
  const server = await start()
  expect(await query(server.appUrl, 'SELECT current_user AS me')).toEqual([{ me: 'gainsay_app' }])
})
