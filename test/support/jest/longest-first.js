const path = require('node:path')
const { default: TestSequencer } = require('@jest/test-sequencer')

/**
 * Files that take twenty seconds and more on a slow machine, the longest first: begun last, one of them alone would keep the whole run waiting.
 * Jest remembers how long a file took, but not on a fresh clone, where it goes by size; and the harnesses' files are short.
 */
const LONGEST = [
  'browser/every-page',
  'trust/authorisation',
  'trust/kills',
  'trust/faults',
  'browser/a-day',
  'trust/bad-input',
  'acceptance/main-job',
  'database/embedded-server-crashes',
  'database/backup',
  'cli',
  'joining/random-histories',
  'reading/long-lists',
  'acceptance/by-command',
  'reading/queries-of-pages',
  'browser/review',
  'trust/restore',
  'exports/data-package',
  'exports/linked-data-exports',
  'browser/unsaved',
  'trust/injection',
  'browser/invited',
  'speakers/forest',
  'bringing-in/round-trip',
  'browser/prefill-by-keys',
  'trust/races',
  'database/embedded-server',
  'browser/editors-job',
  'workbench/withdrawing-articles',
  'browser/tagging-by-touch',
  'importing/several',
  'search/stories',
  'importing/command',
  'browser/tagged-by-keys',
  'proof/separate-verifier',
  'acceptance/difficult-cases',
  'search/documents',
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
