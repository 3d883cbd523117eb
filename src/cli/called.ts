import { Command, CommanderError } from 'commander'
import { version } from '../version'
import { Problem } from '../web/problems'
import { commandsFor } from './commands'
import { loadSettingsFile } from './settings-file'
import { complain, DONE, FAILED, WRONG_USAGE } from './terminal'

/**
 * The gainsay command, called with these words; what it ends with becomes the process’s exit code: 0 done, 1 refused or failed,
 * 2 called wrongly.
 */
export async function called(args: string[]): Promise<void> {
  const program = new Command('gainsay')
    .description('Who said what in the news, and who gainsaid it.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(gainsay --help tells more)')
  for (const command of await commandsFor(args)) program.addCommand(inheritOverride(command))

  loadSettingsFile()
  try {
    await program.parseAsync(args, { from: 'user' })
    process.exitCode ??= DONE
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
  complain(error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error))
  return FAILED
}
