import { words } from '../words/words'
import type { PageLine } from './page-lines'
import { medianOf, type PdfLine } from './pdf-lines'

const { reasons } = words.extraction

/** More than the usual distance of lines by this much, and a paragraph ends: printers use a half to a whole line. */
const PARAGRAPH_GAP = 1.3

/** An indent of more of a letter's height begins a paragraph. */
const INDENT = 0.7

/** A line that ends so far before the column does is a paragraph's last, if a sentence ends there. */
const SHORT = 0.82

/** Lines at the top and at the bottom of a page that may be its running head or its foot. */
const MARGIN_LINES = 3

const SENTENCE_END = /[.!?…:]["'”’»)\]]*$/

/**
 * The paragraphs of a PDF: lines joined, words that were parted at a line's end put together. Running heads and page
 * numbers, which would stand in the middle of a sentence, come after the paragraph, as a zone.
 */
export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): PageLine[] {
  const furniture = furnitureOf(pages)
  const known = wordsOf(pages)
  const paragraphs: PageLine[] = []
  let open: PdfLine[] = []
  let waiting: PageLine[] = []
  const close = () => {
    if (open.length > 0) paragraphs.push({ text: joined(open, known), gap: 2, doubt: null })
    paragraphs.push(...waiting)
    open = []
    waiting = []
  }
  for (const lines of pages) {
    const usual = usualOf(lines)
    let isPagesFirst = true
    for (const line of lines) {
      const reason = furniture.get(line)
      if (reason !== undefined) {
        waiting.push({ text: line.text, gap: waiting.length > 0 ? 1 : 2, doubt: { kind: 'other', reason } })
        continue
      }
      const before = open.at(-1)
      if (before && beginsParagraph(before, line, usual, isPagesFirst)) close()
      open.push(line)
      isPagesFirst = false
    }
  }
  close()
  return paragraphs
}

interface Usual {
  pitch: number
  width: number
}

/** How far a page's lines are from each other, and how long they are where nothing ends. */
function usualOf(lines: readonly PdfLine[]): Usual {
  const pitches = lines.flatMap((line, at) => {
    const before = lines[at - 1]
    return before && before.y > line.y ? [before.y - line.y] : []
  })
  // Of a page of short paragraphs half of the distances are those between paragraphs.
  return {
    pitch: pitches.toSorted((a, b) => a - b)[pitches.length >> 2] ?? 0,
    width: medianOf(lines.map(({ left, right }) => right - left)),
  }
}

