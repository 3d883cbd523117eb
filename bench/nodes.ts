import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { connect } from '../src/database/database'
import { migrate } from '../src/database/migrate'
import { entities } from '../src/entities'
import type { Part } from './frame/part'
import { freePort } from './free-port'
import { startLoad } from './nodes/load'
import { ServingProcess, sharedSettings } from './nodes/process'
import { type FrontDoor, findNginx, startProxy } from './nodes/proxy'
import { type StreamingReplica, streamingReplica } from './nodes/streaming-replica'
import { type OwnServer, ownPostgres } from './trust/faults/own-postgres'
import type { Figure } from './trust/harness'
import { halfWritten, impatient, markersIn } from './trust/kills'
import { tokenOfEditor } from './trust/serving'
import { type Send, sender, type Write, type Writer } from './trust/writers'

/** After a kill writes are to get through again within so many ms of the start of what was killed; as in `trust kills`. */
const BACK_WITHIN_MS = 5_000

/** How long what was killed stays away (ms): longer than two looks, so that it is found to be away, and readers do without. */
const AWAY_MS = 4_000

/** How long all is well between two kills (ms). */
const WELL_MS = 2_000

const EMAIL = 'writer@harness.example'

/**
 * A primary, a streaming replica and two Gainsays behind nginx, on loopback: each is killed in turn while people read and
 * write, stays away, and is started again. No acknowledged write may be lost, and no reader may see an error.
 *
 * The controls have to be found: writes that are taken for acknowledged when they are sent, and readers without a replica.
 */
