import fs from 'node:fs'
import path from 'node:path'

/** Others' validators, where they lie beside the real articles; they are no part of the project. */
const FOLDER = path.join(process.env.GAINSAY_REAL_ARTICLES ?? '../shared', 'conformance')

/** The text of one of its files, or null where it is not at hand: a test then goes by what it has of its own. */
export function conformanceFile(name: string): string | null {
  const file = path.join(FOLDER, name)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null
}
