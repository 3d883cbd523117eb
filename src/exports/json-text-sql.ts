import { literal } from './selection.queries'

/**
 * SQL that puts JSON together as text, for what an export has by the hundred thousand. row_to_json looks the names and types of a row's
 * columns up again for each row, and copies what is nested at every level: the claims of `claims.jsonl` took half as long again by it.
 */

/** A value: SQL of its JSON as a text. */
export type Value =
  | string
  /** SQL of a text that is never NULL and in which nothing needs an escape; the quotes are put with the keys beside it. */
  | { quoted: string }
  /** SQL of its JSON; where that is NULL the member is left out. */
  | { known: string }

/** A number or a boolean: PostgreSQL writes them as JSON does. */
export const plain = (sql: string): string => `(${sql})::text`

/** Any text. */
export const text = (sql: string): string => `to_json(${sql})::text`

/** A text in which nothing needs an escape: a day, a time, a hash, a word of our own. Its column has to be NOT NULL. */
export const word = (sql: string): Value => ({ quoted: sql })

/** The same from a column that may be NULL. */
export const wordOrNull = (sql: string): string => `'"' || ${sql} || '"'`

/** An address of ours: of what has this number under this path. */
export const iri = (baseUrl: string, path: string, id: string): string =>
  `${literal(`${JSON.stringify(baseUrl).slice(1, -1)}/${path}/`)} || ${id}`

/** A member that is there only where its value is known; never an object's first. */
export const ifKnown = (value: string): Value => ({ known: value })

/** An object with these members, in their order. A value that is NULL stands there as null: it must not take the whole with it. */
export function objectOf(members: Readonly<Record<string, Value>>): string {
  const parts: string[] = []
  let before = '{'
  for (const [key, value] of Object.entries(members)) {
    if (typeof value === 'string') {
      parts.push(`'${before}"${key}":'`, `coalesce(${value}, 'null')`)
      before = ','
    } else if ('quoted' in value) {
      parts.push(`'${before}"${key}":"'`, value.quoted)
      before = '",'
    } else {
      // A quote that the member before left open is shut whether or not this one is there.
      if (before === '",') parts.push(`'"'`)
      parts.push(`coalesce(',"${key}":' || ${value.known}, '')`)
      before = ','
    }
  }
  return `(${parts.join(' || ')} || '${before.slice(0, -1)}}')`
}

/**
 * A list of what a sub-select has in its one column `item`, in its order. The order is the sub-select's, which an index mostly has:
 * one of the aggregate's own would set up a sort for each list.
 */
export const listOf = (select: string): string =>
  `'[' || coalesce((SELECT string_agg(item, ',') FROM (${select}) items), '') || ']'`

/**
 * A list of rows of a table that many a desk has nothing in: whether it has is asked once for the whole export, and if not no claim's are
 * looked for.
 */
export const ifAny = (table: string, list: string): string =>
  `CASE WHEN (SELECT EXISTS (SELECT FROM ${table})) THEN ${list} ELSE '[]' END`
