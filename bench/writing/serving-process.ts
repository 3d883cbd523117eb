import 'reflect-metadata'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { limitHeapGrowth } from '../../src/heap-growth'
import { withoutChainLocks } from '../chains/without-locks'
import { appOn } from '../served-app'
import { leaking } from '../soak/leaking'
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
}

/** As fine as it can be told (ms). */
const delay = monitorEventLoopDelay({ resolution: 1 })

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
    // What is garbage is nobody's leak; `--expose-gc` is given to this process.
    globalThis.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    return { rss, heap: heapUsed + external, delay: delay.percentile(99) / 1e6 }
  },
  'begin watching': () => {
    delay.enable()
    delay.reset()
    return {}
  },
}

void main()
