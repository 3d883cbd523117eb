import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Pool } from 'pg'
import { DataSource, type EntityManager } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { importArticle } from '../../src/articles/articles.commands'
import { changeClaim, type NewClaim } from '../../src/claims/claims.commands'
import { recordStatement } from '../../src/claims/statements.commands'
import { columnTypes } from '../../src/database/column-types'
import { dataSourceOptions, LOOKING } from '../../src/database/data-source'
import type { Rows } from '../../src/database/read-pool'
import { entities } from '../../src/entities'
import type { ExportName } from '../../src/exports/export-sets'
import { askForSnapshot } from '../../src/exports/kept-exports.commands'
import { prepareNext } from '../../src/exports/prepare-export.commands'
import { writeExport } from '../../src/exports/write-export.queries'
import { linkClaims } from '../../src/links/links.commands'
import { checkpointsBefore, type PublishedCheckpoint } from '../../src/proof/checkpoints.queries'
import { consistencyProof, inclusionProof, sealedRow } from '../../src/proof/proofs.queries'
import { sealHistory } from '../../src/proof/sealing.commands'
import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'

/** A desk's history of some days, sealed once a day, to be tampered with as the owner of its tables. */
export interface SealedGround {
  /** As the owner. Transactions on it are rolled back by whoever tampers. */
  db: EntityManager
  /** What signs now. */
  keys: SigningKey[]
  /** What signed at first, handed over to the one above, and was dropped. Whoever checks has known it since the first day. */
  dropped: SigningKey
  /** What somebody outside has kept: the newest checkpoint. */
  outside: { name: string; note: string; treeSize: number }
  /** The number of a history row that was never committed, between others. */
  gap: number
  /** A number of days ago, as history has times. */
  day(ago: number): string
  /** `claims.jsonl` as it was taken on the last day. */
  exported: string
  /** What the separate verifier can be asked about, by name: what it is called with, of which the last file is the one in question. */
  files: Record<string, string[]>
  folder: string
  close(): Promise<void>
}

const DAYS = 4

/**
 * Made through the product's own commands, the rest of the days filled up by SQL. `rows` is about how many rows of history
 * there are; above 256 the tree has kept nodes too.
 */
export async function sealedGround(ownerUrl: string, rows: number): Promise<SealedGround> {
  const orm = await new DataSource(dataSourceOptions(ownerUrl, entities, LOOKING)).initialize()
  const runner = orm.createQueryRunner()
  const db = runner.manager
  // Whoever tampers holds one transaction while the separate verifier looks at a file.
  await db.query('SET idle_in_transaction_session_timeout = 0')
  const [current, dropped] = [1, 2].map(() => signingKey(newSigningKey('desk.example'))) as [SigningKey, SigningKey]
  const keysOfDays = [[dropped], [current, dropped]]
  const keys = [current]
  const now = Date.now()
  const day = (ago: number) => new Date(now - ago * 86_400_000).toISOString().replace('Z', '000Z')
  let outside: SealedGround['outside'] | null = null
  let gap = 0
  for (let ago = DAYS; ago > 0; ago -= 1) {
    await oneDay(db, ago)
    if (ago === DAYS) await citedSnapshot(db, ownerUrl)
    gap = await numberNeverCommitted(db)
    await fillUp(db, Math.floor(rows / DAYS))
    await backdate(db, ago, day)
    const { checkpoint } = await sealHistory(db, keysOfDays[DAYS - ago] ?? keys, { at: day(ago - 0.5) })
    if (checkpoint) outside = { name: 'kept.txt', ...checkpoint }
  }
  if (!outside) throw new Error('Nothing was sealed.')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-ground-'))
  const exported = await exportInto(folder, ownerUrl, keys, 'claims.jsonl')
  const proved = await exportInto(folder, ownerUrl, keys, 'proof.jsonl')
  const files = { export: [exported], 'proof of an export': [exported, proved], ...(await proofsInto(folder, db)) }
  return {
    db,
    keys,
    dropped,
    outside,
    gap,
    day,
    exported,
    files,
    folder,
    async close() {
      fs.rmSync(folder, { recursive: true, force: true })
      await runner.release()
      await orm.destroy()
    },
  }
}

const claim = (name: string): NewClaim => ({
  speakers: [{ name, kind: 'person' }],
  saidOn: '2020-05-01',
  saidOnBasis: 'stated',
  saidOnWords: null,
  medium: 'unknown',
  stance: 'asserts',
  summary: null,
})

