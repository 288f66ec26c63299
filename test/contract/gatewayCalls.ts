import * as fc from 'fast-check';
import { type JsonObject, object } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import {
  ADVICE,
  EVENT_TYPES,
  FAILURE_KINDS,
  HARDNESS,
  REFERENCE_TYPES,
} from '../../nodes/core/event/taxonomy';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { ApiRequest } from '../../nodes/core/gateway/apiClient';
import type { Marking } from '../../nodes/core/gateway/performMark';
import { retryOf } from '../../nodes/core/gateway/recover';
import { like } from '../core/gateway/matchers';
import { declined } from '../fixtures/events';

/** What every gateway keeps of the calls that act on a payment: they are data, and stay with what they are about. */
export function describeCalls(adapter: GatewayAdapter): void {
  /** An id that is none must not lead a call to another place. */
  const NO_ID = '갈비/../12?a=b#c\ud800';
  const soft = { category: 'insufficient_funds', cause: 'funds', hardness: 'soft' } as const;
  const failed: PaymentEvent = declined({
    id: `${adapter.id}:acct_contract:evt_1`,
    gateway: adapter.id,
    account: 'acct_contract',
    attempt: { key: `${adapter.id}:acct_contract:GALBI` },
    references: REFERENCE_TYPES.map((type) => ({ type, value: NO_ID })),
    reason: { ...soft, advice: 'retry_later' },
  });
  const anyEvent = fc
    .record({
      type: fc.constantFrom(...EVENT_TYPES),
      kind: fc.constantFrom(undefined, ...FAILURE_KINDS),
      nextAttemptAt: fc.constantFrom(undefined, undefined, failed.receivedAt),
      connected: fc.constantFrom(undefined, true),
      references: fc.subarray([...failed.references]),
      reason: fc.option(
        fc
          .record({ hardness: fc.constantFrom(...HARDNESS), advice: fc.constantFrom(...ADVICE) })
          .map((change) => ({ ...soft, ...change })),
        { nil: undefined },
      ),
    })
    .map((change): PaymentEvent => freeze({ ...failed, ...change }));
  const anyAnswer = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value) => freeze(object(JSON.parse(JSON.stringify(value)))));

  const staysInPlace = ({ path, query = {} }: ApiRequest) => {
    // What is asked with goes into `query`; in an id, `?` and `..` are part of its name.
    expect(path).toMatch(/^\/[^?#]*$/);
    expect(path).not.toContain('/../');
    for (const value of Object.values(query).flat()) expect(typeof value).toBe('string');
  };

  describe('tries a failed payment again', () => {
    if (!adapter.recover?.retry) return;

    test('by one call for one try, however often it is told of', () => {
      const { request, most = 1 } = retryOf(adapter, failed) ?? {};
      if (!request) throw new Error('There is no call');
      staysInPlace(request);
      expect(request.method).toMatch(/^(POST|PUT|PATCH)$/);
      expect(Number.isInteger(most) && most > 0).toBe(true);
      expect(retryOf(adapter, { ...failed, id: `${failed.id}2` })?.request).toEqual(request);
      const next = retryOf(adapter, { ...failed, attempt: { key: 'the next' } })?.request;
      expect(next).toEqual({ ...request, idempotencyKey: like(/the next$/) });
      expect(request.idempotencyKey).not.toBe(next?.idempotencyKey);
    });

    test('never one that cannot succeed, is forbidden, or is tried by the gateway itself', () => {
      fc.assert(
        fc.property(anyEvent, (event) => {
          const { type, reason, nextAttemptAt } = event;
          if (!retryOf(adapter, event)) return;
          expect([type, nextAttemptAt, reason?.hardness]).toEqual([
            'payment.failed',
            undefined,
            'soft',
          ]);
          expect(reason?.advice).toMatch(/^retry_/);
        }),
        { numRuns: 1_000 },
      );
    });
  });

  describe('writes case and status where staff find them', () => {
    const { mark } = adapter;
    if (!mark) return;
    const open = { caseId: 'case_12', status: 'open' };
    const writesOf = (marking: Marking, answer: JsonObject): readonly ApiRequest[] =>
      'read' in marking ? marking.write(answer) : [marking];

    test('on something that a failed payment names', () => {
      expect(mark(failed, open).length).toBeGreaterThan(0);
      expect(mark({ ...failed, references: [], customer: {}, invoice: undefined }, open)).toEqual(
        [],
      );
    });

    test('whatever it stands beside, without raising, and by calls that say the same twice', () => {
      fc.assert(
        fc.property(anyEvent, anyAnswer, (event, answer) => {
          for (const marking of mark(event, open)) {
            if ('read' in marking) {
              staysInPlace(marking.read);
              expect(['GET', 'POST']).toContain(marking.read.method);
            }
            const writes = writesOf(marking, answer);
            writes.forEach(staysInPlace);
            expect(writesOf(marking, answer)).toEqual(writes);
            for (const { method, body } of writes) {
              expect(method).toMatch(/^(POST|PUT|PATCH)$/);
              expect(JSON.stringify(body)).toContain(open.caseId);
            }
          }
        }),
      );
    });
  });

  test('asks whether a thing is paid by a read alone, at its own place', () => {
    for (const type of REFERENCE_TYPES) {
      const read = adapter.state?.({ type, value: NO_ID });
      if (!read) continue;
      staysInPlace(read);
      expect(['GET', 'POST']).toContain(read.method);
      expect(read.key).not.toBe('');
    }
  });
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
