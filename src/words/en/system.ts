import { counted } from '../counted'
import { size } from './kept'
import { locale } from './locale'

/** Seconds for people: "40 seconds", "12 minutes", "3 hours", "2 days". */
const lasting = (seconds: number) => {
  if (seconds < 90) return counted(Math.round(seconds), 'second')
  if (seconds < 5_400) return counted(Math.round(seconds / 60), 'minute')
  if (seconds < 129_600) return counted(Math.round(seconds / 3_600), 'hour')
  return counted(Math.round(seconds / 86_400), 'day')
}

/** The admin's page of the desk as a machine. */
export const system = {
  title: 'System',
  opening: 'What this desk runs on, as it is now. Looking changes nothing; load the page again to look again.',
  count: (number: number) => number.toLocaleString(locale),
  nothing: '–',
  ago: lasting,

  work: 'Jobs',
  workMeans: 'What is worked off beside the pages, by whichever process comes to it.',
  kind: 'Kind',
  waiting: 'Waiting',
  running: 'Running',
  failed: 'Failed in a day',
  oldest: 'Oldest due for',
  kinds: {
    import: 'Articles of imports',
    export: 'Exports to be kept',
    'webhook fan-out': 'Links to tell of',
    webhook: 'Messages of webhooks',
    fingerprint: 'Texts to compare',
  },
  one: {
    import: 'An article of an import',
    export: 'An export to be kept',
    'webhook fan-out': 'A link to tell of',
    webhook: 'A message of a webhook',
    fingerprint: 'A text to compare',
  },
  late: 'Something here waits too long. Look whether a process serves at all, and what the log says with “not gone on with”.',
  failures: 'The last that failed',
  noFailures: 'None has failed of late. What a job is refused for will stand here, with whose it was.',
  noReason: 'Nobody wrote down why.',

  seals: 'History',
  sealed: (events: string) => `${events} sealed.`,
  lastCheckpoint: 'The last checkpoint was signed on',
  noneSealed: 'Nothing has been sealed yet. The first checkpoint comes within a minute of the first change.',
  unsealed: (count: number, oldest: number | null) =>
    count === 0
      ? 'Nothing waits for a seal.'
      : `${events(count)} for the next seal, the oldest for ${lasting(oldest ?? 0)}.`,
  sealsLate: 'A round comes each minute: the log says why none did (“history was not sealed”).',
  events: (count: number) => counted(count, 'event'),
  inADay: 'In the last day',
  inAWeek: 'In the last week',
  toTransparency: 'All checkpoints',

  database: 'Database',
  sizesMean: 'On PostgreSQL’s disk, with indexes.',
  sizes: {
    database: 'All of it',
    texts: 'Texts of articles, and the bytes they came from',
    history: 'History and its seals',
    search: 'What search looks through',
    keptExports: 'Exports that are kept',
  },
  largest: 'The largest tables',
  table: 'Table',
  rows: 'Rows, about',
  size: 'Size',
  indexes: 'Of it indexes',
  about: (rows: number) => rows.toLocaleString(locale, { maximumSignificantDigits: 3 }),

  pools: {
    pages: 'Readers’ pages',
    visits: 'Who asks',
    writes: 'Changes, and the desk',
    exports: 'Exports',
    kept: 'Files that are kept',
  },
  replicaPool: (name: string) => `Readers’ pages, from ${name}`,
  connections: 'Connections to the database',
  connectionsMean: 'Of the process that made this page.',
  pool: 'For',
  used: 'In use',
  idle: 'Idle',
  wait: 'Wait for one',
  most: 'At most',

  processes: 'Processes that serve',
  processesMean: 'Whoever holds a connection to this database for changes.',
  thisOne: 'made this page',
  noProcesses: 'None is to be seen: a pooler between Gainsay and PostgreSQL may hide their names.',
  replicas: 'Replicas',
  noReplicas: 'No replica follows this PostgreSQL.',
  hiddenReplicas: (count: number, role: string) =>
    `${counted(count, 'replica')} of this PostgreSQL, but the role ${role} may not see how far ${count === 1 ? 'it is' : 'they are'}: GRANT pg_read_all_stats TO ${role}, as a superuser.`,
  replica: (state: string, behind: string | null, seconds: number | null) =>
    [state, behind && `${behind} behind`, seconds === null ? null : `${lasting(seconds)} late`]
      .filter(Boolean)
      .join(' · '),

  versions: 'Versions',
  migration: 'Last migration',
  bytes: size,
}

const events = (count: number) => (count === 1 ? 'One event waits' : `${count.toLocaleString(locale)} events wait`)
