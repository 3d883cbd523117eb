import { BLOCK } from '../proof/redaction'

/** Code points turned into a text at once: more arguments than this a call does not take. */
const AT_ONCE = 10_000

/**
 * A captured text as far as it is known: all of it, or what was quoted from it. Places are code points. Two passages that reach over one
 * another have to agree, and a passage has to agree with the text.
 */
export class KnownText {
  /** 0 is not known; no canonical text has NUL in it. */
  private readonly points: Uint32Array

  constructor(readonly length: number) {
    this.points = new Uint32Array(length)
  }

  static of(text: string): KnownText {
    const points = Uint32Array.from(text, (character) => character.codePointAt(0) as number)
    const known = new KnownText(points.length)
    known.points.set(points)
    return known
  }

  /** Takes words in at a place. Returns false, and may have taken some, where others are there or the text ends before theirs do. */
  put(start: number, words: string): boolean {
    let at = start
    for (const character of words) {
      const point = character.codePointAt(0) as number
      if (at >= this.length) return false
      const there = this.points[at]
      if (there !== 0 && there !== point) return false
      this.points[at++] = point
    }
    return true
  }

  /** Takes a place in whose letters are not known, those of them that are not: blocks stand there as if they were. */
  cover(start: number, end: number): void {
    for (let at = start; at < end; at++) this.points[at] ||= BLOCK.codePointAt(0) as number
  }

  /** Whether every letter is known. */
  isWhole(): boolean {
    return !this.points.includes(0)
  }

  /**
   * The text, with blocks for what is not known. Such a gap is a line of its own, so that what readers are shown beside a passage is
   * what came with it; of one or two letters it is blocks alone.
   */
  text(): string {
    const filled = this.points.slice()
    for (let start = filled.indexOf(0); start >= 0; start = filled.indexOf(0, start)) {
      let end = start
      while (end < filled.length && filled[end] === 0) end++
      filled.fill(BLOCK.codePointAt(0) as number, start, end)
      if (end - start > 2) filled[start] = filled[end - 1] = LINE_FEED
    }
    const parts: string[] = []
    for (let from = 0; from < filled.length; from += AT_ONCE)
      parts.push(String.fromCodePoint(...filled.subarray(from, from + AT_ONCE)))
    return parts.join('')
  }
}

const LINE_FEED = 0x0a
