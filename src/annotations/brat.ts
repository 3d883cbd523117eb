import type { TextPositionSelector } from '../quotes/selector'
import { words } from '../words/words'
import {
  addProblem,
  asTags,
  count,
  type ForeignAnnotation,
  type MarkedPart,
  MOST_ANNOTATIONS,
  type ReadAnnotations,
} from './foreign-annotation'

/** Types that Gainsay’s own brat.zip marks beside the claim, and the relations by which they belong to it. */
const BESIDE: Record<string, string> = {
  Source: 'SaidBy',
  Cue: 'ReportedWith',
  HopSource: 'PassedOnBy',
  HopCue: 'PassedOnWith',
}

/** A line as it can be taken apart: its id, its kind and what follows behind tabs. */
interface Line {
  number: number
  id: string
  data: string
  rest: string
}

interface Mark {
  /** Of its line. */
  number: number
  type: string
  places: TextPositionSelector[]
  words: string
  /** What other lines say of it, and the words of other marks among that. */
  notes: string[]
  told: MarkedPart[]
  tags: string[]
}

/** Whether a file is of brat’s standoff format, by its first line that says anything. */
export const isStandoff = (text: string): boolean => /^[TREAMN#*]\d*\t\S/.test(text.replace(/^\s+/, ''))

/**
 * The text-bound annotations (T) of a file in brat’s standoff format (https://brat.nlplab.org/standoff.html). Attributes (A, M) become
 * tags; notes (#) and references (N) its note. What joins two of them (R, E, *) is counted: an article has no place for it, but that
 * the words for speaker and cue, as Gainsay’s own brat.zip has them, are told in the note of the claim that they belong to.
 */
export function readBrat(text: string): ReadAnnotations {
  const read: ReadAnnotations = {
    format: 'brat',
    positions: 'text',
    annotations: [],
    leftOut: {},
    partOf: null,
    problems: [],
  }
  const marks = marksIn(read, text)
  if (read.problems.length > 0) return read
  const beside = new Set<string>()
  for (const line of linesIn(text)) tellOf(read, line, marks, beside)
  for (const [id, mark] of marks) {
    if (beside.has(id)) count(read, 'joined')
    else read.annotations.push(annotationOf(mark))
  }
  return read
}

/** All marks by their ids; none further than so many lines that can’t be taken. */
function marksIn(read: ReadAnnotations, text: string): Map<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const line of linesIn(text)) {
    const mark = isLine(line) && line.id.startsWith('T') ? markOf(line) : null
    const problem = problemOf(line, mark, marks)
    if (problem !== null && !addProblem(read.problems, { line: line.number, problem })) break
    if (!mark) continue
    marks.set(line.id, mark)
    if (marks.size <= MOST_ANNOTATIONS) continue
    read.problems = [{ line: line.number, problem: words.annotations.tooMany(MOST_ANNOTATIONS) }]
    break
  }
  return marks
}

function problemOf(line: Line, mark: Mark | null, marks: Map<string, Mark>): string | null {
  if (!isLine(line)) return words.annotations.noStandoff
  if (!line.id.startsWith('T')) return null
  if (!mark) return words.annotations.noTextBound
  // The second would take the place of the first, and what is said of either would be said of it.
  return marks.has(line.id) ? words.annotations.repeatedId(line.id) : null
}

/**
 * What a mark is without its place: its type, its words and its attributes. Its id is that of a line, which brat gives anew; its offsets
 * are another’s once something is put before it.
 */
function annotationOf({ number, places, words: exact, notes, told, tags, type }: Mark): ForeignAnnotation {
  return {
    line: number,
    identity: JSON.stringify([type, exact, tags.toSorted()]),
    address: null,
    source: null,
    parts: partsOf(places, exact),
    told,
    note: notes.join('\n') || null,
    tags: asTags([type, ...tags]),
  }
}

/** Lines that say something, one after the other: a file has millions of them, if somebody wants it to. */
function* linesIn(text: string): Generator<Line> {
  let number = 0
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '')
    number += 1
    start = end < 0 ? text.length + 1 : end + 1
    if (line.trim() === '') continue
    const [id = '', data = '', ...rest] = line.split('\t')
    yield { number, id, data, rest: rest.join('\t') }
  }
}

const isLine = ({ id, data }: Line) => /^(?:[TREAMN#]\d+|\*)$/.test(id) && data !== ''

/** `T1	Claim 383 400;410 469	words`; null where it is none. */
function markOf({ number, data, rest }: Line): Mark | null {
  const [, type, written] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(data) ?? []
  if (type === undefined || written === undefined || rest.trim() === '') return null
  const places = written.split(';').map((place) => {
    const [start = 0, end = 0] = place.split(' ').map(Number)
    return { start, end }
  })
  const areInOrder = places.every(({ start, end }, place) => start < end && start >= (places[place - 1]?.end ?? 0))
  return areInOrder ? { number, type, places, words: rest, notes: [], told: [], tags: [] } : null
}

/** Its fragments: a text over a line’s end has one for each line, joined by one space, as brat writes them. */
function partsOf(places: readonly TextPositionSelector[], exact: string): ForeignAnnotation['parts'] {
  const points = [...exact]
  let at = 0
  return places.map(({ start, end }) => {
    const part = points.slice(at, at + end - start).join('')
    at += end - start + 1
    return { exact: part, prefix: '', suffix: '', position: { start, end } }
  })
}

/** What a line that marks nothing itself says of one that does. */
function tellOf(read: ReadAnnotations, { id, data, rest }: Line, marks: Map<string, Mark>, beside: Set<string>): void {
  const [type = '', about = '', value] = data.split(' ')
  const mark = marks.get(about)
  if (/^[AM]/.test(id)) {
    if (mark) mark.tags.push(value === undefined ? type : `${type}: ${value}`)
    else count(read, 'attributes')
  } else if (/^[#N]/.test(id)) {
    const told = [id.startsWith('N') ? value : undefined, rest].filter(Boolean).join(' ')
    if (mark) mark.notes.push(type === 'AnnotatorNotes' ? rest : `${type}: ${told}`)
    else count(read, 'notes')
  } else if (id.startsWith('E')) count(read, 'events')
  else if (/^[R*]/.test(id)) {
    const [first, second] = [/ Arg1:(\S+)/.exec(data)?.[1] ?? '', / Arg2:(\S+)/.exec(data)?.[1] ?? '']
    const [claim, other] = [marks.get(first), marks.get(second)]
    if (claim && other && BESIDE[other.type] === type) {
      claim.notes.push(`${type}: “${other.words}”`)
      claim.told.push(...partsOf(other.places, other.words))
      beside.add(second)
    } else count(read, 'relations')
  }
}
