import fs from 'node:fs'
import path from 'node:path'
import type { NewItem } from '../importing/captures.commands'
import type { FileToTake } from '../importing/sent-items.client'

/** What an article can be read from, by name; in a folder everything else is passed over. */
const READABLE = /\.(txt|text|html?|xhtml|md|markdown|pdf|docx|jsonl?|ndjson|zip)$/i

/** The files that somebody named, and those of the folders that somebody named, with the folders within. What can't be read is an item that says why. */
export async function* filesAt(named: readonly string[]): AsyncGenerator<FileToTake | NewItem> {
  for (const name of named) {
    if (name === '-') {
      yield { name, given: {}, sent: { bytes: fs.readFileSync(0), mediaType: null, fileName: null, url: null } }
      continue
    }
    try {
      const place = path.resolve(name)
      const found = await fs.promises.stat(place)
      if (found.isDirectory()) yield* filesIn(place, name)
      else yield { path: place, originalname: name, mimetype: null, size: found.size }
    } catch (error) {
      yield { name, given: {}, problem: (error as Error).message }
    }
  }
}

async function* filesIn(folder: string, name: string): AsyncGenerator<FileToTake> {
  const entries = await fs.promises.readdir(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const place = path.join(folder, entry.name)
    const called = path.join(name, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) yield* filesIn(place, called)
    else if (entry.isFile() && READABLE.test(entry.name)) {
      yield { path: place, originalname: called, mimetype: null, size: (await fs.promises.stat(place)).size }
    }
  }
}
