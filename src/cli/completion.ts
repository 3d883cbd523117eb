import { Command } from 'commander'
import { bashCompletion, completable, zshCompletion } from './completion-script'
import { choice } from './options'
import { print } from './terminal'

const SHELLS = ['bash', 'zsh'] as const

/** @param every all commands, loaded whole */
export function completionCommand(every: () => Promise<Command[]>) {
  return new Command('completion')
    .argument('<shell>', SHELLS.join(' or '), choice(SHELLS))
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nFor this shell alone: source <(gainsay completion bash). From a clone, first: alias gainsay="npx gainsay"',
    )
    .action(async (shell: (typeof SHELLS)[number], { json }: { json?: boolean }) => {
      const all = completable(await every())
      const script = (shell === 'bash' ? bashCompletion : zshCompletion)(all)
      print(json ? JSON.stringify({ shell, script }) : script.trimEnd())
    })
}
