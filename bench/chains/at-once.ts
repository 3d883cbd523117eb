import { Agent } from 'node:http'
import { Pool } from 'pg'
import type { Desk, Editor } from '../writing/desk'
import { jsonOf, type Sent, send, takingBack } from '../writing/sent'
import { wrongChains } from './components'
import { keptChains } from './kept-chains.queries'

/** Claims that all write about: few enough that several are at the same chain at any moment, enough for chains to grow, merge and part. */
const HOT = 60

const CLIENTS = 8

/** What is done, drawn: chains have to grow more often than they part, or there would soon be none. */
const ACTS = ['link', 'link', 'link', 'unlink', 'claim'] as const

export interface Raced {
  /** Writes that were acknowledged. */
  done: number
  /** Refused by a rule, or since another was quicker. */
  refused: number
  /** Answered with 5xx, or not at all. */
  failed: string[]
  wrong: string[]
}

/**
 * Eight clients of the API link the same few claims, withdraw links, withdraw claims and bring them back, all at once, on one or several
 * processes, until so many writes are acknowledged; then every chain of the database is held against what the links make.
 */
export async function writeAtOnce(
  desk: Desk,
  urls: readonly string[],
  { writes, name, mayFail = false }: Racing,
): Promise<Raced> {
  const { rows } = await desk.owner.query<{ id: number }>(
    `SELECT id FROM claims WHERE state = 'published' ORDER BY hashint4extended(id, 73), id LIMIT ${HOT}`,
  )
  const raced: Raced = { done: 0, refused: 0, failed: [], wrong: [] }
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
  for (let count = 0; raced.done < writes && (mayFail || raced.failed.length === 0); count += 1) {
    const sent = await nextWrite(looking, editor, `${name}-${count}`, any(ACTS), [any(hot), any(hot)])
    if (!sent) continue
    const answer = await send(url, sent, agent).catch((error) => ({ status: 0, body: String(error) }))
    if (answer.status >= 500 || answer.status === 0) raced.failed.push(`${sent.path}: ${answer.status} ${answer.body}`)
    else if (answer.status >= 400) raced.refused += 1
    else raced.done += 1
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