async function oneDay(db: EntityManager, ago: number) {
  const raw = Buffer.from(
    `Day ${ago} 😀\n\n“It opens in May,” Ana said. “It does not — never,” Bert answered. Cora agreed.\n`,
  )
  const imported = await importArticle(db, null, { raw, outlet: 'The Daily', publishedOn: '2020-05-02' })
  if (!('articleId' in imported)) throw new Error(JSON.stringify(imported))
  const said: number[] = []
  for (const [words, name] of [
    ['It opens in May', 'Ana'],
    ['It does not', 'Bert'],
    ['Cora agreed', 'Cora'],
  ] as const) {
    const recorded = await recordStatement(db, null, {
      articleId: imported.articleId,
      content: [{ exact: words }],
      wording: null,
      claim: claim(`${name} of day ${ago}`),
    })
    if (!('claimId' in recorded)) throw new Error(JSON.stringify(recorded))
    said.push(recorded.claimId)
  }
  const [ana = 0, bert = 0, cora = 0] = said
  for (const answer of [bert, cora])
    await linkClaims(db, null, { from: answer, to: ana, relation: 'contradicts', reason: 'The text says so.' })
  const [{ version }] = await db.query('SELECT version FROM claims WHERE id = $1', [cora])
  await changeClaim(db, null, cora, version, { ...claim(`Cora of day ${ago}`), stance: 'denies' })
}

/** Snapshot 1, of the first day: `claims.csv`, in one part. */
async function citedSnapshot(db: EntityManager, url: string) {
  const editor = await addAccount(db, { email: 'editor@desk.example', name: 'An editor', role: 'editor' })
  if ('problem' in editor) throw new Error(editor.problem)
  await askForSnapshot(db, editor.id, { file: 'claims.csv', query: 'from=2020-01-01', deskName: 'The desk' })
  const exports = new Pool({ connectionString: url, types: columnTypes })
  try {
    const parts = { db, exports, baseUrl: 'https://desk.example', signingKeys: [], preparedRoom: 0 }
    await prepareNext(parts, new AbortController().signal)
  } finally {
    await exports.end()
  }
}

async function numberNeverCommitted(db: EntityManager): Promise<number> {
  const [{ id }] = await db.query(`SELECT nextval(pg_get_serial_sequence('history', 'id'))::integer AS id`)
  return id
}

/** Like `record` does, many at once. */
async function fillUp(db: EntityManager, count: number) {
  await db.query(
    `WITH made AS (
       SELECT n, uuid_send(gen_random_uuid()) AS salt, json_build_object('n', n, 'words', repeat('word ', n % 7))::text AS payload
       FROM generate_series(1, $1::integer) n
     ), row AS (
       INSERT INTO history (action, subject_kind, subject_id, payload_commitment)
       SELECT 'looked at', 'claim', n, sha256(salt || convert_to(payload, 'UTF8')) FROM made ORDER BY n
       RETURNING id, subject_id AS n
     ) INSERT INTO history_payloads SELECT id, salt, payload::json FROM row JOIN made USING (n)`,
    [count],
  )
}

/** What has no seal yet happened on this day, minute after minute. */
async function backdate(db: EntityManager, ago: number, day: (ago: number) => string) {
  await db.query('BEGIN')
  await db.query('SET LOCAL session_replication_role = replica')
  await db.query(
    `UPDATE history SET at = $1::timestamptz + (history.id - first.id) * interval '1.000001 second'
     FROM (SELECT min(id) AS id FROM history WHERE NOT EXISTS (SELECT FROM seals WHERE history_id = history.id)) first
     WHERE history.id >= first.id`,
    [day(ago)],
  )
  await db.query('COMMIT')
}

async function exportInto(folder: string, url: string, signingKeys: SigningKey[], set: ExportName): Promise<string> {
  const file = path.join(folder, set)
  const pool = new Pool({ connectionString: url, types: columnTypes })
  try {
    const request = { set, filters: {}, baseUrl: 'https://desk.example', signingKeys }
    await writeExport(pool, request, fs.createWriteStream(file))
  } finally {
    await pool.end()
  }
  return file
}

/** That history only grew between the last two checkpoints, and that a claim's first row is under the newest. */
async function proofsInto(folder: string, db: EntityManager): Promise<Record<string, string[]>> {
  const rows: Rows = ({ text }, values) => db.query(text, values)
  const [newest, older] = (await checkpointsBefore(rows, Number.MAX_SAFE_INTEGER, 2)) as [
    PublishedCheckpoint,
    PublishedCheckpoint,
  ]
  const [{ id }] = await db.query(`SELECT min(id) AS id FROM history WHERE subject_kind = 'claim' AND version = 1`)
  const row = await sealedRow(rows, id)
  if (!row?.leaf) throw new Error('The row is not public.')
  const into = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }
  const kept = into('older.txt', older.note)
  const grown = into('grown.txt', await consistencyProof(rows, older.treeSize, newest))
  return {
    'consistency proof': ['--checkpoint', kept, '--proof', grown],
    'inclusion proof': ['--proof', into('row.txt', await inclusionProof(rows, row, newest))],
  }
}
