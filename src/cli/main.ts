import 'reflect-metadata'
import { Command, CommanderError } from 'commander'
import { version } from '../version'
import { backupCommand } from './backup'
import { exportCommand } from './export'
import { importCommand } from './import'
import { keyCommand } from './key'
import { migrateCommand } from './migrate'
import { redactCommand } from './redact'
import { restoreCommand } from './restore'
import { seedCommand } from './seed'
import { loadSettingsFile } from './settings-file'
import { complain, DONE, FAILED, WRONG_USAGE } from './terminal'
import { tokenCommand } from './token'
import { userCommand } from './user'
import { verifyCommand } from './verify'

/** The gainsay command. Exit codes: 0 done, 1 refused or failed, 2 called wrongly. */
async function main() {
  const program = new Command('gainsay')
    .description('Who said what in the news, and who gainsaid it.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(gainsay --help tells more)')
  const serve = new Command('serve')
    .description('Serve pages and API until told to end (npm start does this)')
    .action(async () => {
      // Only when asked for: the whole site takes as long to load as all other commands together.
      const { runServe } = await import('./serve.js')
      await runServe()
      stays = true
    })
  let stays = false
  for (const command of [
    serve,
    importCommand(),
    exportCommand(),
    userCommand(),
    tokenCommand(),
    seedCommand(),
    migrateCommand(),
    verifyCommand(),
    backupCommand(),
    restoreCommand(),
    redactCommand(),
    keyCommand(),
  ]) {
    program.addCommand(inheritOverride(command))
  }

  loadSettingsFile()
  try {
    await program.parseAsync()
    if (!stays) process.exitCode ??= DONE
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

/** Subcommands made apart don't take over the parent's ways by themselves. */
function inheritOverride(command: Command): Command {
  command.exitOverride()
  for (const child of command.commands) inheritOverride(child as Command)
  return command
}

function exitCodeOf(error: unknown): number {
  // Commander has said what was wrong already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE
  complain(error instanceof Error ? error.message : String(error))
  return FAILED
}

void main()
