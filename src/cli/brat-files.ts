import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type BratCollection, bratCollection } from '../annotations/brat-collection'
import { memberNames, membersOf } from '../extraction/article-archive.client'

/** A collection of brat’s that was given: a folder, or a zip. */
export interface GivenCollection extends BratCollection {
  what: string
  isZip: boolean
}

/** A file on the disk, and what it is called where it is from. */
export interface FileOfCollection {
  path: string
  name: string
}

/** A text of a collection, with the annotations beside it. */
export interface FilesOfText {
  text: FileOfCollection
  annotations: FileOfCollection | null
}

/** The collection that this is, if it is one; anything else is null, and so is what isn’t there. */
export async function collectionAt(what: string): Promise<GivenCollection | null> {
  if (/^https?:\/\//i.test(what)) return null
  const found = fs.statSync(what, { throwIfNoEntry: false })
  const isZip = found?.isFile() === true && /\.zip$/i.test(what)
  if (!isZip && !found?.isDirectory()) return null
  const collection = bratCollection(isZip ? await memberNames(what) : namesIn(what, ''))
  return collection && { what, isZip, ...collection }
}

/** Names of all files of a folder and of the folders within; those that begin with a dot are programs’ own. */
function namesIn(folder: string, within: string): string[] {
  return fs.readdirSync(path.join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(within, entry.name)
    if (entry.name.startsWith('.')) return []
    return entry.isDirectory() ? namesIn(folder, name) : entry.isFile() ? [name] : []
  })
}

/**
 * Brings the texts of a collection to the disk, does something with each, and tells what of an archive can’t be read. An archive is unpacked
 * into a temporary folder, each text in one of its own: its files come in any order, and only one is ever in memory.
 */
export async function withFiles(
  { what, isZip, texts }: GivenCollection,
  work: (files: FilesOfText) => Promise<void>,
  unreadable: (name: string, problem: string) => void,
): Promise<void> {
  const called = (name: string) => (isZip ? `${what}/${name}` : path.join(what, name))
  if (!isZip) {
    const at = (name: string) => ({ name: called(name), path: path.join(what, name) })
    for (const { text, annotations } of texts)
      await work({ text: at(text), annotations: annotations === null ? null : at(annotations) })
    return
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-brat-'))
  try {
    const unpacked = await unpack(what, texts, folder, (name, problem) =>
      unreadable(name === null ? what : called(name), problem),
    )
    for (const { text, annotations } of texts) {
      const at = (name: string) => ({ name: called(name), path: unpacked.get(name) as string })
      const isWhole = unpacked.has(text) && (annotations === null || unpacked.has(annotations))
      if (isWhole) await work({ text: at(text), annotations: annotations === null ? null : at(annotations) })
    }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** Where each of the files of texts is now. */
async function unpack(
  zip: string,
  texts: BratCollection['texts'],
  folder: string,
  unreadable: (name: string | null, problem: string) => void,
): Promise<Map<string, string>> {
  const numbers = new Map(
    texts.flatMap(({ text, annotations }, number) => [text, annotations ?? text].map((name) => [name, number])),
  )
  const unpacked = new Map<string, string>()
  for await (const member of membersOf(zip)) {
    if ('problem' in member) unreadable(member.name, member.problem)
    const number = member.name === null ? undefined : numbers.get(member.name)
    if (!('sent' in member) || number === undefined) continue
    const place = path.join(folder, String(number), nameOnDisk(member.name))
    await fs.promises.mkdir(path.dirname(place), { recursive: true })
    await fs.promises.writeFile(place, member.sent.bytes)
    unpacked.set(member.name, place)
  }
  return unpacked
}

/** Of a name the last part, which has no way to anywhere in it, and of that no more letters than any disk takes. */
const nameOnDisk = (name: string) => [...(name.split('/').at(-1) ?? name)].slice(-60).join('')
