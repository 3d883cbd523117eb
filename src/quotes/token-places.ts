import type { TokenHashes } from './token-hashes'

/** Where a run of tokens stands in a text; `isMore` when it stands in more places than are looked at. */
export interface RunPlaces {
  places: number[]
  isMore: boolean
  /** How often the rarest of its tokens stands in the text: the same rarest one in both texts, if it can be. */
  ofRarest: number
}

/** So many places are compared; a passage that stands in more is placed by the order of the text or not at all. */
const MOST_PLACES = 50
/** So many places of its rarest word are tried. */
const MOST_TRIED = 2_000
/** So many words of a passage are asked how rare they are. */
const MOST_ASKED = 64

/** Where each token stands in a text: finds runs of tokens by their rarest. */
export class TokenPlaces {
  readonly tokens: Int32Array
  readonly hashes: TokenHashes
  /** The places of token n are `places` from `begins[n]` to `begins[n + 1]`. */
  private readonly begins: Int32Array
  private readonly places: Int32Array

  /** @param kinds how many different tokens there are */
  constructor(tokens: Int32Array, hashes: TokenHashes, kinds: number) {
    this.tokens = tokens
    this.hashes = hashes
    this.begins = new Int32Array(kinds + 1)
    for (const token of tokens) this.begins[token + 1] = (this.begins[token + 1] as number) + 1
    for (let token = 0; token < kinds; token++)
      this.begins[token + 1] = (this.begins[token + 1] as number) + (this.begins[token] as number)
    this.places = new Int32Array(tokens.length)
    const next = this.begins.slice()
    for (let place = 0; place < tokens.length; place++) {
      const token = tokens[place] as number
      const slot = next[token] as number
      this.places[slot] = place
      next[token] = slot + 1
    }
  }

  countOf(token: number): number {
    return (this.begins[token + 1] as number) - (this.begins[token] as number)
  }

  /** The first places of a token, at most so many. */
  placesOf(token: number, most: number): Int32Array {
    const begin = this.begins[token] as number
    return this.places.subarray(begin, Math.min(begin + most, this.begins[token + 1] as number))
  }

  /** Where the run stands here that stands in another text, or in this, from a place on. By its number alone. */
  ofRun(tokens: Int32Array, hashes: TokenHashes, start: number, length: number): RunPlaces {
    const rarest = this.rarestOf(tokens, start, length)
    const token = tokens[start + rarest] as number
    const hash = hashes.of(start, length)
    const found: RunPlaces = { places: [], isMore: this.countOf(token) > MOST_TRIED, ofRarest: this.countOf(token) }
    for (const place of this.placesOf(token, MOST_TRIED)) {
      const from = place - rarest
      if (from < 0 || from + length > this.tokens.length || this.hashes.of(from, length) !== hash) continue
      if (found.places.length === MOST_PLACES) return { ...found, isMore: true }
      found.places.push(from)
    }
    return found
  }

  private rarestOf(tokens: Int32Array, start: number, length: number): number {
    const step = Math.max(1, Math.floor(length / MOST_ASKED))
    let rarest = 0
    let lowest = Number.POSITIVE_INFINITY
    for (let place = 0; place < length; place += step) {
      const count = this.countOf(tokens[start + place] as number)
      if (count >= lowest) continue
      lowest = count
      rarest = place
    }
    return rarest
  }
}
