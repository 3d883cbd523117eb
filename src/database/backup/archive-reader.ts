import fs from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { judgeEnd } from './archive-end'
import { BackupProblem } from './backup-problem'
import { FORMAT_VERSION, MANIFEST_FILE, Manifest } from './manifest'

/** A backup that is whole, byte for byte, and whose manifest can be read. */
export interface OpenedBackup {
  manifest: Manifest
  /** The bytes of a file in it, unpacked. */
  read(name: string): Promise<Readable>
  close(): Promise<void>
}

/** The manifest names tables and columns, no more; of a desk it has some tens of kilobytes. */
const MANIFEST_AT_MOST = 10_000_000

/**
 * Opens a backup after reading all of it once: no table is looked at before every byte is known to be one that was
 * written.
 *
 * @throws BackupProblem if it is none, was cut, was damaged, or is of a newer kind
 */
export async function openBackup(file: string): Promise<OpenedBackup> {
  const handle = await fs.promises.open(file).catch((error: NodeJS.ErrnoException) => {
    throw new BackupProblem(
      `${file} can’t be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    )
  })
  try {
    const judged = await judgeEnd(handle)
    if (judged === 'no end')
      throw new BackupProblem(`${file} does not end as a backup does: it was cut, or is something else.`)
    if (judged === 'damaged')
      throw new BackupProblem(`${file} is damaged: its bytes are not those that were written. Take another copy.`)
    const zip = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true })
    const entries = await entriesOf(zip)
    const read = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) throw new BackupProblem(`${file} has no ${name}, which it should have.`)
      return zip.openReadStreamPromise(entry)
    }
    if ((entries.get(MANIFEST_FILE)?.uncompressedSize ?? 0) > MANIFEST_AT_MOST)
      throw new BackupProblem(`${file} has a manifest of more than ${MANIFEST_AT_MOST} bytes.`)
    const manifest = manifestFrom(file, await text(await read(MANIFEST_FILE)))
    return { manifest, read, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  return entries
}

function manifestFrom(file: string, json: string): Manifest {
  const told: unknown = JSON.parse(json)
  const { formatVersion, gainsay } = (told ?? {}) as { formatVersion?: unknown; gainsay?: unknown }
  if (typeof formatVersion === 'number' && formatVersion > FORMAT_VERSION)
    throw new BackupProblem(`${file} was made by a newer Gainsay (${gainsay}): restore it with that one.`)
  const manifest = Manifest.safeParse(told)
  if (!manifest.success)
    throw new BackupProblem(`${file} has a manifest that can’t be read: ${manifest.error.issues[0]?.path.join('.')}.`)
  return manifest.data
}
