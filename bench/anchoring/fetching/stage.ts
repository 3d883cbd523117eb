import type { LookupAddress } from 'node:dns'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import type { LookUp } from '../../../src/fetching/look-up.client'
import { INSIDE_BY_NAME } from './spellings'

/** Answers for a site; without one for a path it is 404. */
export type Answer = (req: IncomingMessage, res: ServerResponse) => void

/**
 * A public site, as far as a fetcher is told (`also`), and a canary that nobody may reach: the first on this machine’s second
 * address, the second on its first, both at one port, so that nothing but the address tells them apart.
 */
export interface Stage {
  port: number
  /** The site’s socket, which a fetcher has to be told of. */
  socket: string
  /** The canary’s. */
  canarySocket: string
  /** What the site answers, by path. */
  paths: Map<string, Answer>
  /** What the site was asked for, in order. */
  asked: string[]
  /** Headers of the last request. */
  lastHeaders: IncomingMessage['headers']
  /** Connections that the canary had. */
  reached: number
  /** The canary’s answers to names, one look-up after another; the last stays. Names that are not here lead to the site. */
  dns: Map<string, string[][]>
  lookUp: LookUp
  /** An address of the site. */
  at(path: string, host?: string): string
  close(): Promise<void>
}

/** macOS has one loopback address of IPv4 only. */
const SITE = process.platform === 'darwin' ? '::1' : '127.0.0.2'
const CANARY = '127.0.0.1'

export async function openStage(): Promise<Stage> {
  const stage = { paths: new Map(), asked: [] as string[], reached: 0, dns: new Map() } as unknown as Stage
  const site = http.createServer((req, res) => {
    stage.asked.push(req.url ?? '')
    stage.lastHeaders = req.headers
    const answer = stage.paths.get(new URL(req.url ?? '', 'http://site.example').pathname)
    if (answer) return answer(req, res)
    res.writeHead(404).end()
  })
  const canary = net.createServer((socket) => {
    stage.reached += 1
    // Unread, it would never end.
    socket.resume().on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret')
  })
  const port = await onOnePort(site, canary)
  return Object.assign(stage, {
    port,
    socket: `${SITE}:${port}`,
    canarySocket: `${CANARY}:${port}`,
    at: (path: string, host = 'site.example') => `http://${host}:${port}${path}`,
    async lookUp(name: string): Promise<LookupAddress[]> {
      const turns = stage.dns.get(name)
      const found = (turns && turns.length > 1 ? turns.shift() : turns?.[0]) ?? INSIDE_BY_NAME[name] ?? [SITE]
      if (found.length === 0) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return found.map((address) => ({ address, family: net.isIP(address) }))
    },
    async close() {
      site.closeAllConnections()
      await Promise.all([site, canary].map((server) => new Promise((closed) => server.close(closed))))
    },
  })
}

/** A port that is free on both addresses; another program may have the second one’s. */
async function onOnePort(site: http.Server, canary: net.Server): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    await listen(site, SITE, 0)
    const { port } = site.address() as AddressInfo
    try {
      await listen(canary, CANARY, port)
      return port
    } catch (error) {
      await new Promise((closed) => site.close(closed))
      if (tries === 20) throw error
    }
  }
}

const listen = (server: net.Server, host: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
