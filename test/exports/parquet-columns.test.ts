import fc from 'fast-check'
import {
  type ParquetColumn,
  ParquetColumns,
  type ParquetType,
  type ParquetValue,
} from '../../src/exports/parquet-columns'

const VALUES: Record<ParquetType, fc.Arbitrary<ParquetValue>> = {
  text: fc.option(fc.string({ unit: 'grapheme', maxLength: 3_000 })),
  integer: fc.option(fc.integer()),
  date: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 })),
  time: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
}
const TYPES = Object.keys(VALUES) as ParquetType[]
const COLUMNS: ParquetColumn[] = TYPES.map((type) => ({ name: type, type, required: false }))
const row = fc.tuple(...TYPES.map((type) => VALUES[type]))
const MOST = 40

test('what goes in by rows comes out by columns, group after group', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: MOST }), { minLength: 1, maxLength: 4 }), (groups) => {
      const columns = new ParquetColumns(COLUMNS, MOST)
      for (const rows of groups) {
        for (const values of rows) columns.add(values)
        expect(columns.rows).toBe(rows.length)
        for (const [place, values] of columns.values().entries()) {
          expect(values.length).toBe(rows.length)
          expect(values.slice(0, rows.length)).toEqual(rows.map((of) => of[place]))
          expect(values.slice(1, rows.length)).toEqual(rows.map((of) => of[place]).slice(1))
        }
        columns.clear()
      }
    }),
    { numRuns: 50 },
  )
})
