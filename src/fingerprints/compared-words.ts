import { CodePoints } from '../quotes/code-points'
import { FoldedText } from '../quotes/folded-text'
import type { TextPositionSelector } from '../quotes/selector'

/**
 * Of a text that is compared, in UTF-16 units: 8,000 words and more, where a wire story has up to 1,500. Editors cut from the
 * bottom, so that the beginning is what copies have in common; and a text of 5 MB costs no more than one of these.
 */
export const MOST_CHARACTERS = 50_000

/**
 * The words of a text as they are compared with those of another outlet: without what is not the article's own, case,
 * accents, typography, and what a house's style book decides. A script without spaces gives its characters two by two.
 */
export function comparedWords(text: string, zones: readonly TextPositionSelector[] = []): string[] {
  const folded = new FoldedText(withoutZones(text, zones)).text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  return Array.from(folded.matchAll(A_WORD), ([word]) => word).flatMap(inHouseStyle)
}

/**
 * The same without what stands in quotation marks: the reporter's own words. Two who were at one press conference quote
 * the same, and may quote it at length; their own sentences differ. Of a speech in single quotation marks, or one whose
 * marks don't close within the paragraph, nothing is taken out.
 */
export function wordsOutsideQuotes(text: string, zones: readonly TextPositionSelector[] = []): string[] {
  return comparedWords(withoutZones(text, zones).replace(A_QUOTATION, ' . '))
}

/**
 * Shorter than most paragraphs: a lone quotation mark (an inch, a mark left out) takes no more with it. A straight mark
 * opens before a word and closes behind one, so that a quotation that goes on in the next paragraph, and is opened there
 * again, turns nothing inside out.
 */
const A_QUOTATION =
  /[“„«»][^“”"„«»\n]{1,800}[”“»«]|(?<![\p{L}\p{N}.,!?])"(?=\S)[^“”"\n]{1,800}(?<=\S)"(?![\p{L}\p{N}])/gu

/** Words across a zone are no neighbours in print, but the same story without the zone has them so. */
function withoutZones(text: string, zones: readonly TextPositionSelector[]): string {
  if (zones.length === 0) return text.slice(0, MOST_CHARACTERS)
  const points = new CodePoints(text)
  const kept: string[] = []
  let from = 0
  for (const { start, end } of zones.toSorted((a, b) => a.start - b.start)) {
    kept.push(points.slice(from, Math.min(points.length, Math.max(from, start))))
    from = Math.min(points.length, Math.max(from, end))
  }
  return [...kept, points.slice(from, points.length)].join('\n').slice(0, MOST_CHARACTERS)
}

/** Scripts that are written without spaces between words. */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const A_RUN_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')
/** A run of an unspaced script; a number with its commas and points; a word with the apostrophes in it. */
const A_WORD = new RegExp(String.raw`[${UNSPACED}]+|\d+(?:[.,]\d+)*|(?:(?![${UNSPACED}])[\p{L}\p{N}'])+|%`, 'gu')

/**
 * What agencies and papers write differently in one and the same sentence: British and American spelling, titles before
 * names, thousands, per cent. Rules that change other words as well ("four", "otherwise") do it in both texts.
 */
function inHouseStyle(word: string): string[] {
  if (A_RUN_UNSPACED.test(word)) return twoByTwo(word)
  if (/^\d/.test(word)) return [word.replaceAll(',', '')]
  const bare = word.replaceAll("'", '')
  if (bare === '' || TITLES.has(bare)) return []
  // "Per cent" and "percent": the "per" goes with the titles, what is left is the same.
  if (bare === '%' || bare === 'percent') return ['cent']
  if (bare.length < SHORTEST_RESPELT) return [bare]
  return [
    bare
      .replace(/ou(?=r)/g, 'o')
      .replace(/is(?=e$|ed$|es$|ing$|ations?$|er$|ers$)/, 'iz')
      .replace(/tre$/, 'ter'),
  ]
}

const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'per'])

/** Shorter words are spelt one way on both sides of the ocean. */
const SHORTEST_RESPELT = 5

/** Where no spaces tell words apart, two characters are nearer to a word than one. */
function twoByTwo(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, place) => `${characters[place]}${character}`)
}
