import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rootFolder } from '../../src/root-folder'
import { say } from '../frame/say'
import { freePort } from '../free-port'
import { answer, type Contestant, contestant, everNew, load, loadBy, type Measured } from '../pages/contestant'
import type { Corpus } from '../pages/corpora'
import { inRounds, type Pace } from '../pages/rounds'
import type { OwnDatabase } from '../trust/databases'
import { type Asked, answered } from './asked'
import { copyOf } from './flat-tables'
import type { Claims } from './our-writes'
import type { Beside, Peer } from './peer'
import { Program } from './program'

/** Common words of the corpus: a scan by the newest finds twenty soonest of these, which is in the peer's favour. */
const WORDS = ['tax', 'budget', 'hospital', 'water']
/** Chains of which both are looked at first. */
const LOOKED_AT = 20
/** Answers after which a page takes no less CPU than before; of what is slower than that, so long (ms). */
const WARM = 3_000
const WARM_WITHIN_MS = 30_000
/** After so long a process that has answered its first page does nothing more (ms). */
const IDLE_MS = 5_000

interface Ground {
  corpus: Corpus
  flat: OwnDatabase
  toAdd: Claims
}

type Tell = (beside: Beside, unit: string, ratios: readonly number[], cpu?: readonly number[]) => void

/** Everything that a peer can be asked for, ours and theirs in turn. */
export async function besidePeer(peer: Peer, ground: Ground, pace: Pace, tell: Tell): Promise<void> {
  const { corpus, flat } = ground
  const database = await copyOf(flat, corpus)
  try {
    await peer.prepare(database.ownerUrl)
    const ours = await contestant('ours', corpus.appUrl)
    const theirs = await Program.start(peer.start(database.ownerUrl, await freePort()))
    try {
      await requests(peer, { ...ground, ours, theirs }, pace, tell)
    } finally {
      ours.stop()
      await theirs.stop()
    }
    await starts(peer, corpus, database, pace, tell)
  } finally {
    await database.drop()
  }
}

type Running = Ground & { ours: Contestant; theirs: Program }

async function requests(
  peer: Peer,
  { corpus: { pages }, toAdd, ours, theirs }: Running,
  { rounds, seconds }: Pace,
  tell: Tell,
): Promise<void> {
  await sameClaims(peer, pages.chain.slice(0, LOOKED_AT), ours, theirs)
  const compare = async (beside: Beside, our: () => Promise<Measured>, their: () => Asked) => {
    const theirLoad = () =>
      loadBy(
        (agent) => answered(theirs.url, their(), agent),
        () => theirs.cpu(),
        seconds,
      )
    await warmed(our)
    await warmed(theirLoad)
    const both = [told(`${beside}, ours`, our), told(`${beside}, theirs`, theirLoad)] as const
    const { requests, cpu } = await inRounds(rounds, both)
    tell(beside, '× theirs', requests, cpu)
  }
  const page = (paths: readonly string[]) => {
    const addresses = everNew(paths)
    return () => load(ours, addresses, seconds)
  }
  await compare('chain', page(pages.chain), inTurn(pages.chain.map((path) => peer.chain(idOf(path)))))
  await compare('speaker', page(pages.speaker), inTurn(pages.speaker.map((path) => peer.speaker(idOf(path)))))
  const { search } = peer
  if (search) {
    const paths = WORDS.map((word) => `/search?q=${word}`)
    await compare('search', page(paths), inTurn(WORDS.map((word) => search(word))))
  }
  const add = () => loadBy((agent) => answered(ours.url, toAdd.forUs(), agent), ours.cpu, seconds)
  await compare('add', add, () => peer.add(toAdd.forPeer()))
}

/** Both have run what they run long enough for V8 to have made the most of it, however slow the machine is. */
async function warmed(asked: () => Promise<Measured>) {
  const began = performance.now()
  for (let answers = 0; answers < WARM && performance.now() - began < WARM_WITHIN_MS; ) {
    const loaded = performance.now()
    const { requestsPerSecond } = await asked()
    answers += (requestsPerSecond * (performance.now() - loaded)) / 1000
  }
}

const told = (what: string, asked: () => Promise<Measured>) => async () => {
  const measured = await asked()
  const { requestsPerSecond, cpuMicrosecondsPerRequest } = measured
  say(
    `  ${what}: ${requestsPerSecond.toFixed(1)} a second, ${(cpuMicrosecondsPerRequest / 1000).toFixed(2)} ms of CPU each`,
  )
  return measured
}

const idOf = (path: string) => Number(path.split('/').at(-1))

/** One after the other, over and over. */
function inTurn<Each>(all: readonly Each[]): () => Each {
  let next = 0
  return () => {
    next += 1
    return all[next % all.length] as Each
  }
}

/** Throws unless what is measured shows the same claims, as many as the chain has. */
async function sameClaims(peer: Peer, chains: readonly string[], ours: Contestant, theirs: Program): Promise<void> {
  for (const path of chains) {
    const page = (await answer(`${ours.url}${path}`)).body.toString()
    const ids = peer.claimsIn(await answered(theirs.url, peer.chain(idOf(path))))
    const missing = ids.filter((id) => !page.includes(`/claims/${id}"`))
    if (ids.length < 2 || missing.length > 0) throw new Error(`${path}: ${peer.name} gives claims ${ids.join(', ')}`)
  }
}

/** From the start of the process to its first page, and what it holds a while later; both on a database that is ready. */
async function starts(peer: Peer, corpus: Corpus, database: OwnDatabase, { rounds }: Pace, tell: Tell): Promise<void> {
  const [times, memory]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const our = async () => begun(ourStart(corpus, await freePort()))
    const their = async () => begun(peer.start(database.ownerUrl, await freePort()))
    const [first, second] = round % 2 === 0 ? [our, their] : [their, our]
    const [one, other] = [await first(), await second()]
    const [ours, theirs] = round % 2 === 0 ? [one, other] : [other, one]
    times.push(ours.ms / theirs.ms)
    memory.push(ours.bytes / theirs.bytes)
    say(
      `  started in ${ours.ms.toFixed(0)} and ${theirs.ms.toFixed(0)} ms, ${mib(ours.bytes)} and ${mib(theirs.bytes)} MiB`,
    )
  }
  tell('start', '× theirs', times)
  tell('memory', '× theirs', memory)
}

async function begun(start: Parameters<typeof Program.start>[0]): Promise<{ ms: number; bytes: number }> {
  const program = await Program.start(start)
  try {
    await sleep(IDLE_MS)
    return { ms: program.startedInMs, bytes: program.memory() }
  } finally {
    await program.stop()
  }
}

/** As `npm start` does once it is built. */
const ourStart = ({ ownerUrl, appUrl }: Corpus, port: number) => ({
  node: process.execPath,
  args: [path.join(rootFolder(), 'dist', 'src', 'main.js')],
  environment: {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    PORT: String(port),
    LOG_LEVEL: 'error',
  },
  port,
  first: { path: '/' },
})

const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)
