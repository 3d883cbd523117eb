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
  'browser/a-day',
  'joining/random-histories',
  'database/embedded-server-crashes',
  'exports/cut-downloads',
  'acceptance/main-job',
  'reading/queries-of-pages',
  'trust/injection',
  'browser/unsaved',
  'bringing-in/round-trip',
  'database/backup',
  'trust/races',
  'browser/editors-job',
  'browser/invited',
  'exports/data-package',
  'exports/linked-data-exports',
  'browser/prefill-by-keys',
  'browser/tagging-by-touch',
  'cli',
  'proof/separate-verifier',
  'trust/restore',
  'browser/review',
  'database/embedded-server',
  'reading/long-lists',
  'importing/command',
  'browser/tagged-by-keys',
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
