import { words } from '../words/words'
import { addAll, asAddress, asNote, asTags, type Entry, type PartOf, type ReadAnnotations } from './foreign-annotation'
import type { JsonWithLines } from './json-lines'
import { listOf, markedBy, membersOf } from './selectors'

/** Where the lists of annotations are: of an answer of `/api/search`, of a file that the client exports. */
export function hypothesisLists(value: unknown): string[] | null {
  const members = membersOf(value)
  if (!members) return null
  if (Array.isArray(members.rows) && members.rows.every(isAnnotation))
    return ['rows', 'replies'].filter((name) => Array.isArray(members[name]))
  const isExport = 'export_date' in members || 'client_version' in members || 'export_userid' in members
  return isExport && Array.isArray(members.annotations) ? ['annotations'] : null
}

const isAnnotation = (value: unknown): boolean => {
  const members = membersOf(value)
  return members !== null && typeof members.uri === 'string' && Array.isArray(members.target)
}

/**
 * Annotations as Hypothesis gives them: an answer of its API (`{"total", "rows"}`, with `replies` where these were asked for apart) or an
 * export of its client (`{"export_date", "client_version", "annotations"}`), as h’s OpenAPI description and the client’s types have them.
 * Who made one (`user`, `user_info`) is not read at all.
 */
export function readHypothesis(json: JsonWithLines, lists: readonly string[]): ReadAnnotations {
  const read: ReadAnnotations = {
    format: 'hypothesis',
    positions: 'page',
    annotations: [],
    leftOut: {},
    partOf: partOfAnswer(json.value),
    problems: [],
  }
  addAll(read, entriesIn(json, lists))
  return read
}

function* entriesIn({ value, lineAt }: JsonWithLines, lists: readonly string[]) {
  for (const list of lists) {
    for (const [place, one] of listOf(membersOf(value)?.[list]).entries())
      yield { line: lineAt([list, place]), entry: entryOf(one) }
  }
}

/** An answer has at most 200 rows, and says how many it was asked for: the next ones are behind `search_after`. */
function partOfAnswer(value: unknown): PartOf | null {
  const { rows, total } = membersOf(value) ?? {}
  if (!Array.isArray(rows) || typeof total !== 'number' || !Number.isSafeInteger(total)) return null
  return total > rows.length ? { entries: rows.length, total } : null
}

function entryOf(one: unknown): Entry {
  const members = membersOf(one)
  if (!members || (members.target !== undefined && !Array.isArray(members.target)))
    return { problem: words.annotations.noAnnotation }
  if (listOf(members.references).length > 0) return { leftOut: 'replies' }
  // The server keeps one target, whatever its format allows.
  const target = membersOf(listOf(members.target)[0])
  const selectors = listOf(target?.selector)
  if (selectors.length === 0) return { leftOut: 'pageNotes' }
  const part = markedBy(selectors)
  if (!part || part.exact.trim() === '') return { problem: words.annotations.noQuote }
  const source = [members.uri, target?.source].find((address) => typeof address === 'string')
  return {
    annotation: {
      identity: identityOf(members),
      address: asAddress(membersOf(members.links)?.html),
      source: (source as string | undefined) ?? null,
      parts: [part],
      told: [],
      note: asNote([members.text]),
      tags: asTags(listOf(members.tags)),
    },
  }
}

/** Its id is told apart from those of another server by the address that it has there. */
function identityOf({ id, links, ...rest }: Record<string, unknown>): string {
  if (typeof id !== 'string' || id === '') return JSON.stringify([rest.uri, rest.target, rest.text, rest.tags])
  const address = asAddress(membersOf(links)?.html)
  return `${address ? new URL(address).host : 'hypothes.is'} ${id}`
}
