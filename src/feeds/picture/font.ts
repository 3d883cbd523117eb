/** What a TrueType font says of characters: enough to know which it has, and how long a line of them is. */
export interface Font {
  /** The width of a character in ems; null where the font has none. Kerning and joined letters are left out. */
  widthOf(codePoint: number): number | null
}

/** Reads the tables `cmap`, `head`, `hhea` and `hmtx` (OpenType 1.9). Throws where the file is no such font. */
export function readFont(bytes: Buffer): Font {
  const tables = tablesOf(bytes)
  const unitsPerEm = table(tables, 'head').readUInt16BE(18)
  const metrics = table(tables, 'hhea').readUInt16BE(34)
  const widths = table(tables, 'hmtx')
  const glyphs = glyphsOf(table(tables, 'cmap'))
  return {
    widthOf(codePoint) {
      const glyph = glyphs.get(codePoint)
      // Glyphs beyond the last metric are as wide as that one.
      return glyph ? widths.readUInt16BE(4 * Math.min(glyph, metrics - 1)) / unitsPerEm : null
    },
  }
}

function tablesOf(bytes: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let place = 12, left = bytes.readUInt16BE(4); left > 0; place += 16, left -= 1) {
    const [offset, length] = [bytes.readUInt32BE(place + 8), bytes.readUInt32BE(place + 12)]
    tables.set(bytes.toString('latin1', place, place + 4), bytes.subarray(offset, offset + length))
  }
  return tables
}

function table(tables: ReadonlyMap<string, Buffer>, tag: string): Buffer {
  const found = tables.get(tag)
  if (!found) throw new Error(`the font has no table ${tag}`)
  return found
}

/** Glyphs by code point, of every subtable in a form that is read here; 4 is of 16 bits, 12 of all. */
function glyphsOf(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>()
  for (let place = 4, left = cmap.readUInt16BE(2); left > 0; place += 8, left -= 1) {
    const subtable = cmap.subarray(cmap.readUInt32BE(place + 4))
    const format = subtable.readUInt16BE(0)
    if (format === 4) readSegments(subtable, glyphs)
    if (format === 12) readGroups(subtable, glyphs)
  }
  return glyphs
}

function readSegments(subtable: Buffer, glyphs: Map<number, number>) {
  const count = subtable.readUInt16BE(6) / 2
  const ends = 14
  const starts = ends + 2 * count + 2
  const deltas = starts + 2 * count
  const offsets = deltas + 2 * count
  for (let segment = 0; segment < count; segment += 1) {
    const start = subtable.readUInt16BE(starts + 2 * segment)
    const end = subtable.readUInt16BE(ends + 2 * segment)
    const delta = subtable.readUInt16BE(deltas + 2 * segment)
    const place = offsets + 2 * segment
    const offset = subtable.readUInt16BE(place)
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const listed = offset === 0 ? code : subtable.readUInt16BE(place + offset + 2 * (code - start))
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff
      if (glyph > 0) glyphs.set(code, glyph)
    }
  }
}

function readGroups(subtable: Buffer, glyphs: Map<number, number>) {
  for (let place = 16, left = subtable.readUInt32BE(12); left > 0; place += 12, left -= 1) {
    const [start, end] = [subtable.readUInt32BE(place), subtable.readUInt32BE(place + 4)]
    const glyph = subtable.readUInt32BE(place + 8)
    for (let code = start; code <= end; code += 1) glyphs.set(code, glyph + code - start)
  }
}
