import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { checkpointText, parseCheckpointText } from '../../src/proof/checkpoint'
import { type HistoryRowToSeal, leafData, leafOf, ROW_COLUMNS } from '../../src/proof/leaf'
import { GrowingTree, leafHash } from '../../src/proof/merkle'
import { redact } from '../../src/proof/redact.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { newSigningKey, parseNote, type SigningKey, signingKey, signNote } from '../../src/proof/signed-note'
import { verify } from '../../src/proof/verify.queries'
import type { SealedGround } from './sealed-ground'

/** One way to tamper, by somebody who owns the database, and perhaps the key. */
export interface Attack {
  what: string
  /** Does it, in a transaction that is rolled back; gives what has to be named. */
  tamper(ground: SealedGround): Promise<RegExp>
  /** Whether nothing within the database shows it. */
  needsOutside?: boolean
}

/** What `verify` says, a line a complaint. What it merely tells of is marked so. */
export async function complaints(ground: SealedGround, { withOutside = true } = {}): Promise<string[]> {
  const { db, dropped, outside } = ground
  const report = await verify(db, { keys: [dropped], outside: withOutside ? [outside] : [] })
  return report.flatMap(({ what, wrong, told = [] }) => [
    ...wrong.map((name) => `${what}: ${name}`),
    ...told.map((name) => `told: ${what}: ${name}`),
  ])
}

/** What is said after the attack, and whether it says where. Leaves the ground as it was. */
export async function found(
  { tamper }: Attack,
  ground: SealedGround,
  options = {},
): Promise<{ said: string[]; isNamed: boolean }> {
  return undone(ground.db, async () => {
    await ground.db.query('SET LOCAL session_replication_role = replica')
    const named = await tamper(ground)
    const said = await complaints(ground, options)
    return { said, isNamed: said.some((line) => named.test(line)) }
  })
}

export async function undone<Result>(db: EntityManager, work: () => Promise<Result>): Promise<Result> {
  await db.queryRunner?.startTransaction()
  try {
    return await work()
  } finally {
    await db.queryRunner?.rollbackTransaction()
  }
}

/** A row of the second day, long sealed and under the checkpoint outside. */
const someRow = async (db: EntityManager): Promise<number> =>
  (
    await db.query(
      'SELECT history_id AS id FROM seals WHERE position = (SELECT tree_size - 5 FROM checkpoints ORDER BY tree_size OFFSET 1 LIMIT 1)',
    )
  )[0].id

const rowNamed = (id: number) => new RegExp(`history row ${id} is not as it was sealed`)

function changed(assignment: string): Attack['tamper'] {
  return async ({ db }) => {
    const id = await someRow(db)
    await db.query(`UPDATE history SET ${assignment} WHERE id = $1`, [id])
    return rowNamed(id)
  }
}

/** A row with a payload that fits its commitment, as the product would write one. */
async function insertRow(db: EntityManager, id: number, at: string) {
  await db.query(
    `INSERT INTO history (id, at, action, subject_kind, subject_id, payload_commitment) OVERRIDING SYSTEM VALUE
     VALUES ($1, $2, 'approved', 'claim', 1, sha256('sixteen bytes ok' || '{}'::bytea))`,
    [id, at],
  )
  await db.query(`INSERT INTO history_payloads (history_id, salt, payload) VALUES ($1, 'sixteen bytes ok', '{}')`, [id])
}

