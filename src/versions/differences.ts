import { diffWordsWithSpace } from 'diff'
import { type Field, fieldsOf, type Names } from './fields'
import type { Images, VersionedKind } from './image'

/** A run of words that both versions have, that only the earlier had, or only the later. */
export interface Run {
  words: string
  is: 'kept' | 'gone' | 'new'
}

/** A field that differs between two versions. */
export interface Difference {
  name: string
  label: string
  before: string | null
  after: string | null
  /** Word by word where both have words; else null. */
  runs: Run[] | null
}

/**
 * What one version of a row says otherwise than another, in the order of its form. Without a `before`, all that the
 * first version says.
 */
export function differences<Kind extends VersionedKind>(
  kind: Kind,
  before: Images[Kind] | null,
  after: Images[Kind],
  names: Names,
): Difference[] {
  const was = before === null ? [] : fieldsOf(kind, before, names)
  return fieldsOf(kind, after, names)
    .map((field) => [was.find(({ name }) => name === field.name)?.words ?? null, field] as const)
    .filter(([before, { words }]) => before !== words)
    .map(([before, field]) => difference(before, field))
}

function difference(before: string | null, { name, label, words: after }: Field): Difference {
  return { name, label, before, after, runs: before !== null && after !== null ? runsOf(before, after) : null }
}

/** Longer texts are told whole, before and after: comparing takes the square of their length. */
const LONGEST_COMPARED = 5_000

/** Words alike in so small a share that one sentence has taken the place of another: told whole, it reads better. */
const LEAST_KEPT = 0.3

/**
 * Two texts word by word: what both have, what only one has. Null where they are too long to compare, or share too little.
 */
export function runsOf(before: string, after: string): Run[] | null {
  if (before.length > LONGEST_COMPARED || after.length > LONGEST_COMPARED) return null
  const runs = diffWordsWithSpace(before, after).map(
    ({ value, added, removed }): Run => ({ words: value, is: added ? 'new' : removed ? 'gone' : 'kept' }),
  )
  const kept = runs.filter(({ is }) => is === 'kept').reduce((sum, { words }) => sum + words.trim().length, 0)
  return kept >= LEAST_KEPT * Math.min(before.length, after.length) ? runs : null
}