export const nodes: Part = {
  what: 'A primary, a replica and two Gainsays behind nginx, each killed in turn while people read and write',
  async run(report, { short }) {
    const nginx = findNginx()
    if (!nginx)
      return void report.lacks('nginx', { what: 'acknowledged writes lost, readers’ errors, time to recover' })
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-nodes-'))
    fs.chmodSync(folder, 0o755) // as root, PostgreSQL’s own account has to pass
    const site = await openSite(nginx, folder)
    try {
      for (const figure of await whileAllAreKilled(site, short ? 1 : 5)) report.found(figure)
      for (const figure of await controls(site)) report.found(figure)
    } finally {
      await site.close()
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

interface Site {
  primary: OwnServer
  replica: StreamingReplica
  processes: [ServingProcess, ServingProcess]
  proxy: FrontDoor
  settings(readUrls: string[]): Record<string, string>
  send: Send
  paths: string[]
  close(): Promise<void>
}

async function openSite(nginx: string, folder: string): Promise<Site> {
  const ends: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of ends.reverse()) await end()
  }
  try {
    const primary = await ownPostgres(folder, true)
    ends.push(() => primary.end())
    await migrate(primary.ownerUrl, primary.appUrl)
    const database = await connect(primary.appUrl, entities)
    const token = await tokenOfEditor(database, EMAIL).finally(() => database.close())
    const replica = await streamingReplica(primary)
    ends.push(() => replica.end())
    const [front, one, two] = [await freePort(), await freePort(), await freePort()]
    const url = `http://127.0.0.1:${front}`
    const shared = sharedSettings(url, primary.ownerUrl, primary.appUrl, [replica.appUrl])
    const settings = (readUrls: string[]) => ({ ...shared, DATABASE_READ_URLS: readUrls.join(' ') })
    const processes: Site['processes'] = [
      new ServingProcess(one, folder, shared),
      new ServingProcess(two, folder, shared),
    ]
    for (const one of processes) {
      ends.push(() => one.kill('SIGTERM'))
      await one.start()
    }
    const proxy = await startProxy(nginx, folder, front, [one, two])
    ends.push(() => proxy.end())
    const send = sender(() => url, token)
    return { primary, replica, processes, proxy, settings, send, paths: [...PAGES], close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What readers ask for: pages that are kept, and such as are made each time. */
const PAGES = ['/', '/articles', '/chains', '/speakers', '/search?q=passage', '/unanswered', '/transparency']

/** Pages of single rows, which are there as long as nobody withdraws them. */
async function pagesWithNumbers(primary: OwnServer): Promise<string[]> {
  const [row] = await primary.sql<Record<string, number>>(
    `SELECT (SELECT min(id) FROM articles) AS articles, (SELECT min(id) FROM claims) AS claims,
       (SELECT min(id) FROM speakers) AS speakers`,
  )
  return Object.entries(row ?? {}).map(([what, id]) => `/${what}/${id}`)
}

/** Something that can be killed, and started again. */
interface Node {
  name: string
  kill(): Promise<void>
  start(): Promise<void>
}

const nodesOf = ({ primary, replica, processes: [one, two] }: Site): Node[] => [
  { name: 'a Gainsay', kill: () => one.kill(), start: () => one.start() },
  { name: 'the replica', kill: () => replica.kill(), start: () => replica.start() },
  { name: 'the other Gainsay', kill: () => two.kill(), start: () => two.start() },
  { name: 'the primary', kill: () => primary.kill(), start: () => primary.start() },
]

async function whileAllAreKilled(site: Site, rounds: number): Promise<Figure[]> {
  // Something to read, before it is read.
  const first = await underLoad(site, site.send, 'first', async (_recover, people) => {
    while (people.some(({ acknowledged }) => acknowledged.length < 3)) await sleep(20)
  })
  site.paths.push(...(await pagesWithNumbers(site.primary)))
  const { acknowledged, answers, told, resent } = await underLoad(site, site.send, 'w', async (recover) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const node of nodesOf(site)) {
        await sleep(WELL_MS)
        await recover(node)
      }
    }
    await sleep(WELL_MS)
  })
  const found = await markersIn(asOwner(site))
  const all = [...first.acknowledged, ...acknowledged]
  const lost = all.filter(({ marker }) => !found.has(marker)).length
  const twice = all.filter(({ marker }) => (found.get(marker) ?? 0) > 1).length
  const halves = await halfWritten(asOwner(site), EMAIL)
  return [
    { what: 'acknowledged writes lost', found: `${lost} of ${all.length}`, goal: '0', isReached: lost === 0 },
    { what: 'written twice', found: `${twice}, ${resent} sent again`, goal: '0', isReached: twice === 0 && resent > 0 },
    {
      what: 'written by half (`verify`, history)',
      found: [`${halves.wrong.length} of ${halves.looked}`, ...halves.wrong.slice(0, 3)].join(' '),
      goal: '0',
      isReached: halves.wrong.length === 0 && halves.looked > 0,
    },
    {
      what: 'readers’ errors',
      found: `${errorsIn(answers)} of ${sum(answers)}${inWords(answers)}`,
      goal: '0',
      isReached: errorsIn(answers) === 0 && sum(answers) > 0,
    },
    ...nodesOf(site).map(({ name }) => backAgain(told.filter((one) => one.name === name))),
  ]
}

/** The slowest of a node's kills. */
function backAgain(told: Told[]): Figure {
  const [slowest] = told.toSorted((one, other) => other.ms - one.ms)
  const { name, wasMissed, ms } = slowest ?? { name: 'nothing', wasMissed: true, ms: Number.NaN }
  return {
    what: `writes through again: ${name}`,
    found: `${ms.toFixed(0)} ms after its ${wasMissed ? 'start' : 'end, without it'}, the slowest of ${told.length}`,
    goal: `at most ${BACK_WITHIN_MS} ms`,
    isReached: ms <= BACK_WITHIN_MS,
  }
}

async function controls(site: Site): Promise<Figure[]> {
  const killPrimary = async (recover: (node: Node) => Promise<void>) => {
    await sleep(WELL_MS)
    await recover(nodesOf(site)[3] as Node)
  }
  for (const one of site.processes) {
    await one.kill('SIGTERM')
    await one.start(site.settings([]))
  }
  const { acknowledged, answers } = await underLoad(site, impatient(site.send), 'early', killPrimary, true)
  const found = await markersIn(asOwner(site))
  const lost = acknowledged.filter(({ marker }) => !found.has(marker)).length
  return [
    {
      what: 'control: acknowledged before it was answered',
      found: `${lost} of ${acknowledged.length} found lost`,
      goal: 'more than 0',
      isReached: lost > 0,
    },
    {
      what: 'control: no replica',
      found: `${errorsIn(answers)} readers’ errors of ${sum(answers)}${inWords(answers)}`,
      goal: 'more than 0',
      isReached: errorsIn(answers) > 0,
    },
  ]
}

/** How a kill went. */
interface Told {
  name: string
  /** Whether writes waited until it was started again. */
  wasMissed: boolean
  /** Until each writer had a write acknowledged that was sent after the kill, or after the start where it was missed. */
  ms: number
}

interface UnderLoad {
  acknowledged: Write[]
  answers: Map<string, number>
  told: Told[]
  resent: number
}

/** Does something while people read and write; what is killed meanwhile is started again. */
async function underLoad(
  site: Site,
  send: Send,
  name: string,
  work: (recover: (node: Node) => Promise<void>, people: readonly Writer[]) => Promise<void>,
  mayLose = false,
): Promise<UnderLoad> {
  const load = startLoad(site.proxy.url, site.paths, send, name, mayLose)
  const { progress, people, answers } = load
  const told: Told[] = []
  const recover = async (node: Node) => {
    progress.began(people)
    await node.kill()
    await sleep(AWAY_MS)
    const wasMissed = !progress.isBack
    if (wasMissed) progress.began(people)
    await node.start()
    await progress.back()
    told.push({ name: node.name, wasMissed, ms: progress.told().recoveries.at(-1) ?? Number.NaN })
  }
  try {
    await work(recover, people)
  } catch (error) {
    await load.stop().catch(() => {})
    throw error
  }
  const { acknowledged, resent } = await load.stop()
  return { acknowledged, answers, told, resent }
}

const asOwner = ({ primary }: Site) => ({
  address: async (role: 'owner' | 'app') => (role === 'owner' ? primary.ownerUrl : primary.appUrl),
  async asOwner<Result>(work: (owner: Client) => Promise<Result>): Promise<Result> {
    const owner = await primary.owner()
    try {
      return await work(owner)
    } finally {
      await owner.end()
    }
  },
})

const sum = (answers: Map<string, number>) => [...answers.values()].reduce((all, count) => all + count, 0)
const errorsIn = (answers: Map<string, number>) => sum(answers) - (answers.get('200') ?? 0)
const inWords = (answers: Map<string, number>) =>
  errorsIn(answers) === 0 ? '' : `: ${[...answers].map(([answer, count]) => `${answer} ×${count}`).join(', ')}`
