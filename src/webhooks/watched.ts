import { SearchFilters } from '../search/search.schema'
import { typedFilters } from '../search/search-address'
import { fieldProblems } from '../web/parse'
import { isInUtf8, membersOf } from '../web/query-members'
import { words } from '../words/words'

/** What a webhook is told of: one of the three. */
export interface Watched {
  chainId: number | null
  speakerId: number | null
  /** What stands behind the question mark of a search’s address, in one form of many: `q=bridge&medium=tweet`. */
  search: string | null
}

/** Which of the three it is. */
export function kindOf({ chainId, speakerId }: Watched): 'chain' | 'speaker' | 'search' {
  if (chainId !== null) return 'chain'
  return speakerId !== null ? 'speaker' : 'search'
}

const NOTHING: Watched = { chainId: null, speakerId: null, search: null }

export const watchedChain = (chainId: number): Watched => ({ ...NOTHING, chainId })
export const watchedSpeaker = (speakerId: number): Watched => ({ ...NOTHING, speakerId })

/** Longer than any search that its own page takes. */
const LONGEST = 2_000

/**
 * A search out of the text behind its address’s question mark. What is listed and in which order is the page’s affair, and left out: what is
 * watched is claims.
 */
export function watchedSearch(text: string): Watched | { problem: string } {
  const filters = filtersOf(text)
  if ('problem' in filters) return filters
  const { kind: _kind, sort: _sort, ...asked } = filters
  const search = new URLSearchParams(typedFilters(asked)).toString()
  if (search === '') return { problem: words.webhooks.emptySearch }
  return search.length > LONGEST ? { problem: words.refusals.longerThan(LONGEST) } : { ...NOTHING, search }
}

/** The same read by the search’s own rules. */
export function filtersOf(text: string): SearchFilters | { problem: string } {
  if (!isInUtf8(text)) return { problem: words.search.notUtf8 }
  const filters = SearchFilters.safeParse(membersOf(text))
  return filters.success ? filters.data : { problem: Object.values(fieldProblems(filters.error)).join(' ') }
}

const PAGE = /^\/(chains|speakers)\/([1-9]\d{0,9})\/?$/

/**
 * What somebody typed into the form: the address of a chain’s, a speaker’s or a search’s page, whole or from the slash on; else words to search
 * for.
 */
export function typedWatch(typed: string, baseUrl: string): Watched | { problem: string } {
  const text = typed.trim()
  if (text === '') return { problem: words.webhooks.sayWhat }
  const path = text.startsWith(`${baseUrl}/`) ? text.slice(baseUrl.length) : text
  if (!path.startsWith('/')) {
    const isElsewhere = /^https?:\/\//i.test(path)
    return isElsewhere
      ? { problem: words.webhooks.noSuchPage }
      : watchedSearch(new URLSearchParams({ q: path }).toString())
  }
  const { pathname, search } = new URL(`http://here.invalid${path}`)
  if (pathname === '/search') return watchedSearch(search.slice(1))
  const [, noun, id] = PAGE.exec(pathname) ?? []
  if (noun === undefined) return { problem: words.webhooks.noSuchPage }
  return noun === 'chains' ? watchedChain(Number(id)) : watchedSpeaker(Number(id))
}

/** Where readers see what is watched. */
export function watchedPath({ chainId, speakerId, search }: Watched): string {
  if (chainId !== null) return `/chains/${chainId}`
  return speakerId !== null ? `/speakers/${speakerId}` : `/search?${search}`
}
