import { KIND, kindOf } from './character-kinds'
import { CodePoints } from './code-points'

/** What stands before a token. */
export const BREAK = { none: 0, space: 1, line: 2, paragraph: 3 } as const

/** The different words of the texts that are compared, each with a number: equal numbers are equal words. */
export class Vocabulary {
  readonly words: string[] = []
  /** For each word the number of its lower case. */
  readonly caseless: number[] = []
  /** What a word weighs when likeness is counted: signs little, so that a moved comma is no lost word. */
  readonly weights: number[] = []
  private readonly numbers = new Map<string, number>()
  /** Of words of one letter of a script without spaces, plus one: there are millions of them, of few different ones. */
  private readonly letters = new Int32Array(0x10000)

  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    const number = this.words.length
    this.numbers.set(word, number)
    this.words.push(word)
    this.weights.push(/[\p{L}\p{N}]/u.test(word) ? 1 : SIGN_WEIGHT)
    this.caseless.push(number)
    const lower = word.toLowerCase()
    if (lower !== word) this.caseless[number] = this.numberOf(lower)
    return number
  }

  /** The number of a letter that is a word of its own, by its UTF-16 unit. */
  numberOfLetter(unit: number): number {
    const known = this.letters[unit] as number
    if (known > 0) return known - 1
    const number = this.numberOf(String.fromCharCode(unit))
    this.letters[unit] = number + 1
    return number
  }

  isWord(number: number): boolean {
    return this.weights[number] === 1
  }
}

/** Five signs weigh as much as a word: enough that "so?" is a little further from "so" than "so" is. */
const SIGN_WEIGHT = 0.2

/**
 * A text as the words and signs that it consists of. What typing and typesetting change is levelled, as in a folded
 * text: spaces and line ends only separate, and quotation marks, dashes and dots that look alike are one sign. Scripts
 * that write no spaces have a token a letter. Indices are UTF-16.
 */
export class WordTokens {
  readonly points: CodePoints
  readonly count: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Of the vocabulary, with case. */
  readonly words: Int32Array
  /** Of the vocabulary, without. */
  readonly caseless: Int32Array
  /** What stands before each token: a BREAK. */
  readonly breaks: Uint8Array

  constructor(text: string | CodePoints, vocabulary: Vocabulary) {
    this.points = CodePoints.of(text)
    const found = cut(this.points.text, vocabulary)
    this.count = found.words.length
    this.starts = found.starts
    this.ends = found.ends
    this.words = found.words
    this.caseless = this.words.map((word) => vocabulary.caseless[word] as number)
    this.breaks = found.breaks
  }

  /** The first token that ends behind an index. */
  firstBehind(index: number): number {
    return countWhile(this.ends, (end) => end <= index)
  }

  /** How many tokens begin before an index. */
  countBefore(index: number): number {
    return countWhile(this.starts, (start) => start < index)
  }
}

function countWhile(values: Int32Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(values[middle] as number)) low = middle + 1
    else high = middle
  }
  return low
}

interface Cut {
  starts: Int32Array
  ends: Int32Array
  words: Int32Array
  breaks: Uint8Array
}

function cut(text: string, vocabulary: Vocabulary): Cut {
  // Room for a token a character, as a script without spaces has; less is kept.
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  const words = new Int32Array(text.length)
  const breaks = new Uint8Array(text.length)
  let count = 0
  let newlines = 0
  let isSpaced = false
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) as number
    const kind = kindOf(code)
    if (kind === KIND.newline || kind === KIND.space || kind === KIND.unseen) {
      if (kind === KIND.newline) newlines++
      if (kind !== KIND.unseen) isSpaced = true
      index += code > 0xffff ? 2 : 1
      continue
    }
    const end = tokenEnd(text, index, code)
    starts[count] = index
    ends[count] = end
    words[count] =
      kind === KIND.unspaced && end === index + 1
        ? vocabulary.numberOfLetter(code)
        : vocabulary.numberOf(levelled(text, index, end, code))
    breaks[count] = newlines > 1 ? BREAK.paragraph : newlines > 0 ? BREAK.line : isSpaced ? BREAK.space : BREAK.none
    count++
    newlines = 0
    isSpaced = false
    index = end
  }
  return {
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    words: words.slice(0, count),
    breaks: breaks.slice(0, count),
  }
}

/** Where the token ends that begins with a character: behind the last character that belongs to it. */
function tokenEnd(text: string, from: number, first: number): number {
  const kind = kindOf(first)
  const goesOn = kind === KIND.letter || kind === KIND.digit || kind === KIND.mark ? isOfWord : isOfRun(first, kind)
  let end = from + (first > 0xffff ? 2 : 1)
  let before = first
  for (let index = end; index < text.length; ) {
    const code = text.codePointAt(index) as number
    const next = index + (code > 0xffff ? 2 : 1)
    const codeKind = kindOf(code)
    if (codeKind === KIND.unseen) {
      // Inside a word a soft hyphen is no end; behind it, it belongs to nothing.
      if (kind !== KIND.letter && kind !== KIND.digit) break
    } else if (codeKind === KIND.mark || goesOn(code, before)) {
      end = next
      before = code
    } else break
    index = next
  }
  return end
}

const isOfWord = (code: number) => kindOf(code) === KIND.letter || kindOf(code) === KIND.digit

/** Dashes and dots run on; behind a joiner comes the next part of an emoji; flags are pairs of letters. */
function isOfRun(first: number, kind: number): (code: number, before: number) => boolean {
  if (kind === KIND.dash) return (code) => kindOf(code) === KIND.dash
  if (first === DOT) return (code) => code === DOT
  if (isFlagLetter(first)) {
    let letters = 1
    return (code) => isFlagLetter(code) && letters++ === 1
  }
  return (_, before) => before === ZERO_WIDTH_JOINER && kind === KIND.other
}

const DOT = 0x2e
const ZERO_WIDTH_JOINER = 0x200d
const isFlagLetter = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff

const isDigitAt = (text: string, index: number) =>
  index >= 0 && index < text.length && kindOf(text.codePointAt(index) as number) === KIND.digit

/** How a token is told from others. */
function levelled(text: string, start: number, end: number, first: number): string {
  const kind = kindOf(first)
  // One of several characters has marks behind it or is a run; only a lone quotation mark is levelled.
  const isLone = end - start === 1
  if (kind === KIND.singleQuote && isLone) return withPlace("'", text, start, end)
  if (kind === KIND.doubleQuote && isLone) return '"'
  if (kind === KIND.dash) {
    // "to -5" has a minus, "10-5" and "10 - 5" a dash.
    const isMinus = isDigitAt(text, end) && (start === 0 || /\s/.test(text[start - 1] as string))
    return isMinus ? '-\0minus' : '-'
  }
  if (first === DOT && end - start >= 3) return '…'
  if (isLone && kind === KIND.other) return withPlace(text.slice(start, end), text, start, end)
  const word = text.slice(start, end)
  return kind === KIND.letter || kind === KIND.digit ? word.replace(UNSEEN_INSIDE, '') : word
}

/** "1,000", "3.5" and "12:30" have signs of their own: with a space behind the sign these are other numbers. */
const withPlace = (sign: string, text: string, start: number, end: number) =>
  isDigitAt(text, end) && isDigitAt(text, start - 1) ? `${sign}\0digits` : sign

const UNSEEN_INSIDE = /[\u00AD\u200B\u2060\uFEFF\u061C\u200E\u200F\u202A-\u202C\u2066-\u2069]/g
