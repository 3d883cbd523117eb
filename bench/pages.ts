import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { say } from './frame/say'
import { answer, type Contestant, contestant, everNew, everTheSame, load } from './pages/contestant'
import { type Corpus, corpusOf, KINDS, type Kind } from './pages/corpora'
import { inRounds, type Pace, paceOf } from './pages/rounds'

const CLAIMS = 100_000

/** The claim's page, which is not in the table to reach, has the same goals. */
const toReach = <Row extends string>(kind: Kind, row: Row) => (kind === 'claim' ? {} : { toReach: row })

/**
 * Readers' pages against the same pages, byte for byte, from a bare Express, EJS and pg, with 16 connections: made afresh,
 * asked for again unchanged, rendered alone.
 */
export const pages: Part = {
  what: 'Readers’ pages against the same pages from a bare Express, EJS and pg',
  takes: ['claims', 'rounds'],
  reaches: ['afresh', 'again', 'render'],
  run: benchPages,
}

async function benchPages(report: Report, { claims = CLAIMS, ...options }: BenchOptions): Promise<void> {
  const pace = paceOf(options)
  const corpus = await corpusOf(claims)
  const contestants: Contestant[] = []
  const begin = async (name: string, id?: string) => {
    const begun = await contestant(name, corpus.appUrl, id)
    contestants.push(begun)
    return begun
  }
  try {
    const [ours, reference] = [await begin('ours'), await begin('reference')]
    const busy = corpus.pages.speaker[0]?.split('/').at(-1)
    await againstReference(report, corpus, [ours, reference], pace)
    await unchanged(report, corpus, [ours, reference], pace)
    await rendering(report, await begin('own render', busy), await begin('stock render', busy), pace)
  } finally {
    for (const { stop } of contestants) stop()
    await corpus.stop()
  }
}

/** Each page made for every request, over many rows. */
async function againstReference(
  report: Report,
  { pages, claims }: Corpus,
  [ours, reference]: readonly [Contestant, Contestant],
  { rounds, seconds }: Pace,
): Promise<void> {
  for (const kind of KINDS) {
    const bytes = await sameBytes(pages[kind], ours, reference)
    const addresses = everNew(pages[kind])
    const asked = [ours, reference].map((one) => () => load(one, addresses, seconds)) as [never, never]
    await inRounds(1, asked)
    const { requests, cpu } = await inRounds(rounds, asked)
    say(`  ${kind}: ${pages[kind].length} pages of ${bytes} bytes, the same from both`)
    report.rounds(
      {
        what: `${kind} made afresh`,
        claims,
        ...toReach(kind, 'afresh' as const),
        unit: '× reference',
        least: 1,
        cpuMost: 1.1,
      },
      requests,
      cpu,
    )
  }
}

/** Throws unless both send the same; the mean size of a page. */
async function sameBytes(paths: readonly string[], ours: Contestant, reference: Contestant): Promise<number> {
  let sum = 0
  for (const path of paths) {
    const [mine, theirs] = [await answer(`${ours.url}${path}`), await answer(`${reference.url}${path}`)]
    if (!mine.body.equals(theirs.body)) throw new Error(`${path} differs from the reference`)
    sum += mine.body.length
  }
  return Math.round(sum / paths.length)
}

/** One page again and again, while nothing is written: sent as it was made, or told to be the same. */
async function unchanged(
  report: Report,
  { pages, claims }: Corpus,
  [ours, reference]: readonly [Contestant, Contestant],
  { rounds, seconds }: Pace,
): Promise<void> {
  for (const kind of KINDS) {
    const path = pages[kind][0] as string
    const same = everTheSame(path)
    const { etag = '' } = await answer(`${ours.url}${path}`)
    const again = () => load(ours, same, seconds)
    const validated = () => load(ours, same, seconds, { 'If-None-Match': etag })
    const bare = () => load(reference, same, seconds)
    const tell = async (what: string, asked: () => ReturnType<typeof load>) => {
      const { requests, cpu } = await inRounds(rounds, [asked, bare])
      report.rounds(
        { what, claims, ...toReach(kind, 'again' as const), unit: '× reference', least: 1.8 },
        requests,
        cpu,
      )
    }
    await tell(`${kind} unchanged`, again)
    await tell(`${kind} unchanged, told so (304)`, validated)
  }
}

/** A speaker's page of thirty claims, rendered by the product and by Express and EJS as they come. */
async function rendering(report: Report, own: Contestant, stock: Contestant, { rounds, seconds }: Pace): Promise<void> {
  const bytes = await sameBytes(['/'], own, stock)
  const same = everTheSame('/')
  const asked = [() => load(own, same, seconds), () => load(stock, same, seconds)] as const
  await inRounds(1, asked)
  const { requests, cpu } = await inRounds(rounds, asked)
  say(`  thirty claims rendered, ${bytes} bytes, the same from both`)
  report.rounds(
    { what: 'thirty claims rendered', toReach: 'render', unit: '× Express and EJS', least: 1.5 },
    requests,
    cpu,
  )
}
