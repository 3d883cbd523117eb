import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addAccount, addToken } from '../../src/accounts/accounts.commands'
import type { Database } from '../../src/database/database'
import { appOn } from '../served-app'
import { HARNESS_KEYS } from './signing-keys'

/** The product's own app in this process, on a port of its own, with somebody who may write. */
export interface ServedHere {
  url: string
  token: string
  database: Database
  close(): Promise<void>
}

/** @param email of who writes, somebody new */
export async function serveHere(appUrl: string, email = 'writer@harness.example'): Promise<ServedHere> {
  const { app, database } = await appOn(appUrl, { signingKeys: HARNESS_KEYS })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    token: await tokenOfEditor(database, email),
    database,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await database.close()
    },
  }
}

/** Adds an editor, and gives their token. */
export async function tokenOfEditor({ db }: Database, email: string): Promise<string> {
  const added = await addAccount(db, { email, name: 'Writer', role: 'editor' })
  if ('problem' in added) throw new Error(added.problem)
  return addToken(db, added.id)
}
