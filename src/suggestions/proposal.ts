/** Something proposed for a field, with the words that it came from: an editor sees both. */
export interface Proposal<Value> {
  value: Value
  reason: string
}

/** The most of a list that is offered: nobody chooses from more at a glance. */
export const MOST_OFFERED = 8

/** The same values once, the first of each kept: the likeliest comes first. */
export function eachOnce<Value>(
  proposals: readonly Proposal<Value>[],
  keyOf: (value: Value) => string,
): Proposal<Value>[] {
  const seen = new Set<string>()
  return proposals.filter(({ value }) => !seen.has(keyOf(value)) && seen.add(keyOf(value)))
}

/** How a reason cites words of the text: on one line, cut where they are long. */
export function cited(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return `“${line.length > LONGEST_CITED ? `${line.slice(0, LONGEST_CITED - 1).trimEnd()}…` : line}”`
}

/** UTF-16 units: what fits beside a field on a small screen in two lines. */
const LONGEST_CITED = 60
