/** A real n8n for every test file, one at a time. `npm run e2e`, or `npm run e2e -- harness` for one file. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
  globalSetup: '<rootDir>/globalSetup.ts',
  reporters: ['default', '<rootDir>/logReporter.js'],
  maxWorkers: 1,
  testTimeout: 180_000,
};
