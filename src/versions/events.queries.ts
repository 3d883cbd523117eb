import { prepared, type Rows } from '../database/read-pool'
import type { Subject } from '../history/images.queries'
import type { Names } from './fields'
import type { Images, VersionedKind } from './image'

const namesByNumber = prepared<Record<keyof Names, Record<string, string> | null>>(
  'versions names',
  `SELECT
       (SELECT json_object_agg(named_id, name) FROM speakers_now WHERE named_id = ANY($1::integer[])) AS speakers,
       (SELECT json_object_agg(id, name) FROM outlets WHERE id = ANY($2::integer[])) AS outlets,
       (SELECT json_object_agg(id, title) FROM speaker_roles WHERE id = ANY($3::integer[])) AS roles,
       (SELECT json_object_agg(id, number::text) FROM revisions WHERE id = ANY($4::integer[])) AS revisions`,
)

/** Whoever some images name by number: speakers as they are called now, outlets, roles by their titles, revisions by their numbers in their article. */
export async function namesIn(rows: Rows, images: readonly (object | null)[]): Promise<Names> {
  const numbers = numbersIn(images)
  const [found] = await rows(namesByNumber, [numbers.speakers, numbers.outlets, numbers.roles, numbers.revisions])
  return {
    speakers: byNumber(found?.speakers ?? null),
    outlets: byNumber(found?.outlets ?? null),
    roles: byNumber(found?.roles ?? null),
    revisions: byNumber(found?.revisions ?? null),
  }
}

const byNumber = (names: Record<string, string> | null) =>
  new Map(Object.entries(names ?? {}).map(([id, name]) => [Number(id), name]))

/** Members of images that are numbers of somebody. */
const NAMING: Record<string, keyof Names> = {
  namedId: 'speakers',
  speakerId: 'speakers',
  speaksForId: 'speakers',
  mergedIntoId: 'speakers',
  outletId: 'outlets',
  roleId: 'roles',
  revisionId: 'revisions',
}

function numbersIn(images: readonly (object | null)[]): Record<keyof Names, number[]> {
  const found: Record<keyof Names, number[]> = { speakers: [], outlets: [], roles: [], revisions: [] }
  const look = (value: unknown) => {
    if (value === null || typeof value !== 'object') return
    for (const [member, inner] of Object.entries(value)) {
      const names = NAMING[member]
      if (names && typeof inner === 'number') found[names].push(inner)
      else look(inner)
    }
  }
  for (const image of images) look(image)
  return found
}

/** A change as history tells it, with what the row was before and after. */
export interface EventRow {
  historyId: number
  at: Date
  action: string
  kind: VersionedKind
  id: number
  version: number | null
  /** Null is the command line. */
  by: { id: number; name: string; isPublic: boolean } | null
  payload: Record<string, unknown> | null
  before: Images[VersionedKind] | null
  after: Images[VersionedKind] | null
  /** Whether what was told has been erased. */
  isErased: boolean
}

const newestEvents = prepared<EventRow>(
  'versions events',
  `SELECT history.id AS "historyId", history.at, history.action, history.subject_kind AS kind,
            history.subject_id AS id, history.version,
            CASE WHEN accounts.id IS NOT NULL THEN json_build_object('id', accounts.id, 'name', accounts.name,
              'isPublic', accounts.name_is_public) END AS by,
            told.payload, previous.image AS before, told.image AS after, told.history_id IS NULL AS "isErased"
     FROM (
       SELECT history.* FROM unnest($1::text[], $2::integer[]) AS subject (kind, id)
       CROSS JOIN LATERAL (
         SELECT * FROM history
         WHERE subject_kind = subject.kind AND subject_id = subject.id AND ($3::bigint IS NULL OR history.id < $3)
         ORDER BY history.id DESC LIMIT $4
       ) history
       ORDER BY history.id DESC LIMIT $4
     ) history
     LEFT JOIN accounts ON accounts.id = account_id
     LEFT JOIN history_payloads told ON told.history_id = history.id
     LEFT JOIN LATERAL (
       SELECT image FROM history earlier LEFT JOIN history_payloads ON history_id = earlier.id
       WHERE earlier.subject_kind = history.subject_kind AND earlier.subject_id = history.subject_id
         AND earlier.id < history.id AND earlier.version IS NOT NULL
       ORDER BY earlier.id DESC LIMIT 1
     ) previous ON true
     ORDER BY history.id DESC`,
)

/** The newest changes of some rows that history tells of, before `before` if that is given; at most `limit`. */
export function eventsOf(
  rows: Rows,
  subjects: readonly Subject<VersionedKind>[],
  { before = null, limit }: { before?: number | null; limit: number },
): Promise<EventRow[]> {
  return rows(newestEvents, [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id), before, limit])
}
