import type { Config } from '../config'
import type { Condition } from '../database/condition.queries'
import { CONNECTIONS } from '../database/pool-sizes'
import type { Replica } from '../database/replicas/replica'

/** What `doctor` has looked at: `look` may be meant so, `wrong` can't be. */
export interface Finding {
  what: string
  state: 'ok' | 'look' | 'wrong'
  told: string
  /** How it is mended; null where nothing is to be. */
  mend: string | null
}

const ok = (what: string, told: string): Finding => ({ what, state: 'ok', told, mend: null })
const look = (what: string, told: string, mend: string): Finding => ({ what, state: 'look', told, mend })
export const wrong = (what: string, told: string, mend: string): Finding => ({ what, state: 'wrong', told, mend })

/** Migrations keep to what this one knows (docs/contributing.md). */
export const OLDEST_POSTGRESQL = 15

/** Beside those of a process: for commands, a backup, a person. */
const BESIDE = 5

/** Milliseconds that two clocks may differ: sessions, seals and “today” go by both. */
const CLOCKS_APART = 2_000

/** Bytes free below which a night’s import, or a backup beside the data, may fill a disk. */
const LITTLE_ROOM = 2 * 1024 ** 3

const isLocal = (url: string) => /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url)

/** Of a DATA_DIR that nothing was started in. */
export const notYet = look('Database', 'there is none here yet', 'Run `npm start`, or set DATABASE_URL.')

/** What the settings alone tell. */
export function ofSettings({ baseUrl, host, database, sessionSecret, mail, trustProxy }: Config): Finding[] {
  const isOpen = !/^(?:127\.|localhost$|::1$)/.test(host)
  return [
    baseUrl === null
      ? look(
          'Address',
          'BASE_URL is not set: exports, feeds and mails name this machine',
          'Set BASE_URL to what readers type.',
        )
      : baseUrl.startsWith('http:') && !isLocal(baseUrl)
        ? wrong(
            'Address',
            `${baseUrl} is not encrypted: passwords and sessions can be read on their way`,
            'Serve it by https, behind a proxy, and set BASE_URL to that.',
          )
        : ok('Address', baseUrl),
    isOpen && trustProxy === 0
      ? look(
          'Proxy',
          `everybody may connect (HOST=${host}), and no proxy is trusted (TRUST_PROXY=0)`,
          'Listen on 127.0.0.1 behind a proxy; behind one on another machine, set TRUST_PROXY.',
        )
      : ok('Proxy', `listens on ${host}, proxies trusted: ${trustProxy}`),
    database && sessionSecret === null
      ? look(
          'Sessions',
          'SESSION_SECRET is not set: it is kept in DATA_DIR, and another process there has another',
          'Set the same SESSION_SECRET for all processes, if there are several.',
        )
      : ok('Sessions', sessionSecret === null ? 'the secret is kept in DATA_DIR' : 'SESSION_SECRET is set'),
    ...(mail
      ? []
      : [
          look(
            'Mail',
            'SMTP_URL is not set: nothing is mailed, links for passwords are given by hand',
            'Set SMTP_URL and MAIL_FROM.',
          ),
        ]),
  ]
}

/** What is seen of the database. */
export function ofDatabase(seen: Condition, isEmbedded: boolean, connections = CONNECTIONS): Finding[] {
  const version = `${Math.floor(seen.version / 10_000)}.${seen.version % 10_000}`
  return [
    seen.version < OLDEST_POSTGRESQL * 10_000
      ? wrong('PostgreSQL', `version ${version}`, `Use PostgreSQL ${OLDEST_POSTGRESQL} or newer.`)
      : ok('PostgreSQL', `version ${version}${isEmbedded ? ', Gainsay’s own' : ''}`),
    seen.encoding === 'UTF8'
      ? ok('Encoding', 'UTF8')
      : wrong('Encoding', seen.encoding, 'Make the database anew with ENCODING ’UTF8’, and restore a backup into it.'),
    seen.pending.length === 0
      ? ok('Migrations', 'all have run')
      : look(
          'Migrations',
          `${seen.pending.length} have not run: ${seen.pending.join(', ')}`,
          'Run `gainsay migrate`, or start: every start does.',
        ),
    rolesOf(seen),
    seen.isDurable
      ? ok('Durability', 'what was acknowledged outlives a crash')
      : wrong(
          'Durability',
          'fsync, full_page_writes or synchronous_commit is off: a crash loses what was acknowledged, or more',
          'Switch all three on in PostgreSQL’s settings.',
        ),
    Math.abs(seen.clockAhead) > CLOCKS_APART
      ? wrong(
          'Clocks',
          `PostgreSQL’s is ${(Math.abs(seen.clockAhead) / 1000).toFixed(1)} s ${seen.clockAhead > 0 ? 'ahead of' : 'behind'} this machine’s`,
          'Let both machines take their time from NTP.',
        )
      : ok('Clocks', 'agree'),
    seen.mostConnections < connections + BESIDE
      ? wrong(
          'Connections',
          `PostgreSQL takes ${seen.mostConnections}, a process up to ${connections}`,
          `Set max_connections to ${connections + BESIDE} and more, ${connections} for each process.`,
        )
      : ok(
          'Connections',
          `PostgreSQL takes ${seen.mostConnections}: enough for ${Math.floor((seen.mostConnections - BESIDE) / connections)} processes`,
        ),
  ]
}