/** All seals, nodes and checkpoints worked out anew from history as it is now; notes are whatever `noteOf` makes of them. */
async function rewrite(db: EntityManager, noteOf: (round: Round & { note: string }) => string) {
  const rows: ({ historyId: number; authorSalt: Buffer } & HistoryRowToSeal)[] = await db.query(
    `SELECT history_id AS "historyId", author_salt AS "authorSalt", ${ROW_COLUMNS} FROM seals JOIN history ON history.id = history_id ORDER BY position`,
  )
  const rounds: (Omit<Round, 'root'> & { note: string })[] = await db.query(
    `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, tree_size AS size, last_history_id AS last, note
     FROM checkpoints ORDER BY tree_size`,
  )
  for (const table of ['seals', 'seal_nodes', 'checkpoints']) await db.query(`DELETE FROM ${table}`)
  const tree = new GrowingTree()
  for (const { historyId, authorSalt, ...row } of rows) {
    const hash = leafHash(leafData(leafOf(row, authorSalt)))
    await db.query('INSERT INTO seals VALUES ($1, $2, $3, $4)', [tree.size, historyId, authorSalt, hash])
    for (const node of tree.add(hash))
      await db.query('INSERT INTO seal_nodes VALUES ($1, $2, $3)', [node.level, node.position, node.hash])
    const found = rounds.find(({ size }) => size === tree.size)
    const round = found && { ...found, root: tree.root() }
    if (round) await insertCheckpoint(db, round, noteOf(round))
  }
}

interface Round {
  at: string
  size: number
  last: number
  root: Buffer
}

const signed = ({ at, size, root }: Round, keys: readonly SigningKey[]) =>
  signNote(checkpointText({ origin: 'desk.example', treeSize: size, rootHash: root, at, keys }), keys)

const textOf = (note: string) => parseCheckpointText(parseNote(note)?.text ?? '')

async function insertCheckpoint(db: EntityManager, { at, size, last, root }: Round, note: string) {
  await db.query('INSERT INTO checkpoints VALUES ($1, $2, $3, $4, $5)', [size, root, at, last, note])
}

/** The newest row and all that is over it changed, the newest checkpoint signed by this key alone. */
async function forgeNewest(db: EntityManager, key: SigningKey): Promise<number> {
  await db.query(
    `UPDATE history SET action = 'approved' WHERE id = (SELECT history_id FROM seals ORDER BY position DESC LIMIT 1)`,
  )
  let forged = 0
  await rewrite(db, (round) => {
    if (textOf(round.note)?.rootHash.equals(round.root)) return round.note
    forged = round.size
    return signed(round, [key])
  })
  return forged
}

const quoted = (text: string) => text.replaceAll(/[+/]/g, '.')

const outsideDisagrees = /kept\.txt: history is not the one that it was signed over/

