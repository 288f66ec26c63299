import { parse, verifySignature } from 'gocardless-nodejs/webhooks';
import fc from 'fast-check';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { signedDelivery } from '../../nodes/core/gateway/signDelivery';
import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import { delivery, event } from '../fixtures/gocardless';

const SECRET = 'supper-club-secret';
const url = 'https://n8n.bbq-house.example/webhook/1/webhook';
const receivedAt = '2026-11-25T06:30:02.000Z';

const signed = (body: string, secret = SECRET) =>
  signedDelivery(goCardless.signature, { url, rawBody: Buffer.from(body), seconds: 0 }, secret);
const open = (body: string, headers: readonly (readonly [string, string])[], keys = [SECRET]) =>
  openDelivery(
    goCardless,
    { method: 'POST', url, headers, rawBody: Buffer.from(body), receivedAt },
    keys,
  );

describe('GoCardless’s own SDK', () => {
  const accepts = (body: string, signature: string): boolean => {
    try {
      verifySignature(body, SECRET, signature);
      return true;
    } catch {
      return false;
    }
  };

  test('takes what is signed here, and reads the same events', () => {
    const body = JSON.stringify(delivery(event('payments.failed'), event('payments.confirmed')));
    const { headers } = signed(body);
    const theirs = parse(body, SECRET, headers[0]?.[1] ?? '').map(({ id }) => id);
    const ours = open(body, headers);
    expect(ours.ok && ours.events.map(({ id }) => id)).toEqual(theirs);
    expect(theirs).toHaveLength(2);
  });

  test('agrees on every body and every secret, right or wrong', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(SECRET, 'another', `${SECRET} `),
        (value, secret) => {
          const body = JSON.stringify(value);
          const { headers } = signed(body, secret);
          const verified = open(body, headers);
          const isGenuine = verified.ok || verified.kind !== 'forged';
          expect(isGenuine).toBe(accepts(body, headers[0]?.[1] ?? ''));
        },
      ),
    );
  });
});

test('a batch keeps its good events when one of them is broken, and what it does not know', () => {
  const [first, second] = [event('payments.failed'), event('mandates.cancelled')];
  const body = JSON.stringify(
    delivery(first, { id: 'EV0HALF' }, event('payouts.paid'), event('payments.paid_out'), second),
  );
  const opened = open(body, signed(body).headers);
  if (!opened.ok) throw new Error(opened.reason);
  expect(opened.events.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(opened.rejected).toEqual([{ index: 1, reason: 'malformed' }]);
});

test('250 events in one delivery are taken, and none is twice', () => {
  const events = Array.from({ length: 250 }, () => event('payments.confirmed'));
  const body = JSON.stringify(delivery(...events));
  const opened = open(body, signed(body).headers);
  expect(opened.ok && new Set(opened.events.map(({ id }) => id)).size).toBe(250);
});

test('any of several secrets will do, so that they can roll', () => {
  const body = JSON.stringify(delivery(event('payments.failed')));
  const keys = goCardless.signature.keys({ signingSecrets: ` old-one, ${SECRET}\n,` });
  expect(keys).toEqual(['old-one', SECRET]);
  expect(open(body, signed(body).headers, [...keys]).ok).toBe(true);
  expect(goCardless.signature.keys({})).toEqual([]);
});

test('a bare body is recognised by its first event, and nothing else is', () => {
  expect(goCardless.recognises(delivery(event('payments.failed')))).toBe(true);
  expect(goCardless.recognises({ events: [] })).toBe(false);
  expect(goCardless.recognises({ events: [{ id: 'EV1', type: 'card.declined' }] })).toBe(false);
});
