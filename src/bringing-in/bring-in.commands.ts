import type { EntityManager } from 'typeorm'
import { checkReferences } from './check-references.commands'
import { type ExportToBringIn, FORMATS } from './formats.commands'
import { hangTogether } from './hang-together.commands'
import { inLines } from './in-lines'
import { AFTER_SPEAKERS, AFTER_TEXTS, INSERTS, INSERTS_OF_FLAT } from './insert-rows-sql'
import { type InsertedTexts, insertTexts, type TextAt } from './insert-texts.commands'
import type { RowType } from './jsonl-rows.schema'
import { makeChains } from './make-chains.commands'
import { Refused } from './refused'
import { refusedByDatabase } from './refused-by-database'
import { makeStandIns, NAMED_ACCOUNTS, type StandIns } from './stand-ins.commands'
import { tellHistory } from './tell-history.commands'

/** What was brought in. */
export interface BroughtIn {
  rows: Record<RowType, number>
  statements: number
  texts: InsertedTexts
  standIns: StandIns
  /** Statements that are in an older text of their article, and now wait for an editor. */
  waiting: number
  /** Links of the kind that asks for a voice in common, where it isn’t told who speaks for whom and none shows. */
  unruled: number
  /** Of all bytes before the trailer, as the trailer has it; of another format of all bytes that were given. */
  sha256: string
}

/** Told what is being done, how much of it is done, and of how much where that is known. */
export type Telling = (what: string, done: number, of?: number) => void

/**
 * Fills an empty desk from an export of another: every row with its number, version and times, so that every address leads where it led.
 * One transaction: all of it, or nothing. As the role that owns the tables, since the numbers that come next are set.
 *
 * @param baseUrl of this site; it has to be the one that the export is of
 * @throws Refused
 */
export async function bringIn(
  db: EntityManager,
  given: ExportToBringIn,
  baseUrl: string,
  tell: Telling,
): Promise<BroughtIn> {
  try {
    return await db.transaction((db) => fill(db, given, baseUrl, tell))
  } catch (error) {
    throw refusedByDatabase(error, null) ?? error
  }
}

async function fill(db: EntityManager, given: ExportToBringIn, baseUrl: string, tell: Telling): Promise<BroughtIn> {
  const format = FORMATS[given.format]
  await db.query(PATIENTLY)
  await requireAlone(db)
  await requireEmpty(db)
  const { rows, sha256 } = await format.stage(db, given, baseUrl, tell)
  await checkReferences(db)
  if (format.isFlat) await makeChains(db)
  await requireFreeAccounts(db)
  for (const table of SEARCHED) await db.query(`ALTER TABLE ${table} DISABLE TRIGGER search_${table}`)
  const made = await makeRows(db, format.isFlat ? INSERTS_OF_FLAT : INSERTS, given.textAt, tell)
  await db.query(`SET CONSTRAINTS ALL IMMEDIATE; ANALYZE ${FILLED.join(', ')}`)
  const unruled = await hangTogether(db, !format.isFlat, (done) => tell('Links by their rules', done))
  await format.requireSame(db, given, { rows, baseUrl }, (done) => tell('Compared with the file', done, rows))
  tell('Making search documents', 0)
  await db.query('SELECT search_rebuild()')
  const waiting = await letWait(db)
  await db.query(FINGERPRINTS_DUE)
  await byIndexes(db, () => tellHistory(db, sha256, (kind, done) => tell(`History of each ${kind}`, done)))
  await db.query('SET CONSTRAINTS ALL IMMEDIATE')
  for (const table of SEARCHED) await db.query(`ALTER TABLE ${table} ENABLE TRIGGER search_${table}`)
  for (const table of NUMBERED) await countOn(db, table)
  return { ...made, waiting, unruled, sha256 }
}

/** It takes as long as it takes; whoever holds a table has a minute to let go of it. */
const PATIENTLY = `
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '60s';
  SET LOCAL jit TO off`

/** What has to be empty, and is filled. */
const FILLED = [
  ...[
    'outlets',
    'articles',
    'revisions',
    'zones',
    'speakers',
    'speaker_aliases',
    'speaker_roles',
    'claims',
    'claim_speakers',
  ],
  ...['statements', 'spans', 'hops', 'replies', 'links', 'chain_components', 'chain_members', 'chains'],
]

/** Whose triggers keep search documents: here these are made at the end, all at once. */
const SEARCHED = [
  ...[
    'claims',
    'claim_speakers',
    'statements',
    'spans',
    'links',
    'speakers',
    'speaker_aliases',
    'speaker_roles',
    'articles',
  ],
  ...['outlets', 'revisions'],
]

/** Whose rows brought their numbers along. */
const NUMBERED = [
  ...[
    'accounts',
    'outlets',
    'articles',
    'revisions',
    'speakers',
    'speaker_roles',
    'claims',
    'statements',
    'replies',
    'links',
  ],
  ...['chain_components', 'chains'],
]

/** PostgreSQL’s advisory key: that an export is brought in. */
const BRINGING_IN = 48

