import { placedWords } from './folding'

/** Letters that may be wrong, added, missing or swapped with their neighbour: the longer the word, the more. */
const mayDiffer = (word: string) => (word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3)

/** The likeliest spelling among words that occur, given the most alike first; null where none is near. */
export function likeliest(typed: string, occurring: readonly string[]): string | null {
  const word = levelled(typed)
  let best: { word: string; distance: number } | null = null
  for (const candidate of occurring) {
    const distance = distanceBetween(word, candidate)
    if (distance > 0 && distance <= mayDiffer(word) && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { word: candidate, distance }
    }
  }
  return best?.word ?? null
}

/** As the words that occur are kept: small letters without accents. */
export const levelled = (word: string) =>
  word
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/**
 * The word with two neighbouring letters swapped, in every place: the commonest slip, and one that leaves a short word
 * with few of the groups of three letters by which alike words are looked up ("Pertov" has 3 of 11 with "Petrov").
 */
export function swapped(word: string): string[] {
  const letters = [...word]
  const swaps = letters
    .slice(1)
    .map((letter, place) => letters.with(place, letter).with(place + 1, letters[place] ?? ''))
  return swaps.map((swap) => swap.join(''))
}

/** What was typed with these words put in the place of others, whole words only; a capital stays one. */
export function respelt(typed: string, spellings: ReadonlyMap<string, string>): string {
  let text = ''
  let done = 0
  for (const { start, end, word } of placedWords(typed)) {
    const spelling = spellings.get(word)
    if (spelling === undefined) continue
    const capital = /^\p{Lu}/u.test(word)
    text += typed.slice(done, start) + (capital ? spelling.charAt(0).toUpperCase() + spelling.slice(1) : spelling)
    done = end
  }
  return text + typed.slice(done)
}

/** Optimal string alignment: edits and swaps of neighbours from one word to the other. */
export function distanceBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]]
  let older: number[] = []
  let old = to.map((_, place) => place).concat(to.length)
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1]
      let least = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (swapped) least = Math.min(least, (older[j - 2] ?? 0) + 1)
      row.push(least)
    }
    older = old
    old = row
  }
  return old[to.length] ?? 0
}
