import { isObject, list, object, type Json, type JsonObject } from '../../nodes/core/event/json';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type * as Opening from '../../nodes/core/gateway/openDelivery';
import type * as Registry from '../../nodes/core/gateway/registry';
import { proverOf } from '../core/gateway/prover';
import { shipped } from './shipped';
import { proofFloor } from './proofFloor';
import { sideBySide, type Row } from './row';

const SIZE = 2_000;
const ROUNDS = 200;
const PER_ROUND = 300;
const WARM_UP = 10;
const URL = 'https://bbq.example/webhook/1/webhook';

/** Verify + parse + normalize, against the gateway's own proof and JSON.parse alone, over the same delivery of 2 kB. */
export function domainRows(): readonly Row[] {
  const { openDelivery } = shipped('core/gateway/openDelivery') as typeof Opening;
  const { GATEWAYS } = shipped('core/gateway/registry') as typeof Registry;
  return GATEWAYS.map((adapter) => domainRow(adapter, openDelivery));
}

function domainRow(adapter: GatewayAdapter, openDelivery: typeof Opening.openDelivery): Row {
  const { sign, evidence, keyNamed } = proverOf(adapter.signature);
  const key = keyNamed('bench');
  const seconds = Math.floor(Date.now() / 1000);
  const signed = sign({ url: URL, rawBody: padded(adapter, seconds), seconds }, key);
  const receivedAt = new Date(seconds * 1000).toISOString();
  const delivery = { method: 'POST', url: URL, receivedAt, ...signed };
  const keys = [key];
  const ours = repeat(() => {
    const opened = openDelivery(adapter, delivery, keys, undefined, evidence);
    if (!opened.ok) throw new Error(opened.reason);
    for (const event of opened.events) adapter.normalize(event, {}, { account: 'acct_bbq' });
  });
  const prove = proofFloor(adapter.signature, delivery, key, evidence);
  const floor = repeat(() => {
    prove();
    JSON.parse(delivery.rawBody.toString());
  });
  for (let round = 0; round < WARM_UP; round += 1) {
    ours();
    floor();
  }
  return {
    name: `${adapter.title}: verify + parse + normalize / its proof + JSON.parse`,
    ratio: sideBySide(ROUNDS, ours, floor),
    bar: 2,
    detail: `a delivery of ${delivery.rawBody.length} bytes, median of ${ROUNDS} rounds of ${PER_ROUND}`,
  };
}

const repeat = (work: () => void) => (): void => {
  for (let left = PER_ROUND; left > 0; left -= 1) work();
};

/** The gateway's own sample; what is missing to 2 kB are lines of the bill, which nobody reads. */
function padded(adapter: GatewayAdapter, seconds: number): Buffer {
  const sample = adapter.sample?.('evt_bench', seconds) ?? {};
  const print = (lines: readonly Json[]): Buffer =>
    Buffer.from(JSON.stringify(withLines(sample, lines)));
  const lines: Json[] = [];
  while (print([...lines, LINE]).length <= SIZE) lines.push(LINE);
  return print(lines);
}

const LINE: JsonObject = { dish: 'Galbi', note: 'well done, no onions', guests: 2, seat: null };

const withLines = (sample: unknown, lines: readonly Json[]): unknown => {
  if (isObject(sample)) return { ...sample, bench_lines: lines };
  const [first, ...rest] = list(sample);
  return [{ ...object(first), bench_lines: lines }, ...rest];
};
