import fs from 'node:fs'
import path from 'node:path'
import { rootFolder } from './root-folder'

/** Gainsay's version, as package.json has it: "0.1.0". */
export function version(): string {
  return JSON.parse(fs.readFileSync(path.join(rootFolder(), 'package.json'), 'utf8')).version
}
