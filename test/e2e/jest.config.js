/** A real n8n for every test file, two files at a time: each spends most of its time waiting. `npm run e2e`, or `npm run e2e -- harness` for one file. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
  globalSetup: '<rootDir>/globalSetup.ts',
  reporters: ['default', '<rootDir>/logReporter.js'],
  maxWorkers: 2,
  testTimeout: 180_000,
};
