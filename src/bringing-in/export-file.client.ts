import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { z } from 'zod'
import { LARGEST_RAW } from '../articles/articles.commands'
import type { ExportToBringIn } from './formats.commands'
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

/** `claims` and `links` are `claims.csv` and `links.csv`. */
export type KindOfExport = 'lines' | 'package' | 'claims' | 'links' | 'annotations'

/**
 * Which export a file is, by what is in it and not by its name: articles come as .jsonl, .json and .zip, too.
 *
 * @returns null if it is none
 */
export async function kindOfExport(file: string): Promise<KindOfExport | null> {
  if (/\.zip$/i.test(file)) {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(() => null)
    if (!zip) return null
    const names = new Set((await entriesOf(zip).finally(() => zip.close())).keys())
    return names.has(LINES) && names.has(DESCRIPTOR) ? 'package' : null
  }
  if (/\.(jsonl|ndjson)$/i.test(file)) return isRow(await firstLine(file)) ? 'lines' : null
  if (/\.csv$/i.test(file)) return tableOf(await firstLine(file))
  if (/\.json(ld)?$/i.test(file)) return isOfAnnotations(await beginningOf(file)) ? 'annotations' : null
  return null
}

/** `claims.jsonl` in a folder, as in an unpacked package, with the texts that lie beside it. */
export async function linesIn(folder: string): Promise<{ file: string; texts: string | null } | null> {
  const file = path.join(folder, LINES)
  if ((await kindOfExport(file).catch(() => null)) !== 'lines') return null
  const texts = path.join(folder, 'texts')
  return { file, texts: fs.existsSync(texts) ? texts : null }
}

/** `claims.csv` in a folder and `links.csv` beside it, whatever else is there; none where the first is not. */
export async function tablesIn(folder: string): Promise<{ claims: string; links: string | null } | null> {
  const kindsAt = async (name: string) => {
    const file = path.join(folder, name)
    return [await kindOfExport(file).catch(() => null), file] as const
  }
  const names = (await fs.promises.readdir(folder)).filter((name) => /\.csv$/i.test(name)).sort()
  const kinds = await Promise.all(names.map(kindsAt))
  const fileOf = (kind: KindOfExport) => kinds.find(([one]) => one === kind)?.[1]
  const claims = fileOf('claims')
  return claims === undefined ? null : { claims, links: fileOf('links') ?? null }
}

/** By the first columns, whatever separates them: whether all are there is told when it is read. */
function tableOf(header: string): 'claims' | 'links' | null {
  const columns = header
    .replace(/^\ufeff/, '')
    .replaceAll('"', '')
    .split(/[,;\t]/)
  if (columns[0] === 'claim_id' && columns[1] === 'statement_id') return 'claims'
  return columns[0] === 'id' && columns[1] === 'from_claim_id' && columns[2] === 'relation' ? 'links' : null
}

/** By its context, in which our vocabulary stands beside that of annotations, laid out as it may be. */
const isOfAnnotations = (beginning: string) =>
  beginning.includes('http://www.w3.org/ns/anno.jsonld') && /"gs"\s*:\s*"[^"]*\/ns#"/.test(beginning)

const firstLine = async (file: string): Promise<string> => (await beginningOf(file)).split('\n', 1)[0] ?? ''

async function beginningOf(file: string): Promise<string> {
  const opened = await fs.promises.open(file)
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0)
    return buffer.toString('utf8', 0, bytesRead)
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
 * @param links the file that `links.csv` is, beside `claims.csv`
 * @param tell told which file of a package is read through, and how many of its bytes are
 * @throws Refused if a package is not as its description says
 */
export async function openExport(
  file: string,
  kind: KindOfExport,
  texts: string | null,
  links: string | null = null,
  tell: (file: string, bytes: number) => void = () => {},
): Promise<OpenedExport> {
  const beside = textsIn(texts)
  const format = FORMAT_OF[kind]
  const openLinks = links === null ? null : () => fs.createReadStream(links)
  if (kind !== 'package')
    return { format, open: () => fs.createReadStream(file), openLinks, textAt: beside, close: () => {} }
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false })
  try {
    const entries = await entriesOf(zip)
    await checkPackage(zip, entries, tell)
    return {
      format,
      openLinks,
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

const FORMAT_OF = {
  ...{ lines: 'lines', package: 'lines' },
  ...{ claims: 'tables', links: 'tables', annotations: 'annotations' },
} as const satisfies Record<KindOfExport, ExportToBringIn['format']>

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
async function checkPackage(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  tell: (file: string, bytes: number) => void,
): Promise<void> {
  const described = await wholeOf(zip, entries.get(DESCRIPTOR))
  for (const { path: name, bytes, hash } of resourcesOf(described)) {
    const entry = entries.get(name)
    if (!entry) throw new Refused(null, `The package lacks ${name}, of which ${DESCRIPTOR} tells.`)
    const found = createHash('sha256')
    let size = 0
    for await (const chunk of bytesOf(zip, entry)) {
      found.update(chunk)
      size += chunk.length
      // A few bytes of a zip may hold gigabytes.
      if (size > bytes) break
      tell(name, size)
    }
    if (size !== bytes || `sha256:${found.digest('hex')}` !== hash)
      throw new Refused(null, `${name} is not the file of which ${DESCRIPTOR} tells: something in it was changed.`)
  }
}

/** Of a package's description what is held against its files. */
const DESCRIBED = z.object({
  resources: z.array(z.object({ path: z.string(), bytes: z.int().min(0), hash: z.string() })),
})

function resourcesOf(described: Buffer | null): z.output<typeof DESCRIBED>['resources'] {
  const { data } = DESCRIBED.safeParse(jsonOf(described))
  if (data?.resources.some(({ path }) => path === LINES)) return data.resources
  throw new Refused(null, `${DESCRIPTOR} tells of no ${LINES}: this is no package of Gainsay’s.`)
}

function jsonOf(bytes: Buffer | null): unknown {
  try {
    return JSON.parse(String(bytes))
  } catch {
    return undefined
  }
}
