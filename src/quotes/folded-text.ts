import { countLeading } from './binary-search'
import type { CodePoints } from './code-points'

/**
 * A text in which what typing doesn't keep is levelled: a run of spaces and line breaks is one space, curly quotes and
 * guillemets are straight quotes, a dash or run of hyphens is one hyphen, and characters that can't be seen are gone.
 * Letters, case and all other signs stay. It knows where each of its words stands in the text. All in UTF-16 indices.
 */
export class FoldedText {
  readonly text: string
  /** For each run that became shorter, ascending: where it begins and ends here, and what it and all before it lost. */
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly lost: number[] = []

  constructor(text: string) {
    let lost = 0
    this.text = text.replace(FOLDABLE, (run: string, index: number) => {
      const sign = signFor(run)
      if (sign.length < run.length) {
        this.starts.push(index - lost)
        this.ends.push(index - lost + sign.length)
        lost += run.length - sign.length
        this.lost.push(lost)
      }
      return sign
    })
  }

  /** The index in the text of what begins at an index here. Unseen characters before it are not part of it. */
  startOf(index: number): number {
    return index + this.lostBy(countLeading(this.ends.length, (run) => (this.ends[run] as number) <= index))
  }

  /** The index in the text of the end of what ends at an index here. Unseen characters after it are not part of it. */
  endOf(index: number): number {
    return index + this.lostBy(countLeading(this.starts.length, (run) => (this.starts[run] as number) < index))
  }

  /** The index here of what stands at an index in the text; within a run that became shorter, where that begins here. */
  indexOf(index: number): number {
    const before = countLeading(this.ends.length, (run) => (this.ends[run] as number) + this.lostBy(run + 1) <= index)
    const start = this.starts[before]
    return start !== undefined && start + this.lostBy(before) < index ? start : index - this.lostBy(before)
  }

  private lostBy(runs: number): number {
    return runs === 0 ? 0 : (this.lost[runs - 1] as number)
  }
}

/** Folded once for each counted text: an article with many quotations is folded when the first needs it. */
export function foldedTextOf(points: CodePoints): FoldedText {
  const known = foldedTexts.get(points)
  if (known) return known
  const folded = new FoldedText(points.text)
  foldedTexts.set(points, folded)
  return folded
}

const foldedTexts = new WeakMap<CodePoints, FoldedText>()

/** Soft hyphen, zero-width space, word joiner, byte order mark, and the marks and brackets of writing direction. */
export const UNSEEN = String.raw`\u00AD\u200B\u2060\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`
/** Hyphens, en and em dash, horizontal bar, minus, and their small and full-width forms. */
export const DASHES = String.raw`\-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D`
/** Single quotation marks and guillemets, apostrophes, and the accents and primes typed for them. */
export const SINGLE_QUOTES = String.raw`'\u2018-\u201B\u2032\u2039\u203A\u02BC\u0060\u00B4\uFF07`
export const DOUBLE_QUOTES = String.raw`"\u201C-\u201F\u2033\u00AB\u00BB\uFF02`

const FOLDABLE = new RegExp(`[\\p{White_Space}${UNSEEN}]+|[${DASHES}]+|[${SINGLE_QUOTES}]|[${DOUBLE_QUOTES}]`, 'gu')
const A_SPACE = /\p{White_Space}/u
const A_DASH = new RegExp(`[${DASHES}]`, 'u')
const A_SINGLE_QUOTE = new RegExp(`[${SINGLE_QUOTES}]`, 'u')
const A_DOUBLE_QUOTE = new RegExp(`[${DOUBLE_QUOTES}]`, 'u')

function signFor(run: string): string {
  if (A_SPACE.test(run)) return ' '
  if (A_DASH.test(run)) return '-'
  if (A_SINGLE_QUOTE.test(run)) return "'"
  return A_DOUBLE_QUOTE.test(run) ? '"' : ''
}
