import { createHmac } from 'node:crypto';
import { REJECTION_REASONS } from '../../nodes/core/event/rejection';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { verifyDelivery } from '../../nodes/core/gateway/verifyDelivery';
import { receive } from '../../nodes/core/gateway/receive';
import { inMode } from '../../nodes/core/gateway/mode';
import { clover } from '../../nodes/Clover/clover.adapter';
import { handshake } from '../../nodes/Clover/handshake';
import { fakeLedger } from '../core/gateway/fakeLedger';
import { batch, checkout, EVENING, MERCHANT, NOODLES, PAYMENT, update } from '../fixtures/clover';
import { NO_FILTERS } from '../core/gateway/noFilters';

const SECRET = '0b1f6c1e-hosted-checkout';
const CODE = '8f14e45f-ceea-467a-9575-6d6c1e0b3a52';
const credential = { signingSecrets: SECRET, authTokens: CODE };
const NOW = new Date(EVENING).toISOString();
const SECONDS = EVENING / 1000;

const delivery = (body: object | string, ...headers: Delivery['headers']): Delivery => ({
  method: 'POST',
  url: 'https://n8n.bbq.example/webhook/1/webhook',
  headers: [['Content-Type', 'application/json'], ...headers],
  rawBody: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  receivedAt: NOW,
});

/** As the docs tell it, in lines of its own: HMAC-SHA256 over the time, a dot and the body, in hexadecimal. */
function signed(body: object, secret = SECRET, seconds = SECONDS): Delivery {
  const text = JSON.stringify(body);
  const digest = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex');
  return delivery(text, ['Clover-Signature', `t=${seconds},v1=${digest}`]);
}
const fromApp = (body: object, code = CODE): Delivery => delivery(body, ['X-Clover-Auth', code]);
const till = batch({ [MERCHANT]: [update(`P:${PAYMENT}`, 'CREATE')] });

const verified = async (one: Delivery, by: object = credential) => {
  const opened = await verifyDelivery('clover', one, { ...by });
  return opened.ok ? opened.events.map(({ id, account }) => [account, id]) : opened.reason;
};

describe('Hosted Checkout', () => {
  test('is proved by its signature over time and body', async () => {
    expect(await verified(signed(checkout()))).toEqual([[MERCHANT, `${PAYMENT}:DECLINED`]]);
    expect(await verified(signed(checkout(), 'else'))).toBe('bad_signature');
    expect(await verified(delivery(checkout()))).toBe('missing_header');
  });

  test('not by one of yesterday, nor of tomorrow', async () => {
    expect(await verified(signed(checkout(), SECRET, SECONDS - 86_400))).toBe('stale_clock');
    expect(await verified(signed(checkout(), SECRET, SECONDS + 86_400))).toBe('future_clock');
  });

  test('while the secret is being replaced, either will do', async () => {
    const two = { signingSecrets: `retired,\n ${SECRET},` };
    expect(await verified(signed(checkout()), two)).toHaveLength(1);
    expect(await verified(signed(checkout(), 'retired'), two)).toHaveLength(1);
  });

  test.each([
    ['as people write code', checkout()],
    [
      'as its docs label them',
      {
        'Created Time': SECONDS,
        Message: 'Decline for 18640',
        Status: 'declined',
        Type: 'payment',
        Id: PAYMENT,
        MerchantId: MERCHANT,
        Data: 'session',
      },
    ],
    [
      'with underscores',
      { type: 'PAYMENT', status: 'DECLINED', ID: PAYMENT, merchant_id: MERCHANT, data: 'session' },
    ],
  ])('is understood with its fields spelled %s', async (_, body) => {
    expect(await verified(signed(body))).toEqual([[MERCHANT, `${PAYMENT}:DECLINED`]]);
  });

  test('of what is no payment, or has no end yet, nothing is told', async () => {
    expect(await verified(signed(checkout({ type: 'REFUND' })))).toEqual([]);
    expect(await verified(signed(checkout({ status: 'PENDING' })))).toEqual([]);
    expect(await verified(signed(checkout({ id: null })))).toBe('malformed');
  });
});

