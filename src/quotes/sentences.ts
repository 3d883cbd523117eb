import { goesOnAfterAbbreviation } from './abbreviations'
import { CodePoints } from './code-points'
import type { TextPositionSelector } from './selector'

/**
 * The sentences of a text, in order, without the spaces around them. The end of a line always ends one, so that a
 * headline stands alone. Within a line `Intl.Segmenter` decides, but for two slips that it makes in news: it stops
 * inside “Really?” he asked, and after abbreviations (mended for English, and where the language is unknown).
 *
 * @param language an article's language tag; one that `Intl` refuses counts as unknown
 */
export function sentences(text: string | CodePoints, language = 'en'): TextPositionSelector[] {
  const points = CodePoints.of(text)
  const isEnglish = /^(?:en|und)\b/i.test(language)
  const found: TextPositionSelector[] = []
  let open: Stretch | null = null
  for (const { from, to } of segments(points.text, language)) {
    const segment = points.text.slice(from, to)
    const words = segment.trim()
    if (words !== '') {
      const first = from + segment.indexOf(words)
      const goesOn: boolean = open !== null && sentenceGoesOn(points.text, open, words, isEnglish)
      if (open && !goesOn) found.push(placeOf(points, open))
      open = { from: open && goesOn ? open.from : first, to: first + words.length }
    }
    if (open && LINE_END.test(segment)) {
      found.push(placeOf(points, open))
      open = null
    }
  }
  if (open) found.push(placeOf(points, open))
  return found
}

/** The lines that have something on them, in order: what stands between newlines, however many these are. */
export function paragraphs(text: string | CodePoints): TextPositionSelector[] {
  const points = CodePoints.of(text)
  const found: TextPositionSelector[] = []
  for (const line of points.text.matchAll(/[^\n]+/g)) {
    if (line[0].trim() !== '') found.push(placeOf(points, { from: line.index, to: line.index + line[0].length }))
  }
  return found
}

/** A part of a text in UTF-16 indices, `to` exclusive. */
interface Stretch {
  from: number
  to: number
}

const placeOf = (points: CodePoints, { from, to }: Stretch): TextPositionSelector => ({
  start: points.offsetAt(from),
  end: points.offsetAt(to),
})

/** What ends a line, and with it a segment, for `Intl.Segmenter` (UAX #29, rule SB4). */
const LINE_END = /[\n\u0085\u2028\u2029]/

function sentenceGoesOn(text: string, open: Stretch, next: string, isEnglish: boolean): boolean {
  // Both rules look at the last word only: 20 UTF-16 units hold any abbreviation they know.
  const before = text.slice(Math.max(open.from, open.to - 20), open.to)
  if (/[?!…]["'”’»]$/.test(before) && /^\p{Ll}/u.test(next)) return true
  return isEnglish && goesOnAfterAbbreviation(before, next)
}

/**
 * UTF-16 units given to `Intl.Segmenter` at a time. V8 copies the whole text at every step: 160,000 units at once took
 * 7 s, 320,000 took 40. Of 500 to 8,000, 2,000 was fastest on articles strung together (5 MB in 0.2 s): a shorter
 * window cuts more sentences twice, a longer one copies more.
 */
const WINDOW = 2_000

/** What `Intl.Segmenter` takes for sentences, spaces behind them included; together they are the whole text. */
function* segments(text: string, language: string): Generator<Stretch> {
  const segmenter = segmenterFor(language)
  let from = 0
  let size = WINDOW
  while (from < text.length) {
    const starts = Array.from(segmenter.segment(text.slice(from, from + size)), (segment) => from + segment.index)
    const isLastWindow = from + size >= text.length
    // The last segment is cut off by the window's end, and whether it begins where it does may depend on what follows
    // ("etc. (((( and"): both boundaries wait for the next window, and a window with nothing else in it is too small.
    const settled = isLastWindow ? starts.length : starts.length - 2
    if (settled > 0) {
      const ends = [...starts.slice(1), text.length]
      for (let place = 0; place < settled; place++) yield { from: starts[place] as number, to: ends[place] as number }
      from = ends[settled - 1] as number
    }
    size = settled > 0 ? WINDOW : size * 2
  }
}

function segmenterFor(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' })
  } catch {
    // A RangeError: an article's language was typed by somebody, and may be no tag of BCP 47.
    return new Intl.Segmenter('und', { granularity: 'sentence' })
  }
}
