/** Tests run on a real PostgreSQL (started once, a cloned database per file) and, for a few, in a real Chromium. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  globalSetup: '<rootDir>/test/support/start-server.ts',
  globalTeardown: '<rootDir>/test/support/stop-server.ts',
  // Two cores are what the smallest runner has; each worker also talks to PostgreSQL or to Chromium.
  maxWorkers: 2,
  testTimeout: 30_000,
}
