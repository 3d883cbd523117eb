import { fork } from 'node:child_process'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { told } from '../told'

/** As a browser has, and a proxy some more. */
const CONNECTIONS = 16

/** A server in a process of its own. */
export interface Contestant {
  url: string
  /** Its CPU time so far, user and system, in microseconds. */
  cpu(): Promise<number>
  stop(): void
}

export interface Measured {
  requestsPerSecond: number
  /** Of the serving process alone. */
  cpuMicrosecondsPerRequest: number
}

/** Starts a server: what it is (`page-server.ts` knows), and the database it reads; of some, the row it shows. */
export async function contestant(name: string, databaseUrl: string, id = ''): Promise<Contestant> {
  const child = fork(path.join(__dirname, 'page-server.js'), [name, databaseUrl, id])
  const { port } = await told<{ port: number }>(child)
  return {
    url: `http://127.0.0.1:${port}`,
    async cpu() {
      child.send('cpu')
      const { user, system } = await told<NodeJS.CpuUsage>(child)
      return user + system
    },
    stop: () => child.kill(),
  }
}

/** Gives the address of each request in turn. */
export type Addresses = () => string

/**
 * One address after the other, each time with a number that no request had before: a page that nobody has asked for, made
 * of rows that many have.
 */
export function everNew(paths: readonly string[]): Addresses {
  let next = 0
  const run = `${process.pid}-${Math.trunc(performance.now())}`
  return () => {
    next += 1
    const path = paths[next % paths.length] as string
    return `${path}${path.includes('?') ? '&' : '?'}fresh=${run}-${next}`
  }
}

export const everTheSame =
  (path: string): Addresses =>
  () =>
    path

/** Asks for pages as fast as the answers come, on a few connections. */
export const load = (
  { url, cpu }: Contestant,
  addresses: Addresses,
  seconds: number,
  headers: Record<string, string> = {},
): Promise<Measured> => loadBy((agent) => answer(`${url}${addresses()}`, { agent, headers }), cpu, seconds)

/** The same with requests of any kind: one after the other on each of a few connections, until one throws. */
export async function loadBy(
  ask: (agent: Agent) => Promise<unknown>,
  cpu: Contestant['cpu'],
  seconds: number,
  connections = CONNECTIONS,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const [cpuBefore, began] = [await cpu(), performance.now()]
  const end = began + seconds * 1000
  let answered = 0
  const client = async () => {
    while (performance.now() < end) {
      await ask(agent)
      answered += 1
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
  } finally {
    agent.destroy()
  }
  const took = (performance.now() - began) / 1000
  const used = (await cpu()) - cpuBefore
  return { requestsPerSecond: answered / took, cpuMicrosecondsPerRequest: used / answered }
}

/** The body of an answer that is a page, or says that nothing has changed. */
export function answer(
  url: string,
  { agent, headers = {} }: { agent?: Agent; headers?: Record<string, string> } = {},
): Promise<{ body: Buffer; etag: string | undefined }> {
  const wanted = headers['If-None-Match'] ? 304 : 200
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== wanted) return reject(new Error(`${url} answered ${response.statusCode}`))
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ body: Buffer.concat(chunks), etag: response.headers.etag }))
      response.on('error', reject)
    }).on('error', reject)
  })
}
