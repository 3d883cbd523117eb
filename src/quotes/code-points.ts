import { countLeading } from './binary-search'

/**
 * A text whose places can be told both ways: by UTF-16 *index*, as JavaScript counts, and by code point *offset*, as
 * everything stored, exported or shown does. PostgreSQL's `char_length` and `substr` count code points too, and the W3C
 * asks for them (Web Annotation Data Model, 4.2.5). Nothing else converts between the two.
 *
 * A lone surrogate counts as one code point, as in `Array.from`; canonical text has none.
 */
export class CodePoints {
  readonly text: string
  /** In code points. */
  readonly length: number
  /** The index of each surrogate pair, ascending: where the two counts part. Most articles have none. */
  private readonly pairs: number[] = []

  constructor(text: string) {
    this.text = text
    for (let index = 0; index < text.length - 1; index++) {
      if (isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1)))
        this.pairs.push(index++)
    }
    this.length = text.length - this.pairs.length
  }

  /** Takes a text that was counted already as it is: whoever asks much about one text counts it once. */
  static of(text: string | CodePoints): CodePoints {
    return typeof text === 'string' ? new CodePoints(text) : text
  }

  /** The offset of an index; one between the halves of a pair has the offset of the pair. */
  offsetAt(index: number): number {
    requirePlace(index, this.text.length)
    if (this.pairs.length === 0) return index
    return index - countLeading(this.pairs.length, (ordinal) => this.pairAt(ordinal) < index)
  }

  /** The index of an offset. */
  indexAt(offset: number): number {
    requirePlace(offset, this.length)
    if (this.pairs.length === 0) return offset
    // Each pair before it took one unit more than it counts for, so the pair itself has the offset `pairAt - ordinal`.
    return offset + countLeading(this.pairs.length, (ordinal) => this.pairAt(ordinal) - ordinal < offset)
  }

  /** The words from one offset to another, exclusive. */
  slice(start: number, end: number): string {
    return this.text.slice(this.indexAt(start), this.indexAt(end))
  }

  private pairAt(ordinal: number): number {
    return this.pairs[ordinal] as number
  }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

function requirePlace(place: number, last: number) {
  if (!(place >= 0 && place <= last && place % 1 === 0)) throw new RangeError(`${place} is no place from 0 to ${last}`)
}
