const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const LINES = 60;

/** Shows what n8n itself said, when a test file fails. */
module.exports = class LogReporter {
  shown = new Set();

  onTestResult(_test, result) {
    const folder = process.env.E2E_LOGS;
    if (!folder) return;
    const failed = result.numFailingTests > 0 || result.testExecError;
    for (const name of readdirSync(folder)) {
      if (this.shown.has(name)) continue;
      this.shown.add(name);
      if (!failed) continue;
      const log = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(-LINES);
      process.stdout.write(
        `\n--- the end of n8n's log, ${join(folder, name)}\n${log.join('\n')}\n`,
      );
    }
  }
};
