import { Parser } from 'htmlparser2'
import type { SentFile } from '../extraction/extracted'
import { formatOf } from '../extraction/format'
import { decodePage } from '../extraction/page-decoding'
import { words as catalogue } from '../words/words'

/**
 * How often what is written in an escaped way is written out: linked data in an attribute, and its address percent-encoded, are
 * two. Each is looked through, for what is no escape changes with them.
 */
const ROUNDS = 3

/**
 * Which of these words stand in bytes that an article came as, in whatever of them nobody sees: in attributes, scripts, comments,
 * addresses, parts that are hidden, or split by tags; as entities, escapes, percent-encoded, or in a `data:` address. Null is not
 * known: a PDF, a .docx, a .mhtml and other packed files have no letters to look for.
 */
export function wordsInBytes(sent: Omit<SentFile, 'url'>, sought: readonly string[]): string[] | null {
  if (isPacked(sent)) return null
  const page = decodePage(sent.bytes, sent.mediaType)
  // Bytes that are not what they say they are: whatever can be read of them is looked through.
  const source = 'html' in page ? page.html : new TextDecoder().decode(sent.bytes)
  const left = new Map(sought.map((words) => [words, lettersOf(words)]))
  for (let parts = [source, ...partsOf(source)], round = 0; round <= ROUNDS; round++) {
    const heaps = parts.map(lettersOf)
    for (const [words, letters] of left)
      if (letters !== '' && heaps.some((heap) => heap.includes(letters))) left.delete(words)
    if (left.size === 0) break
    parts = parts.map(writtenOut)
  }
  return sought.filter((words) => !left.has(words))
}

/** What is refused as no article, but is text: a feed, data, or letters of nobody knows what. */
const { feed, data, unknown } = catalogue.extraction
const IS_TEXT: readonly string[] = [feed, data, unknown]

/** Bytes of 0 are a picture's, or an archive's of another kind; a text has none but in UTF-16. */
function isPacked(sent: Omit<SentFile, 'url'>): boolean {
  const told = formatOf(sent)
  if ('problem' in told) return !IS_TEXT.includes(told.problem) || sent.bytes.includes(0)
  return told.format === 'pdf' || told.format === 'zip'
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

/** The same with its outermost escapes written out, and behind it what it has in base64. */
const writtenOut = (source: string) =>
  withoutEntities(withoutPercents(withoutEscapes(source))) + inBase64(source).join('\n')

/** Scripts have linked data between quotation marks, and no parser of HTML looks for entities in them. */
function withoutEntities(source: string): string {
  if (!/&[#\w]+;/.test(source)) return source
  const texts: string[] = []
  new Parser({ ontext: (text) => texts.push(text) }).end(source.replaceAll('<', ' '))
  return texts.join('')
}

const ESCAPE = /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|[nrtbfv])/gi

function withoutEscapes(source: string): string {
  return source.replace(ESCAPE, (_all, braced?: string, four?: string, two?: string) => {
    const code = braced ?? four ?? two
    if (code === undefined) return ' '
    const point = Number.parseInt(code, 16)
    return point > 0x10ffff ? ' ' : String.fromCodePoint(point)
  })
}

/** In UTF-8, as addresses are today, else in Latin-1, as old ones were. */
const withoutPercents = (source: string) =>
  source.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex')
    const text = bytes.toString('utf8')
    return text.includes('\ufffd') ? bytes.toString('latin1') : text
  })

/** What `data:` addresses have in them, but for pictures and other files with bytes of 0. */
const inBase64 = (source: string): string[] =>
  Array.from(source.matchAll(/;base64,([a-z0-9+/\s]+={0,2})/gi), ([, packed]) => Buffer.from(packed ?? '', 'base64'))
    .filter((bytes) => !bytes.includes(0))
    .map((bytes) => bytes.toString('utf8'))

/** Letters and digits alone: spaces, quotation marks and dashes are others in every file. Case counts, as it does in texts. */
const lettersOf = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
