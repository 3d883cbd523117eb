import { Command } from 'commander'
import { erasedPayloads, verify } from '../proof/verify.queries'
import { withDatabaseAsItIs } from './database'
import { FAILED, print } from './terminal'

/** No fault, but whoever looks after the desk should know how many there are. */
const ERASED = 'History payloads erased'

export function verifyCommand() {
  return new Command('verify')
    .description(
      'Check every quote at its offsets, every text by its hash, every history row, every chain and search document',
    )
    .option('--json', 'a list, an object a check')
    .action(async ({ json }: { json?: boolean }) => {
      const { report, erased } = await withDatabaseAsItIs(async ({ db }) => ({
        report: await verify(db),
        erased: await erasedPayloads(db),
      }))
      if (json) print(JSON.stringify([...report, { what: ERASED, checked: erased, wrong: [] }]))
      else {
        for (const { what, checked, wrong } of report) {
          print(`${what}: ${checked} checked, ${wrong.length === 0 ? 'all right' : `WRONG: ${wrong.join(', ')}`}`)
        }
        print(`${ERASED}: ${erased}`)
      }
      if (report.some((part) => part.wrong.length > 0)) process.exitCode = FAILED
    })
}
