import { MOST_COUNTED } from '../search/found.queries'
import { type Results, search } from '../search/results.queries'
import { SearchFilters } from '../search/search.schema'
import { fieldProblems } from '../web/parse'
import { Problem } from '../web/problems'
import { articlesByIds } from './articles.queries'
import { claimsByIds } from './claims.queries'
import { refusedFields } from './field-refusals'
import { operation, type Rows } from './operation'
import { withPage } from './present'
import { SearchPageQuery, SearchResults } from './search.schema'
import { speakersByIds } from './speakers.queries'

const searchAll = operation({
  name: 'search',
  method: 'get',
  path: '/api/v1/search',
  audience: 'anyone',
  summary: 'Search claims, articles and speakers',
  description: 'What is published, whoever asks. A filter that a kind does not know is left out for it.',
  query: SearchPageQuery,
  success: 200,
  response: SearchResults,
  async answer({ byIndex, query: { cursor, limit, ...asked }, baseUrl }) {
    // The page's own rules, from the same texts.
    const texts = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value?.toString()]))
    const filters = SearchFilters.safeParse(texts)
    if (!filters.success) throw refusedFields(fieldProblems(filters.error))
    const document = await byIndex(async (rows) => {
      const results = await search(rows, filters.data, cursor, limit).catch(noSuchCursor)
      if ('problems' in results) throw refusedFields(results.problems)
      return { ...documentOf(results), [results.kind]: await hitsOf(rows, results, baseUrl) }
    })
    return { document, next: document.next }
  },
})

/** A count of search's, as far as it is told. */
export const countTold = (count: number) => ({ count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED })

/** The results without their hits. */
function documentOf({ kind, found, counts, names, otherSpelling }: Results) {
  return {
    kind,
    counts: {
      claims: countTold(counts.claims),
      articles: countTold(counts.articles),
      speakers: countTold(counts.speakers),
    },
    claims: [],
    articles: [],
    speakers: [],
    facets: found.marks.map(({ mark, count }) => {
      const [filter, value = '1'] = mark.split(':')
      return { filter, value, name: names.get(mark) ?? null, count }
    }),
    otherSpelling,
    next: found.next,
  }
}

/** The rows in the order found; one that went away between two queries is left out. */
async function hitsOf(rows: Rows, { kind, found }: Results, baseUrl: string) {
  const hits = await LISTS[kind](rows, found.ids)
  const byId = new Map(hits.map((row) => [row.id, row]))
  return found.ids.flatMap((id) => byId.get(id) ?? []).map(withPage(baseUrl, kind))
}

const LISTS = {
  claims: (rows: Rows, ids: readonly number[]): Promise<{ id: number }[]> => rows(claimsByIds, [['published'], ids]),
  articles: (rows: Rows, ids: readonly number[]): Promise<{ id: number }[]> => rows(articlesByIds, [ids]),
  speakers: (rows: Rows, ids: readonly number[]): Promise<{ id: number }[]> => rows(speakersByIds, [ids]),
}

/** A page's address that is none is not found; here it is a member that is not accepted. */
function noSuchCursor(error: unknown): never {
  if (error instanceof Problem && error.status === 404)
    throw refusedFields({ cursor: 'This is no cursor of this list.' })
  throw error
}

export const searchOperations = [searchAll]
