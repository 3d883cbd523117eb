/** Alphabets whose letters look like each other's; a word has letters of one of them. */
const ALPHABETS = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
} as const

/** A word of a name, and the alphabets that its letters are from. */
export interface MixedWord {
  word: string
  alphabets: string[]
}

/** The first word with letters of two alphabets, or null. A name of several words in different alphabets is no trap. */
export function mixedWord(name: string): MixedWord | null {
  for (const word of name.normalize('NFKC').split(/[^\p{L}\p{M}]+/u)) {
    const alphabets = Object.entries(ALPHABETS).flatMap(([alphabet, letter]) => (letter.test(word) ? [alphabet] : []))
    if (alphabets.length > 1) return { word, alphabets }
  }
  return null
}
