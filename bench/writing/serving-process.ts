import 'reflect-metadata'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { limitHeapGrowth } from '../../src/heap-growth'
import { withoutChainLocks } from '../chains/without-locks'
import { appOn } from '../served-app'
import { blocking } from '../soak/blocking'
import { leaking } from '../soak/leaking'
import { Turns } from '../soak/turns'
import { bareWrites } from './bare'
import type { Condition, Question } from './served'

const ours = async (url: string): Promise<RequestListener> => {
  limitHeapGrowth()
  return (await appOn(url, { baseUrl: 'http://127.0.0.1', trustProxy: 1 })).app
}

/** What serves, by its name. */
const APPS: Record<string, (appUrl: string) => RequestListener | Promise<RequestListener>> = {
  ours,
  bare: bareWrites,
  'without locks': (url) => {
    withoutChainLocks()
    return ours(url)
  },
  leaking: async (url) => leaking(await ours(url)),
  blocking: async (url) => blocking(await ours(url)),
}

/** Its event loop is looked at so often, which is as fine as it can be told (ms). */
const LOOK_MS = 1

/** Those since it is watched. */
const turns = new Turns()
let lookedAt = 0

function look() {
  const now = performance.now()
  turns.add(now - lookedAt)
  lookedAt = now
}

/** Serves, and tells whoever started it the port and, when asked, what it takes. */
async function main() {
  const [name = '', url = ''] = process.argv.slice(2)
  const app = await APPS[name]?.(url)
  const server = createServer(app)
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
  process.on('message', (question: Question) => process.send?.(ANSWERS[question]()))
  process.on('disconnect', () => process.exit(0))
}

const ANSWERS: Record<Question, () => unknown> = {
  cpu: () => process.cpuUsage(),
  condition: (): Condition => {
    look()
    // What is garbage is nobody's leak; `--expose-gc` is given to this process.
    globalThis.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    // Whoever asks has made it stand still for so long.
    lookedAt = performance.now()
    return { rss, heap: heapUsed + external, delay: turns.at(0.99), longest: turns.longest }
  },
  'begin watching': () => {
    turns.clear()
    lookedAt = performance.now()
    setInterval(look, LOOK_MS).unref()
    return {}
  },
}

void main()