function rolesOf({ owner, app, isSuperuser, mayRewriteHistory }: Condition): Finding {
  const mend =
    'Make a second role, and give the one that migrates as DATABASE_OWNER_URL (“Your own PostgreSQL” in docs/operations.md).'
  if (isSuperuser)
    return wrong(
      'Roles',
      `${app}, which serves, is a superuser: whoever gets in by Gainsay has all of PostgreSQL`,
      mend,
    )
  if (owner === app)
    return look('Roles', `${app} migrates and serves: nothing but Gainsay’s code keeps it from changing history`, mend)
  if (mayRewriteHistory)
    return wrong(
      'Roles',
      `${app}, which serves, may change history`,
      'Run `gainsay migrate`: it gives and takes rights as they should be.',
    )
  return ok('Roles', `${owner} migrates, ${app} serves and can’t change history`)
}

const REPLICA_MENDS: Record<Exclude<Replica['condition'], 'well'>, [told: string, mend: string]> = {
  behind: [
    'five seconds behind the primary and more',
    'Look at what holds it up: the network, its disk, or long queries there (pg_stat_replication on the primary).',
  ],
  away: ['can’t be read from', 'Start it, and look at its address in DATABASE_READ_URLS.'],
  'no replica': ['is no replica (any more)', 'Make it one again, or take it out of DATABASE_READ_URLS.'],
  'of another database': [
    'is of another server than DATABASE_URL',
    'Make it a streaming replica of that server, or take it out of DATABASE_READ_URLS.',
  ],
}

/** Of a replica, which readers do without. */
export function ofReplica(name: string, { condition, reason }: Pick<Replica, 'condition' | 'reason'>): Finding {
  const what = `R${name.slice(1)}`
  if (condition === 'well') return ok(what, 'readers’ pages are read from it')
  const [told, mend] = REPLICA_MENDS[condition]
  return wrong(what, reason === null ? told : `${told}: ${reason}`, mend)
}

/** Of the disk that DATA_DIR is on: bytes free, or why it can’t be written to. */
export function ofFolder(dataDir: string, found: { free: number } | { problem: string } | null): Finding {
  if (found === null) return ok('Data', `${dataDir} is not there yet; the first start makes it`)
  if ('problem' in found)
    return wrong(
      'Data',
      `${dataDir}: ${found.problem}`,
      'Let the user that Gainsay runs as write there, or set DATA_DIR.',
    )
  const told = `${dataDir}, ${(found.free / 1024 ** 3).toFixed(1)} GiB free`
  return found.free < LITTLE_ROOM ? look('Data', told, 'Make room: a full disk stops all writing.') : ok('Data', told)
}

/** Who may sign in, by role. */
export function ofAccounts(count: number, admins: number): Finding {
  if (count === 0) return look('Accounts', 'nobody can sign in yet', 'Run `gainsay user add EMAIL --role admin`.')
  if (admins === 0)
    return look('Accounts', 'no admin: nobody can see to accounts and settings', 'Run `gainsay user role EMAIL admin`.')
  return ok('Accounts', `${count}, of them ${admins} admin${admins === 1 ? '' : 's'}`)
}

/** Rows of history without a seal since when a checkpoint should have had them, and whether the key here is one that outsiders know. */
export function ofSeals(overdue: number, isKnownKey: boolean): Finding {
  if (!isKnownKey)
    return wrong(
      'Seals',
      'another key signs this desk’s checkpoints, and has not handed over to the one here',
      'See “Seals and checkpoints” in docs/operations.md.',
    )
  return overdue === 0
    ? ok('Seals', 'none is overdue')
    : look(
        'Seals',
        `${overdue} rows of history wait for one for too long`,
        'Start Gainsay: it seals by itself; then run `gainsay verify`.',
      )
}
