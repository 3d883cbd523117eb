import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { version } from '../version'
import type { ParquetColumn, ParquetColumns, ParquetValue } from './parquet-columns'

/** The footer keeps the smallest and largest value of each group of rows: of a long text its beginning tells as much. */
const BOUND_BYTES = 32

/**
 * A Parquet file, a group of rows after the other: what is handed out is forgotten, but for the places of the groups,
 * which the footer wants. Snappy is what every reader of Parquet knows.
 */
export class ParquetFile {
  private readonly bytes = new ByteWriter()
  private readonly writer: ParquetWriter

  constructor(private readonly columns: readonly ParquetColumn[]) {
    this.writer = new ParquetWriter({
      writer: this.bytes,
      schema: [{ name: 'claims', num_children: columns.length }, ...columns.map(elementOf)],
      statisticsTruncateLength: BOUND_BYTES,
      createdBy: `Gainsay version ${version()}`,
    })
  }

  /** What has been made and not been taken yet. */
  taken(): Buffer {
    const taken = Buffer.from(this.bytes.getBytes())
    this.bytes.index = 0
    return taken
  }

  /** One group of rows, in columns as this file has them; one row at least. */
  group(rows: ParquetColumns): Buffer {
    const values = rows.values()
    this.writer.write({
      // The package asks a column for its length and for a slice, and for nothing else (0.17.0, `ParquetWriter.write`).
      columnData: this.columns.map(({ name }, place) => ({ name, data: values[place] as unknown as ParquetValue[] })),
      rowGroupSize: rows.rows,
    })
    return this.taken()
  }

  /** The footer, without which it is no Parquet file. */
  end(): Buffer {
    this.writer.finish()
    const footer = this.taken()
    return this.writer.row_groups.length > 0 ? footer : withTypeOfNone(footer)
  }
}

/**
 * How the footer tells of no rows and no groups, in Thrift's compact protocol: 0 rows (field 3, a long), then field 4, a
 * list, of nothing, and who made it (field 6, bytes).
 */
const NO_GROUPS = Buffer.from([0x16, 0x00, 0x19, 0x00, 0x28])
const STRUCT = 0x0c

/**
 * A list has the type of its elements, even an empty one. The package looks at the first element, and with none it says 0,
 * which is no type: Apache Arrow's reader in Rust refuses the file. (hyparquet-writer 0.17.0, `getCompactTypeForList`)
 */
function withTypeOfNone(footer: Buffer): Buffer {
  const place = footer.lastIndexOf(NO_GROUPS)
  if (place < 0) throw new Error('The footer of an empty Parquet file is not as it was.')
  footer[place + 3] = STRUCT
  return footer
}

/** The package's own times are of milliseconds, and would cut ours. Old readers know the converted type alone. */
function elementOf({ name, type, required }: ParquetColumn) {
  const own = { name, repetition_type: required ? ('REQUIRED' as const) : ('OPTIONAL' as const) }
  switch (type) {
    case 'integer':
      return { ...own, type: 'INT32' as const }
    case 'date':
      return {
        ...own,
        type: 'INT32' as const,
        converted_type: 'DATE' as const,
        logical_type: { type: 'DATE' as const },
      }
    case 'time':
      return {
        ...own,
        type: 'INT64' as const,
        converted_type: 'TIMESTAMP_MICROS' as const,
        logical_type: { type: 'TIMESTAMP' as const, isAdjustedToUTC: true, unit: 'MICROS' as const },
      }
    case 'text':
      return {
        ...own,
        type: 'BYTE_ARRAY' as const,
        converted_type: 'UTF8' as const,
        logical_type: { type: 'STRING' as const },
      }
  }
}
