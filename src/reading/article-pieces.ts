import { CodePoints } from '../quotes/code-points'
import { cutIntoPieces, type Piece } from '../quotes/marks'
import { paragraphs } from '../quotes/sentences'

/** A statement's content in a text, in code points; its number is the footnote's. */
export interface MarkedStatement {
  id: number
  number: number
  places: readonly { start: number; end: number }[]
}

/** Words over which nothing changes, and the footnotes that stand behind them. */
export interface TextPiece {
  words: string
  marked: boolean
  notes: { id: number; number: number }[]
}

/** A paragraph of an article, or a gap where paragraphs are left out. */
export type ArticlePart = { kind: 'paragraph'; pieces: TextPiece[] } | { kind: 'gap' }

/** An article's paragraphs, its statements marked in flat pieces with a footnote where each ends. */
export function articleParts(text: string, statements: readonly MarkedStatement[]): ArticlePart[] {
  const points = new CodePoints(text)
  const numbers = new Map(statements.map(({ id, number }) => [id, number]))
  const ranges = statements.flatMap(({ id, places }) => places.map(({ start, end }) => ({ id, start, end })))
  const pieces = cutIntoPieces(points.length, ranges)

  const parts: ArticlePart[] = []
  let next = 0
  for (const { start, end } of paragraphs(points)) {
    // Both are in order and without overlap, so one walk over the pieces serves all paragraphs.
    while ((pieces[next]?.end ?? end) <= start) next++
    const own: TextPiece[] = []
    for (let place = next; (pieces[place]?.start ?? end) < end; place++) {
      own.push(textPiece(points, pieces[place] as Piece, { start, end }, numbers))
    }
    parts.push({ kind: 'paragraph', pieces: own })
  }
  return parts
}

/** The paragraphs that hold a statement, and one gap for whatever is left out between or around them. */
export function excerptsOf(parts: readonly ArticlePart[]): ArticlePart[] {
  const excerpts: ArticlePart[] = []
  for (const part of parts) {
    if (part.kind === 'paragraph' && part.pieces.some((piece) => piece.marked)) excerpts.push(part)
    else if (excerpts.at(-1)?.kind !== 'gap') excerpts.push({ kind: 'gap' })
  }
  return excerpts
}

function textPiece(
  points: CodePoints,
  piece: Piece,
  line: { start: number; end: number },
  numbers: ReadonlyMap<number, number>,
) {
  const words = points.slice(Math.max(piece.start, line.start), Math.min(piece.end, line.end))
  // A statement may end with the newline behind its paragraph; its footnote stands in the paragraph all the same.
  const endsInLine = piece.end <= line.end || points.slice(line.end, piece.end).trim() === ''
  const notes = endsInLine ? piece.endsHere.map((id) => ({ id, number: numbers.get(id) ?? 0 })) : []
  return { words, marked: piece.ids.length > 0, notes }
}

/**
 * Takes the headline from the top of the text where it repeats the article's own, so that it stands once, with its
 * marks: `heading` is null where the text begins otherwise.
 */
export function withoutHeadline(
  parts: ArticlePart[],
  headline: string,
): { heading: TextPiece[] | null; body: ArticlePart[] } {
  const [first, ...body] = parts
  if (first?.kind !== 'paragraph') return { heading: null, body: parts }
  const words = first.pieces.map((piece) => piece.words).join('')
  return words.trim() === headline.trim() ? { heading: first.pieces, body } : { heading: null, body: parts }
}