function beginsParagraph(before: PdfLine, line: PdfLine, usual: Usual, isPagesFirst: boolean): boolean {
  if (Math.abs(before.size - line.size) > before.size * 0.12) return true
  const isShort = before.right - before.left < usual.width * SHORT && SENTENCE_END.test(before.text)
  const isBelow = !isPagesFirst && before.y > line.y
  // On another page or in another column: a sentence goes on, and one that has ended says nothing.
  if (!isBelow) return SENTENCE_END.test(before.text) && (isShort || /^[\p{Lu}\p{N}"“«„'‘]/u.test(line.text))
  if (before.y - line.y > usual.pitch * PARAGRAPH_GAP) return true
  return isShort || line.left - before.left > line.size * INDENT
}

/** Lines that are at the same place of several pages, their numbers apart, and page numbers; each with why. */
function furnitureOf(pages: readonly (readonly PdfLine[])[]): Map<PdfLine, string> {
  const found = new Map<PdfLine, string>()
  const margins = pages.map((lines) => {
    const byTop = lines.toSorted((a, b) => b.y - a.y)
    return [...new Set([...byTop.slice(0, MARGIN_LINES), ...byTop.slice(-MARGIN_LINES)])]
  })
  const keyOf = (line: PdfLine) => `${Math.round(line.y / 4)} ${line.text.replace(/\p{N}+/gu, '#')}`
  const pagesWith = new Map<string, Set<number>>()
  for (const [page, lines] of margins.entries()) {
    for (const line of lines) {
      const seen = pagesWith.get(keyOf(line)) ?? new Set()
      pagesWith.set(keyOf(line), seen.add(page))
    }
  }
  for (const lines of margins) {
    for (const line of lines) {
      const count = pagesWith.get(keyOf(line))?.size ?? 0
      const isNumber = /^(?:page\s*)?[-–—\s]*\p{N}{1,4}[-–—\s]*(?:(?:\/|of)\s*\p{N}{1,4})?$/iu.test(line.text)
      const isOutermost = line === lines[0] || line === lines.at(-1)
      if (isNumber && (isOutermost ? pages.length > 1 || standsApart(line, lines) : count > 1))
        found.set(line, reasons.pageNumber)
      else if (count > 1) found.set(line, reasons.repeated(count))
    }
  }
  return found
}

/** Whether a line is further from all others than two of its own heights, as nothing of a column is. */
const standsApart = (line: PdfLine, others: readonly PdfLine[]) =>
  others.every((other) => other === line || Math.abs(other.y - line.y) > Math.max(line.size, other.size) * 2)

/** Words of a text, lower case: all that no line's end parts, and those that stand at no line's end or beginning. */
interface KnownWords {
  all: Set<string>
  inner: Set<string>
}

function wordsOf(pages: readonly (readonly PdfLine[])[]): KnownWords {
  const known: KnownWords = { all: new Set(), inner: new Set() }
  for (const { text } of pages.flat()) {
    const found = text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? []
    // The last may be the half of one.
    for (const word of /[-\u00ad]$/.test(text) ? found.slice(0, -1) : found) known.all.add(word)
    for (const word of found.slice(1, -1)) known.inner.add(word)
  }
  return known
}

function joined(lines: readonly PdfLine[], known: KnownWords): string {
  let text = ''
  for (const { text: next } of lines) {
    const parted = /([\p{L}\p{M}]+)([-\u00ad\u2010])$/u.exec(text)
    const continued = /^(\p{Ll}[\p{L}\p{M}]*)/u.exec(next)
    if (text === '') text = next
    else if (parted && continued) text = `${withoutHyphen(text, parted, continued[1] ?? '', known.all)}${next}`
    else if (/[-\u2013\u2014/]$/.test(text) && /^[\p{L}\p{N}]/u.test(next) && !/\s[-\u2013\u2014]$/.test(text))
      text += next
    else text += isUnspaced(text, next) || isParted(text, next, known.inner) ? next : ` ${next}`
  }
  return text
}

/**
 * A hyphen at a line's end goes when the word stands elsewhere without it, and stays when it stands elsewhere with it; where the
 * text tells neither, it stays only between two words that stand elsewhere by themselves (“well-” “known”).
 */
function withoutHyphen(
  text: string,
  [, first = '', mark]: RegExpExecArray,
  rest: string,
  known: ReadonlySet<string>,
): string {
  const bare = text.slice(0, -1)
  if (mark === '\u00ad') return bare
  const [before, after] = [first.toLowerCase(), rest.toLowerCase()]
  if (known.has(before + after)) return bare
  if (known.has(`${before}-${after}`)) return text
  return known.has(before) && known.has(after) ? text : bare
}

/**
 * A soft hyphen is no letter to PDF.js, which leaves it out: a word was parted where the whole of it stands elsewhere, within a
 * line, and its second half does not.
 */
function isParted(before: string, after: string, inner: ReadonlySet<string>): boolean {
  const first = /[\p{L}\p{M}]+$/u.exec(before)?.[0].toLowerCase()
  const rest = /^\p{Ll}[\p{L}\p{M}]*/u.exec(after)?.[0].toLowerCase()
  return first !== undefined && rest !== undefined && inner.has(first + rest) && !inner.has(rest)
}

/** Scripts that put no spaces between words. */
const isUnspaced = (before: string, after: string) =>
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]$/u.test(before) &&
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(after)
