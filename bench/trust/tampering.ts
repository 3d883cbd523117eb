import { newDatabase } from '../../test/support/database'
import { afterRedaction, changedExport, complaints, found, verifyFiles } from './attack'
import { ATTACKS, WRITTEN_NOW } from './attacks'
import { chance, seedOfRun } from './chance'
import { flipBytes } from './flipped-bytes'
import type { Figure, Harness } from './harness'
import { type SealedGround, sealedGround } from './sealed-ground'
import { withPostgres } from './with-postgres'

/** Enough for kept nodes of the tree, and for a run of `verify` in some hundredths of a second. */
const ROWS = 1_200

/** Twenty-eight ways to tamper as the owner of the database, and single bytes flipped; given one checkpoint kept outside. */
export const tampering: Harness = {
  what: 'tampering as the owner of the database, one checkpoint kept outside',
  run: ({ short }) =>
    withPostgres(async () => {
      const database = await newDatabase()
      const ground = await sealedGround(database.ownerUrl, ROWS)
      try {
        return await figuresOf(ground, short ? 80 : 1_000)
      } finally {
        await ground.close()
        await database.drop()
      }
    }),
}

async function figuresOf(ground: SealedGround, flipped: number): Promise<Figure[]> {
  const untouched = [
    ...(await complaints(ground)),
    ...Object.values(ground.files).flatMap((args) => verifyFiles(args, ground.keys).lines.filter(Boolean)),
  ]
  const missed: string[] = []
  for (const attack of ATTACKS) if (!(await found(attack, ground)).isNamed) missed.push(attack.what)
  if (!changedExport(ground).isNamed) missed.push('an export changed')
  const seed = seedOfRun()
  const flips = await flipBytes(ground, flipped, chance(seed))
  const redacted = await afterRedaction(ground)
  const attacks = ATTACKS.length + 1
  return [
    figure('complaints about an untouched database, exports and proofs', untouched.length, 0, untouched),
    figure('ways to tamper found, and told where', attacks - missed.length, attacks, missed),
    figure('complaints after a redaction', redacted.length, 0, redacted),
    figure(`single flipped bytes found (seed ${seed})`, flips.found, flipped, flips.missed),
    ...(await controls(ground)),
  ]
}

/** What only a checkpoint outside shows has to stay unseen without it; else something else was found, or all of it always is. */
async function controls(ground: SealedGround): Promise<Figure[]> {
  const blind = ATTACKS.filter(({ needsOutside }) => needsOutside)
  const seen: string[] = []
  for (const attack of blind)
    seen.push(...(await found(attack, ground, { withOutside: false })).said.map((line) => `${attack.what}: ${line}`))
  const { said, isNamed } = await found(WRITTEN_NOW, ground)
  return [
    figure('control: seen without the checkpoint outside', seen.length, 0, seen),
    {
      what: `control, a stated limit: ${WRITTEN_NOW.what}`,
      found: said.join('; ') || 'nothing said',
      goal: 'counted as not sealed yet, and nothing else',
      isReached: isNamed && said.length === 1,
    },
  ]
}

function figure(what: string, count: number, goal: number, names: readonly string[]): Figure {
  const some = names.length > 0 ? `: ${names.slice(0, 5).join('; ')}` : ''
  return { what, found: `${count}${some}`, goal: String(goal), isReached: count === goal }
}
