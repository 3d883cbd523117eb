const path = require('node:path')
const { default: TestSequencer } = require('@jest/test-sequencer')

/**
 * Files that take ten seconds and more, the longest first: begun last, one of them alone would keep the whole run waiting.
 * Jest remembers how long a file took, but not on a fresh clone, where it goes by size; and the harnesses' files are short.
 */
const LONGEST = [
  'browser/every-page',
  'trust/faults',
  'trust/authorisation',
  'joining/random-histories',
  'trust/bad-input',
  'acceptance/main-job',
  'speakers/forest',
  'database/embedded-server-crashes',
  'trust/kills',
  'browser/a-day',
  'browser/unsaved',
  'cli',
  'trust/restore',
  'bringing-in/round-trip',
  'browser/review',
  'health',
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
