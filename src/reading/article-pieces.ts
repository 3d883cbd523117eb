import { wordsIn, ZONE_KINDS, type Zone } from '../articles/zone'
import { CodePoints } from '../quotes/code-points'
import { cutIntoPieces, type Piece } from '../quotes/marks'
import type { TextPositionSelector } from '../quotes/selector'
import { paragraphs } from '../quotes/sentences'

/** A statement's content in a text, in code points; its number is the footnote's. */
export interface MarkedStatement {
  id: number
  number: number
  places: readonly { start: number; end: number }[]
  /** Whether something on record gainsays it. */
  isGainsaid?: boolean
}

/** Words over which nothing changes, and the footnotes that stand behind them. */
export interface TextPiece {
  words: string
  marked: boolean
  /** Whether a statement that something gainsays is among those that mark it. */
  gainsaid: boolean
  notes: { id: number; number: number }[]
}

export interface ParagraphPart {
  kind: 'paragraph'
  pieces: TextPiece[]
}

/** What is not the article's own text: folded, but open where it holds a statement, so that a footnote leads there. */
export interface ZonePart {
  kind: 'zone'
  name: string
  words: number
  isOpen: boolean
  parts: ArticlePart[]
}

/** A paragraph of an article, a gap where paragraphs are left out, a zone, or what is said of a zone that is left out. */
export type ArticlePart = ParagraphPart | { kind: 'gap' } | ZonePart | { kind: 'left out'; name: string; words: number }

/**
 * An article's paragraphs, its statements marked in flat pieces with a footnote where each ends. A zone stands between
 * them with its own; a paragraph that it begins or ends in is cut there.
 */
export function articleParts(
  text: string,
  statements: readonly MarkedStatement[],
  zones: readonly Zone[] = [],
): ArticlePart[] {
  const points = new CodePoints(text)
  const byId = new Map(statements.map((statement) => [statement.id, statement]))
  const ranges = statements.flatMap(({ id, places }) => places.map(({ start, end }) => ({ id, start, end })))
  const pieces = cutIntoPieces(points.length, ranges)

  const parts: ArticlePart[] = []
  let next = 0
  const zoneParts = new Map<Zone, ZonePart>()
  for (const { start, end, zone } of stretches(points, zones)) {
    // Both are in order and without overlap, so one walk over the pieces serves all paragraphs.
    while ((pieces[next]?.end ?? end) <= start) next++
    const own: TextPiece[] = []
    for (let place = next; (pieces[place]?.start ?? end) < end; place++) {
      own.push(textPiece(points, pieces[place] as Piece, { start, end }, byId))
    }
    const paragraph: ParagraphPart = { kind: 'paragraph', pieces: own }
    if (!zone) {
      parts.push(paragraph)
      continue
    }
    const begun = zoneParts.get(zone)
    const part = begun ?? zonePart(points, zone)
    part.parts.push(paragraph)
    part.isOpen ||= isMarked(paragraph)
    if (begun) continue
    zoneParts.set(zone, part)
    parts.push(part)
  }
  return parts
}

const zonePart = (points: CodePoints, zone: Zone): ZonePart => ({
  kind: 'zone',
  name: ZONE_KINDS[zone.kind].name,
  words: wordsIn(points, zone),
  isOpen: false,
  parts: [],
})

/** Paragraphs, cut where a zone begins or ends; both come in the order of the text. */
function* stretches(
  points: CodePoints,
  zones: readonly Zone[],
): Generator<TextPositionSelector & { zone: Zone | null }> {
  let next = 0
  for (const paragraph of paragraphs(points)) {
    let { start } = paragraph
    while (start < paragraph.end) {
      while ((zones[next]?.end ?? start + 1) <= start) next++
      const coming = zones[next]
      const zone = coming && coming.start <= start ? coming : null
      const end = Math.min(paragraph.end, (zone ? zone.end : coming?.start) ?? paragraph.end)
      if (points.slice(start, end).trim() !== '') yield { start, end, zone }
      start = end
    }
  }
}

const isMarked = (part: ArticlePart) => part.kind === 'paragraph' && part.pieces.some((piece) => piece.marked)

/**
 * The paragraphs that hold a statement, and one gap for whatever is left out between or around them. Of the zones those
 * that hold one; of the others it is said that they are left out.
 */
export function excerptsOf(parts: readonly ArticlePart[]): ArticlePart[] {
  const excerpts: ArticlePart[] = []
  for (const part of parts) {
    if (part.kind === 'zone' && part.isOpen) excerpts.push({ ...part, parts: excerptsOf(part.parts) })
    else if (part.kind === 'zone') excerpts.push({ kind: 'left out', name: part.name, words: part.words })
    else if (isMarked(part)) excerpts.push(part)
    else if (excerpts.at(-1)?.kind !== 'gap') excerpts.push({ kind: 'gap' })
  }
  return excerpts
}

function textPiece(
  points: CodePoints,
  piece: Piece,
  line: { start: number; end: number },
  statements: ReadonlyMap<number, MarkedStatement>,
): TextPiece {
  const words = points.slice(Math.max(piece.start, line.start), Math.min(piece.end, line.end))
  // A statement may end with the newline behind its paragraph; its footnote stands in the paragraph all the same.
  const endsInLine = piece.end <= line.end || points.slice(line.end, piece.end).trim() === ''
  const notes = endsInLine ? piece.endsHere.map((id) => ({ id, number: statements.get(id)?.number ?? 0 })) : []
  const gainsaid = piece.ids.some((id) => statements.get(id)?.isGainsaid)
  return { words, marked: piece.ids.length > 0, gainsaid, notes }
}

/**
 * Takes the headline from the top of the text where it repeats the article's own, so that it stands once, with its
 * marks: `heading` is null where the text begins otherwise. An appeal or the like may stand above it, and stays.
 */
export function withoutHeadline(
  parts: ArticlePart[],
  headline: string,
): { heading: TextPiece[] | null; body: ArticlePart[] } {
  const place = parts.findIndex((part) => part.kind !== 'zone')
  const first = parts[place]
  if (first?.kind !== 'paragraph') return { heading: null, body: parts }
  const words = first.pieces.map((piece) => piece.words).join('')
  return words.trim() === headline.trim()
    ? { heading: first.pieces, body: parts.toSpliced(place, 1) }
    : { heading: null, body: parts }
}
