import type { TextPositionSelector } from '../quotes/selector'
import { words } from '../words/words'
import { asTags, count, type ForeignAnnotation, type ReadAnnotations } from './foreign-annotation'

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
  type: string
  places: TextPositionSelector[]
  words: string
  /** What other lines say of it. */
  notes: string[]
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
  const read: ReadAnnotations = { format: 'brat', positions: 'text', annotations: [], leftOut: {}, problems: [] }
  const lines = linesOf(read, text)
  const marks = new Map<string, Mark & { line: Line }>()
  for (const line of lines.filter(({ id }) => id.startsWith('T'))) {
    const mark = markOf(line)
    if (mark) marks.set(line.id, { ...mark, line })
    else read.problems.push({ line: line.number, problem: words.annotations.noTextBound })
  }
  const beside = new Set<string>()
  for (const line of lines) tellOf(read, line, marks, beside)
  for (const [id, { line, places, words: exact, notes, tags, type }] of marks) {
    if (beside.has(id)) {
      count(read, 'joined')
      continue
    }
    read.annotations.push({
      line: line.number,
      identity: JSON.stringify([type, places]),
      address: null,
      source: null,
      parts: partsOf(places, exact),
      note: notes.join('\n') || null,
      tags: asTags([type, ...tags]),
    } satisfies ForeignAnnotation)
  }
  return read
}

function linesOf(read: ReadAnnotations, text: string): Line[] {
  return text.split('\n').flatMap((written, place): Line[] => {
    const number = place + 1
    const line = written.replace(/\r$/, '')
    if (line.trim() === '') return []
    const [id = '', data = '', ...rest] = line.split('\t')
    if (/^(?:[TREAMN#]\d+|\*)$/.test(id) && data !== '') return [{ number, id, data, rest: rest.join('\t') }]
    read.problems.push({ line: number, problem: words.annotations.noStandoff })
    return []
  })
}

/** `T1	Claim 383 400;410 469	words`; null where it is none. */
function markOf({ data, rest }: Line): Mark | null {
  const [, type, written] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(data) ?? []
  if (type === undefined || written === undefined || rest.trim() === '') return null
  const places = written.split(';').map((place) => {
    const [start = 0, end = 0] = place.split(' ').map(Number)
    return { start, end }
  })
  const areInOrder = places.every(({ start, end }, place) => start < end && start >= (places[place - 1]?.end ?? 0))
  return areInOrder ? { type, places, words: rest, notes: [], tags: [] } : null
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
      beside.add(second)
    } else count(read, 'relations')
  }
}
