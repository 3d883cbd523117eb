import fs from 'node:fs'
import { type SigningKey, signingKey } from '../../../src/proof/signed-note'
import { readSlips, writeSlips } from '../authorisation/cells'
import { HiddenWords } from '../authorisation/hidden'
import { inclusionSlips } from '../authorisation/inclusion'
import { readersLeaks, rolesLeaks } from '../authorisation/leaks'
import { serveDatabase } from '../authorisation/site'
import { whoSlips } from '../authorisation/who'
import type { Asked } from '../authorisation/world'

/** A world that was made elsewhere, as a file tells it; the database is that one's, or a copy of it. */
export type WrittenWorld = Omit<Asked, 'site' | 'hidden'> & {
  hidden: HiddenWords['all']
  /** Exports are signed anew each time: by another key they would be answered otherwise. */
  signedBy: string
}

/** Where the sweep looks, the quickest and widest first. */
const PARTS: Record<string, (world: Asked) => Promise<string[]>> = {
  'readers’ answers': readersLeaks,
  'cells of readings': (world) => readSlips(world),
  'cells of changes': writeSlips,
  'lists of each role': rolesLeaks,
  'what proofs tell': inclusionSlips,
  'who is let in': (world) => whoSlips(world, { thin: true }),
}

/** What was first found wrong: in which part, and the first of it. */
export interface Found {
  part: string
  slips: string[]
}

/** Of what fails altogether nothing is seen: whether there is anything else tells a hole from a page that is broken. */
export const isFailure = (slip: string) => /answered 5\d\d|now "5\d\d/.test(slip)

/** Asks what the sweep asks of a database, and says in a line of JSON where something was first found wrong. */
async function main() {
  const [appUrl = '', file = '', only] = process.argv.slice(2)
  const { hidden, signedBy, ...written } = JSON.parse(fs.readFileSync(file, 'utf8')) as WrittenWorld
  const site = await serveDatabase(appUrl, [signingKey(signedBy) as SigningKey])
  const world: Asked = { ...written, site, hidden: HiddenWords.from(hidden) }
  let found: Found | null = null
  for (const [part, ask] of Object.entries(PARTS)) {
    if (only !== undefined && part !== only) continue
    const slips = await ask(world)
    if (slips.length === 0) continue
    found = { part, slips: slips.slice(0, 5) }
    if (!slips.every(isFailure)) break
  }
  process.stdout.write(`${JSON.stringify(found)}\n`)
  await site.close()
  process.exit(0)
}

if (require.main === module) void main()
