import type { Font } from './font'

/** Fonts in the order in which a character is looked for in them. */
export type Fonts = readonly Font[]

const widthOf = (fonts: Fonts, codePoint: number): number | null => {
  for (const font of fonts) {
    const width = font.widthOf(codePoint)
    if (width !== null) return width
  }
  return null
}

/** Controls and marks of direction, which some fonts have a glyph for; a non-joiner parts Persian letters, and stays. */
const UNSEEN = /(?!\u200c)\p{C}/gu

/**
 * What of a text can be drawn: without emoji and other marks that no font has, on one line, or null where one of its letters or
 * digits can't be. Boxes in the place of letters tell nobody anything.
 */
export function drawable(text: string, fonts: Fonts): string | null {
  let kept = ''
  for (const character of text.normalize('NFC').replace(/\s+/gu, ' ').replace(UNSEEN, '')) {
    if (widthOf(fonts, character.codePointAt(0) ?? 0) !== null) kept += character
    else if (/[\p{L}\p{N}]/u.test(character)) return null
  }
  return kept.replace(/ {2,}/g, ' ').trim() || null
}

/** How wide a text is in ems. */
export const measured = (text: string, fonts: Fonts): number =>
  Array.from(text, (character) => widthOf(fonts, character.codePointAt(0) ?? 0) ?? 0).reduce(
    (sum, width) => sum + width,
    0,
  )

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Breaks a text into at most `most` lines of `width` ems, at spaces, and a word longer than a line anywhere; what does not
 * fit is told by an ellipsis.
 */
export function wrapped(text: string, fonts: Fonts, width: number, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => broken(word, fonts, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measured(longer, fonts) <= width) line = longer
    else {
      lines.push(line)
      line = word
      // What is behind the last line makes no difference, however long it is.
      if (lines.length > most) break
    }
  }
  lines.push(line)
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), shortened(lines[most - 1] ?? '', fonts, width)]
}

/** A word in pieces that fit into a line; mostly one. */
function broken(word: string, fonts: Fonts, width: number): string[] {
  if (measured(word, fonts) <= width) return [word]
  const pieces = ['']
  for (const { segment } of GRAPHEMES.segment(word)) {
    const longer = `${pieces.at(-1)}${segment}`
    if (measured(longer, fonts) <= width) pieces[pieces.length - 1] = longer
    else pieces.push(segment)
  }
  return pieces
}

/** With an ellipsis at its end, cut so far that it fits. */
function shortened(line: string, fonts: Fonts, width: number): string {
  const kept = Array.from(GRAPHEMES.segment(line), ({ segment }) => segment)
  while (kept.length > 0 && measured(`${kept.join('')}…`, fonts) > width) kept.pop()
  return `${kept.join('').replace(/[\s,;:.–—-]+$/u, '')}…`
}

/** Whether a text is read from right to left: its first letter says so. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
