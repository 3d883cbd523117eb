import type { EntityManager } from 'typeorm'
import {
  type BroughtRow,
  CHARACTERS_AT_ONCE,
  indexBrought,
  insertBrought,
  makeBrought,
  ROWS_AT_ONCE,
} from './brought-table.commands'
import { type Passage, reachOf } from './passage.schema'

/** A row of a flat file: a passage, or a link as `claims.jsonl` has it. */
export type FlatRow = { line: number } & ({ passage: Passage } | { link: { id: number } })

/**
 * Reads the rows of a flat file, and puts together of them the rows that `claims.jsonl` would have, as far as the file tells: its claims,
 * the articles, texts and speakers that it names, and its links.
 *
 * @param tell told how many rows were read
 * @returns how many these were
 */
export async function stagePassages(
  db: EntityManager,
  rows: AsyncIterable<FlatRow>,
  baseUrl: string,
  tell: (rows: number) => void,
): Promise<number> {
  await makeBrought(db)
  await db.query(
    `CREATE TEMPORARY TABLE passages (
       line integer NOT NULL, claim_id integer NOT NULL, statement_id integer NOT NULL, told jsonb NOT NULL, reach integer NOT NULL, ends boolean NOT NULL
     ) ON COMMIT DROP`,
  )
  const batch = new Batch()
  let read = 0
  for await (const row of rows) {
    read += 1
    batch.add(row)
    if (!batch.isFull()) continue
    await batch.insert(db)
    tell(read)
  }
  await batch.insert(db)
  await db.query('ANALYZE passages')
  for (const sql of [CLAIMS, TEXTS, ARTICLES, SPEAKERS]) await db.query(sql, sql.includes('$1') ? [baseUrl] : [])
  await db.query('DROP TABLE passages')
  await indexBrought(db)
  return read
}

/** What is sent to PostgreSQL at once. */
class Batch {
  private passages: { line: number; passage: Passage; told: string }[] = []
  private links: BroughtRow[] = []
  private characters = 0

  add(row: FlatRow): void {
    if ('passage' in row) {
      const { line, passage } = row
      // Of which line a statement is, so that whatever is wrong with it is told with that.
      const told = JSON.stringify({ ...passage, statement: { ...passage.statement, line } })
      this.passages.push({ line, passage, told })
      this.characters += told.length
    } else {
      const { line, link } = row
      const text = JSON.stringify(link)
      this.links.push({ line, type: 'link', id: link.id, row: text })
      this.characters += text.length
    }
  }

  isFull(): boolean {
    return this.passages.length + this.links.length === ROWS_AT_ONCE || this.characters > CHARACTERS_AT_ONCE
  }

  async insert(db: EntityManager): Promise<void> {
    const reaches = this.passages.map(({ passage }) => reachOf(passage))
    await db.query(
      `INSERT INTO passages SELECT line, claim_id, statement_id, told::jsonb, reach, ends
       FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::text[], $5::integer[], $6::boolean[])
         given (line, claim_id, statement_id, told, reach, ends)`,
      [
        this.passages.map(({ line }) => line),
        this.passages.map(({ passage }) => passage.claim_id),
        this.passages.map(({ passage }) => passage.statement.id),
        this.passages.map(({ told }) => told),
        reaches.map(({ reach }) => reach),
        reaches.map(({ ends }) => ends),
      ],
    )
    await insertBrought(db, this.links)
    this.passages = []
    this.links = []
    this.characters = 0
  }
}

/** SQL: the earliest of times as exports write them, which sort as texts. */
const earliest = (of: string) => `min(${of} COLLATE "C")`

/**
 * A claim is as its first passage says; where another says otherwise, that shows when all is exported again. Of its own times a file may
 * tell nothing: it was recorded with its first statement, and last changed before any of them was.
 */
const CLAIMS = `
  INSERT INTO brought
  SELECT min(line), 'claim', claim_id, (array_agg(told->'claim' ORDER BY line))[1] || jsonb_build_object(
    'type', 'claim', 'id', claim_id, 'url', $1::text || '/claims/' || claim_id, 'version', 1,
    'created_at', ${earliest("told#>>'{statement,created_at}'")}, 'updated_at', ${earliest("told#>>'{statement,updated_at}'")},
    'statements', jsonb_agg(told->'statement' ORDER BY statement_id), 'replies', '[]'::jsonb)
  FROM passages GROUP BY claim_id`