describe('the webhooks of an app', () => {
  test('are proved by its auth code, and bring one event for each payment', async () => {
    const evening = batch({
      [MERCHANT]: [
        update(`P:${PAYMENT}`, 'CREATE', 1),
        update('O:0RDER12000001', 'UPDATE'),
        update(`P:${PAYMENT}`, 'UPDATE', 2),
        update(`P:${PAYMENT}`, 'DELETE'),
      ],
      [NOODLES]: [update('P:PAY7', 'CREATE', 3), { objectId: 'P:PAY8', type: 'UPDATE' }],
    });
    expect(await verified(fromApp(evening))).toEqual([
      [MERCHANT, `P:${PAYMENT}:CREATE:1`],
      [MERCHANT, `P:${PAYMENT}:UPDATE:2`],
      [NOODLES, 'P:PAY7:CREATE:3'],
      [NOODLES, `P:PAY8:UPDATE:${NOW}`],
    ]);
  });

  test.each([{ merchants: null }, { merchants: [] }, {}, checkout()])(
    'cannot bring what should have been signed: %#',
    async (body) => {
      expect(await verified(fromApp(body))).toBe('malformed');
    },
  );

  test('say nothing but which payment: whoever sees the code once could make up the rest', async () => {
    const made = { ...update(`P:${PAYMENT}`, 'CREATE'), payment: { result: 'SUCCESS', amount: 1 } };
    const opened = await verifyDelivery(
      'clover',
      fromApp(batch({ [MERCHANT]: [made] })),
      credential,
    );
    expect(opened).toMatchObject({ ok: true });
    expect(JSON.stringify(opened)).not.toContain('SUCCESS');
  });
});

describe('complaint 14: Clover’s refusals say which of its secrets is to blame', () => {
  const house = () => {
    const store = fakeLedger();
    const logged: string[] = [];
    const take = async (one: Delivery, by: Readonly<Record<string, unknown>> = credential) => {
      const adapter = inMode(clover, one);
      const keys = adapter.signature.keys(by);
      const { status } = await receive({
        adapter,
        delivery: one,
        endpoint: 'clover:1',
        subscriber: { workflowId: 'dinner', triggerId: 'clover-trigger' },
        filters: NO_FILTERS,
        supplied: async () => ({ currency: 'USD' }),
        secrets: async () =>
          keys.length > 0
            ? { ok: true, keys, account: MERCHANT, fromCache: false }
            : { ok: false, reason: 'no_secret', detail: 'None.' },
        ledger: async () => store.ledger,
        log: (event, fields) => logged.push([event, fields?.reason, fields?.why].join(' ')),
      });
      return status;
    };
    return { ...store, take, logged, told: () => store.refusals.map(({ reason }) => reason) };
  };

  test('the wrong one, one that is missing, none at all, and a body that was touched', async () => {
    const { take, told } = house();
    expect(await take(fromApp(till, 'the old code'))).toBe(401);
    expect(await take(delivery(till))).toBe(401);
    expect(await take(fromApp(till), { signingSecrets: SECRET })).toBe(401);
    expect(await take(fromApp(till))).toBe(200);
    expect(await take({ ...signed(checkout()), rawBody: Buffer.from('{}') })).toBe(401);
    expect(told()).toEqual(['wrong_secret', 'missing_header', 'no_secret', 'bad_signature']);
    expect(REJECTION_REASONS.wrong_secret).toContain('probably the wrong one');
  });

  test('the verification code is answered before there is any, kept, and starts nothing', async () => {
    const { take, handshakes, events, told } = house();
    expect(await take(delivery({ verificationCode: CODE }), {})).toBe(200);
    expect(handshakes.get('clover:1')).toEqual({ endpoint: 'clover:1', code: CODE, at: NOW });
    expect([events.size, told()]).toEqual([0, []]);
  });

  test.each([
    { verificationCode: CODE, merchants: {} },
    { verificationCode: '<script>' },
    { verificationCode: '' },
    { verificationCode: 7 },
    {},
  ])('what only looks like it is none: %#', (body) => {
    expect(handshake.by === 'body' && handshake.code(body)).toBeUndefined();
  });
});
