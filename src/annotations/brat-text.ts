import { canonicalText, canonicalWords } from '../quotes/canonical-text'
import { CodePoints } from '../quotes/code-points'
import { words } from '../words/words'
import type { MarkedPart, ReadAnnotations } from './foreign-annotation'
import type { LineProblem } from './json-lines'

/**
 * A file in brat’s format held against the text that lies beside it: the words of each annotation have to be at its places there. The places
 * become those of the canonical text, which has other line ends and accents where the file did. A file of which something can’t be taken is
 * left as it is. The time grows with file and text, not with their product.
 *
 * @param text as the file beside has it
 */
export function heldAgainstText(read: ReadAnnotations, text: string): ReadAnnotations {
  if (read.problems.length > 0) return read
  // brat reads it without the mark. A second one it would count, and an article’s text has none.
  const written = text.replace(/^\uFEFF/, '')
  if (written.startsWith('\uFEFF')) return { ...read, problems: [{ line: null, problem: words.annotations.twoMarks }] }
  const canonical = canonicalText(written)
  if ('problem' in canonical)
    return { ...read, problems: [{ line: null, problem: words.annotations.textBeside(canonical.problem) }] }
  const points = new CodePoints(written)
  const problems: LineProblem[] = read.annotations
    .filter(({ parts, told }) => ![...parts, ...told].every((part) => standsThere(points, part)))
    .map(({ line }) => ({ line, problem: words.annotations.notAtItsPlace }))
  if (problems.length > 0 || canonical.text === written) return { ...read, problems }
  const offsets = read.annotations.flatMap(({ parts }) =>
    parts.flatMap(({ position }) => (position ? [position.start, position.end] : [])),
  )
  const inCanonical = placesInCanonical(points, offsets)
  const annotations = read.annotations.map((annotation) => ({
    ...annotation,
    parts: annotation.parts.map((part) => ({
      ...part,
      position: part.position && {
        start: inCanonical.get(part.position.start) ?? 0,
        end: inCanonical.get(part.position.end) ?? 0,
      },
    })),
  }))
  return { ...read, annotations }
}

/** So many spaces more than its words a place may have: a line’s end with what sets the next one in, where somebody wrote one space. */
const MORE_SPACES = 100

function standsThere(points: CodePoints, { exact, position }: MarkedPart): boolean {
  if (position === null || position.end > points.length) return false
  if (position.end - position.start > exact.length + MORE_SPACES) return false
  return unspaced(points.slice(position.start, position.end)) === unspaced(exact)
}

/** brat has a space where the text has a line’s end or a tab. */
const unspaced = (words: string) => words.replace(/\s+/gu, ' ').trim()

/**
 * Where places of a text are in its canonical text, all in code points. The text is walked once, from one place to the next, and made
 * canonical piece by piece: pieces are cut only where nothing of the one melts into the other.
 */
export function placesInCanonical(points: CodePoints, places: readonly number[]): ReadonlyMap<number, number> {
  const lengthOf = (start: number, end: number) => new CodePoints(canonicalWords(points.slice(start, end))).length
  const found = new Map<number, number>()
  let [from, before] = [0, 0]
  for (const place of [...new Set(places)].toSorted((a, b) => a - b)) {
    const cut = cutBefore(points, place, from)
    before += lengthOf(from, cut)
    from = cut
    found.set(place, before + lengthOf(cut, place))
  }
  return found
}

/**
 * What may melt into what stands before it (Unicode’s NFC_Quick_Check is not “yes”): marks, vowels and final consonants of Hangul, vowels
 * of Kirat Rai; and the line feed, of CRLF.
 */
const MELTS = /^[\p{M}\u1160-\u11FF\u{16D63}-\u{16D6A}\n]/u

/** Longer than what melts together in any text that an article can have: canonical text has at most 100 marks in a row. */
const LONGEST_PIECE = 256

/** The last place up to this one where a text can be cut, but none before `from`. */
function cutBefore(points: CodePoints, place: number, from: number): number {
  const least = Math.max(from, place - LONGEST_PIECE)
  for (let at = place; at > least; at -= 1) {
    if (at === points.length || !MELTS.test(points.slice(at, at + 1))) return at
  }
  return least
}
