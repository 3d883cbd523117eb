import { type Raced, writeAtOnce } from './chains/at-once'
import { wrongChains } from './chains/components'
import { bareEdges, newPairs, type Took, withChains } from './chains/edges'
import { keptChains } from './chains/kept-chains.queries'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { makeBareTables } from './writing/bare'
import { type Desk, withDesk } from './writing/desk'
import { type Served, serve } from './writing/served'

const SIZES = {
  short: { claims: 5_000, rounds: 5, links: 30, writes: 400, control: 400 },
  long: { claims: 1_000_000, rounds: 11, links: 200, writes: 20_000, control: 2_000 },
}

/** Of what a bare edge takes. */
const MOST = 2

export const chains: Part = {
  what: 'Links added and taken away, with their chains, by a bare edge; chains after writes at once',
  takes: ['claims', 'rounds'],
  reaches: ['links'],
  run: runChains,
}

/**
 * What chains cost whoever adds a link or takes one away, against a table that has nothing but edges; and whether any chain is
 * wrong after eight clients of two processes have linked, parted and withdrawn the same few claims at once. The control takes no
 * locks, and has to be found wrong.
 */
async function runChains(report: Report, { short, ...asked }: BenchOptions): Promise<void> {
  const sizes = { ...SIZES[short ? 'short' : 'long'] }
  if (asked.claims !== undefined) sizes.claims = asked.claims
  if (asked.rounds !== undefined) sizes.rounds = asked.rounds
  await withDesk({ claims: sizes.claims, isDurable: true }, (desk) => costOfChains(report, desk, sizes))
  await withDesk({ claims: Math.min(sizes.claims, 20_000), editors: 8 }, async (desk) => {
    foundSound(report, desk, await racedBy('ours', desk, sizes.writes))
    foundWrong(report, desk, await racedBy('without locks', desk, sizes.control))
  })
}

export async function costOfChains(
  report: Report,
  desk: Desk,
  { rounds, links }: { rounds: number; links: number },
): Promise<void> {
  await makeBareTables(desk.owner, desk.appUrl)
  const ratios: Record<keyof Took, number[]> = { added: [], removed: [] }
  // The first is not counted: plans are made in it, and pages read.
  for (let round = -1; round < rounds; round += 1) {
    const pairs = await newPairs(desk, links, round)
    const bareFirst = round % 2 === 0
    const before = bareFirst ? await bareEdges(desk, pairs) : null
    const ours = await withChains(desk, pairs)
    const bare = before ?? (await bareEdges(desk, pairs))
    if (round < 0) continue
    for (const what of ['added', 'removed'] as const) ratios[what].push(ours[what] / bare[what])
  }
  const wrong = wrongChains(await keptChains(desk.owner))
  if (wrong.length > 0) throw new Error(`what was timed left wrong chains: ${wrong.slice(0, 3)}`)
  const { claims } = desk
  for (const what of ['added', 'removed'] as const)
    report.rounds(
      { what: `a link ${what}, with its chains`, claims, toReach: 'links', unit: '× a bare edge', most: MOST },
      ratios[what],
    )
}

/** On two processes of the same kind, as a proxy would share the clients out. */
export async function racedBy(kind: string, desk: Desk, writes: number): Promise<Raced> {
  const served: Served[] = []
  try {
    for (let place = 0; place < 2; place += 1) served.push(await serve(kind, desk.appUrl))
    return await writeAtOnce(
      desk,
      served.map(({ url }) => url),
      { writes, name: kind.replaceAll(' ', '-'), mayFail: kind !== 'ours' },
    )
  } finally {
    for (const { stop } of served) stop()
  }
}

const inWords = ({ done, refused, failed, failures, wrong }: Raced) =>
  [
    `${wrong.length} wrong after ${done.toLocaleString('en')} writes, ${refused.toLocaleString('en')} more refused, ${failures} failed`,
    ...wrong.slice(0, 2),
    ...failed.slice(0, 2),
  ].join('; ')

export function foundSound(report: Report, { claims }: Desk, raced: Raced): boolean {
  const isReached = raced.wrong.length === 0 && raced.failures === 0 && raced.done >= raced.wanted
  const what = `chains after ${raced.wanted.toLocaleString('en')} writes at once, by 8 clients`
  return report.found({ what, claims, toReach: 'links', found: inWords(raced), goal: '0 wrong, 0 failed', isReached })
}

export function foundWrong(report: Report, { claims }: Desk, raced: Raced): boolean {
  const isReached = raced.wrong.length > 0
  return report.found({
    what: 'control: the same without locks',
    claims,
    found: inWords(raced),
    goal: 'some wrong',
    isReached,
  })
}
