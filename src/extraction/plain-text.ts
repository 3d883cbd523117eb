import { canonicalText, decodeUtf8 } from '../quotes/canonical-text'
import { words } from '../words/words'
import type { Metadata, SentFile } from './extracted'
import { decodePage } from './page-decoding'
import type { Reading } from './reading'
import { saidTime } from './said-day'
import { bylineOf } from './said-metadata'

/** A plain text, of which nothing is taken away: the whole of it is its canonical text. */
export function readPlainText({ bytes, mediaType }: Pick<SentFile, 'bytes' | 'mediaType'>): Reading {
  const decoded = textOfBytes(bytes, mediaType)
  if ('problem' in decoded) return decoded
  const canonical = canonicalText(decoded.text)
  if ('problem' in canonical) return canonical
  return { text: canonical.text, metadata: firstLines(canonical.text), zones: [], extractor: 'plain text' }
}

/** As a server says that its letters are; else strictly UTF-8, since a guess would be quoted for ever. */
export function textOfBytes(bytes: Buffer, mediaType: string | null): { text: string } | { problem: string } {
  if (!/charset\s*=/i.test(mediaType ?? '')) return decodeUtf8(bytes)
  const decoded = decodePage(bytes, mediaType)
  return 'problem' in decoded ? decoded : { text: decoded.html }
}

/** Lines in which a byline or a day may stand: below a kicker and a headline. */
const FIRST_LINES = 8

/** A word of “Ana Ruiz and Jo Li of the Post”. */
const OF_NAMES = /^(?:\p{Lu}[\p{L}.’'-]*|and|de|van|von|der|al|bin|of|the|&),?$/u

/** “By Ana Ruiz and Jo Li”, and nothing else on the line: names in capitals, no sentence. */
function isByline(line: string): boolean {
  const [by = '', ...names] = line.split(' ')
  return (
    line.length <= 120 &&
    /^By:?$/.test(by) &&
    names.length > 0 &&
    names.length <= 14 &&
    names.every((name) => OF_NAMES.test(name))
  )
}

const DAY = /^(?:(?:first )?(?:published|posted)(?: on)?:? )?([\p{L}\d][\p{L}\d ,./-]{7,30})$/iu

/** What a text's first lines say in so many words: a line that is nothing but a byline, one that is nothing but a day. */
function firstLines(text: string): Metadata {
  const lines = text
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, FIRST_LINES)
  const from = words.extraction.from.firstLines
  const byline = lines.find(isByline)
  const day = lines.map((line) => saidTime(DAY.exec(line)?.[1] ?? '')).find((said) => said !== null)
  const name = byline ? bylineOf(byline) : null
  return {
    ...(name ? { byline: { value: name, from } } : {}),
    ...(day ? { publishedOn: { value: day.day, from } } : {}),
  }
}