/** All but one. */
export const ATTACKS: Attack[] = [
  { what: 'a history row changed', tamper: changed(`action = 'approved'`) },
  { what: 'its author changed', tamper: changed('account_id = 4711') },
  { what: 'its time changed', tamper: changed(`at = at + interval '1 microsecond'`) },
  {
    what: 'its payload changed',
    async tamper({ db }) {
      const id = await someRow(db)
      await db.query(`UPDATE history_payloads SET payload = '{"n":0}' WHERE history_id = $1`, [id])
      return new RegExp(`History payloads by their commitments: history row ${id}`)
    },
  },
  {
    what: 'two swapped',
    async tamper({ db }) {
      const id = await someRow(db)
      const columns = 'at, account_id, action, subject_kind, subject_id, payload_commitment'
      for (const [table, swapped, key] of [
        ['history', columns, 'id'],
        ['history_payloads', 'salt, payload', 'history_id'],
      ]) {
        await db.query(
          `UPDATE ${table} SET (${swapped}) = (SELECT ${swapped} FROM ${table} other WHERE other.${key} = $1 + $2 - ${table}.${key})
           WHERE ${key} IN ($1, $2)`,
          [id, id + 1],
        )
      }
      return rowNamed(id)
    },
  },
  {
    what: 'one deleted',
    async tamper({ db }) {
      const id = await someRow(db)
      await db.query('DELETE FROM history_payloads WHERE history_id = $1', [id])
      await db.query('DELETE FROM history WHERE id = $1', [id])
      return new RegExp(`history row ${id} is gone`)
    },
  },
  {
    what: 'the tail deleted, with its seals and checkpoints',
    needsOutside: true,
    async tamper({ db, outside }) {
      const size = outside.treeSize - 10
      await db.query(
        'DELETE FROM history_payloads WHERE history_id NOT IN (SELECT history_id FROM seals WHERE position < $1)',
        [size],
      )
      await db.query('DELETE FROM history WHERE id NOT IN (SELECT history_id FROM seals WHERE position < $1)', [size])
      await db.query('DELETE FROM seals WHERE position >= $1', [size])
      await db.query('DELETE FROM seal_nodes WHERE (position + 1) * 2 ^ level > $1', [size])
      await db.query('DELETE FROM checkpoints WHERE tree_size > $1', [size])
      return new RegExp(`kept.txt: it tells of ${outside.treeSize} rows, and ${size} are here`)
    },
  },
  {
    what: 'one inserted in the middle',
    async tamper({ db, gap }) {
      const [{ at }] = await db.query('SELECT at FROM history WHERE id < $1 ORDER BY id DESC LIMIT 1', [gap])
      await insertRow(db, gap, at)
      return new RegExp(`history row ${gap} has no seal, and should have one`)
    },
  },
  {
    what: 'one inserted at the end, backdated',
    async tamper({ db, day }) {
      const [{ id }] = await db.query('SELECT max(id) + 7 AS id FROM history')
      await insertRow(db, id, day(3))
      return new RegExp(`history row ${id} has no seal, and should have one`)
    },
  },
  {
    what: 'a suffix rewritten with valid hashes and the stolen key',
    needsOutside: true,
    async tamper({ db, keys, dropped }) {
      await changed(`action = 'approved'`)({ db } as SealedGround)
      // The dropped one was stolen, too: each round is signed by whom it was signed by.
      const stolen = [...keys, dropped]
      await rewrite(db, (round) => {
        const listed = textOf(round.note)?.keys.map(({ text }) => text)
        return signed(
          round,
          stolen.filter(({ text }) => listed?.includes(text)),
        )
      })
      return outsideDisagrees
    },
  },
  {
    what: 'a seal changed',
    async tamper({ db }) {
      const id = await someRow(db)
      await db.query(`UPDATE seals SET leaf_hash = sha256('another') WHERE history_id = $1`, [id])
      return rowNamed(id)
    },
  },
  {
    what: 'a checkpoint forged, by a key of the forger’s own',
    async tamper({ db }) {
      const own = signingKey(newSigningKey('desk.example')) as SigningKey
      const [{ last, size, at }] = await db.query(
        `SELECT last_history_id AS last, tree_size - 1 AS size,
           to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
         FROM checkpoints ORDER BY tree_size DESC LIMIT 1`,
      )
      await db.query('INSERT INTO signing_keys VALUES ($1)', [own.text])
      const round = { at, size, last, root: leafHash('forged') }
      await insertCheckpoint(db, round, signed(round, [own]))
      return new RegExp(`checkpoint of ${size} rows: signed by ${quoted(own.text)} alone, for which no key`)
    },
  },
  {
    what: 'a checkpoint forged and co-signed: its key’s signature put under a genuine one',
    async tamper({ db }) {
      const own = signingKey(newSigningKey('desk.example')) as SigningKey
      const size = await forgeNewest(db, own)
      const [{ first, note }] = await db.query(
        'SELECT tree_size AS first, note FROM checkpoints ORDER BY tree_size LIMIT 1',
      )
      const line = signNote(parseNote(note)?.text ?? '', [own])
        .trimEnd()
        .split('\n')
        .at(-1)
      await db.query('UPDATE checkpoints SET note = $2 WHERE tree_size = $1', [first, `${note}${line}\n`])
      await db.query('INSERT INTO signing_keys VALUES ($1)', [own.text])
      return new RegExp(`checkpoint of ${size} rows: signed by ${quoted(own.text)} alone, for which no key`)
    },
  },
  {
    what: 'a checkpoint signed by a dropped key',
    async tamper({ db, dropped }) {
      const size = await forgeNewest(db, dropped)
      return new RegExp(`checkpoint of ${size} rows: signed by ${quoted(dropped.text)} alone, which was dropped with`)
    },
  },
  {
    what: 'a revision’s text changed, with its hashes and quotes',
    async tamper({ db }) {
      const [{ id }] = await db.query('SELECT min(id) AS id FROM revisions')
      await db.query(
        `UPDATE revisions SET text = words, text_sha256 = sha256(convert_to(words, 'UTF8')),
           raw = convert_to(words, 'UTF8'), raw_sha256 = sha256(convert_to(words, 'UTF8'))
         FROM (SELECT id, replace(text, 'opens in May', 'opens in Mai') AS words FROM revisions) given
         WHERE given.id = revisions.id AND revisions.id = $1`,
        [id],
      )
      await db.query(
        `UPDATE spans SET exact = replace(exact, 'in May', 'in Mai'), prefix = replace(prefix, 'in May', 'in Mai')
         FROM statements WHERE statement_id = statements.id AND revision_id = $1`,
        [id],
      )
      return new RegExp(`Texts as they were captured: revision ${id}$`)
    },
  },
]

