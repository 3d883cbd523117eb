import 'reflect-metadata'
import { Command, CommanderError } from 'commander'
import { version } from '../version'
import { Problem } from '../web/problems'
import { commandsFor } from './commands'
import { loadSettingsFile } from './settings-file'
import { complain, DONE, FAILED, WRONG_USAGE } from './terminal'

/** The gainsay command. Exit codes: 0 done, 1 refused or failed, 2 called wrongly. */
async function main() {
  const program = new Command('gainsay')
    .description('Who said what in the news, and who gainsaid it.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(gainsay --help tells more)')
  for (const command of await commandsFor(process.argv.slice(2))) program.addCommand(inheritOverride(command))

  loadSettingsFile()
  if (process.argv[2] !== 'serve') endWithReader()
  try {
    await program.parseAsync()
    process.exitCode ??= DONE
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

/** `| head` has read enough: what nobody reads any more is no failure, and nobody is to be told of it. */
function endWithReader() {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? DONE : FAILED))
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
  complain(error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error))
  return FAILED
}

void main()
