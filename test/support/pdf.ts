import { deflateSync } from 'node:zlib'

/** Words on a PDF's page; points, from its lower left. */
export interface SetWords {
  text: string
  x: number
  y: number
  size?: number
}

export interface PdfOptions {
  pages: SetWords[][]
  /** /Info: `{ Title: 'A headline' }`. */
  info?: Record<string, string>
  /** XMP, as it stands in the file. */
  xmp?: string
  compress?: boolean
  /** In place of a page's own commands: a bomb. */
  contents?: Buffer
}

/** Widths of Helvetica's letters from space to tilde, in thousandths of its size (Adobe's metrics). */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 500, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]

const widthOf = (letter: string) => WIDTHS[(letter.codePointAt(0) ?? 0) - 32] ?? 556

/** How long words are, in points. */
export const lengthOf = (text: string, size: number) =>
  [...text].reduce((sum, letter) => sum + widthOf(letter), 0) * (size / 1000)

/** A PDF of the words at their places, in one font that knows every letter used (at most 220 different ones). */
export function pdfOf({ pages, info = {}, xmp, compress = true, contents }: PdfOptions): Buffer {
  const letters = [...new Set(pages.flat().flatMap(({ text }) => [...text]))]
  const codes = new Map(letters.map((letter, at) => [letter, at + 32]))
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')
  const coded = (text: string) => [...text].map((letter) => hex(codes.get(letter) ?? 32, 2)).join('')
  const stream = (bytes: Buffer, entries = '') => {
    const packed = compress ? deflateSync(bytes) : bytes
    const filter = compress ? '/Filter/FlateDecode' : ''
    return Buffer.concat([
      Buffer.from(`<<${entries}${filter}/Length ${packed.length}>>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ])
  }
  const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')
  const unicode = letters.map((letter) => `<${hex(codes.get(letter) ?? 0, 2)}> <${utf16(letter)}>`)
  const blocks = Array.from({ length: Math.ceil(unicode.length / 100) }, (_, at) =>
    unicode.slice(at * 100, at * 100 + 100),
  )
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}
endcmap end end`

  const objects: Buffer<ArrayBuffer>[] = []
  const add = (object: string | Buffer) => objects.push(Buffer.from(object as string))
  const pageAt = (page: number) => 7 + page * 2
  add(`<</Type/Catalog/Pages 2 0 R${xmp ? '/Metadata 6 0 R' : ''}>>`)
  add(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, page) => `${pageAt(page)} 0 R`).join(' ')}]>>`)
  const widths = letters.map((letter) => widthOf(letter)).join(' ')
  add(
    `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar ${31 + letters.length}/Widths[${widths}]/ToUnicode 4 0 R>>`,
  )
  add(stream(Buffer.from(map)))
  add(
    `<<${Object.entries(info)
      .map(([name, value]) => `/${name}<feff${utf16(value)}>`)
      .join('')}>>`,
  )
  add(xmp ? stream(Buffer.from(xmp), '/Type/Metadata/Subtype/XML') : 'null')
  for (const [page, set] of pages.entries()) {
    const commands = set.map(
      ({ text, x, y, size = 11 }) => `BT /F ${size} Tf ${x.toFixed(2)} ${y.toFixed(2)} Td <${coded(text)}> Tj ET`,
    )
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${pageAt(page) + 1} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
    )
    add(contents ?? stream(Buffer.from(commands.join('\n'))))
  }

  const parts = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  let length = parts[0]?.length ?? 0
  const write = (bytes: Buffer<ArrayBuffer>) => {
    parts.push(bytes)
    length += bytes.length
  }
  for (const [at, object] of objects.entries()) {
    places.push(length)
    write(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]))
  }
  const table = length
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  write(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`))
  write(Buffer.from(`trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n${table}\n%%EOF\n`))
  return Buffer.concat(parts)
}

export interface Layout {
  columns?: number
  /** A running head, and a foot in which # is the page's number. */
  head?: string
  foot?: string
  /** Paragraphs begin with an indent in place of a gap. */
  isIndented?: boolean
  linesOfPage?: number
}

/** Sets paragraphs in wrapped lines on as many pages as they need, as a newspaper's PDF has them; the first is the headline. */
export function setPages(paragraphs: readonly string[], layout: Layout = {}): SetWords[][] {
  const { columns = 1, head, foot, isIndented = false, linesOfPage = 48 } = layout
  const gutter = 18
  const width = (595 - 100 - gutter * (columns - 1)) / columns
  const pages: SetWords[][] = []
  let column = columns
  let line = linesOfPage
  const next = () => {
    if (line < linesOfPage) return
    line = 0
    column += 1
    if (column < columns) return
    column = 0
    const furniture: SetWords[] = []
    if (head) furniture.push({ text: head, x: 50, y: 805, size: 8 })
    if (foot) furniture.push({ text: foot.replace('#', String(pages.length + 1)), x: 280, y: 30, size: 8 })
    pages.push(furniture)
  }
  for (const [at, paragraph] of paragraphs.entries()) {
    for (const [place, text] of wrapped(paragraph, width - 12, 11).entries()) {
      next()
      const indent = isIndented && place === 0 && at > 0 ? 12 : 0
      pages.at(-1)?.push({ text, x: 50 + column * (width + gutter) + indent, y: 770 - line * 14 })
      line += 1
    }
    if (!isIndented && line > 0) line += 0.7
  }
  return pages
}

function wrapped(paragraph: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && lengthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
