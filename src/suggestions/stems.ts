/**
 * An English word without its commonest endings, in lower case, so that "denied" meets "denies" and "Russian" "Russia".
 * Only to compare words with: what is left is no word.
 */
export function stemOf(word: string): string {
  const lower = word.toLowerCase()
  for (const [ending, instead] of ENDINGS)
    if (lower.endsWith(ending) && lower.length - ending.length >= SHORTEST)
      return lower.slice(0, -ending.length) + instead
  return lower
}

/** Letters that have to be left. */
const SHORTEST = 3

const ENDINGS: readonly [string, string][] = [
  ['ians', 'ia'],
  ['ian', 'ia'],
  ['ies', 'y'],
  ['ied', 'y'],
  ['ing', ''],
  ['ed', ''],
  ['es', ''],
  ['s', ''],
  ['e', ''],
]
