const path = require('node:path')
const { default: TestSequencer } = require('@jest/test-sequencer')

/**
 * Files that take twenty seconds and more on a slow machine, the longest first: begun last, one of them alone would keep the whole run waiting.
 * Jest remembers how long a file took, but not on a fresh clone, where it goes by size; and the harnesses' files are short.
 */
const LONGEST = [
  'browser/every-page',
  'trust/authorisation',
  'trust/faults',
  'trust/kills',
  'trust/bad-input',
  'acceptance/main-job',
  'browser/a-day',
  'database/embedded-server-crashes',
  'exports/data-package',
  'acceptance/by-command',
  'reading/long-lists',
  'database/backup',
  'database/replicas/replicas',
  'bench/soak-and-migrations',
  'bench/chains-and-writes',
  'joining/random-histories',
  'trust/injection',
  'browser/invited',
  'browser/unsaved',
  'trust/restore',
  'browser/editors-job',
  'browser/review',
  'exports/cut-downloads',
  'importing/several',
  'trust/races',
  'acceptance/difficult-cases',
  'bringing-in/flat-round-trip',
  'importing/command',
  'browser/prefill-by-keys',
  'browser/tagged-by-keys',
  'browser/tagging-by-touch',
  'cli',
  'database/embedded-server',
  'reading/queries-of-pages',
  'search/documents',
  'bringing-in/round-trip',
  'api/stories',
  'browser/typing-is-safe',
  'chains/chains',
  'workbench/withdrawing-articles',
  'exports/annotations',
  'proof/separate-verifier',
]

class LongestFirst extends TestSequencer {
  sort(tests) {
    const place = ({ path: file, context }) => {
      const found = LONGEST.indexOf(
        path
          .relative(path.join(context.config.rootDir, 'test'), file)
          .replace(/\.test\.ts$/, '')
          .replaceAll('\\', '/'),
      )
      return found === -1 ? LONGEST.length : found
    }
    return super.sort(tests).sort((one, other) => place(one) - place(other))
  }
}

module.exports = LongestFirst
