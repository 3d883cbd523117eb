import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { backAfter, readWhile, slips, tally } from './readers'
import { type Answer, ask } from './served-app'
import { type Site, waitFor } from './site'
import { late, processSlips, type Trial, WITHIN } from './trial'

/** More downloads at once than their pool has connections, which are four; from as many addresses. One alone has two. */
const DOWNLOADS = 6

/** Addresses for documentation (RFC 5737), told as a proxy does: the site is started with `TRUST_PROXY=1`. */
const addressOf = (number: number) => `203.0.113.${number + 1}`

/** Downloads under way, in pg_stat_activity. */
const COPYING = `application_name = 'gainsay exports' AND query LIKE 'COPY%' AND state = 'active'`

export const BEHIND_A_PROXY = { TRUST_PROXY: '1' }

/** Downloads whose readers don't read, more of them than there are connections, of a file larger than every buffer. */
export async function exportsUnread(site: Site, holdMs: number): Promise<Trial> {
  await manyMegabytes(site)
  const unread = Array.from({ length: DOWNLOADS }, (_, number) => openDownload(site, addressOf(number)))
  await waitFor(site, 4, COPYING)
  const another: Answer[] = []
  const reads = await readWhile(site, async () => {
    another.push(await ask(`${site.app.url}/exports/links.csv`))
    await sleep(holdMs)
  })
  for (const socket of unread) socket.destroy()
  const back = await backAfter(site)
  const whole = await ask(`${site.app.url}/exports/claims.csv`)
  return {
    found: `pages ${tally(reads)}; one more download ${tally(another)}; afterwards ${tally([whole])}`,
    wrong: [
      ...slips('pages', reads, [200], WITHIN.unhurt),
      ...slips('one more download', another, [503], WITHIN.write),
      ...slips('a download afterwards', [whole], [200], WITHIN.back),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/**
 * Somebody with one address who reads their downloads by drops, one chunk every two seconds, and asks for more of them than
 * there are connections; beside them others download.
 */
export async function exportsTrickled(site: Site): Promise<Trial> {
  await manyMegabytes(site)
  const [greedy, other] = [addressOf(0), addressOf(1)]
  const trickled = Array.from({ length: DOWNLOADS }, () => readByDrops(openDownload(site, greedy), 2_000))
  await waitFor(site, 2, COPYING)
  const others: Answer[] = []
  const refused: Answer[] = []
  const download = (address: string) =>
    ask(`${site.app.url}/exports/claims.csv`, { headers: { 'X-Forwarded-For': address } })
  const reads = await readWhile(site, async () => {
    refused.push(await download(greedy))
    others.push(await download(other), await download(other))
  })
  for (const end of trickled) end()
  return {
    found: `pages ${tally(reads)}; others’ downloads ${tally(others)}; one more of theirs ${tally(refused)}`,
    wrong: [
      ...slips('pages', reads, [200], WITHIN.unhurt),
      ...slips('others’ downloads', others, [200], WITHIN.unhurt),
      ...slips('one more of theirs', refused, [429], WITHIN.write),
      ...(refused.every(({ retryAfter }) => retryAfter) ? [] : ['429 without Retry-After']),
      ...processSlips(site),
    ],
  }
}

/** How fast three read, as a chunk of 64 KB every so many seconds (null: never), and whether they are cut in twenty minutes. */
const READERS = [
  { what: 'nothing', everyS: null, isCut: true },
  { what: '2 KB/s', everyS: 32, isCut: true },
  { what: '8 KB/s', everyS: 8, isCut: false },
]

/** Longer than it takes until what the system holds on the way, some 6 MB, is a line of 6 KB/s behind. */
const AT_PACE_S = 20 * 60

/** Downloads whose readers take little, each from an address of its own: who takes too little is cut, and nobody else. */
export async function exportsAtPace(site: Site): Promise<Trial> {
  await manyMegabytes(site)
  const reading: { pid: number; end(): void; cutAfterS: number | null }[] = []
  for (const [number, { everyS }] of READERS.entries()) {
    const socket = openDownload(site, addressOf(number))
    const end = everyS === null ? () => socket.destroy() : readByDrops(socket, everyS * 1_000)
    await waitFor(site, number + 1, COPYING)
    const pid = (await copying(site)).find((pid) => !reading.some((other) => other.pid === pid)) as number
    reading.push({ pid, end, cutAfterS: null })
  }
  const began = performance.now()
  for (let second = 0; second < AT_PACE_S; second = (performance.now() - began) / 1_000) {
    await sleep(5_000)
    const there = await copying(site)
    for (const one of reading) if (!there.includes(one.pid)) one.cutAfterS ??= Math.round(second)
  }
  for (const { end } of reading) end()
  const told = READERS.map(({ what, isCut }, number) => ({ what, isCut, after: reading[number]?.cutAfterS ?? null }))
  return {
    found: told
      .map(({ what, after }) => `who read ${what} ${after === null ? 'was not cut' : `was cut after ${after} s`}`)
      .join('; '),
    wrong: [
      ...told.flatMap(({ what, isCut, after }) => (isCut === (after !== null) ? [] : [`who read ${what}`])),
      ...processSlips(site),
    ],
  }
}

async function copying({ postgres }: Site): Promise<number[]> {
  const rows = await postgres.sql<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE ${COPYING}`)
  return rows.map(({ pid }) => pid)
}

/** Takes one chunk, 64 KB at most, every so often; until the function that is returned is called. */
function readByDrops(socket: net.Socket, everyMs: number): () => void {
  socket.on('data', () => socket.pause())
  const reading = setInterval(() => socket.resume(), everyMs)
  return () => {
    clearInterval(reading)
    socket.destroy()
  }
}

function openDownload({ app }: Site, address: string): net.Socket {
  const { port } = new URL(app.url)
  const socket = net.connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`GET /exports/links.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${address}\r\n\r\n`)
  // A socket that nobody listens to is not read.
  return socket
}

/** Links with 48 MB of reasons: the buffers on the way to a reader who doesn't read hold some 20 MB (Linux). */
async function manyMegabytes({ postgres }: Site): Promise<void> {
  const [row] = await postgres.sql<{ many: number }>('SELECT count(*)::integer AS many FROM links')
  if ((row?.many ?? 0) > 10_000) return
  await postgres.sql(`
    SET session_replication_role = replica;
    SET synchronous_commit = off;
    WITH claim AS (
      INSERT INTO claims (said_on_basis, medium, stance) SELECT 'not_stated', 'tweet', 'asserts' FROM generate_series(1, 156)
      RETURNING id
    ), spoken AS (
      INSERT INTO claim_speakers (claim_id, position, speaker_id, named_id)
      SELECT claim.id, 0, speaker.id, speaker.id FROM claim, (SELECT min(id) AS id FROM speakers) speaker
    )
    INSERT INTO links (from_claim_id, to_claim_id, relation, reason)
    SELECT one.id, other.id, 'corroborates', words
    FROM claim one JOIN claim other ON one.id > other.id,
      LATERAL (SELECT string_agg(md5(one.id || ' ' || other.id || ' ' || part), '') AS words FROM generate_series(1, 62) part) made;
    ANALYZE links`)
}

/** What somebody slow does on a connection, and how long after that it is cut at the latest (ms). */
interface Slow {
  what: string
  cutWithin: number
  begin(socket: net.Socket): NodeJS.Timeout | null
}

const trickle = (socket: net.Socket, first: string, more: string) => {
  socket.write(first)
  return setInterval(() => socket.write(more), 500)
}

/** By the limits of `src/http-server.ts`, and a little for a busy machine. */
const SLOW: Slow[] = [
  { what: 'says nothing', cutWithin: 18_000, begin: () => null },
  {
    what: 'sends its headers byte by byte',
    cutWithin: 18_000,
    begin: (socket) => trickle(socket, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', 'x'),
  },
  {
    what: 'asks once and keeps the connection',
    cutWithin: 9_000,
    begin(socket) {
      socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
      return null
    },
  },
  {
    what: 'sends its form byte by byte',
    cutWithin: 64_000,
    begin: (socket) =>
      trickle(
        socket,
        'POST /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n' +
          'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nemail=',
        'x',
      ),
  },
]

/** Slow senders of every kind, and a crowd that says nothing, while people read. */
export async function slowSenders(site: Site, { crowd, longest }: { crowd: number; longest: number }): Promise<Trial> {
  const tried = SLOW.filter(({ cutWithin }) => cutWithin <= longest)
  const idle = Array.from({ length: crowd }, () => ({ ...(SLOW[0] as Slow), what: 'is one of a crowd' }))
  const wrong: string[] = []
  let slowest = 0
  const reads = await readWhile(site, async () => {
    const cuts = await Promise.all([...tried, ...idle].map((slow) => cutAfter(site, slow)))
    for (const { what, ms } of cuts) {
      if (ms === null) wrong.push(`whoever ${what} was not cut in time`)
      else slowest = Math.max(slowest, ms)
    }
  })
  return {
    found: `${tried.length + crowd} slow senders cut, the last after ${(slowest / 1000).toFixed(1)} s; pages ${tally(reads)}`,
    wrong: [...new Set(wrong), ...slips('pages', reads, [200], WITHIN.unhurt), ...processSlips(site)],
  }
}

function cutAfter({ app }: Site, { what, cutWithin, begin }: Slow): Promise<{ what: string; ms: number | null }> {
  const began = performance.now()
  return new Promise((resolve) => {
    const socket = net.connect(Number(new URL(app.url).port), '127.0.0.1')
    const writing = begin(socket)
    const end = (ms: number | null) => {
      clearTimeout(tooLate)
      if (writing) clearInterval(writing)
      socket.destroy()
      resolve({ what, ms })
    }
    const tooLate = setTimeout(() => end(null), cutWithin)
    socket.resume()
    socket.on('error', () => {})
    socket.on('close', () => end(performance.now() - began))
  })
}
