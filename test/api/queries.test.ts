import { policy } from '../../src/routes'
import { addressOf, type Corpus, closeCorpus, corpusOf, sentFor } from '../reading/counted-desks'

let small: Corpus
let large: Corpus

beforeAll(async () => {
  // The large one’s lists are longer than any page of them.
  ;[small, large] = [await corpusOf(200, []), await corpusOf(2_000, [])]
}, 60_000)

afterAll(async () => {
  for (const corpus of [small, large]) await closeCorpus(corpus)
})

/** Each reading by a script without an account, with what it asks of the database. */
const QUERIES_OF_API: Record<string, number> = {
  'GET /api/v1/articles': 1,
  'GET /api/v1/articles/:id': 2,
  'GET /api/v1/articles/:id/history': 3,
  'GET /api/v1/articles/:id/revisions': 1,
  'GET /api/v1/articles/:id/revisions/:number': 1,
  'GET /api/v1/carryings': 1,
  'GET /api/v1/chains': 1,
  'GET /api/v1/chains/:id': 3,
  'GET /api/v1/chains/:id/as-of/:at': 8,
  'GET /api/v1/chains/:id/history': 3,
  'GET /api/v1/chains/:id/matrix': 6,
  'GET /api/v1/claims': 1,
  'GET /api/v1/claims/:id': 4,
  'GET /api/v1/claims/:id/as-of/:at': 7,
  'GET /api/v1/claims/:id/history': 3,
  'GET /api/v1/contradictions': 3,
  'GET /api/v1/corrections/log': 3,
  'GET /api/v1/links/:id': 1,
  'GET /api/v1/links/:id/history': 3,
  'GET /api/v1/outlets': 1,
  'GET /api/v1/outlets/:id': 1,
  'GET /api/v1/prepared-exports/:key': 1,
  'GET /api/v1/redactions': 1,
  'GET /api/v1/search': 9,
  'GET /api/v1/settings': 1,
  'GET /api/v1/snapshots': 1,
  'GET /api/v1/snapshots/:id': 1,
  'GET /api/v1/speakers': 1,
  'GET /api/v1/speakers/:id': 2,
  'GET /api/v1/speakers/:id/history': 3,
  'GET /api/v1/speakers/:id/record': 7,
  'GET /api/v1/statements/:id': 1,
  'GET /api/v1/unanswered': 8,
}

/** Of what the corpora have none. */
const NOT_IN_CORPUS = ['GET /api/v1/replies/:id']

test('each reading by a script without an account has its number here', () => {
  const readings = Object.keys(policy).filter((route) => route.startsWith('GET /api/v1/') && policy[route] === 'anyone')
  expect([...Object.keys(QUERIES_OF_API), ...NOT_IN_CORPUS].sort()).toEqual(readings.sort())
})

test.each(Object.entries(QUERIES_OF_API))('%s takes %i, in a small desk as in a large one', async (route, queries) => {
  const counts: number[] = []
  for (const corpus of [small, large]) counts.push((await sentFor(addressOf(route, corpus), corpus)).length)
  expect(counts).toEqual([queries, queries])
})
