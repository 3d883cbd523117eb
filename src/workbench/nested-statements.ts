import { contentOf, type StatementCard } from './statement-cards.queries'

/** A statement whose passage holds that of another: "Trump tweeted that Russia had told …". */
export interface NestedPair {
  outer: StatementCard
  inner: StatementCard
}

/** More than these are told when the first are dealt with. */
const MOST_PAIRS = 20

/**
 * The statements of a text that stand within another one's, by other speakers, each with the closest around it.
 *
 * @param linked pairs of claims, `outer inner`, that are linked already or need not be
 */
export function nestedStatements(cards: readonly StatementCard[], linked: ReadonlySet<string>): NestedPair[] {
  const ranges = cards.map((card) => ({ card, ...rangeOf(card) }))
  const pairs: NestedPair[] = []
  for (const inner of ranges) {
    const around = ranges
      .filter((outer) => holds(outer, inner) && !sameSpeakers(outer.card, inner.card))
      .sort((a, b) => a.end - a.start - (b.end - b.start) || a.card.id - b.card.id)
    const [closest] = around
    if (!closest || linked.has(`${closest.card.claimId} ${inner.card.claimId}`)) continue
    pairs.push({ outer: closest.card, inner: inner.card })
    if (pairs.length === MOST_PAIRS) break
  }
  return pairs
}

interface Range {
  start: number
  end: number
}

function rangeOf(card: StatementCard): Range {
  const content = contentOf(card)
  return { start: Math.min(...content.map(({ start }) => start)), end: Math.max(...content.map(({ end }) => end)) }
}

/** Two passages with the very same bounds tell nothing of who passes on whom. */
const holds = (outer: Range, inner: Range) =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start

function sameSpeakers(a: StatementCard, b: StatementCard): boolean {
  const ids = (card: StatementCard) => card.speakers.map(({ id }) => id).sort((one, other) => one - other)
  return a.claimId === b.claimId || ids(a).join() === ids(b).join()
}
