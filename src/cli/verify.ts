import { Command } from 'commander'
import { verify } from '../proof/verify.queries'
import { withDatabase } from './database'
import { FAILED, print } from './terminal'

export function verifyCommand() {
  return new Command('verify')
    .description(
      'Check every quote at its offsets, every text by its hash, every history row, every chain and search document',
    )
    .option('--json')
    .action(async ({ json }: { json?: boolean }) => {
      const report = await withDatabase(({ db }) => verify(db))
      if (json) print(JSON.stringify(report))
      else {
        for (const { what, checked, wrong } of report) {
          print(`${what}: ${checked} checked, ${wrong.length === 0 ? 'all right' : `WRONG: ${wrong.join(', ')}`}`)
        }
      }
      if (report.some((part) => part.wrong.length > 0)) process.exitCode = FAILED
    })
}
