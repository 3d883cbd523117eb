import { buffer } from 'node:stream/consumers'
import { Parser } from 'htmlparser2'
import mammoth from 'mammoth'
import { ZipFile } from 'yazl'
import { words } from '../words/words'
import type { Metadata } from './extracted'
import { readBody } from './html'
import { DEEPEST, LARGEST_DOCX, MOST_ELEMENTS } from './limits'
import { headingFound } from './markdown'
import { type Reading, Unreadable } from './reading'
import { bylineOf, languageOf, lineOf } from './said-metadata'
import { bytesUpTo, type OpenedZip } from './zip-parts'

const { extraction } = words

/** Without pictures, fonts and whatever else a document may carry: these are never inflated. */
const READ = /^(?:\[Content_Types\]\.xml|(?:.*\/)?_rels\/[^/]+\.rels|word\/[^/]+\.xml|docProps\/core\.xml)$/

export const DOCX_EXTRACTOR = 'mammoth 1.13.0, sanitize-html 2.17.5, linkedom 0.18.12'

/** XML writes a word in an element with five around it, so a text of 5 MiB has so many more of them than as HTML. */
const XML_ELEMENTS = 10

/** Word's elements lie some twenty deep; a table within tables has some more. Their reader walks them by recursion. */
const XML_DEPTH = 0.1

/** An article in a .docx: its text as Word shows it, deleted words out, footnotes at the end. */
export async function readDocx(opened: OpenedZip): Promise<Reading> {
  try {
    const parts = await partsOf(opened)
    for (const [name, bytes] of parts) if (name.endsWith('.xml')) requireModest(bytes.toString('utf8'))
    const { value: html } = await mammoth.convertToHtml(
      { buffer: await packed(parts) },
      // Pictures are no words; and nothing outside of the file is ever opened.
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
        styleMap: ["p[style-name='Title'] => h1:fresh"],
      },
    )
    const properties = metadataOf(parts.get('docProps/core.xml')?.toString('utf8') ?? '')
    const headline = properties.headline ?? headingFound(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1])
    const metadata = headline ? { ...properties, headline } : properties
    const read = readBody(html, { language: metadata.language?.value ?? null, titles: [], isPage: false })
    return 'problem' in read ? read : { ...read, metadata, extractor: DOCX_EXTRACTOR }
  } catch (error) {
    return { problem: error instanceof Unreadable ? error.message : extraction.damagedDocx }
  }
}

async function partsOf({ entries, zip }: OpenedZip): Promise<Map<string, Buffer>> {
  const wanted = [...entries.values()].filter(({ fileName }) => READ.test(fileName))
  if (wanted.some((entry) => entry.isEncrypted())) throw new Unreadable(extraction.lockedDocx)
  const told = wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (told > LARGEST_DOCX) throw new Unreadable(extraction.tooMuchInDocx)
  const parts = new Map<string, Buffer>()
  let left = LARGEST_DOCX
  for (const entry of wanted) {
    const bytes = await bytesUpTo(await zip.openReadStreamPromise(entry), left)
    if (!bytes) throw new Unreadable(extraction.tooMuchInDocx)
    left -= bytes.length
    parts.set(entry.fileName, bytes)
  }
  return parts
}

/** The reader of .docx inflates what it is given without a limit: it is given what has been inflated within ours. */
function packed(parts: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of parts) zip.addBuffer(bytes, name, { compress: false })
  zip.end()
  return buffer(zip.outputStream)
}

/** Goes through XML once before it becomes a tree. */
function requireModest(xml: string) {
  // Word writes none; entities defined in one could grow without end.
  if (/<!DOCTYPE/i.test(xml)) throw new Unreadable(extraction.damagedDocx)
  let elements = 0
  let depth = 0
  const parser = new Parser(
    {
      onopentagname() {
        depth += 1
        if (++elements > MOST_ELEMENTS * XML_ELEMENTS || depth > DEEPEST * XML_DEPTH)
          throw new Unreadable(extraction.tooMuchInDocx)
      },
      onclosetag() {
        depth -= 1
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
}

/** `docProps/core.xml`: what Word knows of title and author. Templates leave “Title” and a company's name there. */
function metadataOf(core: string): Metadata {
  const said = new Map<string, string>()
  let open = ''
  const parser = new Parser(
    {
      onopentagname: (name) => {
        open = name
      },
      ontext: (text) => said.set(open, (said.get(open) ?? '') + text),
      onclosetag: () => {
        open = ''
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(core)
  const from = extraction.from.fileProperties
  const headline = lineOf(said.get('dc:title') ?? '', 500)
  const byline = bylineOf((said.get('dc:creator') ?? '').split(';').join(', '))
  const language = languageOf(said.get('dc:language') ?? '')
  return {
    ...(headline && !isTemplate(headline) ? { headline: { value: headline, from } } : {}),
    ...(byline ? { byline: { value: byline, from } } : {}),
    ...(language ? { language: { value: language, from } } : {}),
  }
}

/** What programs write into a title by themselves. */
export const isTemplate = (title: string): boolean =>
  /^(?:title|untitled|document\d*|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|html?))$/i.test(title)
