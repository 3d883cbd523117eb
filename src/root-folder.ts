import fs from 'node:fs'
import path from 'node:path'

/** The checkout's own folder, from the sources and from the build in dist/ alike. */
export function rootFolder(): string {
  let folder = __dirname
  while (!fs.existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}
