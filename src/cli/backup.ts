import path from 'node:path'
import { Command } from 'commander'
import { plainSettings } from '../config'
import { type BackupReceipt, takeBackup } from '../database/backup/take-backup'
import { databaseServer } from '../database/server'
import { SECRET_FILES, secretsIn } from '../secrets'
import { version } from '../version'
import { progress } from './progress'
import { settings } from './settings'
import { complain, print } from './terminal'

interface Options {
  out?: string
  withSecrets?: boolean
  json?: boolean
}

export function backupCommand() {
  return new Command('backup')
    .option('--out <file>', 'write there; without it, gainsay-backup-TIME.zip in this folder')
    .option('--with-secrets', `take along ${SECRET_FILES.join(', ')} of DATA_DIR`)
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      `
The file is a zip archive of CSV files, a table each, with a manifest of counts and hashes. It has the hashes of
passwords, and the addresses of people: keep it as you keep those. Only you may read it. Nothing is overwritten.

Not in it: sessions (everybody signs in again), what follows from the rest (search documents), and secrets unless asked
for. They change seldom or never: one copy of them, kept elsewhere, does for many backups.`,
    )
    .action(async (options: Options) => {
      const receipt = await backup(options)
      if (options.json) return print(JSON.stringify(forPrograms(receipt)))
      print(inWords(receipt))
      const missing = options.withSecrets ? [] : secretsIn(settings().dataDir).map(({ name }) => name)
      if (missing.length > 0) complain(`Not in it: ${missing.join(', ')} (--with-secrets takes them along).`)
    })
}

async function backup({ out = nameForNow(), withSecrets = false }: Options): Promise<BackupReceipt> {
  const config = settings()
  const server = await databaseServer(config)
  const tell = progress()
  let rows = 0
  try {
    return await takeBackup(server.ownerUrl, {
      out: path.resolve(out),
      gainsay: version(),
      settings: plainSettings(process.env),
      secrets: withSecrets ? secretsIn(config.dataDir) : [],
      told(table) {
        rows += table.rows
        tell(() => `${table.name} is written; ${rows.toLocaleString('en')} rows so far`)
      },
    })
  } finally {
    await server.stop()
  }
}

/** A name that sorts by time, and that every file system takes. */
const nameForNow = () =>
  `gainsay-backup-${new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')}.zip`

function forPrograms({ out, bytes, sha256, manifest }: BackupReceipt) {
  const { takenAt, tables, secrets } = manifest
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { file: out, bytes, sha256, takenAt, tables: tables.length, rows, secrets: secrets.map(({ name }) => name) }
}

function inWords(receipt: BackupReceipt): string {
  const { file, bytes, sha256, tables, rows } = forPrograms(receipt)
  return `${file}: ${rows.toLocaleString('en')} rows of ${tables} tables, ${bytes.toLocaleString('en')} bytes, sha256 ${sha256}`
}
