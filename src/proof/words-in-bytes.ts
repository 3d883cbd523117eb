import { Parser } from 'htmlparser2'
import type { SentFile } from '../extraction/extracted'
import { formatOf } from '../extraction/format'
import { decodePage } from '../extraction/page-decoding'

/**
 * How often what is written in an escaped way is written out: a page within linked data within an attribute, and an address
 * percent-encoded within an address, are two.
 */
const ROUNDS = 3

/**
 * Which of these words stand in bytes that an article came as, in whatever of them nobody sees: in attributes, scripts, comments,
 * addresses, pages within pages, parts that are hidden, and split by tags in any of these; as entities, escapes, percent-encoded, or in
 * a `data:` address. Not in what styles put before and after. Null is not known: a PDF, a .docx, a saved mail and other packed files have
 * no letters to look for.
 */
export function wordsInBytes(sent: Omit<SentFile, 'url'>, sought: readonly string[]): string[] | null {
  if (isPacked(sent)) return null
  const left = new Map(sought.map((words) => [words, lettersOf(words)]))
  let source = decoded(sent.bytes, sent.mediaType)
  const heaps = [source, textOf(source)]
  for (let round = 0; round <= ROUNDS && left.size > 0; round++) {
    heaps.push(withoutTags(source))
    for (const heap of heaps.splice(0).map(lettersOf))
      for (const [words, letters] of left) if (letters !== '' && heap.includes(letters)) left.delete(words)
    const writtenOut = writeOut(source)
    if (writtenOut === source) break
    source = writtenOut
    heaps.push(source)
  }
  return sought.filter((words) => !left.has(words))
}

/** Bytes of 0 are a picture's, or an archive's of another kind; a text has none but in UTF-16. */
function isPacked(sent: Omit<SentFile, 'url'>): boolean {
  const told = formatOf(sent)
  if ('problem' in told) return !told.isText || sent.bytes.includes(0)
  return told.format === 'pdf' || told.format === 'zip'
}

/** Of bytes that are not what they say they are, whatever can be read. */
function decoded(bytes: Buffer, mediaType: string | null): string {
  const page = decodePage(bytes, mediaType)
  return 'html' in page ? page.html : new TextDecoder().decode(bytes)
}

/** As a parser of HTML reads it, entities and all: the text in one, however many tags split it. */
function textOf(source: string): string {
  const texts: string[] = []
  new Parser({ ontext: (text) => texts.push(text) }).end(source)
  return texts.join('')
}

/** In what no parser takes for tags: in scripts, comments, attributes. What is open runs to the next `<`, so that it takes one pass. */
const withoutTags = (source: string) => source.replace(/<[^<>]*>/g, ' ')

/** The same with its outermost escapes written out, and what it has in base64 in its place. */
const writeOut = (source: string) => withoutEntities(withoutPercents(outOfBase64(withoutEscapes(source))))

/** No parser of HTML looks for entities in a script; here everything is text, and a `<` no tag. */
function withoutEntities(source: string): string {
  if (!/&[#\w]/.test(source)) return source
  const pieces = source.split('<')
  return pieces.map((piece) => (piece.includes('&') ? textOf(piece) : piece)).join('<')
}

/** `\x` comes as letters in Latin-1, and as bytes of UTF-8. */
const ESCAPE = /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|((?:x[0-9a-f]{2})(?:\\x[0-9a-f]{2})*)|(\/)|[nrtbfv])/gi

function withoutEscapes(source: string): string {
  return source.replace(ESCAPE, (_all, braced?: string, four?: string, bytes?: string, slash?: string) => {
    if (bytes !== undefined) return lettersIn(bytes.replaceAll(/\\?x/gi, ''))
    const code = braced ?? four
    if (code === undefined) return slash ?? ' '
    const point = Number.parseInt(code, 16)
    return point > 0x10ffff ? ' ' : String.fromCodePoint(point)
  })
}

const withoutPercents = (source: string) =>
  source
    .replace(/%u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => lettersIn(run.replaceAll('%', '')))

/** Bytes, in hex, as letters: in UTF-8, as they are written today, else in Latin-1, as they once were. */
function lettersIn(hex: string): string {
  const bytes = Buffer.from(hex, 'hex')
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}

/** What `data:` addresses have in them, but for pictures and other files with bytes of 0 that are no UTF-16. */
const outOfBase64 = (source: string): string =>
  source.replace(
    /(text\/[a-z]{1,20}(?:;[a-z]{1,20}=[\w-]{1,20})?)?;base64,([a-z0-9+/\s]+={0,2})/gi,
    (_all, mediaType: string | undefined, packed: string) => {
      const bytes = Buffer.from(packed, 'base64')
      const isText = mediaType !== undefined || !bytes.includes(0)
      return isText ? ` ${decoded(bytes, mediaType ?? null)} ` : ' '
    },
  )

/** Longer runs of accents no text has (`canonicalText` refuses them), and composing one takes as long as it is long, squared. */
const PILE = /\p{M}{31,}/gu

/** Letters and digits alone: spaces, quotation marks and dashes are others in every file. Case counts, as it does in texts. */
const lettersOf = (text: string) =>
  text
    .replace(PILE, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
