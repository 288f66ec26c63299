/** Everything that needs no n8n host. The end-to-end suite has a configuration of its own beside it. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Nothing here is about time, and machines are busy at times.
  testTimeout: 30_000,
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
  collectCoverageFrom: ['nodes/**/*.ts'],
  coverageReporters: ['text-summary'],
  // The pure rooms hold no line that no test has run.
  coverageThreshold: {
    './nodes/core/event/': { lines: 100, branches: 100 },
    './nodes/core/gateway/': { lines: 100, branches: 100 },
  },
};
