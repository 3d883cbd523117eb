import fs from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { LOOKING } from '../database/data-source'
import { type VerifyingKey, verifyingKey } from '../proof/signed-note'
import type { Verified } from '../proof/verified'
import { redacted, verify } from '../proof/verify.queries'
import { withDatabaseAsItIs } from './database'
import { progress } from './progress'
import { FAILED, print } from './terminal'

interface Options {
  checkpoint?: string[]
  key?: VerifyingKey[]
  json?: boolean
}

export function verifyCommand() {
  return new Command('verify')
    .option('--checkpoint <file...>', 'checkpoints that were kept elsewhere: does history still agree with them?')
    .option(
      '--key <key...>',
      'public keys to believe, instead of those of this DATA_DIR: these alone, and whom they hand over to',
      key,
    )
    .option('--json', 'a list, an object a check')
    .action(async ({ checkpoint = [], key: given = [], json }: Options) => {
      const outside = checkpoint.map((name) => ({ name, note: fs.readFileSync(name, 'utf8') }))
      const tell = progress()
      const { report, counts } = await withDatabaseAsItIs(
        async ({ db, signingKeys }) => ({
          report: await verify(db, { outside, keys: given.length > 0 ? given : signingKeys }, (what, done) =>
            tell(() => inProgress(what, done)),
          ),
          counts: counted(await redacted(db)),
        }),
        LOOKING,
      )
      const list = counts.map(([what, checked]) => ({ what, checked, wrong: [] }))
      if (json) print(JSON.stringify([...report, ...list]))
      else {
        for (const part of report) print(inWords(part))
        for (const [what, count] of counts) print(`${what}: ${count}`)
      }
      if (report.some((part) => part.wrong.length > 0)) process.exitCode = FAILED
    })
}

const inProgress = (what: string, done?: number) =>
  done === undefined ? `${what} …` : `${what}: ${done.toLocaleString('en')} …`

const counted = ({ payloads, texts, bytes, statements }: Awaited<ReturnType<typeof redacted>>): [string, number][] => [
  ['History payloads erased', payloads],
  ['Texts redacted', texts],
  ['Statements redacted', statements],
  ['Other texts without their bytes', bytes],
]

function inWords({ what, checked, wrong, told = [] }: Verified): string {
  const outcome = wrong.length === 0 ? 'all right' : `WRONG: ${wrong.join('; ')}`
  return `${what}: ${[`${checked} checked`, ...told, outcome].join(', ')}`
}

function key(text: string, before: VerifyingKey[] = []): VerifyingKey[] {
  const read = verifyingKey(text)
  if (!read) throw new InvalidArgumentError('It is no public key, as /transparency shows them.')
  return [...before, read]
}
