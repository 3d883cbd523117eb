import { Parser } from 'htmlparser2'
import type { SentFile } from '../extraction/extracted'
import { formatOf } from '../extraction/format'
import { decodePage } from '../extraction/page-decoding'

/**
 * Which of these words stand in bytes that an article came as, in whatever of them nobody sees: in attributes, scripts, comments,
 * parts that are hidden, or split by tags. Null is not known: a PDF, a .docx and other packed files have no letters to look for.
 */
export function wordsInBytes(sent: Omit<SentFile, 'url'>, sought: readonly string[]): string[] | null {
  if (isPacked(sent)) return null
  const page = decodePage(sent.bytes, sent.mediaType)
  // Bytes that are not what they say they are: whatever can be read of them is looked through.
  const source = 'html' in page ? page.html : new TextDecoder().decode(sent.bytes)
  const heaps = [source, ...partsOf(source)].map((part) => lettersOf(unescaped(part)))
  return sought.filter((words) => {
    const letters = lettersOf(words)
    return letters !== '' && heaps.some((heap) => heap.includes(letters))
  })
}

/** A picture, or an archive of another kind, has bytes of 0; a text has none but in UTF-16. */
function isPacked(sent: Omit<SentFile, 'url'>): boolean {
  const told = formatOf(sent)
  return 'problem' in told ? sent.bytes.includes(0) : told.format === 'pdf' || told.format === 'zip'
}

/** As a parser of HTML reads them, entities and all: the text in one, however many tags split it, and what stands beside it. */
function partsOf(source: string): string[] {
  const texts: string[] = []
  const beside: string[] = []
  const parser = new Parser({
    ontext: (text) => texts.push(text),
    onattribute: (_name, value) => beside.push(value),
    oncomment: (text) => beside.push(text),
  })
  parser.end(source)
  return [texts.join(''), beside.join('\n')]
}

/** What scripts have between quotation marks: linked data above all. */
const unescaped = (source: string) =>
  source.replace(/\\(?:u([0-9a-fA-F]{4})|[nrtbf])/g, (_all, code?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : ' ',
  )

/** Letters and digits alone: spaces, quotation marks and dashes are others in every file. Case counts, as it does in texts. */
const lettersOf = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
