import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { mock } from 'jest-mock-extended';
import type { INode, Logger } from 'n8n-workflow';
import { logLine, logOf } from '../../../nodes/core/n8n/log';

function house(workflow: string, node = 'Stripe Payment Failure Trigger') {
  const lines: string[] = [];
  const logger = mock<Logger>({
    warn: (line: string) => void lines.push(`warn ${line}`),
    error: (line: string) => void lines.push(`error ${line}`),
  });
  const log = logOf({
    logger,
    getNode: () => mock<INode>({ name: node }),
    getWorkflow: () => ({ id: 'vJ3d', name: workflow, active: true }),
  });
  return { log, lines };
}

/** Reads a line as a log collector does. */
function read(line: string): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const pair = /(?:^| )([a-z_]+)=("(?:[^"\\]|\\.)*"|[^\s"=]*)/y;
  while (pair.lastIndex < line.length) {
    const found = pair.exec(line);
    if (!found) throw new Error(`Not in the form: ${line.slice(pair.lastIndex)}`);
    const [, key = '', value = ''] = found;
    pairs.push([key, value.startsWith('"') ? String(JSON.parse(value)) : value]);
  }
  return pairs;
}

test('a line names what happened, the workflow and the node, then the fields', () => {
  const { log, lines } = house('Evening at the BBQ');
  log('delivery_refused', { gateway: 'stripe', reason: 'stale_clock', item: 0, why: 'Too old.' });
  log('endpoint_left', { gateway: 'stripe', url: undefined });
  expect(lines).toEqual([
    'warn payment-failure event=delivery_refused workflow="Evening at the BBQ" workflow_id=vJ3d node="Stripe Payment Failure Trigger" gateway=stripe reason=stale_clock item=0 why="Too old."',
    'error payment-failure event=endpoint_left workflow="Evening at the BBQ" workflow_id=vJ3d node="Stripe Payment Failure Trigger" gateway=stripe',
  ]);
});

test('whatever workflow, node and gateway are called, a line is one line with the fields that it has', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('" event=all_well x="', 'a\nevent=all_well', '\\', '\\"', 'a=b', ''),
  );
  fc.assert(
    fc.property(anything, anything, anything, (workflow, node, why) => {
      const { log, lines } = house(workflow, node);
      log('delivery_refused', { why });
      const [line = ''] = lines;
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const keys = read(line.replace('warn payment-failure ', '')).map(([key]) => key);
      expect(keys).toEqual(['event', 'workflow', 'workflow_id', 'node', 'why']);
    }),
  );
});

test('a guest who writes their card into the order’s name is not in the log', () => {
  const line = logLine({
    event: 'delivery_refused',
    why: 'Mina 4242424242424242 mina@bbq.example',
  });
  expect(line).not.toMatch(/42424242|mina@/);
});

test('nothing of the pack logs but through this form', () => {
  const folder = join(__dirname, '../../../nodes');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const loggers = files
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\.logger\b|\bconsole\./.test(readFileSync(join(folder, file), 'utf8')));
  expect(loggers).toEqual([join('core', 'n8n', 'log.ts')]);
});
