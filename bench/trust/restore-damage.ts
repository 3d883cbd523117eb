import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { openBackup } from '../../src/database/backup/archive-reader'
import { ArchiveWriter } from '../../src/database/backup/archive-writer'
import { BackupProblem } from '../../src/database/backup/backup-problem'
import { MANIFEST_FILE, type Manifest } from '../../src/database/backup/manifest'
import { restoreBackup } from '../../src/database/backup/restore-backup'
import { writeBackup } from '../../src/database/backup/take-backup'
import { asOwner, type OwnDatabase, verified } from './databases'
import type { Figure } from './harness'
import { serveHere } from './serving'
import { sender, succeed, Writer } from './writers'

/** What a harness's backup has besides the tables: nothing. */
export const PLAIN = { gainsay: '0.0.0', settings: {}, secrets: [] }

/**
 * Damage done on purpose, as often as is told: how often it is refused when restored, or else found by `verify`.
 *
 * @param make a new database, migrated and empty
 */
export async function control(
  what: string,
  times: number,
  damaged: (time: number) => Promise<string>,
  make: () => Promise<OwnDatabase>,
): Promise<Figure> {
  let found = 0
  for (let time = 0; time < times; time += 1) {
    const file = await damaged(time)
    if (await isNoticed(file, make)) found += 1
    fs.rmSync(file)
  }
  const isReached = found === times && times > 0
  return { what: `control: ${what}`, found: `${found} of ${times} found`, goal: 'all', isReached }
}

async function isNoticed(file: string, make: () => Promise<OwnDatabase>): Promise<boolean> {
  try {
    const backup = await openBackup(file)
    try {
      const target = await make()
      await restoreBackup(target, backup)
      return (await verified(target)).wrong.length > 0
    } finally {
      await backup.close()
    }
  } catch (error) {
    if (error instanceof BackupProblem) return true
    throw error
  }
}

/** @param where from the first byte, 0, to the last, 1 */
export async function flippedByte(file: string, where: number): Promise<string> {
  const bytes = fs.readFileSync(file)
  const place = Math.round(where * (bytes.length - 1))
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8))
  return beside(file, bytes)
}

/** @param keep how much of it stays, less than 1 */
export async function cut(file: string, keep: number): Promise<string> {
  const bytes = fs.readFileSync(file)
  return beside(file, bytes.subarray(0, Math.floor(keep * bytes.length)))
}

function beside(file: string, bytes: Buffer): string {
  const name = `${file}.${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`
  fs.writeFileSync(name, bytes)
  return name
}

/** A whole and well-made file, by a program whose list of tables lacks one. */
export function withoutTable(file: string, name: string): Promise<string> {
  return repacked(file, (manifest) => ({ ...manifest, tables: manifest.tables.filter((table) => table.name !== name) }))
}

/** The same backup under another manifest, sealed as one. */
export async function repacked(file: string, change: (manifest: Manifest) => object): Promise<string> {
  const backup = await openBackup(file)
  const out = `${file}.${randomBytes(4).toString('hex')}`
  const archive = new ArchiveWriter(out)
  try {
    for (const { file: name } of [...backup.manifest.tables, ...backup.manifest.secrets])
      await archive.add(name, await backup.read(name))
    await archive.addText(MANIFEST_FILE, JSON.stringify(change(backup.manifest)))
    await archive.end()
    return out
  } finally {
    await backup.close()
  }
}

/** A backup that reads each table as it is when its turn comes, while somebody writes between any two. */
export async function tornBackup(source: OwnDatabase, folder: string): Promise<string> {
  const served = await serveHere(source.appUrl, 'torn@harness.example')
  const send = sender(() => served.url, served.token)
  const person = new Writer('torn')
  const out = path.join(folder, 'torn.zip')
  try {
    await asOwner(source, async (owner) => {
      await owner.query('BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY')
      await writeBackup(owner, { ...PLAIN, out, told: () => succeed(person, send) })
    })
    return out
  } finally {
    await served.close()
  }
}
