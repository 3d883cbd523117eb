import http from 'node:http'
import { isIPv4 } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Fetcher, fetcher } from '../../src/fetching/fetcher.client'
import type { BenchOptions } from '../frame/part'
import { say } from '../frame/say'
import { chance, seedOfRun } from '../trust/chance'
import { type Bomb, layBombs } from './fetching/bombs'
import { rebinding } from './fetching/rebindings'
import { INSIDE, SPELLINGS } from './fetching/spellings'
import { openStage, type Stage } from './fetching/stage'

/**
 * What a fetcher holds of an answer at once may be, above what it had (MiB): the 25 MiB of its limit, the same again while they are
 * put together, and what Node's collector leaves lying about of buffers in between.
 */
const MEMORY_GOAL = 150

/** Rounds of rebinding; each is a race that a fetcher which looks names up twice would lose. */
const REBINDINGS = { short: 50, full: 1_000 }

/**
 * Tries to bring a fetcher to this machine's own address, where a canary counts connections: in 24 spellings, by redirects, by DNS that
 * changes its mind. Then bombs. The fetcher is the product's; it is told only that the stage's own site is a public one.
 */
export async function benchFetching({ short }: Pick<BenchOptions, 'short'>): Promise<boolean> {
  const stage = await openStage()
  try {
    const { socket, lookUp } = stage
    const product = fetcher({ baseUrl: 'https://claims.example', pause: 0, lookUp, also: [socket] })
    const goals = [
      await tryAll('24 spellings', stage, spelled(stage, product)),
      await tryAll('redirects to them, and inside', stage, redirected(stage, product)),
      await rebindings(stage, short ? REBINDINGS.short : REBINDINGS.full),
      await control(stage),
    ]
    for (const bomb of await layBombs(stage, short ? 256 : 2_048)) goals.push(await survive(bomb, stage, product))
    return goals.every(Boolean)
  } finally {
    await stage.close()
  }
}

const print = (what: string, found: string, isReached = true) =>
  say(`  ${what.padEnd(44)}  ${found}${isReached ? '' : ' MISSED'}`)

async function tryAll(what: string, stage: Stage, tries: AsyncIterable<boolean>): Promise<boolean> {
  stage.reached = 0
  let count = 0
  let fetched = 0
  for await (const isFetched of tries) {
    count += 1
    if (isFetched) fetched += 1
  }
  const isReached = stage.reached === 0 && fetched === 0
  print(what, `connections to the canary: ${stage.reached} of ${count} tries (goal: 0)`, isReached)
  return isReached
}

async function* spelled(stage: Stage, { fetchPage }: Fetcher) {
  for (const host of SPELLINGS) yield 'bytes' in (await fetchPage(stage.at('/', host)))
}

async function* redirected(stage: Stage, { fetchPage }: Fetcher) {
  let count = 0
  for (const host of [...SPELLINGS, ...INSIDE]) {
    for (const status of [301, 302, 303, 307, 308]) {
      count += 1
      const location = stage.at('/', encodeURI(host))
      stage.paths.set(`/redirect-${count}`, (_req, res) => res.writeHead(status, { Location: location }).end())
      yield 'bytes' in (await fetchPage(stage.at(`/redirect-${count}`)))
    }
  }
}

