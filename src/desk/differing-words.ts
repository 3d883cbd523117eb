import { diffArrays } from 'diff'
import { UNSPACED } from '../fingerprints/compared-words'
import { DASHES, FoldedText, UNSEEN } from '../quotes/folded-text'
import type { Run } from '../versions/differences'

/**
 * Words and spaces to take away and to add: a thousand words that are gone. A story cut to a third is compared in 4 ms; two
 * articles that have nothing in common are given up after a second, which is as long as others may wait for it.
 */
const MOST_EDITS = 2_000

/** So many words in common between two changes, or fewer, are chance ("the", "of a"), and read better as changed. */
const CHANCE = 2

/**
 * Two texts as one: what both have, as the second has it, what only one has, paragraph breaks among it. Typography, which
 * every house has its own way with, is no difference. Null where they differ too much.
 */
export function differingWords(one: string, other: string): Run[] | null {
  const comparator = (a: Token, b: Token) => a.levelled === b.levelled
  const changes = diffArrays(tokensOf(one), tokensOf(other), { comparator, maxEditLength: MOST_EDITS })
  if (!changes) return null
  const runs = changes.map(
    ({ value, added, removed }): Run => ({
      words: value.map(({ own }) => own).join(''),
      is: added ? 'new' : removed ? 'gone' : 'kept',
    }),
  )
  return withoutSpecks(runs)
}

/** A word, a mark or a space as it stands, and without its typography. */
interface Token {
  own: string
  levelled: string
}

/** Of a script without spaces each character, a word, a dash however long it was typed, spaces, and any other sign. */
const TOKEN = new RegExp(String.raw`[${UNSPACED}]|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}_])+|[${DASHES}]+|\s+|.`, 'gsu')
const ALL_UNSEEN = new RegExp(`[${UNSEEN}]`, 'gu')

function tokensOf(text: string): Token[] {
  const levelled = new Map<string, string>()
  const level = (own: string) => {
    const known = levelled.get(own) ?? new FoldedText(own).text
    levelled.set(own, known)
    return known
  }
  // A house sets its own columns and spaces.
  const lines = text
    .replace(ALL_UNSEEN, '')
    .split(/\n+/)
    .map((line) => line.trim().replace(/\s+/g, ' '))
  const joined = lines.filter((line) => line !== '').join('\n\n')
  return Array.from(joined.matchAll(TOKEN), ([own]) => ({ own, levelled: level(own) }))
}

function withoutSpecks(runs: readonly Run[]): Run[] {
  const merged: Run[] = []
  let [gone, added, between] = ['', '', '']
  const flush = () => {
    // Another paragraph break is how a house sets its columns.
    if ((gone + added).trim() === '') [between, gone, added] = [(added || gone) + between, '', '']
    if (gone !== '') merged.push({ words: gone, is: 'gone' })
    if (added !== '') merged.push({ words: added, is: 'new' })
    if (between !== '') merged.push({ words: between, is: 'kept' })
    gone = added = between = ''
  }
  for (const { words, is } of runs) {
    if (is === 'kept') {
      between += words
      if (gone + added === '' || words.includes('\n') || wordsIn(words) > CHANCE) flush()
      continue
    }
    gone += between + (is === 'gone' ? words : '')
    added += between + (is === 'new' ? words : '')
    between = ''
  }
  flush()
  return merged
}

const wordsIn = (words: string) => words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
