import type { ZoneKind } from '../articles/zone'
import { isProse, type Line } from './line'

/** What a line seems to be that is not the article’s, and why. */
export interface Mark {
  kind: ZoneKind
  reason: string
}

/** The lines of a text and what has been found of them so far. Rules are asked in turn, the surest first. */
export class Page {
  readonly marks: (Mark | undefined)[]
  /** Number of the last line of prose. What stands below it is the page’s foot, or the article’s last headline. */
  readonly lastProse: number
  /** Number of the first; above it stand headline and byline, which look like titles of other stories. */
  readonly firstProse: number
  /** From here on nothing shows that readers’ comments go on; what is something else is no comment. */
  afterThread = Number.POSITIVE_INFINITY

  /** Empty lines part the paragraphs, so that lines without one between them belong together. */
  readonly blocks: boolean

  constructor(readonly lines: readonly Line[]) {
    this.marks = lines.map(() => undefined)
    this.firstProse = lines.findIndex(isProse)
    this.lastProse = lines.findLastIndex(isProse)
    const paragraphs = lines.filter((line, at) => at > 0 && isProse(line))
    this.blocks = paragraphs.filter(({ apart }) => apart).length * 2 > paragraphs.length
  }

  /** Marks lines, `behind` exclusive, that are not marked yet. */
  mark(first: number, behind: number, kind: ZoneKind, reason: string) {
    const mark = { kind, reason }
    for (let at = first; at < behind; at++) {
      if (this.marks[at] === undefined || at >= this.afterThread) this.marks[at] = mark
    }
  }

  isOpen(at: number): boolean {
    return at >= 0 && at < this.lines.length && (this.marks[at] === undefined || at >= this.afterThread)
  }

  /** The line, which is there. */
  line(at: number): Line {
    const line = this.lines[at]
    if (!line) throw new RangeError(`The page has no line ${at}`)
    return line
  }

  /** It follows the line before it without an empty one. */
  isTight(at: number): boolean {
    return at > 0 && this.lines[at]?.apart === false
  }
}