/** As many kinds of rebinding as there are rounds, nearly: how many were different, and led inside at some look-up, is told. */
async function rebindings(stage: Stage, rounds: number): Promise<boolean> {
  const { socket } = stage
  const site = socket.slice(0, socket.lastIndexOf(':'))
  // The same address as one of IPv6, where it is one of IPv4.
  const mapped = isIPv4(site) ? [`::ffff:${site}`] : []
  const isInside = new Set(CANARY_ADDRESSES)
  const kinds = new Set<string>()
  let led = 0
  let isLed = false
  const { fetchPage } = fetcher({
    baseUrl: 'https://claims.example',
    pause: 0,
    async lookUp(name) {
      const found = await stage.lookUp(name)
      isLed ||= found.some(({ address }) => isInside.has(address))
      return found
    },
    also: [socket, ...mapped.map((address) => `${address}:${stage.port}`)],
  })
  // Where it leads on the address says itself; at the end there is no page.
  stage.paths.set('/between', (req, res) => {
    const [next, ...rest] = (new URL(req.url ?? '', 'http://site.example').searchParams.get('to') ?? '').split(',')
    if (!next) return res.writeHead(404).end()
    res.writeHead(302, { Location: stage.at(`/between?to=${rest.join(',')}`, next) }).end()
  })
  const seed = seedOfRun()
  async function* tries() {
    for (let round = 0; round < rounds; round += 1) {
      const { names, hops } = rebinding(chance(seed, round), [site, ...mapped], CANARY_ADDRESSES)
      kinds.add(JSON.stringify([names, hops]))
      const nameOf = (at: number) => `rebinds-${round}-${at}.example`
      for (const [at, answers] of names.entries()) stage.dns.set(nameOf(at), answers.slice())
      isLed = false
      yield 'bytes' in (await fetchPage(stage.at(`/between?to=${hops.map(nameOf).join(',')}`, nameOf(0))))
      if (isLed) led += 1
    }
  }
  const isHeld = await tryAll('rebinding', stage, tries())
  // Some end at the site’s last page before any look-up leads inside.
  const isTried = led * 2 >= rounds && kinds.size * 10 >= rounds * 9
  print(
    'rebinding: how various',
    `${kinds.size} different, ${led} led inside (goal: 9 in 10, half); seed ${seed}`,
    isTried,
  )
  return isHeld && isTried
}

/** Ways in which DNS may name the canary; a name that is an address of IPv4 is reached by IPv6 as well. */
const CANARY_ADDRESSES = ['127.0.0.1', '0.0.0.0', '::ffff:127.0.0.1', '::ffff:7f00:1']

/** The same spellings by Node alone, without any guard: the canary has to hear of most. */
async function control(stage: Stage): Promise<boolean> {
  stage.reached = 0
  for (const host of SPELLINGS) {
    await new Promise<void>((done) => {
      const asked = http.get(stage.at('/', host), { agent: new http.Agent(), lookup: lookupOf(stage) }, (answer) =>
        answer.resume(),
      )
      asked.on('error', () => done()).on('close', () => done())
    })
  }
  await sleep(50)
  const isReached = stage.reached >= 18
  print(
    'control: Node alone, 24 spellings',
    `connections to the canary: ${stage.reached} (goal: at least 18)`,
    isReached,
  )
  return isReached
}

const lookupOf =
  (stage: Stage): NonNullable<http.RequestOptions['lookup']> =>
  (name, options, done) =>
    void stage.lookUp(name.includes('localhost') ? 'name-of-loopback.example' : name).then((found) => {
      const last = found.at(-1)
      if (options.all) return done(null, last ? [last] : [])
      done(null, last?.address ?? '', last?.family ?? 4)
    })

/** Fetches a bomb; looks at memory every few ms. A bomb that is refused late would show as memory or time. */
async function survive({ what, path }: Bomb, stage: Stage, { fetchPage }: Fetcher): Promise<boolean> {
  global.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const looks = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 5)
  const began = performance.now()
  const fetched = await fetchPage(stage.at(path))
  clearInterval(looks)
  const seconds = (performance.now() - began) / 1000
  const more = (Math.max(most, process.memoryUsage.rss()) - before) / 1024 / 1024
  const told = 'bytes' in fetched ? `taken, ${fetched.bytes.length} bytes` : `refused (${fetched.kind})`
  // What lies about its length is cut there by Node, and the rest is thrown away.
  const isHeld = more <= MEMORY_GOAL && ('problem' in fetched || fetched.bytes.length <= 100)
  print(`bomb: ${what}`, `${told}, ${more.toFixed(0)} MiB more (goal: ${MEMORY_GOAL}), ${seconds.toFixed(1)} s`, isHeld)
  return isHeld
}
