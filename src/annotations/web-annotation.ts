import { words } from '../words/words'
import { addAll, asAddress, asNote, asTags, type Entry, type ReadAnnotations } from './foreign-annotation'
import type { JsonWithLines } from './json-lines'
import { isOfType, listOf, markedBy, membersOf } from './selectors'

type Members = Record<string, unknown>
type Path = (string | number)[]

/** Whether JSON is of the Web Annotation Data Model: an annotation, a page or a collection of them, or a list of any. */
export function isWebAnnotation(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : listOf(membersOf(value)?.['@graph'] ?? value)
  const members = membersOf(first)
  return (
    members !== null && ['Annotation', 'AnnotationPage', 'AnnotationCollection'].some((type) => isOfType(members, type))
  )
}

/**
 * Web Annotations (W3C Web Annotation Data Model, 2017), of whatever maker. One that has several targets of one source is a split
 * passage. Who made one (`creator`) is not read.
 */
export function readWebAnnotations(json: JsonWithLines): ReadAnnotations {
  const read: ReadAnnotations = {
    format: 'web-annotation',
    positions: 'page',
    annotations: [],
    leftOut: {},
    partOf: null,
    problems: [],
  }
  const graph = membersOf(json.value)?.['@graph']
  const start = graph === undefined ? [] : ['@graph']
  addAll(read, withLines(entriesIn(graph ?? json.value, start), json))
  return read
}

function* withLines(entries: Iterable<{ path: Path; entry: Entry }>, { lineAt }: JsonWithLines) {
  for (const { path, entry } of entries) yield { line: lineAt(path), entry }
}

/** A list of annotations within a list; deeper is no collection of anybody’s. */
const DEEPEST = 6

function* entriesIn(value: unknown, path: Path): Generator<{ path: Path; entry: Entry }> {
  if (path.length > DEEPEST) return yield { path, entry: { problem: words.annotations.noAnnotation } }
  if (Array.isArray(value)) {
    for (const [place, one] of value.entries()) yield* entriesIn(one, [...path, place])
    return
  }
  const members = membersOf(value)
  if (!members) yield { path, entry: { problem: words.annotations.noAnnotation } }
  else if (['AnnotationPage', 'AnnotationCollection'].some((type) => isOfType(members, type)))
    yield* entriesOfList(members, path)
  else yield { path, entry: entryOf(members) }
}

/** A collection has its first page with it, or its address; a page the next one. */
function* entriesOfList(members: Members, path: Path): Generator<{ path: Path; entry: Entry }> {
  const held = ['items', 'first', 'next'].filter((name) => typeof members[name] === 'object' && members[name] !== null)
  if (typeof members.next === 'string' || (held.length === 0 && members.total !== 0))
    yield { path, entry: { problem: words.annotations.listElsewhere } }
  for (const name of held) yield* entriesIn(members[name], [...path, name])
}

function entryOf(members: Members): Entry {
  if (!isOfType(members, 'Annotation')) return { problem: words.annotations.noAnnotation }
  if (hasName(members.motivation, 'replying')) return { leftOut: 'replies' }
  const targets = listOf(members.target).map((target) => membersOf(target))
  const marked = targets.flatMap((target) => {
    const part = target && markedBy(target.selector)
    return part ? [{ part, source: sourceOf(target) }] : []
  })
  const hasSelector = targets.some((target) => target?.selector !== undefined)
  if (marked.length === 0) return hasSelector ? { problem: words.annotations.noQuote } : { leftOut: 'pageNotes' }
  if (marked.length < targets.length || new Set(marked.map(({ source }) => source)).size > 1)
    return { problem: words.annotations.severalPages }
  const parts = marked.map(({ part }) => part)
  if (parts.some(({ exact }) => exact.trim() === '')) return { problem: words.annotations.noQuote }
  const id = [members.id, members['@id']].find((one) => typeof one === 'string' && one !== '') as string | undefined
  const bodies = bodiesOf(members)
  const identity = id ?? JSON.stringify([members.target, bodies])
  return {
    annotation: { identity, address: asAddress(id), source: marked[0]?.source ?? null, parts, told: [], ...bodies },
  }
}

/** Whether a term, or one of several, is this one: with a prefix or without. */
const hasName = (terms: unknown, name: string): boolean =>
  listOf(terms).some((term) => typeof term === 'string' && term.replace(/^.*[:/#]/, '') === name)

/** The address of what is marked: `source`, or what it is an object of. */
function sourceOf({ source }: Members): string | null {
  const address = membersOf(source)?.id ?? membersOf(source)?.['@id'] ?? source
  return typeof address === 'string' ? address : null
}

/** Bodies whose purpose is to tag are tags; what others say, or where it stands, is the note. */
function bodiesOf(members: Members): { note: string | null; tags: string[] } {
  const bodies = [...listOf(members.body), ...listOf(members.bodyValue)]
  const [tags, notes]: [unknown[], unknown[]] = [[], []]
  for (const body of bodies) {
    const { value, purpose, id } = membersOf(body) ?? { value: body }
    const isTag = hasName(purpose, 'tagging')
    ;(isTag ? tags : notes).push(typeof value === 'string' ? value : id)
  }
  return { note: asNote(notes), tags: asTags(tags) }
}
