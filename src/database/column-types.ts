import { types } from 'pg'

const DATE = types.builtins.DATE
const INT8 = types.builtins.INT8

/**
 * How columns come out of PostgreSQL: a `date` stays the text 'YYYY-MM-DD' (pg's default is a JavaScript Date at local
 * midnight, which is another day east or west of here), a `bigint` becomes a number (counts and history ids, all far
 * below 2^53).
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE && format !== 'binary') return (value: string) => value
    if (oid === INT8 && format !== 'binary') return Number
    return types.getTypeParser(oid, format as 'text')
  },
}
