import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { type Config, plainSettings } from '../config'
import { type OpenedBackup, openBackup } from '../database/backup/archive-reader'
import { type Restored, restoreBackup } from '../database/backup/restore-backup'
import { databaseServer } from '../database/server'
import { keepSecret, SECRET_FILES } from '../secrets'
import { progress } from './progress'
import { settings } from './settings'
import { complain, print } from './terminal'

interface Done extends Restored {
  rows: number
  /** Secrets of the backup that DATA_DIR now has, and those of which it has another, which stays. */
  secrets: { kept: string[]; different: string[] }
}

export function restoreCommand() {
  return new Command('restore')
    .argument('<file>', 'as `gainsay backup` made it')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      `
With the embedded database: set DATA_DIR to a new folder, and restore before the first start, which would load the
demonstration corpus. With your own PostgreSQL: a new database with the two roles, as docs/operations.md tells.

A backup of an older Gainsay is brought up to date; one of a newer Gainsay is refused, and so is one that was cut or
has a byte changed. If anything fails the database is as empty as before.`,
    )
    .action(async (file: string, { json }: { json?: boolean }) => {
      const backup = await openBackup(file)
      try {
        const done = await restore(backup)
        if (json) return print(JSON.stringify({ file, takenAt: backup.manifest.takenAt, ...done }))
        for (const line of inWords(backup, done)) print(line)
        for (const line of otherSettings(backup)) complain(line)
      } finally {
        await backup.close()
      }
    })
}

async function restore(backup: OpenedBackup): Promise<Done> {
  const config = settings()
  const server = await databaseServer(config)
  const tell = progress()
  let rows = 0
  try {
    const restored = await restoreBackup(server, backup, (table) => {
      rows += table.rows
      tell(() => `${table.name} is in; ${rows.toLocaleString('en')} rows so far`)
    })
    return { ...restored, rows, secrets: await putSecrets(config, backup) }
  } finally {
    await server.stop()
  }
}

async function putSecrets({ dataDir }: Config, { manifest, read }: OpenedBackup): Promise<Done['secrets']> {
  const secrets: Done['secrets'] = { kept: [], different: [] }
  for (const { name, file } of manifest.secrets.filter(({ name }) => SECRET_FILES.includes(name))) {
    const isKept = keepSecret(dataDir, { name, content: await text(await read(file)) })
    secrets[isKept ? 'kept' : 'different'].push(name)
  }
  return secrets
}

function inWords({ manifest }: OpenedBackup, { rows, migrated, secrets }: Done): string[] {
  const { kept, different } = secrets
  return [
    `Restored ${rows.toLocaleString('en')} rows of ${manifest.tables.length} tables, as they were on ${manifest.takenAt}.`,
    ...(migrated.length > 0 ? [`Migrated: ${migrated.join(', ')}.`] : []),
    ...(kept.length > 0 ? [`DATA_DIR has its ${kept.join(', ')}.`] : []),
    ...different.map((name) => `DATA_DIR has another ${name} already, which stays.`),
    'Now look whether all is right: gainsay verify',
  ]
}

function otherSettings({ manifest }: OpenedBackup): string[] {
  const here = plainSettings(process.env)
  return Object.entries(manifest.settings)
    .filter(([name, value]) => here[name] !== value)
    .map(([name, value]) => `It was ${name}=${value} when the backup was taken; here it is ${here[name] ?? 'not set'}.`)
}
