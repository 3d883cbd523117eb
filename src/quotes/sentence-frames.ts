import { goesOnAfterAbbreviation } from './abbreviations'
import type { TextComparison } from './text-comparison'
import { BREAK, type WordTokens } from './word-tokens'

/** A run of tokens, `end` exclusive. */
export interface TokenRange {
  start: number
  end: number
}

/** A sentence that is longer ends here: a text without full stops has no sentences. */
const LONGEST_SENTENCE = 80

/**
 * Parts of a statement so near to each other are framed together with what stands between them, so that nobody comes
 * between a quotation and its speaker unseen. About four sentences; source and quotation are hardly further apart.
 */
const NEAR = 100

const ENDS = new Set(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
const ENDS_WITHOUT_SPACE = new Set(['。', '！', '？'])
const CLOSERS = new Set(['"', "'", ')', ']', '»', '」', '』'])

/** Tells where sentences and paragraphs of a text begin. */
export class Sentences {
  private readonly comparison: TextComparison
  private readonly tokens: WordTokens
  /** What has to stand before a paragraph: in a text with fixed lines, an empty line. */
  private readonly paragraphBreak: number

  constructor(comparison: TextComparison, tokens: WordTokens) {
    this.comparison = comparison
    this.tokens = tokens
    this.paragraphBreak = hasFixedLines(tokens.points.text) ? BREAK.paragraph : BREAK.line
  }

  /** The sentences that a range of tokens touches. */
  around({ start, end }: TokenRange): TokenRange {
    let from = start
    while (from > 0 && start - from < LONGEST_SENTENCE && !this.isSentenceStart(from)) from--
    let to = end
    while (to < this.tokens.count && to - end < LONGEST_SENTENCE && !this.isSentenceStart(to)) to++
    return { start: from, end: to }
  }

  /** The sentences that a range consists of, or a part of it that is as long as one may be. */
  within({ start, end }: TokenRange): TokenRange[] {
    const sentences: TokenRange[] = []
    for (let from = start; from < end; ) {
      let to = from + 1
      while (to < end && to - from < LONGEST_SENTENCE && !this.isSentenceStart(to)) to++
      sentences.push({ start: from, end: to })
      from = to
    }
    return sentences
  }

  /** The paragraphs that it touches; null when these are longer than `most`. */
  paragraphsAround({ start, end }: TokenRange, most: number): TokenRange | null {
    let from = start
    while (!this.isParagraphStart(from)) if (start - --from > most) return null
    let to = end
    while (!this.isParagraphStart(to)) if (++to - end > most) return null
    return to - from > most ? null : { start: from, end: to }
  }

  isParagraphStart(place: number): boolean {
    if (place <= 0 || place >= this.tokens.count) return true
    return (this.tokens.breaks[place] as number) >= this.paragraphBreak
  }

  isSentenceStart(place: number): boolean {
    if (this.isParagraphStart(place)) return true
    let last = place - 1
    while (last > 0 && last > place - 4 && CLOSERS.has(this.word(last))) last--
    const end = this.word(last)
    if (!ENDS.has(end)) return false
    if (this.tokens.breaks[place] === BREAK.none) return ENDS_WITHOUT_SPACE.has(end)
    // “Really?” he asked: a sentence begins with no small letter.
    if (/^\p{Ll}/u.test(this.word(place))) return false
    return end !== '.' || last < place - 1 || !this.goesOnAfterFullStop(last, place)
  }

  private goesOnAfterFullStop(stop: number, next: number): boolean {
    const { text } = this.tokens.points
    const end = this.tokens.ends[stop] as number
    const start = this.tokens.starts[next] as number
    return goesOnAfterAbbreviation(text.slice(Math.max(0, end - 20), end), text.slice(start, start + 20))
  }

  private word(place: number): string {
    return this.comparison.vocabulary.words[this.tokens.words[place] as number] as string
  }
}

/** Whether somebody broke the lines at a width: none is longer than this, and there are enough to tell. */
const WIDEST_FIXED_LINE = 100
const LEAST_FIXED_LINES = 8

function hasFixedLines(text: string): boolean {
  let lines = 0
  for (let from = 0; from < text.length; ) {
    const to = text.indexOf('\n', from)
    const end = to < 0 ? text.length : to
    if (end - from > WIDEST_FIXED_LINE) return false
    if (end > from) lines++
    from = end + 1
  }
  return lines >= LEAST_FIXED_LINES
}

/** Ranges with the sentences around them; those that are near each other are one. In the order of the text. */
export function framesOf(sentences: Sentences, ranges: readonly TokenRange[]): TokenRange[] {
  const frames: TokenRange[] = []
  for (const { start, end } of ranges.map((range) => sentences.around(range)).sort((a, b) => a.start - b.start)) {
    const last = frames.at(-1)
    if (last && start - last.end <= NEAR) last.end = Math.max(last.end, end)
    else frames.push({ start, end })
  }
  return frames
}
