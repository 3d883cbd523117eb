import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../src/app'
import { newWorld, type World } from './world'

/** A world whose app listens, for a browser. */
export interface Site extends World {
  url: string
}

export const newSite = async (): Promise<Site> => siteOf(await newWorld())

/** Serves a world; closing the site closes both. */
export async function siteOf(world: World): Promise<Site> {
  const server: Server = createServer(createApp(world.context))
  // As long as a test may pause between two requests: one sent just as its connection is closed for idling would fail.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...world,
    url,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await world.close()
    },
  }
}