/**
 * No attack that is found, and a limit that is stated: what somebody writes into history now, with the time of now, is
 * what the product writes, too. It is counted as not sealed yet, and the next round seals it.
 */
export const WRITTEN_NOW: Attack = {
  what: 'one inserted at the end, dated now',
  async tamper({ db, day }) {
    const [{ id }] = await db.query('SELECT max(id) + 7 AS id FROM history')
    await insertRow(db, id, day(0))
    return new RegExp(`^told: History rows sealed in their time: 1 not sealed yet, from row ${id} to row ${id}$`)
  },
}

/** The last: an export changed on its way, its trailer made to fit. What `verify.mjs` says. */
export function changedExport({ exported, keys, folder }: SealedGround): { said: string[]; isNamed: boolean } {
  const lines = fs.readFileSync(exported, 'utf8').replace('It opens in May', 'It opens in Mai').trimEnd().split('\n')
  const before = `${lines.slice(0, -1).join('\n')}\n`
  const trailer = JSON.parse(lines.at(-1) ?? '')
  const sha256 = createHash('sha256').update(before).digest('hex')
  const file = path.join(folder, 'changed.jsonl')
  fs.writeFileSync(file, `${before}${JSON.stringify({ ...trailer, sha256 })}\n`)
  const { lines: said } = verifyFiles([file], keys)
  return { said, isNamed: said.some((line) => /changed\.jsonl: what is signed is another file/.test(line)) }
}

/** A redaction is no tampering: what is said after a claim and all of its texts were redacted. Undone. */
export async function afterRedaction(ground: SealedGround): Promise<string[]> {
  const { db, keys } = ground
  return undone(db, async () => {
    const outcome = await redact(db, { kind: 'article', id: 1 }, { reason: 'By order of a court.', legalBasis: null })
    if ('problem' in outcome) throw new Error(outcome.problem)
    // Search documents are made anew at the end of a transaction, which this one doesn't come to.
    await db.query('SET CONSTRAINTS ALL IMMEDIATE')
    await sealHistory(db, keys)
    return complaints(ground)
  })
}

/** What the separate verifier says of a file, called with these, complaints alone, and how it ends. */
export function verifyFiles(
  files: readonly string[],
  keys: readonly SigningKey[],
): { lines: string[]; status: number | null } {
  const args = [path.resolve('public/verify.mjs'), ...files, ...keys.flatMap(({ text }) => ['--key', text])]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { lines: [...stdout.split('\n').filter((line) => line.startsWith('WRONG')), ...stderr.split('\n')], status }
}
