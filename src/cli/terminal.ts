import type { Config } from '../config'
import { ConfigProblems, readConfig } from '../config'

/** What a command ends with: done, refused or failed, called wrongly. */
export const DONE = 0
export const FAILED = 1
export const WRONG_USAGE = 2

/** The result: for people a line, with --json an object. Standard output carries nothing else. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Everything that is not the result. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The settings, or every complaint about them at once and the end. */
export function settings(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    complain('Gainsay can’t start with these settings:')
    for (const problem of error.problems) complain(`  ${problem}`)
    process.exit(WRONG_USAGE)
  }
}
