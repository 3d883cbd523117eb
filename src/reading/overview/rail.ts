/** A link between two cards of a ledger; `from` answers `to`. */
interface LinkOnRail {
  from: number
  to: number
  side: 'opposing' | 'supporting'
}

/** What of a line a card's stretch of the rail has; nodes stand at the card's top. */
export interface Track {
  /** From the rail's left edge, as a share of its width: "12.5%". */
  x: string
  side: LinkOnRail['side']
  /** Whether it comes from the card above and goes on to the one below. */
  comes: boolean
  goes: boolean
  /** Whether it branches off to this card's node, and whether the card is what is answered: then with an arrowhead. */
  branches: boolean
  isAnswered: boolean
}

/** Tracks beside each other at most: more would be a hatching, and on a phone leave the words no room. */
export const MOST_TRACKS = 6

/** A line of the rail: from a claim that stands first or last of those that it joins to all the others. */
interface Line {
  answered: number
  side: LinkOnRail['side']
  /** Places of its cards in the ledger. */
  places: number[]
  first: number
  last: number
}

/**
 * The rail beside a ledger, as beside the commits of a version graph: a line from each claim to all that answer it on the
 * page, those against it and those with it apart. Lines that have no room are left out, the shortest last to be so, and
 * those with before those against; the cards name every link in words.
 *
 * @param ids the claims in the order of the ledger
 * @returns the tracks of each card, from left to right, and how many there are beside each other
 */
export function railOf(
  ids: readonly number[],
  links: readonly LinkOnRail[],
): { tracks: Map<number, Track[]>; width: number } {
  const lines = linesOf(ids, links)
  const taken: Line[][] = []
  const trackOf = new Map<Line, number>()
  for (const line of lines) {
    const free = taken.findIndex((others) =>
      others.every((other) => other.last < line.first || line.last < other.first),
    )
    const track = free >= 0 ? free : taken.length
    if (track >= MOST_TRACKS) continue
    taken[track] = [...(taken[track] ?? []), line]
    trackOf.set(line, track)
  }
  const width = taken.length
  const tracks = new Map<number, Track[]>()
  // The first drawn stand nearest to the cards: they are the shortest, and cross the fewest branches there.
  const inOrder = Array.from(trackOf).sort(([, a], [, b]) => b - a)
  for (const [line, track] of inOrder) {
    const x = `${Math.round((1_000 * (width - track - 0.5)) / width) / 10}%`
    for (let place = line.first; place <= line.last; place += 1) {
      const id = ids[place] as number
      const here: Track = {
        x,
        side: line.side,
        comes: place > line.first,
        goes: place < line.last,
        branches: line.places.includes(place),
        isAnswered: place === line.answered,
      }
      tracks.set(id, [...(tracks.get(id) ?? []), here])
    }
  }
  return { tracks, width }
}

function linesOf(ids: readonly number[], links: readonly LinkOnRail[]): Line[] {
  const places = new Map(ids.map((id, place) => [id, place]))
  const lines = new Map<string, Line>()
  for (const { from, to, side } of links) {
    const [answer, answered] = [places.get(from), places.get(to)]
    if (answer === undefined || answered === undefined) continue
    const key = `${answered} ${side}`
    const line = lines.get(key) ?? { answered, side, places: [answered], first: answered, last: answered }
    line.places.push(answer)
    line.first = Math.min(line.first, answer)
    line.last = Math.max(line.last, answer)
    lines.set(key, line)
  }
  const rank = ({ side }: Line) => (side === 'opposing' ? 0 : 1)
  return [...lines.values()].sort(
    (a, b) => rank(a) - rank(b) || a.last - a.first - (b.last - b.first) || a.first - b.first,
  )
}
