import type { TextPositionSelector } from '../quotes/selector'
import { words } from '../words/words'
import type { LineProblem } from './json-lines'

/** A part of what was marked, as its file tells it. */
export interface MarkedPart {
  exact: string
  prefix: string
  suffix: string
  position: TextPositionSelector | null
}

/** Something that was marked in another program, not yet looked for in an article. */
export interface ForeignAnnotation {
  /** Where it begins in its file, from 1. */
  line: number
  /** What tells it from all others, and is the same when it comes again. */
  identity: string
  /** Where it can be looked at where it was made; null where that is nowhere. */
  address: string | null
  /** The address of what it was made on; null where its file doesn’t say. */
  source: string | null
  /** In the order of the text; several where a quotation is split. */
  parts: MarkedPart[]
  /** Other words of the text that its note repeats: they have to be in it as well, or an erased one would come back in a note. */
  told: MarkedPart[]
  note: string | null
  tags: string[]
}

/** What of a file is no passage of its own; each is counted and told. */
export const LEFT_OUT = [
  'replies',
  'pageNotes',
  'repeated',
  'joined',
  'relations',
  'events',
  'attributes',
  'notes',
] as const
export type LeftOut = Partial<Record<(typeof LEFT_OUT)[number], number>>

/** How many entries a file has, and how many there are in all. */
export interface PartOf {
  entries: number
  total: number
}

/** Entries of one file. Each is looked for in a text of up to 5 MiB while somebody waits for the answer. */
export const MOST_ANNOTATIONS = 2_000

/** So many lines that can’t be taken somebody reads; a file that is about another article has one for each annotation. */
export const MOST_PROBLEMS = 100

/** Of what kind a file of annotations is, by what is in it. */
export type AnnotationFormat = 'hypothesis' | 'web-annotation' | 'brat'

/** A file of annotations, as far as it can be read without an article. */
export interface ReadAnnotations {
  format: AnnotationFormat
  /**
   * Of what the positions are places. `page`: of a page’s text as a browser has it, in UTF-16 units, a hint and no more. `text`: of the text
   * that the file was made for, in code points.
   */
  positions: 'page' | 'text'
  annotations: ForeignAnnotation[]
  leftOut: LeftOut
  /** Of how many the file is a part, where it says so itself and has fewer. */
  partOf: PartOf | null
  /** Lines that can’t be taken. */
  problems: LineProblem[]
}

/** What one entry of a file is: a passage, something that is none, or a line that can’t be taken. */
export type Entry = { annotation: Omit<ForeignAnnotation, 'line'> } | { leftOut: keyof LeftOut } | { problem: string }

/**
 * Puts the entries of a file where they belong, each with the line on which it begins: as many as a file may have, and until so many can’t
 * be taken that nobody reads more.
 */
export function addAll(read: ReadAnnotations, entries: Iterable<{ line: number; entry: Entry }>): void {
  let told = 0
  for (const { line, entry } of entries) {
    told += 1
    if (told > MOST_ANNOTATIONS) {
      read.problems = [{ line, problem: words.annotations.tooMany(MOST_ANNOTATIONS) }]
      return
    }
    if ('annotation' in entry) read.annotations.push({ line, ...entry.annotation })
    else if ('leftOut' in entry) count(read, entry.leftOut)
    else if (!addProblem(read.problems, { line, problem: entry.problem })) return
  }
}

/**
 * Whether there is room for more of them; the last says that no more was looked at.
 *
 * @param left how many passages were not looked at, where that is known
 */
export function addProblem(problems: LineProblem[], problem: LineProblem, left?: number): boolean {
  problems.push(problem)
  if (problems.length < MOST_PROBLEMS || left === 0) return true
  problems.push({ line: null, problem: words.annotations.lookedNoFurther(MOST_PROBLEMS, left) })
  return false
}

export function count({ leftOut }: { leftOut: LeftOut }, what: keyof LeftOut): void {
  leftOut[what] = (leftOut[what] ?? 0) + 1
}

/** Notes that somebody wrote, as one; null where there are none. */
export function asNote(texts: readonly unknown[]): string | null {
  const told = texts.filter((text) => typeof text === 'string').map((text) => text.replace(/\r\n?/g, '\n').trim())
  return told.filter((text) => text !== '').join('\n\n') || null
}

/** Tags as one can keep them: each once, in their order. */
export const asTags = (tags: readonly unknown[]): string[] => [
  ...new Set(
    tags
      .filter((tag) => typeof tag === 'string')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

/** An address that a page may link to, or null. */
export const asAddress = (address: unknown): string | null =>
  typeof address === 'string' && address.length <= 2_000 && /^https?:\/\/\S+$/i.test(address) && URL.canParse(address)
    ? address
    : null
