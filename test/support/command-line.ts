import type { Command } from 'commander'

/** Runs a subcommand in this very process: test/cli.test.ts starts the real one, which takes half a second each time. */
export async function run(command: Command, ...args: string[]) {
  const told: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => told.out.push(String(chunk)) > 0),
    jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => told.err.push(String(chunk)) > 0),
  ]
  try {
    await command.parseAsync(args, { from: 'user' })
    return { out: told.out.join(''), err: told.err.join(''), code: Number(process.exitCode ?? 0) }
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.exitCode = undefined
  }
}
