import { getResolvedPDFJS } from 'unpdf'
import { words } from '../words/words'
import { isTemplate } from './docx'
import type { Metadata } from './extracted'
import { refusedBuffers } from './limited-buffers'
import { MOST_PAGES, MOST_PDF_PIECES } from './limits'
import { textOfLines } from './page-lines'
import { linesOfPage, type PdfLine, type PdfPiece } from './pdf-lines'
import { paragraphsOf } from './pdf-paragraphs'
import { type Reading, Unreadable } from './reading'
import { saidTime } from './said-day'
import { addressOf, bylineOf, languageOf, lineOf } from './said-metadata'

const { extraction } = words

export const PDF_EXTRACTOR = 'unpdf 1.6.2 (PDF.js 5.6.205)'

/**
 * Nothing of a PDF runs: no functions are made of it, no form, no script, no font of the machine's, and nothing is fetched.
 * Errors in it don't end the reading, as with any viewer.
 */
const SAFELY = {
  isEvalSupported: false,
  enableXfa: false,
  useSystemFonts: false,
  disableFontFace: true,
  disableAutoFetch: true,
  useWasm: false,
  maxImageSize: 0,
  verbosity: 0,
}

/** An article in a PDF that has its text as text. */
export async function readPdf(bytes: Buffer): Promise<Reading> {
  // Its own types say nothing to a compiler that resolves as Node does.
  const { getDocument } = (await getResolvedPDFJS()) as unknown as PdfJs
  const refused = refusedBuffers()
  const task = getDocument({ ...SAFELY, data: new Uint8Array(bytes) })
  try {
    const document = await task.promise
    if (document.numPages > MOST_PAGES) return { problem: extraction.tooManyPages(MOST_PAGES) }
    const pages: PdfLine[][] = []
    let left = MOST_PDF_PIECES
    let failed = 0
    for (let number = 1; number <= document.numPages; number++) {
      const pieces = await piecesOf(await document.getPage(number), left).catch((error: unknown) => {
        if (error instanceof Unreadable) throw error
        failed += 1
        return []
      })
      if (refusedBuffers() > refused) return { problem: extraction.tooMuchInPdf }
      left -= pieces.length
      pages.push(linesOfPage(pieces))
    }
    // Some of an article is worse than nothing of it: nobody would know.
    if (failed > 0) return { problem: extraction.damagedPdf }
    if (!pages.some((lines) => lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text))))
      return { problem: extraction.scanned }
    const read = textOfLines(paragraphsOf(pages))
    return 'problem' in read
      ? read
      : { ...read, metadata: metadataOf(await document.getMetadata()), extractor: PDF_EXTRACTOR }
  } catch (error) {
    return { problem: refusedBuffers() > refused ? extraction.tooMuchInPdf : problemOf(error) }
  } finally {
    await task.destroy()
  }
}

function problemOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message
  return error instanceof Error && error.name === 'PasswordException' ? extraction.locked : extraction.damagedPdf
}

/** What is used of PDF.js. */
interface PdfJs {
  getDocument(options: object): { promise: Promise<PdfDocument>; destroy(): Promise<void> }
}

interface PdfDocument {
  numPages: number
  getPage(number: number): Promise<Page>
  getMetadata(): Promise<Properties>
}

interface Page {
  streamTextContent(options: object): ReadableStream<{ items: TextItem[] }>
}

/** A piece of text; marked content has no `str`. */
interface TextItem {
  str?: string
  dir: string
  width: number
  height: number
  /** a, b, c, d, x, y. */
  transform: number[]
}

/** Read as they come, so that a page that never ends is left in its middle. */
async function piecesOf(page: Page, most: number): Promise<PdfPiece[]> {
  const pieces: PdfPiece[] = []
  // Their own normalising would make spaces of no-break ones.
  const reader = page.streamTextContent({ disableNormalization: true }).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return pieces
    for (const item of value.items) {
      if (typeof item.str !== 'string' || item.str === '') continue
      const [, , c = 0, d = 0, x = 0, y = 0] = item.transform
      const size = item.height || Math.hypot(c, d)
      pieces.push({ text: item.str, x, y, width: item.width, size, isRightToLeft: item.dir === 'rtl' })
    }
    if (pieces.length > most) {
      void reader.cancel(new Error('too much')).catch(() => {})
      throw new Unreadable(extraction.tooMuchInPdf)
    }
  }
}

interface Properties {
  info: object
  metadata: { get(name: string): unknown } | null
}

/** Of /Info and XMP. When a PDF was made says little of when the article was published: only a publisher's own date counts. */
function metadataOf({ info, metadata }: Properties): Metadata {
  const of = (name: string): string => {
    const value: unknown = (info as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : ''
  }
  const xmp = (name: string): string => {
    const value = metadata?.get(name)
    return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : ''
  }
  const title = lineOf(xmp('dc:title') || of('Title'), 500)
  const published = saidTime(xmp('prism:publicationdate') || xmp('prism:publicationDate'))
  const values: [keyof Metadata, string | null | undefined][] = [
    ['headline', title && !isTemplate(title) ? title : null],
    ['byline', bylineOf(xmp('dc:creator') || of('Author'))],
    ['outlet', lineOf(xmp('prism:publicationname') || xmp('prism:publicationName'), 200)],
    ['publishedOn', published?.day],
    ['publishedAt', published?.time],
    ['url', addressOf(xmp('prism:url'), null)],
    ['language', languageOf(xmp('dc:language') || of('Language'))],
  ]
  const from = extraction.from.fileProperties
  return Object.fromEntries(values.flatMap(([name, value]) => (value ? [[name, { value, from }]] : [])))
}
