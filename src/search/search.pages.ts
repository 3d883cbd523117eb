import { MEDIUMS, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { articleInList } from '../reading/articles.pages'
import { speakerInList } from '../reading/speakers.pages'
import { isWordless } from '../reading/wordless'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { feedAt, type WaysOut } from '../web/ways-out'
import { words } from '../words/words'
import { type ClaimHit, claimHits } from './claim-hits'
import { excerpt } from './excerpt'
import { type Facet, facetsOf, labelOf } from './facets'
import { MOST_COUNTED, MOST_RANKED } from './found.queries'
import { type Marked, marked } from './highlight'
import type { Hits } from './hits.queries'
import { FILTERS_OF, type FilterName, leftOut, type MarkName } from './matching'
import type { Results } from './results.queries'
import { KINDS, type Kind, type SearchFilters } from './search.schema'
import { searchAddress, typedFilters } from './search-address'

type ArticleHit = ReturnType<typeof articleInList> & { marked: Marked; by: Marked | null; passages: Passage[] }

/** A statement of an article that was found, by whose words or speaker it was. */
interface Passage {
  statementId: number
  speakers: Marked
  /** Of what was wordlessly denied: "denies". */
  stance: string | null
  words: Marked
}

type SpeakerHit = ReturnType<typeof speakerInList> & { marked: Marked; about: Marked | null }

/** Values of a filter of the form. */
interface Choice {
  name: string
  label: string
  any: string
  options: { value: string; label: string }[]
}

interface SearchPage extends PageHead {
  typed: Record<string, string>
  problems: FieldProblems
  kind: Kind
  /** Whether anything is asked for. */
  asked: boolean
  tabs: { kind: Kind; name: string; href: string; count: string; current: boolean }[]
  facets: Facet[]
  /** Filters that are chosen, each with where it is taken off. */
  chosen: { label: string; href: string }[]
  choices: Choice[]
  /** Filters given that this kind doesn't know, in words. */
  unused: string | null
  count: string
  order: { words: string; other: { label: string; href: string } | null }
  claims: ClaimHit[]
  articles: ArticleHit[]
  speakers: SpeakerHit[]
  otherSpelling: { words: string; href: string } | null
  /** Where a search of claims is followed and taken away; null of other kinds. */
  keep: Keep | null
  start: string | null
  next: string | null
}

interface Keep {
  atom: string
  json: string
  /** Its own address, as a webhook is told what to watch. */
  watched: string
  /** Null where an export doesn't know all of its filters. */
  csv: string | null
}

export const searchPage = page<SearchPage>('search/index')

const HEAD = {
  description: words.search.description,
  section: '/search',
}

/** The form again, with what was typed and what is wrong with it. */
export function refusedSearch(typed: Record<string, string>, problems: FieldProblems): SearchPage {
  return {
    ...HEAD,
    ...NOTHING,
    title: words.search.title,
    typed,
    problems,
    choices: choices(typed, []),
    asked: false,
  }
}

const NOTHING = {
  kind: 'claims' as const,
  tabs: [],
  facets: [],
  chosen: [],
  unused: null,
  count: '',
  order: { words: '', other: null },
  claims: [],
  articles: [],
  speakers: [],
  otherSpelling: null,
  keep: null,
  start: null,
  next: null,
}

/** What was found. */
export function searchPageModel(after: string | undefined, results: Results, hits: Hits): SearchPage {
  const { filters, kind, found, counts, names } = results
  const typed = typedFilters(filters)
  const last = counts[kind]
  const asked = Object.keys(typed).some((name) => name !== 'kind' && name !== 'sort')
  const facets = facetsOf({ kind, typed, marks: found.marks, count: found.count, names })
  return {
    ...HEAD,
    title: filters.q ? words.search.titleOf(filters.q.typed) : words.search.title,
    canonical: searchAddress(typed, { after: after ?? null }),
    waysOut: waysOfSearch(typed, kind, asked),
    typed,
    problems: {},
    kind,
    asked,
    tabs: tabsOf(kind, typed, counts),
    facets,
    chosen: chosenFilters(typed, names),
    choices: choices(typed, facets),
    unused: unusedInWords(kind, leftOut(kind, filters)),
    count:
      last > MOST_COUNTED
        ? words.search.moreFound(MOST_COUNTED, words.search.kinds[kind])
        : words.search.found[kind](last),
    order: orderOf(kind, filters, typed, last),
    claims: kind === 'claims' ? claimHits(found.ids, hits.cards, hits.links, hits.others, hits.words) : [],
    articles: inOrder(found.ids, hits.articles).map((row) => articleHit(row, hits)),
    speakers: inOrder(found.ids, hits.speakers).map((row) => speakerHit(row, hits)),
    otherSpelling:
      results.otherSpelling === null
        ? null
        : { words: results.otherSpelling, href: searchAddress(typed, { q: results.otherSpelling }) },
    keep: kind === 'claims' ? keepOf(typed) : null,
    start: after ? searchAddress(typed) : null,
    next: found.next && searchAddress(typed, { after: found.next }),
  }
}

/** The three kinds of things that a search finds, each with how many there are and where they are shown. */
const tabsOf = (kind: Kind, typed: Record<string, string>, counts: Results['counts']): SearchPage['tabs'] =>
  KINDS.map((name) => ({
    kind: name,
    name: words.search.tabs[name],
    href: searchAddress(typed, { kind: name === 'claims' ? null : name }),
    count: manyInWords(counts[name]),
    current: name === kind,
  }))

const articleHit = (row: Hits['articles'][number], hits: Hits): ArticleHit => ({
  ...articleInList(row),
  marked: marked(row.headline, hits.words),
  by: row.byline === null ? null : marked(row.byline, hits.words),
  passages: hits.passages
    .filter(({ articleId }) => articleId === row.id)
    .map(({ statementId, speakers, words, language, stance, wording, cue }) => ({
      statementId,
      stance: isWordless(stance, wording, cue, [words]) ? STANCES[stance] : null,
      speakers: marked(speakers, hits.words),
      words: marked(excerpt(words, language, hits.words), hits.words),
    })),
})

const speakerHit = (row: Hits['speakers'][number], hits: Hits): SpeakerHit => ({
  ...speakerInList(row),
  marked: marked(row.name, hits.words),
  about: row.description === null ? null : marked(row.description, hits.words),
})

/** Filters that exports know as well. */
const EXPORTED = ['q', 'speaker', 'from', 'to']

/** The search under other addresses; how its page is ordered is the page's alone. */
function keepOf({ sort, kind, ...filters }: Record<string, string>): Keep {
  const query = searchAddress(filters).slice('/search'.length)
  const isExported = Object.keys(filters).every((name) => EXPORTED.includes(name))
  return {
    atom: `/search/feed.atom${query}`,
    json: `/search/feed.json${query}`,
    watched: `/search${query}`,
    csv: isExported ? `/exports/claims.csv${query}` : null,
  }
}

/** A search for claims has a feed, of what was recorded last. */
function waysOfSearch(typed: Record<string, string>, kind: Kind, asked: boolean): WaysOut {
  if (kind !== 'claims' || !asked) return {}
  const query = searchAddress(typed, { kind: null, sort: null }).slice('/search'.length)
  return { feeds: [feedAt('/search', words.ways.claimsFound(typed.q), query)] }
}

function inOrder<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Counted up to a thousand, and beyond that said so. */
const manyInWords = (count: number) =>
  count > MOST_COUNTED ? words.search.moreThan(MOST_COUNTED) : words.counts.number(count)

function orderOf(
  kind: Kind,
  filters: SearchFilters,
  typed: Record<string, string>,
  count: number,
): SearchPage['order'] {
  if (kind === 'speakers') return { words: words.search.firstRecorded, other: null }
  const newest = kind === 'claims' ? words.search.newestSaid : words.search.newest
  if (!filters.q) return { words: newest, other: null }
  if (filters.sort === 'relevance') {
    return {
      words: count > MOST_COUNTED ? words.search.relevantOf(MOST_RANKED) : words.search.relevant,
      other: { label: words.search.newestFirst, href: searchAddress(typed, { sort: null }) },
    }
  }
  return {
    words: newest,
    other: { label: words.search.relevantFirst, href: searchAddress(typed, { sort: 'relevance' }) },
  }
}

const FILTER_WORDS: Record<FilterName, string> = words.search.filters

function chosenFilters(typed: Record<string, string>, names: ReadonlyMap<string, string>) {
  return FILTERS_OF.claims.flatMap((name) => {
    const value = typed[name]
    if (value === undefined) return []
    const isDay = name === 'from' || name === 'to'
    const told = isDay ? value : labelOf(name as MarkName, value, names.get(`${name}:${value}`))
    return { label: words.search.chosen(FILTER_WORDS[name], told), href: searchAddress(typed, { [name]: null }) }
  })
}

function unusedInWords(kind: Kind, unused: FilterName[]): string | null {
  if (unused.length === 0) return null
  return words.search.unused(
    words.search.kinds[kind],
    unused.map((name) => FILTER_WORDS[name]),
  )
}

const VERBS = Object.fromEntries(
  Object.entries(RELATIONS).map(([name, { verb, passive }]) => [name, words.search.either(verb, passive)]),
)

/** The form's lists: vocabularies whole, speakers, outlets and languages as the hits have them, and what was typed. */
function choices(typed: Record<string, string>, facets: readonly Facet[]): Choice[] {
  const all = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))
  const { headings, ...said } = words.search
  const ofHits = (name: MarkName) => facets.find((facet) => facet.name === name)?.values ?? []
  return [
    { name: 'speaker', label: headings.speaker, any: said.anySpeaker, options: ofHits('speaker') },
    { name: 'outlet', label: headings.outlet, any: said.anyOutlet, options: ofHits('outlet') },
    { name: 'medium', label: headings.medium, any: said.anyMedium, options: all(MEDIUMS) },
    { name: 'stance', label: headings.stance, any: said.anyStance, options: all(STANCES) },
    { name: 'relation', label: said.hasRelation, any: said.anyRelation, options: all(VERBS) },
    { name: 'language', label: headings.language, any: said.anyLanguage, options: ofHits('language') },
  ].map((choice) => {
    const value = typed[choice.name]
    if (value === undefined || choice.options.some((option) => option.value === value)) return choice
    return { ...choice, options: [{ value, label: value }, ...choice.options] }
  })
}
