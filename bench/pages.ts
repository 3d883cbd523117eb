import { answer, type Contestant, contestant, everNew, everTheSame, load } from './pages/contestant'
import { type Corpus, corpusOf, KINDS, type Kind } from './pages/corpora'
import { inRounds, print, report } from './pages/rounds'

const CLAIMS = { large: 100_000, small: 1_000 }

/** Rounds, and the seconds that each contestant is asked in a round. */
const LONG = { rounds: 11, seconds: 3 }
const SHORT = { rounds: 5, seconds: 1.5 }

/**
 * Readers' pages against the same pages, byte for byte, from a bare Express, EJS and pg, with 16 connections: made afresh,
 * asked for again unchanged, rendered alone, and in a small corpus as in a large one.
 */
export async function benchPages({ short }: { short: boolean }): Promise<boolean> {
  const pace = short ? SHORT : LONG
  const large = await corpusOf(CLAIMS.large)
  const small = await corpusOf(CLAIMS.small)
  const contestants: Contestant[] = []
  const begin = async (name: string, { appUrl }: Corpus, id?: string) => {
    const begun = await contestant(name, appUrl, id)
    contestants.push(begun)
    return begun
  }
  try {
    const [ours, reference] = [await begin('ours', large), await begin('reference', large)]
    const busy = large.pages.speaker[0]?.split('/').at(-1)
    const reached = [
      await againstReference(large, [ours, reference], pace),
      await unchanged(large, [ours, reference], pace),
      await growth([large, ours], [small, await begin('ours', small)], pace),
      await rendering(await begin('own render', large, busy), await begin('stock render', large, busy), pace),
    ]
    return reached.every(Boolean)
  } finally {
    for (const { stop } of contestants) stop()
    await Promise.all([large.stop(), small.stop()])
  }
}

type Pace = typeof LONG

/** Each page made for every request, over many rows. */
async function againstReference(
  { pages }: Corpus,
  [ours, reference]: readonly [Contestant, Contestant],
  { rounds, seconds }: Pace,
): Promise<boolean> {
  const reached: boolean[] = []
  for (const kind of KINDS) {
    const bytes = await sameBytes(pages[kind], ours, reference)
    const addresses = everNew(pages[kind])
    const asked = [ours, reference].map((one) => () => load(one, addresses, seconds)) as [never, never]
    await inRounds(1, asked)
    const { requests, cpu } = await inRounds(rounds, asked)
    print(`${kind}: ${pages[kind].length} pages of ${bytes} bytes, the same from both`)
    reached.push(report({ what: `${kind} made afresh, requests a second`, least: 1 }, requests))
    reached.push(report({ what: `${kind} made afresh, CPU a request`, most: 1.1 }, cpu))
  }
  return reached.every(Boolean)
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
  { pages }: Corpus,
  [ours, reference]: readonly [Contestant, Contestant],
  { rounds, seconds }: Pace,
): Promise<boolean> {
  const reached: boolean[] = []
  for (const kind of KINDS) {
    const path = pages[kind][0] as string
    const same = everTheSame(path)
    const { etag = '' } = await answer(`${ours.url}${path}`)
    const again = () => load(ours, same, seconds)
    const validated = () => load(ours, same, seconds, { 'If-None-Match': etag })
    const bare = () => load(reference, same, seconds)
    reached.push(
      report(
        { what: `${kind} unchanged, requests a second`, least: 1.8 },
        (await inRounds(rounds, [again, bare])).requests,
      ),
    )
    reached.push(
      report(
        { what: `${kind} unchanged, told so (304)`, least: 1.8 },
        (await inRounds(rounds, [validated, bare])).requests,
      ),
    )
  }
  return reached.every(Boolean)
}

/** The same kinds of page in a corpus a hundred times as large. */
async function growth(
  [large, inLarge]: readonly [Corpus, Contestant],
  [small, inSmall]: readonly [Corpus, Contestant],
  { rounds, seconds }: Pace,
): Promise<boolean> {
  const reached: boolean[] = []
  for (const kind of KINDS) {
    const asked = [
      [large, inLarge],
      [small, inSmall],
    ].map(([corpus, one]) => {
      const addresses = everNew((corpus as Corpus).pages[kind as Kind])
      return () => load(one as Contestant, addresses, seconds)
    }) as [never, never]
    await inRounds(1, asked)
    const { requests } = await inRounds(rounds, asked)
    reached.push(report({ what: `${kind} among 100,000 claims by 1,000, requests a second`, least: 0.9 }, requests))
  }
  return reached.every(Boolean)
}

/** A speaker's page of thirty claims, rendered by the product and by Express and EJS as they come. */
async function rendering(own: Contestant, stock: Contestant, { rounds, seconds }: Pace): Promise<boolean> {
  const bytes = await sameBytes(['/'], own, stock)
  const same = everTheSame('/')
  const asked = [() => load(own, same, seconds), () => load(stock, same, seconds)] as const
  await inRounds(1, asked)
  const { requests, cpu } = await inRounds(rounds, asked)
  print(`thirty claims rendered, ${bytes} bytes, the same from both`)
  report({ what: 'CPU a request, by stock Express and EJS' }, cpu)
  return report({ what: 'requests a second, by stock Express and EJS', least: 1.5 }, requests)
}
