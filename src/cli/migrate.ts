import { Command } from 'commander'
import { migrate } from '../database/migrate'
import { databaseServer } from '../database/server'
import { settings } from './settings'
import { complain, print } from './terminal'

export function migrateCommand() {
  return new Command('migrate').option('--json', 'one JSON object').action(async ({ json }: { json?: boolean }) => {
    const server = await databaseServer(settings())
    try {
      const run = await migrate(server.ownerUrl, server.appUrl, complain)
      print(
        json
          ? JSON.stringify({ run })
          : run.length === 0
            ? 'The database is up to date.'
            : `Migrated: ${run.join(', ')}.`,
      )
    } finally {
      await server.stop()
    }
  })
}
