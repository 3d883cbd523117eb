import type { Need } from './frame/needs'
import type { BenchOptions, Part } from './frame/part'
import type { Measured, Report } from './frame/report'
import { corpusOf } from './pages/corpora'
import { paceOf } from './pages/rounds'
import { besidePeer } from './peers/beside-peer'
import { directus } from './peers/directus'
import { flatDatabase } from './peers/flat-tables'
import { claimsToAdd } from './peers/our-writes'
import { type Beside, installed, nodeOf, type Peer } from './peers/peer'
import { postgraphile } from './peers/postgraphile'

const CLAIMS = { long: 100_000, short: 20_000 }

/** As many requests as theirs, or so much of their time and memory; what has no goal is told. */
const GOALS: Record<string, Partial<Record<Beside, Omit<Measured, 'what' | 'unit'>>>> = {
  Directus: {
    chain: { least: 13, toReach: 'chain-peers' },
    search: { least: 30, toReach: 'search' },
    add: { least: 5, toReach: 'claim-added' },
    start: { most: 0.3, toReach: 'start' },
    memory: { most: 0.5, toReach: 'start' },
  },
  PostGraphile: { chain: { least: 1.5, toReach: 'chain-peers' } },
}

const WHAT: Record<Beside, string> = {
  chain: 'a chain',
  speaker: 'thirty claims of a speaker',
  search: 'the newest twenty with a word',
  add: 'a claim added',
  start: 'start to first page',
  memory: 'idle memory',
}

const KNOWN: readonly { name: string; need: Need; of: string; peer: (root: string, node: string) => Peer }[] = [
  { name: 'Directus', need: 'directus', of: 'directus', peer: directus },
  { name: 'PostGraphile', need: 'postgraphile', of: 'postgraphile', peer: postgraphile },
]

/**
 * Other people's programs on the same rows, in tables as flat as they could wish, asked for JSON where we send a page: ours by theirs.
 * They are installed in a folder of their own (bench/README.md), and are no dependency.
 */
export const peers: Part = {
  what: 'Directus and PostGraphile on the same rows, in the folder that --peers names',
  takes: ['claims', 'rounds', 'peers'],
  reaches: ['chain-peers', 'search', 'claim-added', 'start'],
  run: benchPeers,
}

async function benchPeers(report: Report, { peers: folder, claims: asked, ...options }: BenchOptions): Promise<void> {
  report.lacks('mediawiki', { what: `${WHAT.chain}, by MediaWiki`, toReach: 'chain-peers', least: 45 })
  const here: Peer[] = []
  for (const { name, need, of, peer } of KNOWN) {
    const found = installed(folder, of)
    if (found && folder) {
      report.told({ what: name, found: found.version })
      here.push(peer(found.root, nodeOf(folder)))
    } else for (const [beside, goal] of goalsOf(name)) report.lacks(need, { what: nameOf(beside, name), ...goal })
  }
  if (here.length === 0) return

  const claims = asked ?? CLAIMS[options.short ? 'short' : 'long']
  const corpus = await corpusOf(claims)
  try {
    const flat = await flatDatabase(corpus)
    const toAdd = await claimsToAdd(corpus.appUrl)
    for (const peer of here) {
      const tell = (beside: Beside, unit: string, ratios: readonly number[], cpu?: readonly number[]) =>
        report.rounds({ what: nameOf(beside, peer.name), claims, unit, ...GOALS[peer.name]?.[beside] }, ratios, cpu)
      // What one of them does wrong says nothing of the other.
      try {
        await besidePeer(peer, { corpus, flat, toAdd }, paceOf(options), tell)
      } catch (error) {
        report.within(peer.name).failed(error)
      }
    }
  } finally {
    await corpus.stop()
  }
}

const nameOf = (beside: Beside, peer: string) => `${WHAT[beside]}, by ${peer}`
const goalsOf = (peer: string) => Object.entries(GOALS[peer] ?? {}) as [Beside, Omit<Measured, 'what' | 'unit'>][]
