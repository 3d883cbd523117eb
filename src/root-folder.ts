import fs from 'node:fs'
import path from 'node:path'

/** The checkout's own folder, from the sources and from the build in dist/ alike. Throws where the build was copied without it. */
export function rootFolder(): string {
  let folder = __dirname
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    if (folder === path.dirname(folder)) throw new Error(`No package.json is in ${__dirname} or a folder above it.`)
    folder = path.dirname(folder)
  }
  return folder
}
