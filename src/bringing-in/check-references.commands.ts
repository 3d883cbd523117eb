import type { EntityManager } from 'typeorm'
import { Refused } from './refused'

/**
 * SQL: the statements of all claims, each with its line, which is its claim’s where they stand in one: `cited (line, claim_id, place, id,
 * article_id, number, text_sha256, statement)`. A claim with thousands of them is unpacked here once; later each is there by itself.
 */
const CITED = `
  CREATE TEMPORARY TABLE cited ON COMMIT DROP AS
  SELECT coalesce((statement->>'line')::integer, line) AS line, brought.id AS claim_id, (place - 1)::integer AS place, (statement->>'id')::integer AS id,
         (statement->>'article_id')::integer AS article_id, (statement->>'revision')::integer AS number,
         statement->>'text_sha256' AS text_sha256, (statement->>'created_by')::integer AS created_by,
         statement->>'created_by_name' AS created_by_name, statement
  FROM brought CROSS JOIN LATERAL jsonb_array_elements(row->'statements') WITH ORDINALITY AS each (statement, place)
  WHERE type = 'claim'`

/** SQL: the captured texts of all articles: `texts (line, article_id, id, number, text_sha256, revision)`, of which zones aren’t wanted until all are made. */
const TEXTS = `
  CREATE TEMPORARY TABLE texts ON COMMIT DROP AS
  SELECT line, brought.id AS article_id, (revision->>'id')::integer AS id, (revision->>'number')::integer AS number,
         revision->>'text_sha256' AS text_sha256, revision - 'zones' AS revision
  FROM brought CROSS JOIN LATERAL jsonb_array_elements(row->'revisions') AS each (revision)
  WHERE type = 'article'`

/** SQL: the roles of all speakers, by who has them: `held (line, id, speaker_id, holder)`. */
const HELD = `
  CREATE TEMPORARY TABLE held ON COMMIT DROP AS
  SELECT line, (role->>'id')::integer AS id, brought.id AS speaker_id, (role->>'holder')::integer AS holder
  FROM brought CROSS JOIN LATERAL jsonb_array_elements(row->'roles') role
  WHERE type = 'speaker'`

/** SQL: what each row of a type names by number: `line` and `named`. */
const named = (type: string, of: string) => `SELECT line, (${of})::integer AS named FROM brought WHERE type = '${type}'`
const namedInEach = (type: string, lists: string, of: string) =>
  `SELECT line, (${of})::integer AS named FROM brought ${lists} WHERE type = '${type}'`
const each = (list: string, name: string) => `CROSS JOIN LATERAL jsonb_array_elements(${list}) ${name}`

const HOPS = `${each("row->'statements'", 'statement')} ${each("statement->'hops'", 'hop')}`

/** What rows name has to be in the file: which type, and SQL for what is named. */
const NAMED: [type: string, sql: string][] = [
  ['outlet', named('article', "row->>'outlet_id'")],
  ['outlet', named('speaker', "row->>'outlet_id'")],
  ['speaker', namedInEach('claim', each("row->'speakers'", 'item'), "item->>'id'")],
  ['speaker', namedInEach('claim', HOPS, "hop->'speaker'->>'id'")],
  ['speaker', namedInEach('claim', each("row->'replies'", 'item'), "item->>'speaker_id'")],
  ['claim', named('link', "row->>'from_claim_id'")],
  ['claim', named('link', "row->>'to_claim_id'")],
  ['claim', namedInEach('chain', each("row->'claims'", 'item'), "item#>>'{}'")],
]

/** What has a number of its own within other rows, and may be there once. */
const ONCE: [kind: string, sql: string][] = [
  ['Revision', 'SELECT line, id::text AS id FROM texts'],
  ['Article and text', `SELECT line, article_id || ', ' || number AS id FROM texts`],
  ['Role', 'SELECT line, id::text AS id FROM held'],
  ['Statement', 'SELECT line, id::text AS id FROM cited'],
  ['Reply', `SELECT line, item->>'id' AS id FROM brought ${each("row->'replies'", 'item')} WHERE type = 'claim'`],
  [
    'Speaker',
    `SELECT line, id::text AS id FROM brought WHERE type = 'speaker'
     UNION ALL SELECT line, item->>'id' FROM brought ${each("row->'merged'", 'item')} WHERE type = 'speaker'`,
  ],
]

/**
 * Holds what rows name against the rows that are there, and gathers statements, texts and roles in tables of their own.
 *
 * @throws Refused with the first line where something is amiss
 */
export async function checkReferences(db: EntityManager): Promise<void> {
  for (const table of [CITED, TEXTS, HELD]) await db.query(table)
  await db.query(
    'CREATE INDEX ON cited (article_id, number); CREATE INDEX ON texts (article_id, number); CREATE INDEX ON held (id); ANALYZE cited, texts, held',
  )
  for (const [kind, sql] of ONCE) {
    const [twice] = await db.query(
      `SELECT max(line) AS line, id FROM (${sql}) given GROUP BY id HAVING count(*) > 1 ORDER BY 1 LIMIT 1`,
    )
    if (twice) throw new Refused(twice.line, `${kind} ${twice.id} is here twice.`)
  }
  for (const [type, sql] of NAMED) {
    const [lost] = await db.query(
      `SELECT line, named FROM (${sql}) given WHERE named IS NOT NULL
         AND NOT EXISTS (SELECT FROM brought WHERE type = '${type}' AND id = named) ORDER BY line LIMIT 1`,
    )
    if (lost) throw new Refused(lost.line, `It names ${type} ${lost.named}, which is not in this file.`)
  }
  await checkTextsAndRoles(db)
}

async function checkTextsAndRoles(db: EntityManager): Promise<void> {
  const [unread] = await db.query(
    `SELECT cited.line, cited.id, cited.article_id, cited.number, texts.text_sha256 IS NOT NULL AS is_other
     FROM cited LEFT JOIN texts USING (article_id, number)
     WHERE texts.text_sha256 IS DISTINCT FROM cited.text_sha256 ORDER BY cited.line LIMIT 1`,
  )
  if (unread) {
    const { line, id, article_id: article, number, is_other: isOther } = unread
    const what = isOther ? 'which has another SHA-256' : 'which is not in this file'
    throw new Refused(line, `Statement ${id} is in text ${number} of article ${article}, ${what}.`)
  }
  const [unheld] = await db.query(
    `SELECT line, item->>'role_id' AS role, item->>'id' AS speaker FROM brought ${each("row->'speakers'", 'item')}
     WHERE type = 'claim' AND item->>'role_id' IS NOT NULL AND NOT EXISTS (
       SELECT FROM held WHERE id = (item->>'role_id')::integer AND speaker_id = (item->>'id')::integer)
     ORDER BY line LIMIT 1`,
  )
  if (unheld)
    throw new Refused(unheld.line, `It names role ${unheld.role}, which speaker ${unheld.speaker} does not have.`)
}