/**
 * What is told of each text. Its length is how far its passages reach; where none shows that it ends there, it is longer (“open”). Of the
 * bytes that it was made of no file tells: they are taken to be its own.
 */
const TEXTS = `
  CREATE TEMPORARY TABLE told_texts ON COMMIT DROP AS
  SELECT *, row_number() OVER (ORDER BY article_id, number) AS id FROM (
    SELECT (told#>>'{statement,article_id}')::integer AS article_id, (told#>>'{statement,revision}')::integer AS number, min(line) AS line,
           (array_agg(told#>>'{statement,text_sha256}' ORDER BY line))[1] AS text_sha256, max(reach) AS length, NOT bool_or(ends) AS open,
           ${earliest("told->>'captured_at'")} AS captured_at, ${earliest("told#>>'{statement,created_at}'")} AS created_at,
           (array_agg(told->'copy_of_id' ORDER BY line))[1] AS copy_of_id,
           range_agg(int4range(start, "end")) FILTER (WHERE is_in) - coalesce(range_agg(int4range(start, "end")) FILTER (WHERE NOT is_in), '{}') AS zones
    FROM passages
    CROSS JOIN LATERAL (SELECT (told#>>'{statement,in_zone}')::boolean AS is_in) marked
    CROSS JOIN LATERAL jsonb_to_recordset(told#>'{statement,content}') AS place (start integer, "end" integer)
    GROUP BY 1, 2) told`

const ARTICLES = `
  INSERT INTO brought
  SELECT min(line), 'article', article_id, jsonb_build_object(
    'type', 'article', 'id', article_id, 'url', $1::text || '/articles/' || article_id, 'version', 1,
    'created_at', ${earliest('created_at')}, 'updated_at', ${earliest('created_at')},
    'outlet_id', NULL, 'headline', 'Article ' || article_id, 'byline', NULL, 'address', NULL, 'language', 'und',
    'published_on', NULL, 'rights', NULL, 'copy_of_id', (array_agg(copy_of_id ORDER BY line))[1],
    'revisions', jsonb_agg(jsonb_build_object(
      'id', id, 'number', number, 'text_sha256', text_sha256, 'raw_sha256', text_sha256, 'length', length, 'open', open,
      'captured_at', captured_at, 'redacted', false, 'redacted_sha256', NULL,
      -- Where passages of a zone are and no others: how far it goes no file tells, nor of what kind it is.
      'zones', (SELECT coalesce(jsonb_agg(jsonb_build_object('start', lower(zone), 'end', upper(zone), 'kind', 'other')), '[]') FROM unnest(zones) zone)
    ) ORDER BY number))
  FROM told_texts GROUP BY article_id`

/** Whoever is named by a row that leaves no doubt has that name; of what kind they are no file tells, and most are persons. */
const SPEAKERS = `
  INSERT INTO brought
  SELECT min(line), 'speaker', id, jsonb_build_object(
    'type', 'speaker', 'id', id, 'url', $1::text || '/speakers/' || id, 'version', 1,
    'created_at', ${earliest('created_at')}, 'updated_at', ${earliest('created_at')},
    'kind', 'person', 'name', (array_agg(name ORDER BY is_doubtful, line))[1], 'description', NULL, 'wikidata_id', NULL,
    'anonymity_reason', NULL, 'outlet_id', NULL, 'aliases', '[]'::jsonb, 'roles', '[]'::jsonb, 'merged', '[]'::jsonb, 'members', '[]'::jsonb)
  FROM (
    SELECT line, told#>>'{statement,created_at}' AS created_at, (speaker->>'id')::integer AS id, speaker->>'name' AS name, is_doubtful
    FROM passages CROSS JOIN LATERAL (
      SELECT speaker, false AS is_doubtful FROM jsonb_array_elements(told->'named') speaker
      UNION ALL SELECT speaker, true FROM jsonb_array_elements(told#>'{claim,speakers}') speaker
    ) named
  ) told
  GROUP BY id`
