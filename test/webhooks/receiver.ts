import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { toldLink } from '../../src/api/told-link.queries'
import { type Sender, sender } from '../../src/fetching/sender.client'
import { type Delivering, deliverDue } from '../../src/webhooks/deliver.commands'
import { fanOut } from '../../src/webhooks/fan-out.commands'
import { newWorld, type World } from '../support/world'

/** A message as it came. */
export interface Message {
  headers: Record<string, string>
  body: string
}

/** A Gainsay whose messages reach a receiver on this machine. */
export interface TellingWorld {
  world: World
  stage: Stage
  sending: Sender
  /** What came, in order. */
  came: Message[]
  /** Statuses to answer with, one after the other; 200 where there are no more. */
  answers: number[]
  /** What each of them says of another try. */
  says: { retryAfter: string | null }
  /** Where the receiver is. */
  address: string
  /** A round of both chores. */
  round(parts?: Partial<Delivering>): Promise<number>
  /** Lets all that waits for its time be due. */
  timeGoesBy(): Promise<void>
  /** As before anybody had a webhook. */
  empty(): Promise<void>
  close(): Promise<void>
}

export async function newTellingWorld(): Promise<TellingWorld> {
  const stage = await openStage()
  const baseUrl = 'http://127.0.0.1'
  const sending = sender({ baseUrl, lookUp: stage.lookUp, also: [stage.socket], limits: { firstByte: 5_000 } })
  const world = await newWorld({ baseUrl, sending })
  const came: Message[] = []
  const answers: number[] = []
  const says: TellingWorld['says'] = { retryAfter: null }
  stage.paths.set('/hook', async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    came.push({ headers: req.headers as Message['headers'], body: Buffer.concat(chunks).toString() })
    const status = answers.shift() ?? 200
    if (says.retryAfter !== null) res.setHeader('Retry-After', says.retryAfter)
    res.writeHead(status, { Location: stage.at('/elsewhere') }).end('thanks')
  })
  const { db } = world
  return {
    ...{ world, stage, sending, came, answers, says, address: stage.at('/hook') },
    async round(parts = {}) {
      await fanOut(db)
      return deliverDue({
        ...{ db, sender: sending, secret: world.context.sessionSecret },
        told: (db, link) => toldLink(db, link, baseUrl),
        ...parts,
      })
    },
    async timeGoesBy() {
      await db.query(`UPDATE webhook_deliveries SET next_at = now(), taken_until = NULL WHERE state = 'waiting'`)
    },
    async empty() {
      await db.query('DELETE FROM webhooks')
      await db.query('DELETE FROM webhook_events')
      came.length = 0
      answers.length = 0
      stage.asked.length = 0
      stage.reached = 0
      stage.dns.clear()
    },
    async close() {
      await world.close()
      await stage.close()
    },
  }
}
