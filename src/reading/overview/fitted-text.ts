/**
 * Text for a picture, which has no line breaks of its own: how wide words are about, and where they break. The server
 * knows no reader's font, so a letter counts as wide as it is in the widest of the usual system fonts.
 */

/** Widths in hundredths of the font's size, as Segoe UI, San Francisco, Roboto, and Noto Sans have them at most. */
const WIDTHS: [letters: RegExp, width: number][] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}＀-｠]/u, 100],
  [/[ijlI.,:;'’‘|!·f\-()[\]t r]/u, 36],
  [/[mwMW@%—…]/u, 92],
  [/[\p{Lu}&]/u, 70],
  [/\p{Nd}/u, 58],
]
const OTHERS = 58

/** Letters below this are looked up by their code; nearly all text of this product is of these. */
const LOOKED_UP = 0x3000
const known = new Uint8Array(LOOKED_UP)
/** No width that there is. */
const UNKNOWN = 255
known.fill(UNKNOWN)

function widthOfLetter(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  if (code >= LOOKED_UP) return worked(letter)
  const seen = known[code] as number
  if (seen !== UNKNOWN) return seen
  const width = worked(letter)
  known[code] = width
  return width
}

const worked = (letter: string) => WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHERS

/** About how wide a text is, in the unit of `size`. */
export function widthOf(text: string, size: number): number {
  let width = 0
  for (const letter of text) width += widthOfLetter(letter)
  return (width * size) / 100
}

/** Where and how large a text may stand. */
interface Room {
  width: number
  size: number
  lines: number
}

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A text in at most so many lines, each as wide as there is room; what is too long ends in an ellipsis. */
export function fitted(text: string, { width, size, lines }: Room): string[] {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const space = widthOf(' ', size)
  const made: string[] = []
  let line = ''
  let taken = 0
  for (const [place, word] of words.entries()) {
    const wide = widthOf(word, size)
    if (line !== '' && taken + space + wide <= width) {
      line = `${line} ${word}`
      taken += space + wide
      continue
    }
    if (line !== '') {
      if (made.length === lines - 1) return [...made, ended(words.slice(place - wordsIn(line)).join(' '), width, size)]
      made.push(line)
    }
    line = word
    taken = wide
    // A word wider than a line, as any sentence of Chinese is, breaks wherever the line ends.
    while (taken > width) {
      if (made.length === lines - 1) return [...made, ended([line, ...words.slice(place + 1)].join(' '), width, size)]
      const first = cut(line, width, size)
      made.push(first)
      line = line.slice(first.length)
      taken = widthOf(line, size)
    }
  }
  return line === '' ? made : [...made, line]
}

const wordsIn = (line: string) => (line === '' ? 0 : line.split(' ').length)

/** The text's beginning with an ellipsis, if it doesn't fit. */
function ended(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text
  return `${cut(text, width - widthOf('…', size), size).trimEnd()}…`
}

/** As much of a text's beginning as fits; one grapheme at least. */
function cut(text: string, width: number, size: number): string {
  // Few texts are as long as all that could fit at the least width; segmenting what surely doesn't is waste.
  const most = text.slice(0, Math.ceil(width / (size * NARROWEST)) + LONGEST_GRAPHEME)
  let end = 0
  let taken = 0
  for (const { segment } of GRAPHEMES.segment(most)) {
    taken += widthOf(segment, size)
    if (end > 0 && taken > width) break
    end += segment.length
  }
  return text.slice(0, end)
}

/** Ems of the narrowest letter that has a width. */
const NARROWEST = 0.36
/** UTF-16 units; a family of seven has 25, and marks heaped on a letter may be more: then they are cut. */
const LONGEST_GRAPHEME = 64
