import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openLedger, type LedgerPlace } from '../../../nodes/core/ledger/openLedger';

/** Run as a process of its own: opens a ledger, and is killed when it comes to the n-th thing that it adds to it. */

const [nth = '', where = '', schema] = process.argv.slice(2);
const place: LedgerPlace =
  schema === undefined
    ? { kind: 'sqlite', file: where }
    : { kind: 'postgres', schema, connection: { connectionString: where } };
let left = Number(nth);

function dieInTime(statement: unknown): void {
  const text = String(
    typeof statement === 'object' && statement !== null && 'text' in statement
      ? statement.text
      : statement,
  );
  if (!/^\s*(create|insert)\b/.test(text)) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

function watch(prototype: object, method: string): void {
  const original: unknown = Reflect.get(prototype, method);
  if (typeof original !== 'function') throw new Error(`There is no ${method}`);
  Reflect.set(prototype, method, function (this: unknown, ...given: readonly unknown[]): unknown {
    dieInTime(given[0]);
    const answer: unknown = Reflect.apply(original, this, given);
    return answer;
  });
}

watch(DatabaseSync.prototype, 'prepare');
watch(Client.prototype, 'query');
void openLedger(place);
