import type { EntityManager } from 'typeorm'

/** What the file names by number, and has no more of: made so that the numbers keep their meaning, and lead to nobody else. */
export interface StandIns {
  /** Origins of copies that report nothing public themselves. */
  articles: number
  /** Whom roles speak for. */
  speakers: number
  /** Who tagged and linked. */
  accounts: number
}

/** What the desk is told of them; to readers they never were here. */
const NOT_IN_THE_EXPORT = 'It was not in the export that this desk was filled from.'

/** Makes them. Articles are withdrawn, with the reason; accounts disabled, with an address at which no mail arrives. */
export async function makeStandIns(db: EntityManager): Promise<StandIns> {
  const articles: unknown[] = await db.query(
    `INSERT INTO articles (id, headline, withdrawn_reason) OVERRIDING SYSTEM VALUE
     SELECT id, 'Article ' || id || ', not in the export', $1
     FROM (SELECT DISTINCT (row->>'copy_of_id')::integer AS id FROM brought WHERE type = 'article') named
     WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM articles known WHERE known.id = named.id)
     RETURNING id`,
    [NOT_IN_THE_EXPORT],
  )
  // Of what kind they are the file doesn't tell; people mostly speak for organisations.
  const speakers: unknown[] = await db.query(
    `INSERT INTO speakers (id, kind, name) OVERRIDING SYSTEM VALUE
     SELECT DISTINCT ON (id) id, 'organisation', name
     FROM (
       SELECT line, (role->'speaks_for'->>'id')::integer AS id, role->'speaks_for'->>'name' AS name
       FROM brought CROSS JOIN LATERAL jsonb_array_elements(row->'roles') role WHERE type = 'speaker'
     ) named
     WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM speakers known WHERE known.id = named.id)
     ORDER BY id, line
     RETURNING id`,
  )
  const accounts: unknown[] = await db.query(
    `INSERT INTO accounts (id, email, name, name_is_public, role, disabled_at) OVERRIDING SYSTEM VALUE
     SELECT id, 'account-' || id || '@import.invalid', coalesce(name, 'Account ' || id), name IS NOT NULL, 'reader', now()
     FROM (${NAMED_ACCOUNTS}) named
     RETURNING id`,
  )
  return { articles: articles.length, speakers: speakers.length, accounts: accounts.length }
}

/** SQL: the accounts that statements and links name, by `id`, with the `name` that is public or null. */
export const NAMED_ACCOUNTS = `
  SELECT id, max(name) AS name FROM (
    SELECT created_by AS id, created_by_name AS name FROM cited
    UNION
    SELECT (row->>'created_by')::integer, row->>'created_by_name' FROM brought WHERE type = 'link'
  ) of_rows WHERE id IS NOT NULL GROUP BY id`
