import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { Agent, get } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { connect } from '../src/database/database'
import { startEmbeddedServer } from '../src/database/embedded/embedded-server'
import { migrate } from '../src/database/migrate'
import { seedOnce } from '../src/demonstration/seed'
import { entities } from '../src/entities'

/** Ours at least as quick as the bare page, for at most a tenth more CPU a request. */
const GOAL = { requests: 1, cpu: 1.1 }

const CONNECTIONS = 16
const ROUNDS = { long: 15, short: 7 }
const SECONDS = { long: 5, short: 2 }

interface Measured {
  requestsPerSecond: number
  /** Of the serving process, user and system. */
  cpuMicrosecondsPerRequest: number
}

interface Contestant {
  name: string
  url: string
  cpu(): Promise<number>
  stop(): void
}

/**
 * The chain page against the same page from a bare Express + EJS + pg server: same templates, same named prepared SQL,
 * no ORM, no session, no policy, no security headers. The two HTML documents are compared byte by byte first. Rounds
 * alternate, so that a machine whose speed drifts does so for both; figures are medians of the rounds' ratios.
 */
export async function benchPages({ short }: { short: boolean }): Promise<boolean> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const chainId = await seeded(server.appUrl)
    const contestants = await Promise.all(['ours', 'reference'].map((name) => contestant(name, server.appUrl, chainId)))
    try {
      return await compare(contestants as [Contestant, Contestant], short)
    } finally {
      for (const { stop } of contestants) stop()
    }
  } finally {
    await server.stop()
  }
}

/** The demonstration corpus; its largest chain is the page. */
async function seeded(appUrl: string): Promise<number> {
  const database = await connect(appUrl, entities)
  await seedOnce(database.db)
  const rows: { id: number }[] = await database.db.query(
    'SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size DESC LIMIT 1',
  )
  await database.close()
  if (!rows[0]) throw new Error('the demonstration corpus has no chain')
  return rows[0].id
}

/** A server in a process of its own, which tells its port, and its CPU time when asked. */
async function contestant(name: string, appUrl: string, chainId: number): Promise<Contestant> {
  const child = fork(path.join(__dirname, 'page-server.js'), [name, appUrl])
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    name,
    url: `http://127.0.0.1:${port}/chains/${chainId}`,
    async cpu() {
      child.send('cpu')
      const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
      return user + system
    },
    stop: () => child.kill(),
  }
}

async function compare([ours, reference]: [Contestant, Contestant], short: boolean): Promise<boolean> {
  const [mine, theirs] = [await body(ours.url), await body(reference.url)]
  if (mine !== theirs)
    throw new Error(`The pages differ: ours ${mine.length}, the reference ${theirs.length} characters`)
  print(`chain page, ${Buffer.byteLength(mine)} bytes, the same from both`)

  const rounds = ROUNDS[short ? 'short' : 'long']
  const seconds = SECONDS[short ? 'short' : 'long']
  for (const one of [ours, reference]) await load(one, seconds)
  const requests: number[] = []
  const cpu: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [ours, reference] : [reference, ours]
    const figures = new Map<Contestant, Measured>()
    for (const one of order) figures.set(one, await load(one, seconds))
    const [a, b] = [figures.get(ours) as Measured, figures.get(reference) as Measured]
    requests.push(a.requestsPerSecond / b.requestsPerSecond)
    cpu.push(a.cpuMicrosecondsPerRequest / b.cpuMicrosecondsPerRequest)
  }
  const quick = report(
    'requests a second, ours / reference',
    requests,
    (median) => median >= GOAL.requests,
    `>= ${GOAL.requests}`,
  )
  const cheap = report('CPU a request, ours / reference', cpu, (median) => median <= GOAL.cpu, `<= ${GOAL.cpu}`)
  return quick && cheap
}

function report(what: string, ratios: number[], reached: (median: number) => boolean, goal: string): boolean {
  const sorted = [...ratios].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const [least, most] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]
  const verdict = reached(median) ? 'reached' : 'MISSED'
  print(
    `${what}: median ${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)}, ${ratios.length} rounds), goal ${goal}: ${verdict}`,
  )
  return reached(median)
}

/** Asks as fast as the answers come, on a few connections. */
async function load({ url, cpu }: Contestant, seconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const [cpuBefore, began] = [await cpu(), performance.now()]
  const end = began + seconds * 1000
  let answered = 0
  const client = async () => {
    while (performance.now() < end) {
      await body(url, agent)
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  const took = (performance.now() - began) / 1000
  const used = (await cpu()) - cpuBefore
  agent.destroy()
  return { requestsPerSecond: answered / took, cpuMicrosecondsPerRequest: used / answered }
}

function body(url: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', reject)
    }).on('error', reject)
  })
}

function print(line: string) {
  process.stdout.write(`${line}\n`)
}