/** Whoever comes second would wait for the first, only to find the desk full. */
async function requireAlone(db: EntityManager): Promise<void> {
  const [{ alone }] = await db.query('SELECT pg_try_advisory_xact_lock($1, 0) AS alone', [BRINGING_IN])
  if (!alone)
    throw new Refused(
      null,
      'Another import fills this desk just now. Wait until it is done: if it is refused, the desk is empty again.',
    )
}

async function requireEmpty(db: EntityManager): Promise<void> {
  // Nobody writes in between; readers see an empty desk until all is there.
  await db.query(`LOCK TABLE accounts, ${FILLED.join(', ')} IN SHARE ROW EXCLUSIVE MODE`)
  const filled: string[] = []
  for (const table of FILLED) {
    const [{ some }] = await db.query(`SELECT EXISTS (SELECT FROM ${table}) AS some`)
    if (some) filled.push(table)
  }
  if (filled.length > 0)
    throw new Refused(
      null,
      `An export comes back into an empty desk, where its numbers are free, and this one has rows in ${filled.join(', ')}. ` +
        'Make another database, or with the embedded one set another DATA_DIR.',
    )
}

async function requireFreeAccounts(db: EntityManager): Promise<void> {
  const taken: { id: number }[] = await db.query(
    `SELECT id FROM (${NAMED_ACCOUNTS}) named WHERE EXISTS (SELECT FROM accounts WHERE accounts.id = named.id) ORDER BY id LIMIT 5`,
  )
  if (taken.length === 0) return
  throw new Refused(
    null,
    `The export names who tagged and linked by number, and here ${taken.length > 1 ? 'accounts' : 'account'} ` +
      `${taken.map(({ id }) => id).join(', ')} may be somebody else. Import before anybody is added.`,
  )
}

async function makeRows(
  db: EntityManager,
  inserts: typeof INSERTS,
  textAt: TextAt,
  tell: Telling,
): Promise<Pick<BroughtIn, 'rows' | 'statements' | 'texts' | 'standIns'>> {
  const found: { type: RowType; rows: number; first: number; last: number }[] = await db.query(
    'SELECT type, count(*)::integer AS rows, min(line) AS first, max(line) AS last FROM brought GROUP BY type',
  )
  const of = (type: RowType) => found.find((one) => one.type === type) ?? { rows: 0, first: 1, last: 0 }
  const make = (type: RowType, statements: readonly string[]) =>
    byIndexes(db, () =>
      inLines(
        db,
        of(type),
        async (db, from, to) => {
          for (const sql of statements) await db.query(sql, [from, to])
        },
        (done) => tell(`Rows of the type ${type}`, done, of(type).rows),
      ),
    )
  await make('outlet', inserts.outlet)
  await make('article', inserts.article)
  await make('speaker', inserts.speaker)
  const standIns = await makeStandIns(db)
  const texts = await insertTexts(db, textAt, (done) => tell('Texts', done))
  await make('article', AFTER_TEXTS)
  await make('speaker', AFTER_SPEAKERS)
  await make('claim', inserts.claim)
  await make('link', inserts.link)
  await make('chain', inserts.chain)
  const [{ statements }] = await db.query('SELECT count(*)::integer AS statements FROM cited')
  const types: RowType[] = ['outlet', 'article', 'speaker', 'claim', 'link', 'chain']
  const rows = Object.fromEntries(types.map((type) => [type, of(type).rows])) as Record<RowType, number>
  return { rows, statements, texts, standIns }
}

/**
 * Rows that refer to others are held against them one by one, by a plan that is made at the first: when the tables are as good as empty, and
 * reading them from end to end seems quickest. It would be done so for each row, and they grow by each.
 */
async function byIndexes(db: EntityManager, work: () => Promise<void>): Promise<void> {
  await db.query('SET LOCAL enable_seqscan TO off')
  await work()
  await db.query('SET LOCAL enable_seqscan TO DEFAULT')
}

/** A statement that is in an older text of its article waits for an editor, or was let go: the export doesn't say which, and it may be looked for again. */
async function letWait(db: EntityManager): Promise<number> {
  const waiting: unknown[] = await db.query(
    `INSERT INTO carryings (statement_id, from_revision_id, revision_id, class)
     SELECT statements.id, stands.id, newest.id, 'gone'
     FROM statements JOIN revisions stands ON stands.id = revision_id
     CROSS JOIN LATERAL (SELECT id FROM revisions WHERE article_id = stands.article_id ORDER BY number DESC LIMIT 1) newest
     WHERE newest.id <> stands.id
     RETURNING id`,
  )
  return waiting.length
}

/** Copies are looked for among whole texts. */
const FINGERPRINTS_DUE = `
  INSERT INTO fingerprints_due
  SELECT id FROM (SELECT DISTINCT ON (article_id) id, kept_sha256 FROM revisions ORDER BY article_id, number DESC) newest
  WHERE kept_sha256 IS NULL`

async function countOn(db: EntityManager, table: string): Promise<void> {
  const [{ next }] = await db.query(`SELECT coalesce(max(id), 0) + 1 AS next FROM ${table}`)
  // Part of the transaction, as setval is not.
  await db.query(`ALTER TABLE ${table} ALTER COLUMN id RESTART WITH ${next}`)
}
