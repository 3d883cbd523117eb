import type { SpanPart } from '../claims/claim'
import type { Relation } from '../links/relation'
import { RELATION_TERMS } from '../links/relation-terms'
import { words } from '../words/words'

const said = words.standoff

/** A range of a text with its words; `start` and `end` are code points of the text. */
export interface StandoffSpan {
  part: SpanPart
  position: number
  start: number
  end: number
  exact: string
}

/** A statement of the text, with what is told of its claim. */
export interface StandoffStatement {
  id: number
  claimId: number
  wording: string
  inZone: boolean
  stance: string
  medium: string
  saidOn: string | null
  saidOnBasis: string
  summary: string | null
  speakers: string
  spans: StandoffSpan[]
}

/** A link at one of whose ends, or both, stands a claim that the text reports. */
export interface StandoffLink {
  id: number
  relation: Relation
  from: number
  to: number
  reason: string | null
}

/** The types of what is marked, by the part of a statement that it is. */
export const SPAN_TYPES = {
  content: 'Claim',
  source: 'Source',
  cue: 'Cue',
  hop_source: 'HopSource',
  hop_cue: 'HopCue',
} as const satisfies Record<SpanPart, string>

/** How a claim is joined to the words that name who said it, or that report; of hops likewise. */
export const PART_RELATIONS = {
  source: 'SaidBy',
  cue: 'ReportedWith',
  hop_source: 'PassedOnBy',
  hop_cue: 'PassedOnWith',
} as const satisfies Record<Exclude<SpanPart, 'content'>, string>

/** "WalksBack": the name of a relation, as a type. */
export const relationType = (relation: Relation): string =>
  RELATION_TERMS[relation].gs.replace(/^./, (first) => first.toUpperCase())

/**
 * What some reader takes for the end of a line or of a column, with the white space around it. brat gives the words of an
 * annotation on one line: where they have such a sign it makes fragments of what stands before and behind
 * (https://brat.nlplab.org/standoff.html; nlplab/brat#1042). One look at each run of white space: it may be long.
 */
const BREAKS = /(?<![\s\p{Cc}])[\s\p{Cc}]*[\p{Cc}\u2028\u2029][\s\p{Cc}]*/gu

interface Fragment {
  start: number
  end: number
  words: string
}

/** A span without its breaks; offsets count code points. */
export function fragmentsOf({ start, exact }: Pick<StandoffSpan, 'start' | 'exact'>): Fragment[] {
  const found: Fragment[] = []
  let units = 0
  let points = start
  const take = (end: number) => {
    const words = exact.slice(units, end)
    const length = pointsIn(words)
    if (length > 0) found.push({ start: points, end: points + length, words })
    points += length
    units = end
  }
  for (const { index, 0: gap } of exact.matchAll(BREAKS)) {
    take(index)
    points += pointsIn(gap)
    units += gap.length
  }
  take(exact.length)
  return found
}

/** Counted one by one: a list of them would be in memory many times over. */
function pointsIn(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Numbers lines of each kind from 1, and writes them. */
class Lines {
  readonly written: string[] = []
  private readonly last = new Map<string, number>()
  private readonly marks = new Map<string, string>()

  /** @returns its name: "T1" */
  add(kind: 'T' | 'A' | 'R' | '#', data: string, rest = ''): string {
    const number = (this.last.get(kind) ?? 0) + 1
    this.last.set(kind, number)
    const id = `${kind}${number}`
    this.written.push(`${id}\t${data}${rest === '' ? '' : `\t${rest}`}\n`)
    return id
  }

  /** Marks what some spans have together; `again`: as another, where the same is marked so already. */
  mark(part: SpanPart, spans: readonly StandoffSpan[], again: boolean): string {
    const fragments = spans.flatMap(fragmentsOf).toSorted((a, b) => a.start - b.start)
    const places = fragments.map(({ start, end }) => `${start} ${end}`).join(';')
    const data = `${SPAN_TYPES[part]} ${places}`
    const known = again ? undefined : this.marks.get(data)
    if (known) return known
    const id = this.add('T', data, fragments.map(({ words }) => words).join(' '))
    this.marks.set(data, id)
    return id
  }

  note(type: string, about: string, text: string | null): void {
    if (text !== null && text !== '') this.add('#', `${type} ${about}`, text.replace(/\s+/gu, ' '))
  }

  /** That several say the same; such a line has no number. */
  same(ids: readonly string[]): void {
    if (ids.length > 1) this.written.push(`*\tEquiv ${ids.join(' ')}\n`)
  }
}

/**
 * The lines of an .ann file in brat’s standoff format (https://brat.nlplab.org/standoff.html), each with its line end: of each statement
 * what was said (T, its parts as fragments), who is named and what reports, joined to it (R), its stance, medium and wording (A),
 * and what has no place in a text as notes (#). Links are relations where the text has both claims, else notes at the one it has.
 */
export function standoffLines(
  statements: readonly StandoffStatement[],
  links: readonly StandoffLink[],
  baseUrl: string,
): string[] {
  const lines = new Lines()
  const claims = new Map<number, string[]>()
  for (const statement of statements) {
    const id = statementLines(lines, statement, baseUrl)
    claims.set(statement.claimId, [...(claims.get(statement.claimId) ?? []), id])
  }
  for (const ids of claims.values()) lines.same(ids)
  for (const link of links) linkLines(lines, link, claims, baseUrl)
  return lines.written
}

function statementLines(lines: Lines, statement: StandoffStatement, baseUrl: string): string {
  const { claimId, saidOn, spans } = statement
  const ofPart = (part: SpanPart) => spans.filter((span) => span.part === part)
  const claim = lines.mark('content', ofPart('content'), true)
  for (const [part, relation] of Object.entries(PART_RELATIONS) as [keyof typeof PART_RELATIONS, string][]) {
    for (const span of ofPart(part)) lines.add('R', `${relation} Arg1:${claim} Arg2:${lines.mark(part, [span], false)}`)
  }
  lines.add('A', `Stance ${claim} ${statement.stance}`)
  lines.add('A', `Medium ${claim} ${statement.medium}`)
  lines.add('A', `Wording ${claim} ${statement.wording}`)
  if (statement.inZone) lines.add('A', `InZone ${claim}`)
  lines.note('Claim', claim, `${baseUrl}/claims/${claimId}`)
  lines.note('Statement', claim, `${baseUrl}/statements/${statement.id}`)
  lines.note('Speakers', claim, statement.speakers)
  lines.note('SaidOn', claim, saidOn)
  lines.note('SaidOnBasis', claim, statement.saidOnBasis)
  lines.note('Summary', claim, statement.summary)
  return claim
}

/** A link joins the first passages of its claims. */
function linkLines(
  lines: Lines,
  { id, relation, from, to, reason }: StandoffLink,
  claims: ReadonlyMap<number, string[]>,
  baseUrl: string,
): void {
  const [answering] = claims.get(from) ?? []
  const [answered] = claims.get(to) ?? []
  const address = `${baseUrl}/links/${id}`
  const type = relationType(relation)
  if (answering !== undefined && answered !== undefined) {
    const drawn = lines.add('R', `${type} Arg1:${answering} Arg2:${answered}`)
    lines.note('Link', drawn, address)
    lines.note('Reason', drawn, reason)
  } else if (answering !== undefined) {
    lines.note('Elsewhere', answering, said.answers(type, `${baseUrl}/claims/${to}`, address))
  } else if (answered !== undefined) {
    lines.note('Elsewhere', answered, said.isAnswered(type, `${baseUrl}/claims/${from}`, address))
  }
}
