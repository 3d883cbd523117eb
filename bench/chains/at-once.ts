import { Agent } from 'node:http'
import { Pool } from 'pg'
import type { Desk, Editor } from '../writing/desk'
import { jsonOf, type Sent, send, takingBack } from '../writing/sent'
import { wrongChains } from './components'
import { keptChains } from './kept-chains.queries'

/** Claims that all write about: few enough that several are at the same chain at any moment, enough for chains to grow, merge and part. */
const HOT = 60

const CLIENTS = 8

/**
 * All stop after so many attempts in a row, of whichever client, of which none was acknowledged. Of a desk that is well that many are never
 * in vain: one attempt in five withdraws a claim or brings one back, which is refused only where another was quicker.
 */
const MOST_IN_VAIN = 1_000

/** Failures that are kept in words; the others are counted. */
const KEPT = 20

/** What is done, drawn: chains have to grow more often than they part, or there would soon be none. */
const ACTS = ['link', 'link', 'link', 'unlink', 'claim'] as const

export interface Raced {
  /** Writes that were to be acknowledged, and those that were. */
  wanted: number
  done: number
  /** Attempts since the last that was acknowledged. */
  inVain: number
  /** Refused by a rule, or since another was quicker. */
  refused: number
  /** Answered with 5xx, or not at all: the first in words, and how many. */
  failed: string[]
  failures: number
  wrong: string[]
}

/**
 * Eight clients of the API link the same few claims, withdraw links, withdraw claims and bring them back, all at once, on one or several
 * processes, until so many writes are acknowledged, or for long none was; then every chain of the database is held against what the links make.
 */
export async function writeAtOnce(
  desk: Desk,
  urls: readonly string[],
  { writes, name, mayFail = false }: Racing,
): Promise<Raced> {
  const { rows } = await desk.owner.query<{ id: number }>(
    `SELECT id FROM claims WHERE state = 'published' ORDER BY hashint4extended(id, 73), id LIMIT ${HOT}`,
  )
  const raced: Raced = { wanted: writes, done: 0, inVain: 0, refused: 0, failed: [], failures: 0, wrong: [] }
  const hot = rows.map(({ id }) => id)
  const looking = new Pool({ connectionString: desk.ownerUrl, max: CLIENTS })
  try {
    const clients = Array.from({ length: CLIENTS }, (_, place) =>
      client(
        { looking, desk, url: urls[place % urls.length] ?? '', hot, writes, mayFail, name: `${name}-${place}`, place },
        raced,
      ),
    )
    await Promise.all(clients)
  } finally {
    await looking.end()
  }
  raced.wrong = wrongChains(await keptChains(desk.owner))
  return raced
}

interface Racing {
  /** So many are to be acknowledged. */
  writes: number
  /** Begins the keys under which they are sent. */
  name: string
  /** Goes on where a write fails, as in what is damaged on purpose; else all stop. */
  mayFail?: boolean
}

interface Writing extends Racing {
  /** Where each looks before it writes. */
  looking: Pool
  desk: Desk
  url: string
  hot: readonly number[]
  place: number
}

async function client({ looking, desk, url, hot, writes, mayFail, name, place }: Writing, raced: Raced): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const editor = desk.editors[place % desk.editors.length]
  if (!editor) throw new Error('nobody writes')
  const any = <Thing>(things: readonly Thing[]) => things[Math.floor(Math.random() * things.length)] as Thing
  const goesOn = () => raced.done < writes && raced.inVain < MOST_IN_VAIN && (mayFail || raced.failures === 0)
  for (let count = 0; goesOn(); count += 1) {
    const sent = await nextWrite(looking, editor, `${name}-${count}`, any(ACTS), [any(hot), any(hot)])
    raced.inVain += 1
    if (!sent) continue
    const answer = await send(url, sent, agent).catch((error) => ({ status: 0, body: String(error) }))
    if (answer.status >= 500 || answer.status === 0) {
      raced.failures += 1
      if (raced.failed.length < KEPT) raced.failed.push(`${sent.path}: ${answer.status} ${answer.body}`)
    } else if (answer.status >= 400) raced.refused += 1
    else {
      raced.done += 1
      raced.inVain = 0
    }
  }
  agent.destroy()
}

/** What somebody would send who has just looked; null where there is nothing to do. */
async function nextWrite(
  looking: Pool,
  editor: Editor,
  key: string,
  kind: (typeof ACTS)[number],
  [one, other]: readonly [number, number],
): Promise<Sent | null> {
  if (kind === 'link') {
    const body = { from: one, to: other, relation: 'corrects', reason: null }
    return one === other ? null : jsonOf(editor, '/links', body, key)
  }
  const [row] = (
    await looking.query<{ id: number; version: number; state: string }>(
      kind === 'unlink'
        ? `SELECT id, version, state FROM links WHERE state = 'published' AND (from_claim_id = $1 OR to_claim_id = $1) ORDER BY random() LIMIT 1`
        : 'SELECT id, version, state FROM claims WHERE id = $1',
      [one],
    )
  ).rows
  if (!row) return null
  const path = `/${kind === 'unlink' ? 'links' : 'claims'}/${row.id}/withdrawal`
  return row.state === 'published'
    ? jsonOf(editor, path, { reason: 'a trial' }, key, row.version)
    : takingBack(editor, path, key, row.version)
}
