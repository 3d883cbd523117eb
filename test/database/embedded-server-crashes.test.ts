import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { openCluster } from '../../src/database/embedded/cluster'
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from '../../src/database/embedded/embedded-server'
import { Hold } from '../../src/database/embedded/hold'
import { isAlive } from '../../src/database/embedded/process-table'
import { findOrStartPostmaster } from '../../src/database/embedded/start-postmaster'
import { stopPostmaster } from '../../src/database/embedded/stop-postmaster'
import { runningServer } from '../support/running-server'

// One folder for the whole file, as no crash may harm it.
let dir: string
let servers: EmbeddedServer[]
let others: ChildProcess[]

beforeAll(() => {
  dir = path.join(fs.mkdtempSync(path.join(runningServer().within, 'gainsay-test-')), 'postgres')
  fs.chmodSync(path.dirname(dir), 0o755) // as root, the server's own account has to pass
})

beforeEach(() => {
  servers = []
  others = []
})

afterEach(async () => {
  for (const other of others) other.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
})

afterAll(() => fs.rmSync(path.dirname(dir), { recursive: true, force: true }))

async function start(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dir, adopt: true, ...options })
  servers.push(server)
  return server
}

/** Kills the server, and its processes unless told otherwise, as the kernel does when memory runs out. */
async function kill(server: EmbeddedServer, { children = true } = {}): Promise<void> {
  const family = children ? execFileSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)], { encoding: 'utf8' }) : ''
  for (const pid of [server.pid, ...(family.match(/\d+/g) ?? []).map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // a worker of the server's that ended by itself meanwhile
    }
  }
  while (isAlive(server.pid)) await sleep(5)
}

function pidFile(): string {
  return path.join(dir, 'data', 'postmaster.pid')
}

/** Leaves a postmaster.pid that names a process that lives, and is not this folder's server. */
function reusePid(pid: number | undefined): void {
  const lines = fs.readFileSync(pidFile(), 'utf8').split('\n')
  fs.writeFileSync(pidFile(), [String(pid), ...lines.slice(1)].join('\n'))
}

test('no row that was acknowledged is lost when the server is killed while rows are written', async () => {
  const server = await start()
  const writers = await Promise.all(Array.from({ length: 4 }, () => connected(server.ownerUrl)))
  await writers[0]?.query('CREATE TABLE kept (writer int, number int)')
  const acknowledged: string[] = []

  const writing = writers.map(async (client, writer) => {
    for (let number = 0; ; number++) {
      await client.query('INSERT INTO kept VALUES ($1, $2)', [writer, number])
      acknowledged.push(`${writer}:${number}`)
      if (acknowledged.length === 300) await kill(server)
    }
  })
  await Promise.allSettled(writing)
  expect(acknowledged.length).toBeGreaterThanOrEqual(300)

  const again = await start()
  expect(again.attached).toBe(false)
  const client = await connected(again.ownerUrl)
  const { rows } = await client.query<{ row: string }>("SELECT writer || ':' || number AS row FROM kept")
  await client.end()
  const found = new Set(rows.map(({ row }) => row))
  expect(acknowledged.filter((row) => !found.has(row))).toEqual([])
})

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

test('a server that died is brought back at the same address, as often as it dies, and still stops with its last user', async () => {
  const server = await start()
  await server.revive() // which does nothing while it lives
  let pid = server.pid
  for (let death = 0; death < 2; death += 1) {
    await kill({ ...server, pid })
    await Promise.all([server.revive(), server.revive()])
    pid = Number(fs.readFileSync(pidFile(), 'utf8').split('\n')[0])
    const client = await connected(server.appUrl)
    await client.end()
  }
  await server.stop()
  expect([pid === server.pid, isAlive(pid)]).toEqual([false, false])
})

