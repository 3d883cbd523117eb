import fs from 'node:fs'
import path from 'node:path'

interface LibraryLink {
  source: string
  target: string
}

/**
 * Makes the links between PostgreSQL's libraries (libpq.so.5 -> libpq.so.5.18) that an npm package can't hold. The
 * package makes them in an install script, which many people rightly switch off.
 *
 * @param native the package's folder `native`, or a copy of it
 * @returns whether all of them are there now; false where this account may not write
 */
export function mendLibraryLinks(native: string): boolean {
  return missingLinks(native).every(({ source, target }) => {
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), target)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST' // another start was first
    }
  })
}

/** The package lists its links in a file, by paths from its root. */
function missingLinks(native: string): LibraryLink[] {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return []
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as LibraryLink[]
  const inFolder = (fromRoot: string) => path.join(native, path.relative('native', fromRoot))
  return links
    .map(({ source, target }) => ({ source: inFolder(source), target: inFolder(target) }))
    .filter(({ target }) => !fs.existsSync(target))
}
