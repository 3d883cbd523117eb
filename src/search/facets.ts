import { MEDIUMS, STANCES } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { words } from '../words/words'
import { type MarkCount, MOST_COUNTED } from './found.queries'
import { FILTERS_OF, type MarkName } from './matching'
import type { Kind } from './search.schema'
import { searchAddress } from './search-address'

/** One value of a facet: how many of the hits have it, and where it is chosen, or taken off again. */
export interface FacetValue {
  value: string
  label: string
  count: string | null
  href: string
  chosen: boolean
}

export interface Facet {
  name: MarkName
  heading: string
  values: FacetValue[]
}

const HEADINGS: Record<MarkName, string> = words.search.headings

/** What the facets of a page are made from. */
export interface FacetsOf {
  kind: Kind
  typed: Record<string, string>
  marks: readonly MarkCount[]
  /** All hits; where there are more than were counted, a facet's count is "at least". */
  count: number
  /** Of speakers and outlets, by mark. */
  names: ReadonlyMap<string, string>
}

/** The facets of a list of hits, each chosen value with a link that takes it off again. */
export function facetsOf({ kind, typed, marks, count, names }: FacetsOf): Facet[] {
  const known: readonly string[] = FILTERS_OF[kind]
  return (Object.keys(HEADINGS) as MarkName[])
    .filter((name) => known.includes(name))
    .map((name) => {
      const counted = marks.filter(({ mark }) => mark.split(':')[0] === name)
      const values = counted.map(({ mark, count: has }) => facetValue(name, mark, has, count, typed, names))
      const chosen = typed[name]
      if (chosen !== undefined && !values.some((value) => value.chosen)) {
        const mark = name === 'unanswered' ? name : `${name}:${chosen}`
        values.unshift({ ...facetValue(name, mark, 0, 0, typed, names), count: null })
      }
      return { name, heading: HEADINGS[name], values }
    })
    .filter(({ values }) => values.length > 0)
}

function facetValue(
  name: MarkName,
  mark: string,
  has: number,
  all: number,
  typed: Record<string, string>,
  names: ReadonlyMap<string, string>,
): FacetValue {
  const value = name === 'unanswered' ? '1' : mark.slice(name.length + 1)
  const chosen = typed[name] === value
  return {
    value,
    label: labelOf(name, value, names.get(mark)),
    count: countInWords(has, all),
    href: searchAddress(typed, { [name]: chosen ? null : value, after: null }),
    chosen,
  }
}

const countInWords = (has: number, all: number) =>
  all > MOST_COUNTED ? words.search.orMore(has) : words.counts.number(has)

const LANGUAGES = new Intl.DisplayNames(words.locale, { type: 'language', fallback: 'code' })

/** A filter's value in readers' words. */
export function labelOf(name: MarkName, value: string, known: string | undefined): string {
  switch (name) {
    case 'medium':
      return MEDIUMS[value as keyof typeof MEDIUMS] ?? value
    case 'stance':
      return STANCES[value as keyof typeof STANCES] ?? value
    case 'relation':
      return RELATIONS[value as keyof typeof RELATIONS]?.verb ?? value
    case 'language':
      return value === 'und' ? words.search.languageUnknown : (LANGUAGES.of(value) ?? value)
    case 'unanswered':
      return words.search.gainsaidByNobody
    default:
      return known ?? words.search.numbered(words.search.filters[name], value)
  }
}
