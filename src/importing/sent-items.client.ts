import fs from 'node:fs'
import { LARGEST_RAW } from '../articles/articles.commands'
import { words } from '../words/words'
import type { NewItem } from './captures.commands'

/** A file on the disk, as its sender calls it. */
export interface FileToTake {
  path: string
  originalname: string
  mimetype: string | null
  size: number
}

/** What files and addresses come to, one after the other: only one of them is ever in memory. */
export async function* itemsOf(files: readonly FileToTake[], addresses: readonly string[]): AsyncGenerator<NewItem> {
  for (const address of addresses) yield { name: address, given: {}, askedUrl: address }
  for (const file of files) yield* itemsOfFile(file)
}

async function* itemsOfFile({ path, originalname: name, mimetype, size }: FileToTake): AsyncGenerator<NewItem> {
  if (size > LARGEST_RAW) return yield { name, given: {}, problem: words.intake.fileTooLarge }
  const bytes = await fs.promises.readFile(path)
  yield { name, given: {}, sent: { bytes, mediaType: mimetype || null, fileName: name, url: null } }
}

/** What an import of many is called in a list. */
export function nameOfMany(files: readonly { originalname: string }[], addresses: readonly string[]): string {
  const [file] = files
  if (!file) return words.importing.addresses(addresses.length)
  return files.length === 1 ? file.originalname : words.importing.filesAnd(file.originalname, files.length - 1)
}
