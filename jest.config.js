/**
 * Tests run on a real PostgreSQL (started once, a cloned database per file) and, for a few, in a real Chromium. What a file costs
 * before its first test, and how that is kept small, is told in docs/contributing.md.
 */
module.exports = {
  testEnvironment: '<rootDir>/test/support/jest/one-realm-environment.js',
  runtime: '<rootDir>/test/support/jest/one-realm-runtime.js',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '/password-cost$': '<rootDir>/test/support/low-password-cost.ts',
    // What is imported only when it is asked for is named as it is after the build.
    '^(\\./.+)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/start-server.ts',
  globalTeardown: '<rootDir>/test/support/stop-server.ts',
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  // Two cores are what the smallest runner has. A worker waits much of its time, for PostgreSQL, for Chromium or for something
  // that a test has killed: with a third one the cores are at work meanwhile.
  maxWorkers: 3,
  // Only what hangs: on a busy machine a page in a browser or a hundred requests take a while.
  testTimeout: 90_000,
}
