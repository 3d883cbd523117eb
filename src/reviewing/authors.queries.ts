import type { EntityManager } from 'typeorm'

/** Somebody a draft is the work of. */
export interface DraftAuthor {
  id: number
  name: string
}

/**
 * What changes nothing of a row's words. Whatever else history tells of makes whoever did it an author: an act that is
 * added one day must not let its doer publish it by being forgotten here.
 */
const NOT_AUTHORING = ['published', 'sent back', 'taken back', 'withdrawn', 'restored']

type Kind = 'claim' | 'statement' | 'link' | 'reply'

const TABLES: Record<Kind, string> = { claim: 'claims', statement: 'statements', link: 'links', reply: 'replies' }

/** Whose work a row is. */
export interface Authors {
  /** Everybody who made or changed it since it was last published: who may not publish it. */
  sincePublished: DraftAuthor[]
  /** Who is told, and shown: these, or after a publication whoever worked on it before. Empty is the command line. */
  credited: DraftAuthor[]
}

/** Somebody who worked on a row, and whether that was after its last publication. */
interface Worker extends DraftAuthor {
  isSince: boolean
}

/** Whose work these rows are: by row, everybody who ever made or changed it, from history, and who recorded it. */
export async function workersOn(db: EntityManager, kind: Kind, ids: readonly number[]): Promise<Map<number, Worker[]>> {
  const rows: (Worker & { subjectId: number })[] = await db.query(
    `SELECT subject.id AS "subjectId", accounts.id, accounts.name, bool_or(worked.id > last.published) AS "isSince"
     FROM unnest($2::integer[]) AS subject (id)
     CROSS JOIN LATERAL (
       SELECT coalesce(max(id), 0) AS published FROM history
       WHERE subject_kind = $1 AND subject_id = subject.id AND action = 'published'
     ) last
     CROSS JOIN LATERAL (
       SELECT id, account_id FROM history
       WHERE subject_kind = $1 AND subject_id = subject.id AND action <> ALL($3)
       UNION ALL SELECT 0, created_by_id FROM ${TABLES[kind]} WHERE ${TABLES[kind]}.id = subject.id
     ) worked
     JOIN accounts ON accounts.id = worked.account_id
     GROUP BY 1, 2, 3 ORDER BY 1, 2`,
    [kind, ids, NOT_AUTHORING],
  )
  const workers = new Map<number, Worker[]>()
  for (const { subjectId, ...worker } of rows) workers.set(subjectId, [...(workers.get(subjectId) ?? []), worker])
  return workers
}

/** The authors of one piece of work, from those of its parts: a statement is reviewed with its claim. */
export function authorsOf(...parts: (Worker[] | undefined)[]): Authors {
  const since = (workers: Worker[] = []) => workers.filter(({ isSince }) => isSince)
  const credited = (workers: Worker[] = []) => (since(workers).length > 0 ? since(workers) : workers)
  return { sincePublished: each(parts.flatMap(since)), credited: each(parts.flatMap(credited)) }
}

const each = (workers: Worker[]): DraftAuthor[] => [
  ...new Map(workers.map(({ id, name }) => [id, { id, name }])).values(),
]
