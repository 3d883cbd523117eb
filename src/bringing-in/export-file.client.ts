import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { LARGEST_RAW } from '../articles/articles.commands'
import type { ExportToBringIn } from './bring-in.commands'
import { ROWS } from './jsonl-rows.schema'
import { Refused } from './refused'

/** An export on the disk, to be closed when it is read. */
export interface OpenedExport extends ExportToBringIn {
  close(): void
}

/** The first row of a desk’s export is an outlet, an article or a speaker, and short; a claim’s may be longer. */
const LOOKED_AT = 1024 * 1024

/** The file of a package that has everything; the others say the same as tables. */
const LINES = 'claims.jsonl'
const DESCRIPTOR = 'datapackage.json'

/**
 * Whether a file is `claims.jsonl` or `datapackage.zip`, by what is in it: articles come as .jsonl and .zip, too.
 *
 * @returns what tells that it is an export, or null
 */
export async function kindOfExport(file: string): Promise<'lines' | 'package' | null> {
  if (/\.zip$/i.test(file)) {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(() => null)
    if (!zip) return null
    const names = new Set((await entriesOf(zip).finally(() => zip.close())).keys())
    return names.has(LINES) && names.has(DESCRIPTOR) ? 'package' : null
  }
  if (!/\.(jsonl|ndjson)$/i.test(file)) return null
  return isRow(await firstLine(file)) ? 'lines' : null
}

async function firstLine(file: string): Promise<string> {
  const opened = await fs.promises.open(file)
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0)
    return buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0] ?? ''
  } finally {
    await opened.close()
  }
}

/** An article’s line has words; a row of an export says of which type it is, and has a number. */
function isRow(line: string): boolean {
  try {
    const { type, id, rows } = JSON.parse(line)
    return (Object.hasOwn(ROWS, type) && typeof id === 'number') || (type === 'trailer' && typeof rows === 'number')
  } catch {
    return false
  }
}

/**
 * Opens it.
 *
 * @param texts a folder with whole texts, each as `ARTICLE-NUMBER.txt`, which go before those of a package
 * @throws Refused if a package is not as its description says
 */
export async function openExport(file: string, kind: 'lines' | 'package', texts: string | null): Promise<OpenedExport> {
  const beside = textsIn(texts)
  if (kind === 'lines') return { open: () => fs.createReadStream(file), textAt: beside, close: () => {} }
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false })
  try {
    const entries = await entriesOf(zip)
    await checkPackage(zip, entries)
    return {
      open: () => bytesOf(zip, entries.get(LINES) as Entry),
      textAt: async (articleId, number) =>
        (await beside(articleId, number)) ?? wholeOf(zip, entries.get(`texts/${articleId}-${number}.txt`)),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

const textsIn =
  (folder: string | null): ExportToBringIn['textAt'] =>
  async (articleId, number) => {
    if (folder === null) return null
    return fs.promises.readFile(path.join(folder, `${articleId}-${number}.txt`)).catch((error) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
  }

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  return entries
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  yield* await zip.openReadStreamPromise(entry)
}

/** A text, which is limited; null where the package has none. */
async function wholeOf(zip: ZipFile, entry: Entry | undefined): Promise<Buffer | null> {
  if (!entry) return null
  if (entry.uncompressedSize > LARGEST_RAW) throw new Refused(null, `${entry.fileName} is larger than any text.`)
  const chunks: Buffer[] = []
  for await (const chunk of bytesOf(zip, entry)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Holds every file that the description tells of against the size and the SHA-256 that it tells. */
async function checkPackage(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<void> {
  const described = await wholeOf(zip, entries.get(DESCRIPTOR))
  for (const { path: name, bytes, hash } of resourcesOf(described)) {
    const entry = entries.get(name)
    if (!entry) throw new Refused(null, `The package lacks ${name}, of which ${DESCRIPTOR} tells.`)
    const found = createHash('sha256')
    let size = 0
    for await (const chunk of bytesOf(zip, entry)) {
      found.update(chunk)
      size += chunk.length
    }
    if (size !== bytes || `sha256:${found.digest('hex')}` !== hash)
      throw new Refused(null, `${name} is not the file of which ${DESCRIPTOR} tells: something in it was changed.`)
  }
}

function resourcesOf(described: Buffer | null): { path: string; bytes: number; hash: string }[] {
  try {
    const { resources } = JSON.parse(String(described))
    if (Array.isArray(resources) && resources.some(({ path }) => path === LINES)) return resources
  } catch {
    // Told below, as of any other that tells of no lines.
  }
  throw new Refused(null, `${DESCRIPTOR} tells of no ${LINES}: this is no package of Gainsay’s.`)
}
