/** A piece of text of a PDF's page, as it was set. Points, from the page's lower left. */
export interface PdfPiece {
  text: string
  x: number
  /** Of the baseline. */
  y: number
  width: number
  /** Of its letters. */
  size: number
  isRightToLeft: boolean
}

/** A line of a page, or of one of its columns. */
export interface PdfLine {
  text: string
  left: number
  right: number
  y: number
  size: number
}

/** A gap of more letters' heights than this is between columns; between words of a justified line it's hardly one. */
const COLUMN_GAP = 1.2

/** A gap of more of it is a space; letters set apart by hand have a tenth. */
const SPACE_GAP = 0.18

/** Lines on each side before a gap between them counts as one between columns: a table of three rows has it, too. */
const COLUMN_LINES = 4

/** Regions within regions; a page with more is no page of text. */
const DEEPEST_REGION = 40

/**
 * A page's lines in the order in which they are read: columns one after the other, each from top to bottom. Where letters
 * stand decides, not their order in the file, which many programs write as they like.
 */
export function linesOfPage(pieces: readonly PdfPiece[]): PdfLine[] {
  return regionsOf(segmentsOf(pieces), 0).flatMap(joinedLines)
}

interface Segment extends PdfLine {
  isRightToLeft: boolean
}

/** Pieces that follow each other on a line, with no more than a space between. */
function segmentsOf(pieces: readonly PdfPiece[]): Segment[] {
  const segments: Segment[] = []
  for (const piece of inRows(pieces)) {
    if (piece.text.trim() === '') continue
    const { text, x, y, width, size, isRightToLeft } = piece
    const before = segments.at(-1)
    const gap = before ? x - before.right : 0
    const height = Math.max(size, before?.size ?? 0)
    const isNext = before && Math.abs(before.y - y) < height * 0.4 && gap < height * COLUMN_GAP && gap > -height * 2
    if (before && isNext) {
      const space = gap > height * SPACE_GAP && !/\s$/.test(before.text) && !/^\s/.test(text) ? ' ' : ''
      before.text = isRightToLeft && before.isRightToLeft ? text + space + before.text : before.text + space + text
      before.right = Math.max(before.right, x + width)
      before.size = Math.max(before.size, size)
    } else {
      segments.push({ text, left: x, right: x + width, y, size, isRightToLeft })
    }
  }
  return segments
}

/** From top to bottom, and from left to right where the baselines are less than half a letter apart. */
function inRows(pieces: readonly PdfPiece[]): PdfPiece[] {
  const rows: PdfPiece[][] = []
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1)
    if (row?.[0] && row[0].y - piece.y < Math.min(row[0].size, piece.size) * 0.5) row.push(piece)
    else rows.push([piece])
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.x - b.x))
}

/** Parts of a page that are read one after the other. */
function regionsOf(segments: readonly Segment[], depth: number): Segment[][] {
  if (segments.length <= COLUMN_LINES || depth > DEEPEST_REGION) return [[...segments]]
  const columns = columnsOf(segments)
  if (columns) return columns.flatMap((column) => regionsOf(column, depth + 1))
  // A headline over two columns hides the gap between them: what is above and below of each gap is looked at apart.
  const parts = cutAcross(segments)
  if (!parts) return [[...segments]]
  const regions = parts.map((part) => regionsOf(part, depth + 1))
  return regions.some((found) => found.length > 1) ? regions.flat() : [[...segments]]
}

/** Left and right of the widest gap that goes through all of it from top to bottom. */
function columnsOf(segments: readonly Segment[]): [Segment[], Segment[]] | null {
  const size = medianOf(segments.map((segment) => segment.size))
  const byLeft = segments.toSorted((a, b) => a.left - b.left)
  let right = Number.NEGATIVE_INFINITY
  let best = { gap: size * 0.8, at: -1 }
  for (const [at, segment] of byLeft.entries()) {
    const gap = segment.left - right
    const hasLines = at >= COLUMN_LINES && byLeft.length - at >= COLUMN_LINES
    if (hasLines && gap > best.gap) best = { gap, at }
    right = Math.max(right, segment.right)
  }
  if (best.at < 0) return null
  const [before, after] = [byLeft.slice(0, best.at), byLeft.slice(best.at)]
  const isRightToLeft = segments.filter((segment) => segment.isRightToLeft).length * 2 > segments.length
  return isRightToLeft ? [after, before] : [before, after]
}

/** Above and below the largest gap between lines. */
function cutAcross(segments: readonly Segment[]): [Segment[], Segment[]] | null {
  const byTop = segments.toSorted((a, b) => b.y - a.y)
  let best = { gap: 0, at: -1 }
  for (let at = 1; at < byTop.length; at++) {
    const gap = (byTop[at - 1] as Segment).y - (byTop[at] as Segment).y
    if (gap > best.gap + 0.5) best = { gap, at }
  }
  return best.at < 0 ? null : [byTop.slice(0, best.at), byTop.slice(best.at)]
}

/** A region's lines: what stands on one baseline is one. */
function joinedLines(segments: readonly Segment[]): PdfLine[] {
  const lines: Segment[] = []
  for (const segment of segments.toSorted((a, b) => b.y - a.y)) {
    const before = lines.at(-1)
    if (before && before.y - segment.y < Math.min(before.size, segment.size) * 0.5) {
      const isFirst = segment.left < before.left !== (segment.isRightToLeft && before.isRightToLeft)
      before.text = isFirst ? `${segment.text} ${before.text}` : `${before.text} ${segment.text}`
      before.left = Math.min(before.left, segment.left)
      before.right = Math.max(before.right, segment.right)
    } else {
      lines.push({ ...segment })
    }
  }
  return lines.map(({ text, left, right, y, size }) => ({ text: readable(text), left, right, y, size }))
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/**
 * Letters that only a font has: “ﬁ” is how it draws f and i, and nobody who searches for “official” types it. Forms of Arabic
 * letters by their place in a word are the same. All else stays: NFKC as a whole would make 2 of ², and spaces of no-break
 * ones.
 */
const readable = (text: string) =>
  text
    .replace(/[\uFB00-\uFB06\uFB50-\uFDFB\uFE70-\uFEFC]+/g, (letters) => letters.normalize('NFKC'))
    .replace(/[ \t\n]+/g, ' ')
    .trim()
