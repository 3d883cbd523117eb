import { type Moment, moment } from '../accounts/moments'
import type { PoolNow } from '../database/pools-now'
import { type PageHead, page } from '../web/page'
import { failedFor } from '../webhooks/refused-address'
import { words } from '../words/words'
import type { Failure, FollowingServer, SystemFacts } from './system.queries'

interface FailureShown {
  kind: string
  at: Moment
  why: string
  /** Where more is to be seen, or who can see it. */
  more: { path: string; name: string } | null
}

interface SystemPage extends PageHead {
  work: { name: string; waiting: string; running: string; failed: string; oldest: string; isLate: boolean }[]
  failures: FailureShown[]
  seals: {
    sealed: string | null
    at: Moment | null
    unsealed: string
    isLate: boolean
    lastDay: string
    lastWeek: string
  }
  sizes: { name: string; size: string }[]
  tables: { name: string; rows: string; size: string; indexes: string }[]
  pools: (PoolNow & { means: string })[]
  processes: { name: string; version: string; isThis: boolean }[]
  replication: {
    /** What stands there where none is shown. */
    instead: string | null
    replicas: { name: string; told: string; isLate: boolean }[]
  }
  versions: { name: string; version: string }[]
}

export const systemPage = page<SystemPage>('watching/system')

const said = words.system

/** A round of sealing comes each minute; so many later something is wrong (s). */
const SEALED_WITHIN = 900

/** What waits longer than the longest of its kind takes is told in bold (s). */
const DUE_WITHIN = 1_800

/** So far behind something is the matter with it, whoever reads from it (s). */
const REPLAYED_WITHIN = 60

/** What is known of the desk as a machine, in words. */
export function systemModel(facts: SystemFacts, pools: PoolNow[], self: string): SystemPage {
  const { seals, sizes, versions } = facts
  return {
    title: said.title,
    section: '/desk/system',
    work: facts.work.map(({ kind, waiting, running, failed, oldest }) => ({
      name: said.kinds[kind],
      waiting: said.count(waiting),
      running: said.count(running),
      failed: failed === null ? said.nothing : said.count(failed),
      oldest: oldest === null ? said.nothing : said.ago(oldest),
      isLate: (oldest ?? 0) > DUE_WITHIN,
    })),
    failures: facts.failures.map(failureShown),
    seals: {
      sealed: seals.treeSize === null ? null : said.events(seals.treeSize),
      at: seals.sealedAt && moment(seals.sealedAt),
      unsealed: said.unsealed(seals.unsealed, seals.oldestUnsealed),
      isLate: (seals.oldestUnsealed ?? 0) > SEALED_WITHIN,
      lastDay: said.events(seals.lastDay),
      lastWeek: said.events(seals.lastWeek),
    },
    sizes: Object.entries(sizes).map(([name, bytes]) => ({
      name: said.sizes[name as keyof typeof sizes],
      size: said.bytes(bytes),
    })),
    tables: facts.tables.map(({ name, rows, bytes, indexBytes }) => ({
      name,
      rows: rows === null ? said.nothing : said.about(rows),
      size: said.bytes(bytes),
      indexes: said.bytes(indexBytes),
    })),
    pools: pools.map((pool) => ({
      ...pool,
      means: said.pools[pool.name as keyof typeof said.pools] ?? said.replicaPool(pool.name),
    })),
    processes: facts.processes.map(({ version, host, pid }) => ({
      name: `${host}/${pid}`,
      version: `Gainsay ${version}`,
      isThis: self.endsWith(` ${host}/${pid}`),
    })),
    replication: replicationShown(facts.replication),
    versions: [
      { name: 'Gainsay', version: versions.gainsay },
      { name: 'Node.js', version: versions.node },
      { name: 'PostgreSQL', version: versions.postgresql },
      { name: said.migration, version: versions.migration },
    ],
  }
}

function failureShown({ kind, at, problem, answered, accountId, accountName, snapshotId }: Failure): FailureShown {
  const why =
    kind === 'webhook' ? (problem === null ? words.webhooks.answered(answered ?? 0) : failedFor(problem)) : problem
  const more =
    snapshotId !== null
      ? { path: `/exports/snapshots/${snapshotId}`, name: words.kept.snapshot(snapshotId) }
      : accountId !== null
        ? { path: `/accounts/${accountId}`, name: accountName ?? String(accountId) }
        : null
  return { kind: said.one[kind], at: moment(new Date(at)), why: why ?? said.noReason, more }
}

function replicationShown({ maySee, role, replicas }: SystemFacts['replication']): SystemPage['replication'] {
  if (replicas.length === 0) return { instead: said.noReplicas, replicas: [] }
  if (!maySee) return { instead: said.hiddenReplicas(replicas.length, role), replicas: [] }
  return { instead: null, replicas: replicas.map(replicaShown) }
}

const replicaShown = ({ name, address, state, bytesBehind, secondsBehind }: FollowingServer) => ({
  name: [name, address].filter(Boolean).join(' · '),
  told: said.replica(state ?? '', bytesBehind === null ? null : said.bytes(bytesBehind), secondsBehind),
  isLate: (secondsBehind ?? 0) > REPLAYED_WITHIN,
})
