import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './shipped';
import { median, type Row } from './row';

const RUNS = 7;

/** What the pack adds to n8n's start: loading every node and credential of the build, in a process of its own. */
export function startRow(): Row {
  const runs = Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ['-e', SCRIPT])),
  );
  const ms = median(runs);
  return {
    name: 'loading the pack / 100 ms',
    ratio: ms / 100,
    bar: 1,
    detail: `${ms.toFixed(0)} ms, median of ${RUNS} fresh processes`,
  };
}

/** n8n has loaded n8n-workflow long before it comes to a pack. */
const SCRIPT = `
require(${JSON.stringify(join(ROOT, 'node_modules/n8n-workflow'))});
const { n8n } = require(${JSON.stringify(join(ROOT, 'package.json'))});
const started = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials]) {
  const name = file.split('/').pop().split('.')[0];
  new (require(${JSON.stringify(`${ROOT}/`)} + file)[name])();
}
process.stdout.write(String(performance.now() - started));
`;
