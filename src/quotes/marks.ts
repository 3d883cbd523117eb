/** A range of a text that belongs to a statement, in code points; a split quotation has several with its one id. */
export interface MarkedRange {
  id: number
  start: number
  end: number
}

/** A piece of the text over which nothing changes. */
export interface Piece {
  start: number
  end: number
  /** Whose ranges cover the piece, in the order they began to, those that began together by id. */
  ids: number[]
  /** Those of `ids` whose last range ends with the piece: here stands the footnote that leads to the statement. */
  endsHere: number[]
}

/**
 * Cuts a text of `length` code points at every boundary of the ranges, which may overlap, so that marks can be
 * written flat, one after the other: the pieces cover the whole text, in order, and none is empty. One sweep.
 *
 * @throws RangeError on a range that is empty or not within the text
 */
export function cutIntoPieces(length: number, ranges: readonly MarkedRange[]): Piece[] {
  for (const { id, start, end } of ranges) {
    if (!(start >= 0 && start < end && end <= length))
      throw new RangeError(`Range ${start} to ${end} of ${id} is not within ${length}`)
  }
  const byStart = ranges.toSorted((a, b) => a.start - b.start || a.id - b.id)
  const lastEnds = new Map<number, number>()
  for (const { id, end } of ranges) lastEnds.set(id, Math.max(end, lastEnds.get(id) ?? 0))
  const boundaries = new Set([0, length, ...ranges.flatMap(({ start, end }) => [start, end])])
  const [first = 0, ...rest] = [...boundaries].sort((a, b) => a - b)

  const pieces: Piece[] = []
  let start = first
  let begun = 0
  let covering: MarkedRange[] = []
  for (const end of rest) {
    covering = covering.filter((range) => range.end > start)
    for (let next = byStart[begun]; next && next.start === start; next = byStart[++begun]) covering.push(next)
    const ids = [...new Set(covering.map(({ id }) => id))]
    pieces.push({ start, end, ids, endsHere: ids.filter((id) => lastEnds.get(id) === end) })
    start = end
  }
  return pieces
}
