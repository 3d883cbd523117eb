import type { EntityManager } from 'typeorm'
import { leafHash } from '../../src/proof/merkle'
import { newSigningKey, parseNote, type SigningKey, signingKey, signNote } from '../../src/proof/signed-note'
import type { Attack } from './attack'
import { dropChecks, forgeNewest, insertCheckpoint, insertRow, rewrite, signed, textOf } from './forging'
import type { SealedGround } from './sealed-ground'
import { SNAPSHOT_ATTACKS } from './snapshot-attacks'

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
    what: 'one inserted at the end, backdated, with a seal where none is looked for',
    async tamper({ db, day }) {
      const [{ id }] = await db.query('SELECT max(id) + 7 AS id FROM history')
      await insertRow(db, id, day(3))
      await dropChecks(db, ['seals'])
      await db.query(`INSERT INTO seals VALUES (-5, $1, 'sixteen bytes ok', sha256('any'))`, [id])
      return /seal -5 is there, before the first/
    },
  },
  {
    what: 'a seal moved to where numbers are no longer exact',
    async tamper({ db }) {
      const [{ last }] = await db.query('SELECT max(position) AS last FROM seals')
      await db.query('UPDATE seals SET position = 9007199254740993 WHERE position = $1', [last])
      return new RegExp(`seal ${last} is missing`)
    },
  },
  {
    what: 'a checkpoint moved there',
    async tamper({ db, outside }) {
      await db.query('UPDATE checkpoints SET tree_size = 9007199254740993 WHERE tree_size = $1', [outside.treeSize])
      return /checkpoint of 900719925474099\d rows: its text says something else/
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
  ...SNAPSHOT_ATTACKS,
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
