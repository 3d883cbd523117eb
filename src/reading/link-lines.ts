import { RELATIONS, type Relation } from '../links/relation'
import { namesAsTold } from './names'

/** A link, seen from one of its claims. */
export interface LinkRow {
  id: number
  /** The claim it is seen from. */
  claimId: number
  otherId: number
  /** Whether `claimId` is the answering claim. */
  answers: boolean
  relation: Relation
  reason: string | null
  version: number
  /** The other claim's speakers, in order. */
  otherNames: string[]
  /** Who alone tells of the other claim; null where it is reported by itself. */
  otherToldBy: string[] | null
}

/** Links of one claim in one direction that a card lists; the claim's own page has them all. */
export const MOST_LINKS = 12

/** A link as a line of a card: "denies 3 Donald Trump". */
export interface LinkLine {
  id: number
  relation: Relation
  /** The relation as read from this card. */
  verb: string
  side: 'opposing' | 'supporting'
  /** Whether this card's claim is the answering one. */
  answers: boolean
  /** The other claim's number on this page, if it stands there. */
  number: number | null
  otherId: number
  /** The other claim's speakers, with who tells of them. */
  names: string
  href: string
  /** Where the other claim stands on this page; null when it is elsewhere. */
  direction: 'up' | 'down' | null
  reason: string | null
  version: number
}

/** Lines that read alike but for the other claim: "denied by 5 Dmitry Peskov, 8 Rostec". */
export interface LinkGroup {
  verb: string
  side: LinkLine['side']
  direction: LinkLine['direction']
  lines: LinkLine[]
}

/** A card's links, those against before those with; and whether there are more than are listed. */
export interface LinkLines {
  /** What its claim answers: each with its reason. */
  given: LinkLine[]
  /** What answers its claim. */
  received: LinkGroup[]
  more: boolean
}

/** A card without links. */
export const NO_LINKS: LinkLines = { given: [], received: [], more: false }

/** Where claims stand on a page: their numbers. Claims that are elsewhere are linked to their own pages. */
export type Numbers = ReadonlyMap<number, number>

/** The lines of every claim's card, by claim. */
export function linkLines(rows: readonly LinkRow[], numbers: Numbers = new Map()): Map<number, LinkLines> {
  const byClaim = new Map<number, { given: LinkLine[]; received: LinkLine[] }>()
  for (const row of rows) {
    const lines = byClaim.get(row.claimId) ?? { given: [], received: [] }
    byClaim.set(row.claimId, lines)
    lines[row.answers ? 'given' : 'received'].push(linkLine(row, numbers))
  }
  return new Map(
    Array.from(byClaim, ([claimId, { given, received }]) => [
      claimId,
      {
        given: listed(given),
        received: grouped(listed(received)),
        more: given.length > MOST_LINKS || received.length > MOST_LINKS,
      },
    ]),
  )
}

/** All lines of a card, one after the other. */
export const allLines = ({ given, received }: LinkLines) => [...given, ...received.flatMap((group) => group.lines)]

function grouped(lines: readonly LinkLine[]): LinkGroup[] {
  const groups = new Map<string, LinkGroup>()
  for (const line of lines) {
    const { verb, side, direction } = line
    const group = groups.get(verb) ?? { verb, side, direction, lines: [] }
    // An arrow for all of them, or none.
    if (group.direction !== direction) group.direction = null
    group.lines.push(line)
    groups.set(verb, group)
  }
  return [...groups.values()]
}

/** Those that a card lists, against before with, and otherwise in the order of the page. */
function listed(lines: LinkLine[]): LinkLine[] {
  const against = (line: LinkLine) => (line.side === 'opposing' ? 0 : 1)
  return lines
    .toSorted((a, b) => against(a) - against(b))
    .slice(0, MOST_LINKS)
    .sort((a, b) => against(a) - against(b) || (a.number ?? a.otherId) - (b.number ?? b.otherId) || a.id - b.id)
}

/** One link as a line. */
export function linkLine(row: LinkRow, numbers: Numbers = new Map()): LinkLine {
  const { id, relation, answers, otherId, reason, version } = row
  const { verb, passive, side } = RELATIONS[relation]
  const number = numbers.get(otherId) ?? null
  const own = numbers.get(row.claimId)
  const direction = number === null || own === undefined ? null : number < own ? 'up' : 'down'
  return {
    id,
    relation,
    verb: answers ? verb : passive,
    side,
    answers,
    number,
    otherId,
    // Whoever relays it is whose card this is.
    names: namesAsTold(row.otherNames, relation === 'relays' && answers ? null : row.otherToldBy),
    href: number === null ? `/claims/${otherId}` : `#claim-${otherId}`,
    direction,
    reason,
    version,
  }
}

/** The relations that these lines use, in the vocabulary's order, for a page's legend. */
export function relationsUsed(cards: Iterable<LinkLines>): Relation[] {
  const used = new Set<Relation>()
  for (const links of cards) for (const line of allLines(links)) used.add(line.relation)
  return (Object.keys(RELATIONS) as Relation[]).filter((relation) => used.has(relation))
}
