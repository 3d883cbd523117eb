import type { Watched } from '../../src/webhooks/watched'
import type { StoppedFor, WebhookState } from '../../src/webhooks/webhook.entity'
import type { DeliveryState } from '../../src/webhooks/webhook-delivery.entity'
import { addWebhook } from '../../src/webhooks/webhooks.commands'
import { article, link, statement } from '../exports/corpus'
import type { Person } from '../support/world'
import { newTellingWorld, type TellingWorld } from './receiver'

interface DeliveryNow {
  id: number
  webhook_id: number
  state: DeliveryState
  tries: number
  answered: number | null
  problem: string | null
  taken_until: Date | null
  next_at: Date
}

/** A bridge of which three people speak, and webhooks that watch it. */
export interface BridgeStory {
  telling: TellingWorld
  db: TellingWorld['world']['db']
  /** Each test’s own article, in which nobody said anything yet. */
  newPaper(): Promise<void>
  /** A claim of somebody in that article, by the claim’s number. */
  says(words: string, name: string): Promise<number>
  /** The same by a speaker who is there already. */
  saidBy(words: string, speakerId: number): Promise<number>
  chainOf(claim: number): Promise<number>
  /** Two claims of a chain, and a third that is in none yet. */
  bridge(): Promise<{ opens: number; denied: number; doubted: number; chain: number }>
  /** A new webhook of somebody’s, else of the editor’s. */
  hook(
    watched: Watched | { problem: string },
    account?: Pick<Person, 'id'>,
    address?: string,
  ): Promise<{ webhookId: number; secret: string }>
  /** In order, what became of what is or was to be sent. */
  deliveries(): Promise<DeliveryNow[]>
  webhooks(): Promise<{ state: WebhookState; stopped_for: StoppedFor | null }[]>
  /** The links that were told, in the order in which they came. */
  told(): number[]
}

export async function newBridgeStory(): Promise<BridgeStory> {
  const telling = await newTellingWorld()
  const { db, context } = telling.world
  let paper: number

  const said = async (words: string, speaker: { name: string; kind: 'person' } | { id: number }) =>
    (await statement(db, paper, words, { claim: { speakers: [speaker] } })).claimId
  const says: BridgeStory['says'] = (words, name) => said(words, { name, kind: 'person' })
  const chainOf: BridgeStory['chainOf'] = async (claim) =>
    (await db.query('SELECT id FROM chain_members JOIN chains USING (component_id) WHERE claim_id = $1', [claim]))[0].id

  const hook: BridgeStory['hook'] = async (watched, account = telling.world.editor, address = telling.address) => {
    if ('problem' in watched) throw new Error(watched.problem)
    const parts = { sender: telling.sending, secret: context.sessionSecret }
    const added = await addWebhook(db, account, { address, watched }, parts)
    if ('problems' in added) throw new Error(JSON.stringify(added))
    return added
  }

  return {
    ...{ telling, db, says, chainOf, hook },
    saidBy: (words, id) => said(words, { id }),
    async newPaper() {
      const text = 'The bridge will open in May. It will not. It may. The mill burns. No fire. The dam holds. It leaks.'
      paper = await article(db, text)
    },
    async bridge() {
      const [opens, denied, doubted] = [
        await says('The bridge will open in May', 'Ann Lee'),
        await says('It will not', 'Bob Orr'),
        await says('It may', 'Cay Dee'),
      ]
      await link(db, denied, opens, 'denies')
      return { opens, denied, doubted, chain: await chainOf(opens) }
    },
    deliveries: () => db.query('SELECT * FROM webhook_deliveries ORDER BY id'),
    webhooks: () => db.query('SELECT state, stopped_for FROM webhooks ORDER BY id'),
    told: () => telling.came.map(({ body }) => JSON.parse(body).data?.link?.id),
  }
}
