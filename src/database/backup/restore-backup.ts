import type { Client } from 'pg'
import { type Migration, roleOf, runMigrations, underMigrationLock, withMigrations } from '../migrate'
import { migrations } from '../migrations'
import { grantPrivileges } from '../privileges'
import type { OpenedBackup } from './archive-reader'
import { BackupProblem } from './backup-problem'
import { migrationsRun, tablesOf } from './catalogue'
import { loadTables, refuseUnlessEmpty } from './load-tables'
import type { TableInManifest } from './manifest'

/** What was done besides filling the tables. */
export interface Restored {
  /** Migrations that the backup did not have, run after it was in. */
  migrated: string[]
}

/**
 * Fills an empty database from a backup: brings it to the very migrations that the backup was taken at, loads the rows
 * in one transaction, then runs the migrations that have come since. If the rows can't be loaded the database is as empty
 * as before; if a later migration fails it is whole at the one before, and `gainsay migrate` goes on.
 *
 * @throws BackupProblem
 */
export function restoreBackup(
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
  backup: OpenedBackup,
  told: (table: TableInManifest) => void = () => {},
): Promise<Restored> {
  const wanted = migrationsOf(backup)
  return underMigrationLock(ownerUrl, async (owner) => {
    const tables = await tablesOf(owner)
    await refuseUnlessEmpty(
      owner,
      tables.map(({ name }) => name),
    )
    await undoOthers(ownerUrl, owner, wanted)
    await runMigrations(ownerUrl, wanted)
    await loadTables(owner, backup, told)
    const migrated = await runMigrations(ownerUrl)
    if (roleOf(appUrl) !== roleOf(ownerUrl)) await grantPrivileges(owner, roleOf(appUrl))
    return { migrated }
  })
}

function migrationsOf({ manifest }: OpenedBackup): Migration[] {
  const unknown = manifest.migrations.filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length === 0) return migrations.filter(({ name }) => manifest.migrations.includes(name))
  throw new BackupProblem(
    `The backup is of a newer Gainsay (${manifest.gainsay}), which knows ${unknown.join(', ')}: restore it with that one.`,
  )
}

/** Takes an empty database back to the backup's migrations, where it has later ones: there is nothing in it to lose. */
async function undoOthers(ownerUrl: string, owner: Client, wanted: Migration[]): Promise<void> {
  const others = async () =>
    (await migrationsRun(owner)).filter((name) => !wanted.some((migration) => migration.name === name))
  const unknown = (await others()).filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length > 0) throw new BackupProblem('The database is newer than this Gainsay: make another one.')
  if ((await others()).length === 0) return
  await withMigrations(ownerUrl, migrations, async (source) => {
    while ((await others()).length > 0) await source.undoLastMigration({ transaction: 'each' })
  })
}
