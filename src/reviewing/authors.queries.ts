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

type Kind = 'claim' | 'statement' | 'link'

/** Whose work each of these rows is: everybody who made or changed it since it was last published, from history. */
export async function authorsOf(
  db: EntityManager,
  kind: Kind,
  ids: readonly number[],
): Promise<Map<number, DraftAuthor[]>> {
  const rows: { subjectId: number; id: number; name: string }[] = await db.query(
    `SELECT DISTINCT subject.id AS "subjectId", accounts.id, accounts.name
     FROM unnest($2::integer[]) AS subject (id)
     JOIN history ON subject_kind = $1 AND subject_id = subject.id AND action <> ALL($3)
       AND history.id > coalesce((
         SELECT max(published.id) FROM history published
         WHERE published.subject_kind = $1 AND published.subject_id = subject.id AND published.action = 'published'
       ), 0)
     JOIN accounts ON accounts.id = history.account_id
     ORDER BY 1, 2`,
    [kind, ids, NOT_AUTHORING],
  )
  const authors = new Map<number, DraftAuthor[]>()
  for (const { subjectId, id, name } of rows) authors.set(subjectId, [...(authors.get(subjectId) ?? []), { id, name }])
  return authors
}

/** Those of both, each once. */
export function together(...lists: (DraftAuthor[] | undefined)[]): DraftAuthor[] {
  return [...new Map(lists.flatMap((list) => list ?? []).map((author) => [author.id, author])).values()]
}
