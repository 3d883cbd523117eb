import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { redact } from '../../src/proof/redact.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import type { SigningKey } from '../../src/proof/signed-note'
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
