import { type DataSource } from 'typeorm'
import { runMigrations, underMigrationLock, withMigrations } from '../../src/database/migrate'
import { migrations } from '../../src/database/migrations'
import { grantPrivileges } from '../../src/database/privileges'

/**
 * Takes a database that has rows back, migration by migration, as long as `serves` says that its pages are still answered; the one
 * after which they were not is run again. Returns the names of those that are undone, the oldest first.
 */
export async function goBack(
  ownerUrl: string,
  isWanted: (name: string) => boolean,
  serves: () => Promise<boolean>,
): Promise<string[]> {
  const undone: string[] = []
  await withMigrations(ownerUrl, migrations, async (source: DataSource) => {
    for (const { name } of migrations.toReversed()) {
      if (!isWanted(name)) break
      await source.undoLastMigration({ transaction: 'each' })
      undone.unshift(name)
      if (await serves()) continue
      await runMigrations(ownerUrl, migrations.slice(0, migrations.length - undone.length + 1))
      undone.shift()
      break
    }
  })
  return undone
}

/** All that `migrate` does, with migrations of one's own. */
export const migrateTo = (ownerUrl: string, appUrl: string, wanted: typeof migrations): Promise<string[]> =>
  underMigrationLock(ownerUrl, async (owner) => {
    const run = await runMigrations(ownerUrl, wanted)
    // Tables that the older version lacks are none of its rights' either: all are given at the end, as the product does.
    if (wanted.length >= migrations.length) await grantPrivileges(owner, decodeURIComponent(new URL(appUrl).username))
    return run
  })
