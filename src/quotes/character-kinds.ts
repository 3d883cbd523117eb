import { DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, UNSEEN } from './folded-text'
import { UNSPACED } from './nearness'

/** What a character is to whoever cuts a text into words. */
export const KIND = {
  other: 0,
  letter: 1,
  digit: 2,
  /** Of a script without spaces between words: each is a word of its own. */
  unspaced: 3,
  /** A combining mark, a joiner, a variation selector: part of what stands before it. */
  mark: 4,
  space: 5,
  newline: 6,
  unseen: 7,
  dash: 8,
  singleQuote: 9,
  doubleQuote: 10,
} as const
export type Kind = (typeof KIND)[keyof typeof KIND]

/**
 * Those that the fold takes away, but for the two that turn letters round (U+202D, U+202E): with them a reader sees other
 * words than without.
 */
const isUnseen = (character: string) => UNSEEN_SIGN.test(character) && !/[\u202D\u202E]/.test(character)
const UNSEEN_SIGN = new RegExp(`[${UNSEEN}]`, 'u')

const TESTS: [(character: string) => boolean, Kind][] = [
  [(character) => character === '\n', KIND.newline],
  [isUnseen, KIND.unseen],
  [(character) => /\p{White_Space}/u.test(character), KIND.space],
  [(character) => new RegExp(`[${DASHES}]`, 'u').test(character), KIND.dash],
  [(character) => new RegExp(`[${SINGLE_QUOTES}]`, 'u').test(character), KIND.singleQuote],
  [(character) => new RegExp(`[${DOUBLE_QUOTES}]`, 'u').test(character), KIND.doubleQuote],
  [(character) => /\p{M}|\u200C|\u200D|\p{Emoji_Modifier}/u.test(character), KIND.mark],
  [(character) => UNSPACED_LETTER.test(character), KIND.unspaced],
  [(character) => /\p{N}/u.test(character), KIND.digit],
  [(character) => /\p{L}/u.test(character), KIND.letter],
]
const UNSPACED_LETTER = new RegExp(`[${UNSPACED.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u')

/** Kinds that were asked for, plus one; 0 is not asked for yet. A text of 5 MB has few different characters. */
const known = new Uint8Array(0x110000)

export function kindOf(codePoint: number): Kind {
  const kind = known[codePoint] as number
  if (kind > 0) return (kind - 1) as Kind
  const character = String.fromCodePoint(codePoint)
  const found = TESTS.find(([is]) => is(character))?.[1] ?? KIND.other
  known[codePoint] = found + 1
  return found
}
