import path from 'node:path'
import { startEmbeddedServer } from './embedded/embedded-server'

/** Where the database is, for whoever opens it. */
export interface DatabaseServer {
  /** The role that migrates. */
  ownerUrl: string
  /** The role that serves. */
  appUrl: string
  /** Gainsay's own private server, rather than the user's. */
  embedded: boolean
  /** Starts the embedded server again if it died, at the same addresses; a user's own is not ours to start. */
  revive(): Promise<void>
  /** Leaves the server; the embedded one stops with its last user. */
  stop(): Promise<void>
}

/** The user's own server as configured, else the embedded one in the data folder, started if it doesn't run. */
export async function databaseServer(
  config: { database: { appUrl: string; ownerUrl: string } | null; dataDir: string },
  options: { adopt?: boolean; log?: (message: string) => void } = {},
): Promise<DatabaseServer> {
  if (config.database) return { ...config.database, embedded: false, revive: async () => {}, stop: async () => {} }
  const { ownerUrl, appUrl, revive, stop } = await startEmbeddedServer({
    dir: path.join(config.dataDir, 'postgres'),
    ...options,
  })
  return { ownerUrl, appUrl, embedded: true, revive, stop }
}
