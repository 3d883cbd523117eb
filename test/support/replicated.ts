import { type StreamingReplica, streamingReplica } from '../../bench/nodes/streaming-replica'
import { type OwnServer, ownPostgres } from '../../bench/trust/faults/own-postgres'
import { migrate } from '../../src/database/migrate'
import type { Looks, SpreadPool } from '../../src/database/replicas/spread-pool'
import { apiClient, gainsaidTweet } from '../api/api-client'
import request from './request'
import { runningServer } from './running-server'
import { newWorld } from './world'

/**
 * Looked after when a test says so, and never too late for as long as a story lasts on a machine that does much else; below the
 * minute for which it is known how late one is.
 */
export const LOOKS: Looks = { every: 3_600_000, mostLate: 40_000 }

/** A Gainsay on a primary of its own with two streaming replicas, and a chain in it. */
export async function replicated() {
  const primary: OwnServer = await ownPostgres(runningServer().within)
  await migrate(primary.ownerUrl, primary.appUrl)
  // One after the other: each copies a data folder that is at rest but for the other’s slot.
  const replicas: StreamingReplica[] = [await streamingReplica(primary, 1), await streamingReplica(primary, 2)]
  const world = await newWorld({ on: primary, readUrls: replicas.map(({ appUrl }) => appUrl), looks: LOOKS })
  const api = await apiClient(world)
  const { tweet } = await gainsaidTweet(api)
  const [{ id }] = await world.db.query('SELECT id FROM chains')
  const pages = world.database.pages as SpreadPool

  const chain = `/chains/${id}`
  const read = (path = chain, app = world.app) => request(app).get(path)
  /** Lets the product look at its replicas now: of itself it does not, in here. */
  const look = () => pages.look()
  const caughtUp = async () => {
    for (const replica of replicas) await replica.caughtUp()
  }
  /** Does something while both fall behind, and are known not to be too late yet. */
  const paused = async (work: () => Promise<void>) => {
    for (const replica of replicas) await replica.pause()
    try {
      await work()
    } finally {
      for (const replica of replicas) await replica.resume()
      await caughtUp()
      await look()
    }
  }
  await caughtUp()
  await look()
  return {
    world,
    primary,
    replicas,
    pages,
    chain,
    claim: `/claims/${tweet.claimId}`,
    claimId: tweet.claimId as number,
    read,
    look,
    caughtUp,
    paused,
    /** Gives the chain another title, as an editor. */
    async rename(title: string) {
      const { body } = await api.get(chain)
      const { status } = await api.patch(chain, body.version, { title })
      expect(status).toBe(200)
    },
    /** The chain as an editor reads it. */
    asEditor: async () => (await api.get(chain)).body as { title: string },
    conditions: () => world.database.replicas.map(({ condition }) => condition),
    async close() {
      await world.close()
      for (const replica of replicas) await replica.end()
      await primary.end()
    },
  }
}

export type Replicated = Awaited<ReturnType<typeof replicated>>
