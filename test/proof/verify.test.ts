import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { exportCommand } from '../../src/cli/export'
import { verifyCommand } from '../../src/cli/verify'
import { record } from '../../src/history/history.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { parseNote, signNote } from '../../src/proof/signed-note'
import { run } from '../support/command-line'
import { newWorld, SIGNING_KEY, SIGNING_KEYS, type World } from '../support/world'

let world: World
let owner: Client
let folder: string
/** Kept elsewhere, the older first. */
const kept: string[] = []
const before = { ...process.env }

const happens = () => record(world.db, null, { action: 'looked at', kind: 'comment', id: 1, payload: {} })

beforeAll(async () => {
  world = await newWorld()
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-verify-'))
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl, SIGNING_KEY })
  for (const name of ['monday.txt', 'tuesday.txt']) {
    await happens()
    const { checkpoint } = await sealHistory(world.db, SIGNING_KEYS)
    fs.writeFileSync(path.join(folder, name), checkpoint?.note ?? '')
    kept.push(path.join(folder, name))
  }
})
afterAll(async () => {
  process.env = before
  fs.rmSync(folder, { recursive: true, force: true })
  await owner.end()
  await world.close()
})

const verified = async (...args: string[]) => {
  const { out, err, code } = await run(verifyCommand(), ...args)
  // On a busy machine progress stands on standard error as well.
  return { out, said: (out + err).replaceAll(`${folder}/`, ''), code }
}

test('checkpoints that were kept elsewhere are held against history, and what is not sealed yet is counted', async () => {
  const [{ last }] = await world.db.query('SELECT max(id) AS last FROM history')
  await happens()
  await happens()
  const { said, code } = await verified('--checkpoint', ...kept)
  expect([code, said]).toEqual([0, expect.stringContaining('Checkpoints kept outside: 2 checked, all right\n')])
  expect(said).toContain(`2 not sealed yet, from row ${last + 1} to row ${last + 2}, all right`)
  const report = JSON.parse((await verified('--checkpoint', ...kept, '--json')).out)
  expect(report).toContainEqual({ what: 'Checkpoints kept outside', checked: 2, wrong: [] })
})

test('an export by command tells the newest checkpoint, signed, with what was written', async () => {
  const newest = fs.readFileSync(kept[1] ?? '', 'utf8')
  const args = ['--format', 'claims.csv', '--out', path.join(folder, 'claims.csv')]
  const { err } = await run(exportCommand(), ...args)
  expect(err).toMatch(/claims\.csv: 0 rows, \d+ bytes, sha256 [0-9a-f]{64}\n/)
  expect(err.slice(err.indexOf('\n\n') + 2)).toBe(newest)
  expect(JSON.parse((await run(exportCommand(), ...args, '--json')).err)).toMatchObject({ rows: 0, checkpoint: newest })
})

test('it says between which of them history was rewritten', async () => {
  const forged = path.join(folder, 'other.txt')
  const [, size] = fs.readFileSync(kept[1] ?? '', 'utf8').split('\n')
  fs.writeFileSync(
    forged,
    fs.readFileSync(kept[1] ?? '', 'utf8').replace(/\n[\w+/]{43}=\n/, `\n${Buffer.alloc(32, 1).toString('base64')}\n`),
  )
  const { said, code } = await verified('--checkpoint', kept[0] ?? '', forged)
  expect(code).toBe(1)
  expect(said).toContain(
    `other.txt: history is not the one that it was signed over, somewhere in rows from ${Number(size)} on`,
  )
  expect(said).toContain('other.txt: no key that is believed has signed it')
})

test('a cut tail, a checkpoint that is gone, and a file that is none', async () => {
  const last = Number(fs.readFileSync(kept[1] ?? '', 'utf8').split('\n')[1])
  await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
  await owner.query('CREATE TEMP TABLE cut AS SELECT * FROM seals WHERE position = $1', [last - 1])
  await owner.query('CREATE TEMP TABLE gone AS SELECT * FROM checkpoints')
  await owner.query('DELETE FROM seals WHERE position = $1', [last - 1])
  await owner.query('DELETE FROM checkpoints')
  await owner.query('COMMIT')
  const none = path.join(folder, 'none.txt')
  fs.writeFileSync(none, 'Dear diary\n')
  const { said, code } = await verified('--checkpoint', ...kept, none)
  expect(code).toBe(1)
  expect(said).toContain(`tuesday.txt: it tells of ${last} rows, and ${last - 1} are here: the newest are gone`)
  expect(said).toContain('monday.txt: it is not kept here any more')
  expect(said).toContain('none.txt: this is no checkpoint')
  await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
  await owner.query('INSERT INTO seals SELECT * FROM cut; INSERT INTO checkpoints SELECT * FROM gone')
  await owner.query('COMMIT')
  expect((await verified('--checkpoint', ...kept)).code).toBe(0)
})

test('a checkpoint may be somewhat older than the one before it, as a clock is set back; not by hours', async () => {
  const [first, second] = kept.map((file) => fs.readFileSync(file, 'utf8')) as [string, string]
  const size = Number(second.split('\n')[1])
  const checkpoints = async (ago: string) => {
    const [{ at }] = await world.db.query(
      `SELECT to_char((at - $2::interval) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM checkpoints WHERE tree_size = $1`,
      [Number(first.split('\n')[1]), ago],
    )
    const note = signNote(parseNote(second)?.text.replace(/time .*/, `time ${at}`) ?? '', SIGNING_KEYS)
    await owner.query('SET session_replication_role = replica')
    await owner.query('UPDATE checkpoints SET at = $1, note = $2 WHERE tree_size = $3', [at, note, size])
    await owner.query('RESET session_replication_role')
    const report: { what: string; wrong: string[] }[] = JSON.parse((await verified('--json')).out)
    return report.find(({ what }) => what === 'Checkpoints by their roots and signatures')?.wrong
  }
  expect(await checkpoints('59 minutes')).toEqual([])
  expect(await checkpoints('61 minutes')).toEqual([
    `checkpoint of ${size} rows: it is more than an hour older than the one before it`,
  ])
})

test('a key that is none is refused before anything is looked at', async () => {
  await expect(run(verifyCommand().exitOverride(), '--key', 'nonsense')).rejects.toThrow(/no public key/)
})
