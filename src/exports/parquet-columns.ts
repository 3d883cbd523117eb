/** What a column of a Parquet file has; `time` is microseconds since 1970 in UTC, `date` days since then. */
export type ParquetType = 'text' | 'integer' | 'date' | 'time'

export interface ParquetColumn {
  name: string
  type: ParquetType
  required: boolean
}

/** A value as it goes into a column of that type; null is null. */
export type ParquetValue = string | number | bigint | null

/** The values of one column of a group of rows, as `hyparquet-writer` reads them: it asks for all, once, when that column’s turn comes. */
export interface ColumnValues {
  readonly length: number
  slice(start: number, end: number): ParquetValue[]
}

/** Room for texts at first (bytes); it doubles when that is too little. */
const TEXT_BYTES = 16_384

/**
 * A group of rows, column by column, in bytes that V8 does not manage. As JavaScript’s own values they would outlive the collection of
 * young ones, and the heap would grow by a multiple of a group before they are looked for.
 */
export class ParquetColumns {
  private readonly columns: Column[]
  private count = 0

  /** @param most rows that it has to hold */
  constructor(columns: readonly ParquetColumn[], most: number) {
    this.columns = columns.map(({ type }) => (type === 'text' ? new Texts(most) : new Numbers(most, type === 'time')))
  }

  get rows(): number {
    return this.count
  }

  /** One row, its values in the order of the columns. */
  add(values: readonly ParquetValue[]): void {
    for (const [place, column] of this.columns.entries()) column.set(this.count, values[place] ?? null)
    this.count += 1
  }

  /** What is held, a column after the other; good until the next row or `clear`. */
  values(): ColumnValues[] {
    const { count } = this
    return this.columns.map((column) => ({
      length: count,
      slice: (start, end) => Array.from({ length: end - start }, (_, place) => column.at(start + place)),
    }))
  }

  /** Forgets all rows and keeps the room. */
  clear(): void {
    this.count = 0
    for (const column of this.columns) column.clear()
  }
}

interface Column {
  set(row: number, value: ParquetValue): void
  at(row: number): ParquetValue
  clear(): void
}

/** UTF-8, one text after the other. */
class Texts implements Column {
  private bytes = Buffer.allocUnsafe(TEXT_BYTES)
  private used = 0
  private readonly ends: Int32Array
  private readonly isThere: Uint8Array

  constructor(most: number) {
    this.ends = new Int32Array(most)
    this.isThere = new Uint8Array(most)
  }

  set(row: number, value: ParquetValue): void {
    this.isThere[row] = value === null ? 0 : 1
    if (value !== null) this.append(String(value))
    this.ends[row] = this.used
  }

  private append(text: string): void {
    // A UTF-16 unit is three bytes of UTF-8 at most.
    const wanted = this.used + text.length * 3
    if (wanted > this.bytes.length) {
      const roomier = Buffer.allocUnsafe(Math.max(wanted, this.bytes.length * 2))
      this.bytes.copy(roomier, 0, 0, this.used)
      this.bytes = roomier
    }
    this.used += this.bytes.write(text, this.used)
  }

  at(row: number): ParquetValue {
    return this.isThere[row] ? this.bytes.toString('utf8', row === 0 ? 0 : this.ends[row - 1], this.ends[row]) : null
  }

  clear(): void {
    this.used = 0
  }
}

/** Numbers that fit into 32 bits, or, of times, into 64. */
class Numbers implements Column {
  private readonly numbers: Int32Array | BigInt64Array
  private readonly isThere: Uint8Array

  constructor(most: number, isLong: boolean) {
    this.numbers = isLong ? new BigInt64Array(most) : new Int32Array(most)
    this.isThere = new Uint8Array(most)
  }

  set(row: number, value: ParquetValue): void {
    this.isThere[row] = value === null ? 0 : 1
    if (value !== null) this.numbers[row] = value as never
  }

  at(row: number): ParquetValue {
    return this.isThere[row] ? (this.numbers[row] ?? null) : null
  }

  clear(): void {}
}
