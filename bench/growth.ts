import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { say } from './frame/say'
import { type Contestant, contestant, everNew, load } from './pages/contestant'
import { type Corpus, corpusOf, KINDS, type Kind } from './pages/corpora'
import { inRounds, type Pace, paceOf } from './pages/rounds'

const SMALLEST = 1_000
/** From here on every index is deeper than a page of it, as it is at a million. */
const LARGE = 100_000
/** What a short run has: a quick look, by which no goal is taken for reached. */
const LARGE_OF_SHORT = 20_000

/** What a page keeps of its requests in a corpus a hundred or a thousand times as large; a speaker's from 100,000 claims on. */
const LEAST = 0.9
const LEAST_OF_SPEAKERS = 0.95

/** How many requests each kind of page answers in a large corpus, by those in a small one, both served in turn. */
export const growth: Part = {
  what: 'The same kinds of page in a corpus of 1,000 claims and in larger ones',
  takes: ['claims', 'rounds'],
  reaches: ['growth'],
  run: benchGrowth,
}

interface Served {
  corpus: Corpus
  contestant: Contestant
}

async function benchGrowth(report: Report, { claims: asked, ...options }: BenchOptions): Promise<void> {
  const claims = asked ?? (options.short ? LARGE_OF_SHORT : LARGE)
  const pace = paceOf(options)
  const served: Served[] = []
  try {
    for (const size of sizesUpTo(claims)) {
      const began = performance.now()
      const corpus = await corpusOf(size)
      say(`  ${size.toLocaleString('en')} claims made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
      served.push({ corpus, contestant: await contestant('ours', corpus.appUrl) })
    }
    for (const [small, large] of pairsOf(served)) await compare(report, small, large, pace)
  } finally {
    for (const { contestant } of served) contestant.stop()
    await Promise.all(served.map(({ corpus }) => corpus.stop()))
  }
}

/** 1,000, 100,000 where there are more, and as many as are asked for. */
export const sizesUpTo = (claims: number): number[] =>
  [SMALLEST, LARGE, claims].filter((size, place) => place === 2 || size < claims)

/** Each size by the smallest, and each by the one before it, once. */
function pairsOf<Each>(sizes: readonly Each[]): [Each, Each][] {
  const [smallest] = sizes
  return sizes.flatMap((large, place): [Each, Each][] => {
    const before = sizes[place - 1]
    if (before === undefined || smallest === undefined) return []
    return before === smallest
      ? [[smallest, large]]
      : [
          [smallest, large],
          [before, large],
        ]
  })
}

async function compare(report: Report, small: Served, large: Served, { rounds, seconds }: Pace): Promise<void> {
  const from = small.corpus.claims
  for (const kind of KINDS) {
    const goal = goalOf(kind, from)
    if (goal === null) continue
    const asked = [large, small].map(({ corpus, contestant }) => {
      const addresses = everNew(corpus.pages[kind])
      return () => load(contestant, addresses, seconds)
    }) as [never, never]
    await inRounds(1, asked)
    const { requests, cpu } = await inRounds(rounds, asked)
    report.rounds(
      { what: nameOf(kind, from), claims: large.corpus.claims, unit: '× the small one’s', ...goal },
      requests,
      cpu,
    )
  }
}

/** What a kind of page is called in the results, by the claims of the smaller corpus. */
export const nameOf = (kind: Kind, from: number) => `${kind}, by ${from.toLocaleString('en')}`

/**
 * What a kind of page has to keep, from so many claims on; null where it is not looked at. Of 1,000 claims hardly any speaker has a
 * page full, so that theirs counts from 100,000 on; below, it is held to what the others are.
 */
export function goalOf(kind: Kind, from: number): { least: number; toReach?: 'growth' } | null {
  if (from === SMALLEST) return kind === 'speaker' ? { least: LEAST } : { least: LEAST, toReach: 'growth' }
  return kind === 'speaker' ? { least: LEAST_OF_SPEAKERS, toReach: 'growth' } : null
}
