import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sutbul } from '../fixtures/sutbul/sutbul.adapter';
import { describeGateway } from './gatewayContract';

/** A gateway is one folder: one that is made up passes the whole suite, and nothing else was written for it. */

describe('a twelfth gateway', () => {
  describeGateway(sutbul);
});

test('no file outside its folder knows it, but this one', () => {
  const found = execFileSync('grep', ['-rli', 'sutbul', 'nodes', 'credentials', 'test'], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  const outside = found
    .trim()
    .split('\n')
    .filter((file) => !file.startsWith('test/fixtures/sutbul/'));
  expect(outside).toEqual(['test/contract/twelfth.test.ts']);
});
