import { CONTROL } from './faults/control-server'
import { unableToStart } from './faults/embedded'
import { endingAtWork } from './faults/ending'
import { fullDisk } from './faults/full-disk'
import { MISTAKEN, mistakesMade } from './faults/mistakes'
import { type OwnPostgres, ownPostgres } from './faults/own-postgres'
import { frozen, gone, restarted } from './faults/server-faults'
import { type Corpus, fill, type Site, siteOn } from './faults/site'
import { BEHIND_A_PROXY, exportsAtPace, exportsTrickled, exportsUnread, slowSenders } from './faults/slow-clients'
import { cut, pagesSlow, tableLocked, writesStuck, writeTooLong } from './faults/stuck-faults'
import type { Trial } from './faults/trial'
import type { Figure, Harness } from './harness'

interface Planned {
  what: string
  goal: string
  trial(site: Site): Promise<Trial>
  /** What the process is started with besides. */
  more?: Record<string, string>
}

const STAYS = 'pages stay 200'
const REFUSED = '503 with Retry-After, back within 5 s'

/** Every fault, each on a process of its own. */
const planned = (short: boolean): Planned[] => [
  { what: 'the database gone', goal: REFUSED, trial: (site) => gone(site, 2_000) },
  {
    what: 'restarted again and again',
    goal: 'no acknowledged write lost',
    trial: (site) => restarted(site, short ? 2 : 15),
  },
  { what: 'frozen for a second', goal: 'pages wait, then 200', trial: (site) => frozen(site, 1_000) },
  { what: 'frozen for longer than anybody waits', goal: REFUSED, trial: (site) => frozen(site, 25_000) },
  { what: 'writes stuck on a row, all connections taken', goal: STAYS, trial: (site) => writesStuck(site, 2_000) },
  { what: 'the same for longer than they wait', goal: STAYS, trial: (site) => writesStuck(site, 12_000) },
  {
    what: 'downloads nobody reads, all connections taken',
    goal: STAYS,
    trial: (site) => exportsUnread(site, 2_000),
    more: BEHIND_A_PROXY,
  },
  {
    what: 'downloads read by drops, from one address',
    goal: `others download, and ${STAYS}`,
    trial: exportsTrickled,
    more: BEHIND_A_PROXY,
  },
  ...(short
    ? []
    : [
        {
          what: 'downloads read slowly, and very slowly',
          goal: 'below 6 KB/s cut, above not',
          trial: exportsAtPace,
          more: BEHIND_A_PROXY,
        },
      ]),
  { what: 'queries of pages that never end', goal: REFUSED, trial: pagesSlow },
  { what: 'a table locked by another session', goal: REFUSED, trial: tableLocked },
  { what: 'a write that takes too long', goal: 'refused whole', trial: writeTooLong },
  { what: 'connections cut in queries, a write, COMMIT', goal: 'told as what it is', trial: cut },
  {
    what: 'slow senders, and a crowd that says nothing',
    goal: `cut, and ${STAYS}`,
    trial: (site) => slowSenders(site, short ? { crowd: 200, longest: 18_000 } : { crowd: 500, longest: 64_000 }),
  },
  {
    what: 'told to end while at work',
    goal: '/readyz first, then what is under way',
    trial: (site) => endingAtWork(site, 2_000),
    more: { DRAIN_SECONDS: '2' },
  },
  {
    what: 'a mistake nobody caught',
    goal: 'told, and ended after what is under way',
    trial: mistakesMade,
    more: MISTAKEN,
  },
]

interface Control {
  what: string
  /** What the control server lacks: see `WORSE` there. */
  control: string
  trial(site: Site): Promise<Trial>
  /** What has to be among what is wrong. */
  finds: RegExp
}

export const CONTROLS: Record<string, Control> = {
  onePool: {
    what: 'one pool for all',
    control: 'one pool',
    trial: (site) => writesStuck(site, 0),
    finds: /^pages: 503/,
  },
  noErrorHandler: {
    what: 'no listener for errors',
    control: 'no error handler',
    trial: (site) => gone(site, 0),
    finds: /^the process ended with 1/,
  },
  queryTimeout: {
    what: "pg's own time limit",
    control: "pg's query_timeout",
    trial: (site) => frozen(site, 1_500),
    finds: /left within a transaction/,
  },
  nodesLimits: {
    what: "Node's own limits for senders",
    control: 'one pool',
    trial: (site) => slowSenders(site, { crowd: 0, longest: 18_000 }),
    finds: /not cut in time/,
  },
}

/** Runs a trial on a process of its own, and ends that however it went. */
export async function onSite(
  postgres: OwnPostgres,
  corpus: Corpus,
  trial: (site: Site) => Promise<Trial>,
  options: Parameters<typeof siteOn>[2] = {},
): Promise<Trial> {
  const site = await siteOn(postgres, corpus, options)
  try {
    return await trial(site)
  } catch (error) {
    return { found: 'not tried to its end', wrong: [String(error)] }
  } finally {
    await site.app.end()
    if (!postgres.isRunning()) await postgres.start()
  }
}

/** Runs a control's trial, which has to find something. */
export async function runControl(postgres: OwnPostgres, corpus: Corpus, { control, trial, finds }: Control) {
  const found = await onSite(postgres, corpus, trial, {
    script: 'bench/trust/faults/control-server.js',
    more: { [CONTROL]: control },
  })
  return { ...found, isFound: found.wrong.some((line) => finds.test(line)) }
}

/**
 * What happens to readers and writers when the database or others are in trouble, on the product as it is started, with
 * a PostgreSQL of the harness's own. POSIX only: it stops processes in their tracks.
 */
export const faults: Harness = {
  what: 'the database gone, restarted, frozen, full; pools exhausted; slow senders and readers',
  async run({ short }) {
    const figures: Figure[] = []
    const tell = (what: string, goal: string, { found, wrong }: Trial) =>
      figures.push({ what, goal, found: [found, ...wrong].join('; '), isReached: wrong.length === 0 })
    const postgres = await ownPostgres()
    try {
      const corpus = await fill(postgres)
      for (const { what, goal, trial, more = {} } of planned(short)) {
        tell(what, goal, await onSite(postgres, corpus, trial, { more }))
      }
      for (const control of Object.values(CONTROLS)) {
        const { isFound, wrong } = await runControl(postgres, corpus, control)
        const found = isFound ? `found: ${wrong.join('; ').slice(0, 160)}` : 'NOT FOUND'
        figures.push({ what: `control: ${control.what}`, found, goal: 'is found', isReached: isFound })
      }
    } finally {
      await postgres.end()
    }
    tell('the embedded database, unable to start for 15 s', REFUSED, await unableToStart(15_000))
    const onFullDisk = await fullDisk()
    if (!onFullDisk)
      tell('a full disk', 'skipped', { found: 'skipped: only root can mount a small disk (Linux)', wrong: [] })
    const [tables, log] = onFullDisk ?? []
    if (tables) tell('a full disk, with room in the log', STAYS, tables)
    if (log) tell('a full disk, and none in the log either', REFUSED, log)
    return figures
  },
}
