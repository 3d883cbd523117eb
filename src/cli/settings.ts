import { type Config, ConfigProblems, readConfig } from '../config'
import { complain, WRONG_USAGE } from './terminal'

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
