import { type CardInChainRow, type ClaimCard, claimCard } from '../reading/claim-card'
import { type LinkLines, type LinkRow, linkLines, NO_LINKS } from '../reading/link-lines'
import { labelOf } from '../search/facets'
import { MOST_COUNTED } from '../search/found.queries'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { Unanswered } from './unanswered.queries'
import { type UnansweredFilters, WHICH } from './unanswered.schema'

interface Facet {
  name: string
  heading: string
  values: { label: string; count: string; href: string; isChosen: boolean }[]
}

interface UnansweredPage extends PageHead {
  canonical: string
  problems: FieldProblems
  /** All of them, or those that matter most. */
  lists: { words: string; href: string; isShown: boolean }[]
  count: string
  chosen: { label: string; href: string }[]
  claims: { card: ClaimCard; links: LinkLines; hasReplies: boolean }[]
  facets: Facet[]
  start: string | null
  next: string | null
}

export const unansweredPage = page<UnansweredPage>('records/unanswered')

const PATH = '/unanswered'

const HEAD = {
  title: words.unanswered.title,
  description: words.unanswered.description,
  section: '/chains',
  canonical: PATH,
}

type Typed = Record<string, string>

const typedFilters = (filters: UnansweredFilters): Typed =>
  Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

function addressOf(typed: Typed, changes: Record<string, string | null> = {}): string {
  const given = Object.entries({ ...typed, ...changes }).filter(([, value]) => value !== null)
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text === '' ? PATH : `${PATH}?${text}`
}

/** What is wrong with an address, and no claims. */
export function refusedUnanswered(problems: FieldProblems): UnansweredPage {
  return {
    ...HEAD,
    problems,
    lists: listsOf({}),
    count: '',
    chosen: [],
    claims: [],
    facets: [],
    start: null,
    next: null,
  }
}

/** What of the filters names nobody; a number that is nobody's is a slip and no empty list. */
export function unknownFilters(asked: UnansweredFilters, { filters, names }: Unanswered): FieldProblems {
  const { noSpeaker, noOutlet } = words.unanswered
  const problems: FieldProblems = {}
  if (asked.speaker !== undefined && !names.has(`speaker:${filters.speaker}`))
    problems.speaker = noSpeaker(asked.speaker)
  if (asked.outlet !== undefined && !names.has(`outlet:${filters.outlet}`)) problems.outlet = noOutlet(asked.outlet)
  return problems
}

/**
 * Claims that nobody has answered, in the order found.
 *
 * @param replied the claims beside which somebody's own words stand
 */
export function unansweredPageModel(
  { filters, found, names }: Unanswered,
  rows: readonly CardInChainRow[],
  links: readonly LinkRow[],
  replied: ReadonlySet<number>,
  isFirst: boolean,
): UnansweredPage {
  const { unanswered } = words
  const typed = typedFilters(filters)
  const lines = linkLines(links)
  const cards = new Map(rows.map((row) => [row.id, claimCard(row)]))
  const isMore = found.count > MOST_COUNTED
  const many = isMore ? unanswered.moreThan(words.counts.number(MOST_COUNTED)) : words.counts.claims(found.count)
  return {
    ...HEAD,
    problems: {},
    lists: listsOf(typed),
    count: unanswered.count(many),
    chosen: FACETS.flatMap((name) => {
      const value = typed[name]
      if (value === undefined) return []
      return [{ label: labelOf(name, value, names.get(`${name}:${value}`)), href: addressOf(typed, { [name]: null }) }]
    }),
    claims: found.ids.flatMap((id) => {
      const card = cards.get(id)
      return card ? [{ card, links: lines.get(id) ?? NO_LINKS, hasReplies: replied.has(id) }] : []
    }),
    facets: facetsOf(typed, found.marks, names, isMore),
    start: isFirst ? null : addressOf(typed),
    next: found.next && addressOf(typed, { after: found.next }),
  }
}

function listsOf(typed: Typed): UnansweredPage['lists'] {
  const { unanswered } = words
  const all = { words: unanswered.all, href: addressOf(typed, { which: null }), isShown: typed.which === undefined }
  return [
    all,
    ...WHICH.map((which) => ({
      words: unanswered[which],
      href: addressOf(typed, { which }),
      isShown: typed.which === which,
    })),
  ]
}

/** What the list can be narrowed by, as it is counted. */
export const FACETS = ['speaker', 'outlet', 'medium'] as const

function facetsOf(
  typed: Typed,
  marks: Unanswered['found']['marks'],
  names: ReadonlyMap<string, string>,
  isMore: boolean,
): Facet[] {
  const { unanswered, record } = words
  return FACETS.map((name) => ({
    name,
    heading: unanswered[name],
    values: marks
      .filter(({ mark }) => mark.startsWith(`${name}:`))
      .map(({ mark, count }) => {
        const value = mark.slice(name.length + 1)
        const isChosen = typed[name] === value
        const has = words.counts.number(count)
        return {
          label: labelOf(name, value, names.get(mark)),
          count: isMore ? record.orMore(has) : has,
          href: addressOf(typed, { [name]: isChosen ? null : value }),
          isChosen,
        }
      }),
  })).filter(({ values }) => values.length > 0)
}