test('whoever comes first after a crash starts it on the port that the others know', async () => {
  const server = await start()
  await kill(server)
  const command = await start({ adopt: false })
  expect(command.appUrl).toBe(server.appUrl)
  await server.revive()
  await command.stop()
  await (await connected(server.appUrl)).end() // for the first one uses it too
})

describe('a hold on the server', () => {
  test('keeps a second one away, and brings the server back by itself when it dies', async () => {
    const server = await start()
    const told: string[] = []
    const hold = await Hold.take(server, (message) => told.push(message))
    expect(await Hold.take(server, () => {})).toBeNull()
    await kill(server)
    while (!told.at(-1)?.includes('is back')) await sleep(10)
    expect(await Hold.take(server, () => {})).toBeNull()
    await (await connected(server.appUrl)).end()
    await hold?.release()
    await (await Hold.take(server, () => {}))?.release()
  })

  test('is taken again when a killed process makes the server cut all connections', async () => {
    const server = await start()
    const told: string[] = []
    const hold = await Hold.take(server, (message) => told.push(message))
    const client = await connected(server.ownerUrl)
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    while (!told.at(-1)?.includes('is back')) await sleep(10)
    expect(await Hold.take(server, () => {})).toBeNull()
    expect(isAlive(server.pid)).toBe(true)
    await hold?.release()
  })
})

test('does not start beside processes of the killed server that live on', async () => {
  const server = await start()
  const client = await connected(server.ownerUrl)
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const survivor = rows[0]?.pid ?? 0
  process.kill(survivor, 'SIGSTOP') // so that it does not see its server's end, as one busy with an index would not

  await kill(server, { children: false })
  const messages: string[] = []
  const again = await start({
    log(message) {
      messages.push(message)
      if (message.startsWith('waiting')) process.kill(survivor, 'SIGKILL')
    },
  })
  expect(again.attached).toBe(false)
  expect(messages[0]).toBe('waiting for the last processes of a killed PostgreSQL to end')
})

describe('a postmaster.pid that a crash left behind does not keep the server from starting', () => {
  beforeEach(async () => kill(await start()))

  afterEach(async () => {
    const server = await start()
    expect(server.attached).toBe(false)
  })

  test('when its process is gone', () => {})

  test('when its process id is now another program', () => {
    const other = spawn('sleep', ['60'])
    others.push(other)
    reusePid(other.pid)
  })

  test('when its process id is now that of Node itself, as in a container', () => reusePid(process.pid))

  test('when its process is a zombie', async () => {
    // The shell becomes a program that never collects the child the shell had.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'])
    others.push(parent)
    const zombie = await new Promise<number>((resolve) => parent.stdout.once('data', (line) => resolve(Number(line))))
    await sleep(50)
    reusePid(zombie)
  })

  test('when it is empty', () => {
    fs.writeFileSync(pidFile(), '')
    fs.utimesSync(pidFile(), new Date(0), new Date(0))
  })
})

test('a copy of the folder, made while its server ran, gets a server of its own', async () => {
  const original = await start()
  const copy = path.join(path.dirname(dir), 'copy')
  execFileSync('cp', ['-a', dir, copy]) // its postmaster.pid names a PostgreSQL that lives, and knows the password
  const other = await start({ dir: copy })
  expect(other.attached).toBe(false)
  expect(other.pid).not.toBe(original.pid)
})

test('takes another port if somebody takes the chosen one first', async () => {
  const taken = net.createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as net.AddressInfo
  const free = net.createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const { port: second } = free.address() as net.AddressInfo
  await new Promise((resolve) => free.close(resolve))

  const cluster = await openCluster(dir, false, () => {})
  const ports = [port, second]
  const running = await findOrStartPostmaster(
    cluster,
    () => {},
    async () => ports.shift() ?? 0,
  )
  taken.close()
  expect(running.port).toBe(second)
  await stopPostmaster(cluster, running.pid)
})

test('stop is over when the server is gone already', async () => {
  const server = await start()
  await kill(server)
  await server.stop()
  await start() // which clears what the killed one left in shared memory
})
