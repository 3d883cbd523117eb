import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './process-table'

/*
 * Two starts at once need no lock file, which would itself go stale: whatever has to be made once is made aside under
 * a name of its own and takes its final name in one step that only the first can win. The second throws its own away
 * and uses the first one's. A crash leaves nothing half made under the final name.
 */

/**
 * Writes a small file unless there is one, readable by this account alone, and returns what the file then holds
 * (trimmed): the text of whoever came first. On disk before it returns, since a database is locked by what it says.
 */
export function writeOnce(file: string, text: string): string {
  if (!fs.existsSync(file)) {
    const aside = asideOf(file)
    const handle = fs.openSync(aside, 'wx', 0o600)
    fs.writeSync(handle, `${text}\n`)
    fs.fsyncSync(handle)
    fs.closeSync(handle)
    try {
      fs.linkSync(aside, file) // a rename would replace the first one's file; a link refuses
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      fs.rmSync(aside)
    }
    syncFolder(path.dirname(file))
  }
  return fs.readFileSync(file, 'utf8').trim()
}

/** Makes a folder unless there is one: `fill` makes and fills the folder it is given, which then takes its place. */
export async function makeFolderOnce(folder: string, fill: (aside: string) => Promise<void>): Promise<void> {
  if (isFilled(folder)) return
  removeLeftovers(folder)
  const aside = asideOf(folder)
  try {
    await fill(aside)
    fs.renameSync(aside, folder)
    syncFolder(path.dirname(folder))
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true })
    if (!isFilled(folder)) throw error // else another start was first, and the rename refused to replace its folder
  }
}

/** The process id in the name tells what a crash left behind from what another start is making right now. */
function asideOf(target: string): string {
  return `${target}.new-${process.pid}-${randomBytes(4).toString('hex')}`
}

function removeLeftovers(folder: string): void {
  const prefix = `${path.basename(folder)}.new-`
  for (const name of fs.readdirSync(path.dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue
    fs.rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true })
  }
}

function isFilled(folder: string): boolean {
  return fs.existsSync(folder) && fs.readdirSync(folder).length > 0
}

/** A new name is safe from a power cut only once its folder is synced; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}
