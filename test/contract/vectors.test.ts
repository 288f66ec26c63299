import { execFileSync } from 'node:child_process';
import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { evidenceFor, takesCalls, type VerificationIo } from '../../nodes/core/gateway/evidence';
import { certificateStore } from '../../nodes/core/gateway/certificates';
import { inMode } from '../../nodes/core/gateway/mode';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { GATEWAYS, knownGateway } from '../../nodes/core/gateway/registry';
import { verifySignature } from '../../nodes/core/gateway/verifySignature';
import { rootAuthority } from '../authority';
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

/** A certificate made for the occasion, everywhere where one is fetched; and the gateway's word, where it is asked. */
async function occasion() {
  const root = await rootAuthority('Root of a test');
  const own = await root.issue({ name: 'messageverificationcerts.paypal.com' });
  const certificates = certificateStore(() => [root.pem]);
  return {
    sign: (text: string) => sign('RSA-SHA256', Buffer.from(text), own.key).toString('base64'),
    io: (answer: string | undefined): VerificationIo => ({
      http: async () => ({ status: 200, body: Buffer.from(answer ?? own.pem) }),
      certificates,
    }),
  };
}
let made: ReturnType<typeof occasion> | undefined;

/** What calls bring to light about a delivery, where its proof takes some. */
async function proven(vector: Vector) {
  const { headers, signs, answer } = vector;
  const { sign, io } = await (made ??= occasion());
  const signature = signs === undefined ? '' : sign(signs);
  const written = headers.map(
    ([name, value]) => [name, value.replace('{signature}', () => signature)] as const,
  );
  return { headers: written, io: io(answer) };
}

/** What cannot be read once it verified was accepted all the same: that it was signed is what is tried here. */
async function opened(gateway: GatewayAdapter, vector: Vector): Promise<string> {
  const unsigned = deliveryOf(vector);
  const adapter = { ...inMode(gateway, unsigned), maxBytes: 1_000_000 };
  const { keys, verdict, environment = 'live' } = vector;
  const { headers, io } = takesCalls(adapter.signature)
    ? await proven(vector)
    : { headers: unsigned.headers };
  const delivery = { ...unsigned, headers };
  const evidence = io && (await evidenceFor(adapter, delivery, keys, { environment }, io));
  const result = openDelivery(adapter, delivery, keys, undefined, evidence);
  if (result.ok) return 'accepted';
  return result.reason === 'malformed' && verdict === 'accepted' ? 'accepted' : result.reason;
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
  test.each(own.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    expect(await opened(adapter, vector)).toBe(vector.verdict);
  });
});

test('every gateway has some', () => {
  const proved = new Set(table.vectors.map(({ scheme }) => scheme));
  expect(GATEWAYS.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([]);
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
