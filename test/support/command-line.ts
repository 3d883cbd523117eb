import type { Command } from 'commander'
import { called } from '../../src/cli/called'

/** Runs a subcommand in this very process: test/cli.test.ts starts the real one, which takes a second of CPU each time. */
export const run = (command: Command, ...args: string[]) => told(() => command.parseAsync(args, { from: 'user' }))

/** The whole command, called with these words, in this very process. */
export const gainsay = (...args: string[]) => told(() => called(args))

async function told(call: () => Promise<unknown>) {
  const told: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => told.out.push(String(chunk)) > 0),
    jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => told.err.push(String(chunk)) > 0),
  ]
  try {
    await call()
    return { out: told.out.join(''), err: told.err.join(''), code: Number(process.exitCode ?? 0) }
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.exitCode = undefined
  }
}
