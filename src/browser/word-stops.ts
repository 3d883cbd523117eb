import type { TextPositionSelector } from '../quotes/selector'

/** Where a selection may begin and where it may end, in code points, ascending. */
export interface WordStops {
  start: number[]
  end: number[]
}

/** Where words end depends on the script and hardly on the language: the rules are one for all (UAX #29). */
const segmenter = () => {
  words ??= new Intl.Segmenter('und', { granularity: 'word' })
  return words
}
/** Made when it is asked for: that takes a browser longer than all else before a page can be used. */
let words: Intl.Segmenter | undefined

/** No word has more marks than this on it; without a bound long lines would take a square of their length. */
const MOST_MARKS = 12

/**
 * Where words begin and end in the lines that a place touches. Marks that hang on a word give a stop of their own: an
 * end goes back from `Venezuela,”` to `Venezuela` first, and only then to the word before it.
 *
 * @param text its code points
 */
export function wordStops(text: readonly string[], { start, end }: TextPositionSelector): WordStops {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const line = text.slice(from, newline < 0 ? text.length : newline)
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  let at = 0
  for (const { segment, isWordLike } of segmenter().segment(line.join(''))) {
    const first = at
    at += [...segment].length
    if (!isWordLike) continue
    for (const marks of hanging(line.slice(Math.max(0, first - MOST_MARKS), first).reverse()))
      starts.add(from + first - marks)
    for (const marks of hanging(line.slice(at, at + MOST_MARKS))) ends.add(from + at + marks)
  }
  const inOrder = (places: Set<number>) => [...places].sort((a, b) => a - b)
  return { start: inOrder(starts), end: inOrder(ends) }
}

const QUOTATION_MARK = /[\p{Pi}\p{Pf}"']/u
/** An apostrophe between two words belongs to one of them. */
const WIDE_MARK = /[“”„«»"]/

/**
 * How many of the marks beside a word, going away from it, a selection may take with it: none, or all that hang on it; and
 * of a quotation within a quotation its own. Where they join the word to the next, as a hyphen does, none but quotation
 * marks: “so,”she said.
 */
function hanging(beside: string[]): number[] {
  const first = beside.findIndex((point) => /[\p{L}\p{N}\s]/u.test(point))
  const marks = first < 0 ? beside : beside.slice(0, first)
  const isFree = first < 0 || /\s/u.test(beside[first] as string)
  const quotes = isFree ? QUOTATION_MARK : WIDE_MARK
  const quotations = marks.flatMap((mark, place) => (quotes.test(mark) ? [place + 1] : []))
  if (!isFree) return [0, ...quotations]
  return [0, marks.length, ...(quotations.length > 1 ? quotations : [])]
}

const JOINS = 'that|and|but|or|who|which|where|when|while|because|after|before|despite|if|as|by|with|for|to|on|in'
const ENDS_BEFORE = new RegExp(`^\\s*(?:[^\\p{L}\\p{N}\\s]|(?:${JOINS})\\b)`, 'u')
const BEGINS_BEHIND = new RegExp(`(?:[^\\p{L}\\p{N}\\s’']|\\b(?:${JOINS}))\\s*$`, 'u')
/** As many code points as the longest of these words and the space beside it. */
const BESIDE = 9

/** Marks that only part a clause from the next: nobody's words end with one. */
const PARTS = /[,;:–—]/

/** Whether a clause or a phrase of an English sentence begins at a stop, or ends: beside a mark or a word that joins. */
export const isClauseStop = (text: readonly string[], stop: number, side: 'start' | 'end'): boolean =>
  side === 'end'
    ? stop === text.length ||
      (!PARTS.test(text[stop - 1] ?? '') && ENDS_BEFORE.test(text.slice(stop, stop + BESIDE).join('')))
    : stop === 0 || BEGINS_BEHIND.test(text.slice(Math.max(0, stop - BESIDE), stop).join(''))
