import type { Attack } from './attack'

const CHANGE_BYTES = `UPDATE kept_export_parts SET bytes = overlay(bytes PLACING 'X' FROM octet_length(bytes) - 7) WHERE export_id = 1`
const FIT_HASH = `UPDATE kept_exports SET sha256 = sha256(kept_export_parts.bytes)
  FROM kept_export_parts WHERE export_id = id AND id = 1`

/** Does this to snapshot 1; what then has to be said of it. */
const done = (what: string, named: RegExp, ...statements: string[]): Attack => ({
  what,
  async tamper({ db }) {
    for (const sql of statements) await db.query(sql)
    return named
  },
})

/** Ways to tamper with what others cite. */
export const SNAPSHOT_ATTACKS: Attack[] = [
  done('a snapshot’s bytes changed', /snapshot 1: its bytes have another hash than it says$/, CHANGE_BYTES),
  done(
    'a snapshot’s bytes changed, and its hash',
    /snapshot 1: its sha256 is not as history tells it$/,
    ...[CHANGE_BYTES, FIT_HASH],
  ),
  done(
    'these, and a history row written that tells of them',
    /snapshot 1: its sha256 is not as history tells it$/,
    ...[CHANGE_BYTES, FIT_HASH, `SELECT tell_of_snapshots(ARRAY[1], 'made', NULL)`],
  ),
  done(
    'a snapshot made older',
    /snapshot 1: its begunAt is not as history tells it$/,
    `UPDATE kept_exports SET begun_at = begun_at - interval '1 year'`,
  ),
  done(
    'a snapshot said to be of other claims',
    /snapshot 1: its query is not as history tells it$/,
    `UPDATE kept_exports SET query = 'from=2019-01-01'`,
  ),
  done('a part of a snapshot deleted', /snapshot 1: part 0 is missing$/, 'DELETE FROM kept_export_parts'),
  done(
    'a snapshot withdrawn past history',
    /snapshot 1: its state is not as history tells it$/,
    `UPDATE kept_exports SET state = 'withdrawn', withdrawn_reason = 'Any.'`,
    'DELETE FROM kept_export_parts',
  ),
  done(
    'a snapshot deleted',
    /snapshot 1: it is gone$/,
    ...['DELETE FROM kept_export_parts', 'DELETE FROM kept_exports'],
  ),
  done(
    'a snapshot put there that nobody made',
    /snapshot \d+: history tells nothing of it$/,
    `INSERT INTO kept_exports (made_by_id, file, query, is_snapshot, desk_name, state, begun_at, ready_at, rows, bytes, sha256)
     SELECT made_by_id, file, query, true, desk_name, 'ready', begun_at, ready_at, 0, 0, sha256('') FROM kept_exports`,
  ),
]
