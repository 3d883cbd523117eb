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

const known = new Map<string, number>()

function widthOfLetter(letter: string): number {
  const seen = known.get(letter)
  if (seen !== undefined) return seen
  const width = WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHERS
  // Alphabets are small; a text of every character there is must not fill the memory.
  if (known.size < 4_096) known.set(letter, width)
  return width
}

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
  const made: string[] = []
  let line = ''
  for (const [place, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer, size) <= width) {
      line = longer
      continue
    }
    if (made.length === lines - 1) return [...made, ended(words.slice(place - wordsIn(line)).join(' '), width, size)]
    if (line !== '') made.push(line)
    line = word
    // A word wider than a line, as any sentence of Chinese is, breaks wherever the line ends.
    while (widthOf(line, size) > width) {
      if (made.length === lines - 1) return [...made, ended([line, ...words.slice(place + 1)].join(' '), width, size)]
      const first = cut(line, width, size)
      made.push(first)
      line = line.slice(first.length)
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
  let kept = ''
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (kept !== '' && widthOf(kept + segment, size) > width) break
    kept += segment
  }
  return kept
}
