import HmacValidator from '@adyen/api-library/lib/src/utils/hmacValidator';
import { NotificationRequestItem } from '@adyen/api-library/lib/src/typings/notification/models';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { verifyDelivery } from '../../nodes/core/gateway/verifyDelivery';
import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { signedDelivery } from '../../nodes/core/gateway/signDelivery';
import { signature } from '../../nodes/Adyen/signature';
import { authorised, deliveryOf, HMAC_KEY, later, refused, withSignature } from '../fixtures/adyen';

/** Adyen's own library, which signs and verifies what is verified and signed here. */
const oracle = new HmacValidator();
const asItem = (item: JsonObject): NotificationRequestItem =>
  Object.assign(new NotificationRequestItem(), item);
const sign = (item: JsonObject, key = HMAC_KEY): JsonObject =>
  withSignature(item, oracle.calculateHmac(asItem(item), key));

const CREDENTIAL = { signingSecrets: HMAC_KEY };
const delivered = (body: unknown, headers: Delivery['headers'] = []): Delivery => ({
  method: 'POST',
  url: 'https://n8n.bbq-house.kr/webhook/adyen',
  headers,
  rawBody: Buffer.from(JSON.stringify(body)),
  receivedAt: '2026-11-20T11:14:35.000Z',
});
const open = async (delivery: Delivery, credential: JsonObject = CREDENTIAL) => {
  const verified = await verifyDelivery('adyen', delivery, credential);
  return verified.ok
    ? { events: verified.events.map(({ id }) => id), rejected: verified.rejected }
    : verified.reason;
};

const ITEMS: readonly (readonly [string, JsonObject])[] = [
  ['a refused card', refused()],
  ['a card that pays', authorised()],
  ['a capture that failed', later('CAPTURE_FAILED')],
  ['a reference with colons', refused({ merchantReference: 'Gangnam:12:order-1042' })],
  ['a reference in Hangul', refused({ merchantReference: '갈비 4인분 🍖' })],
  ['no reference at all', refused({ merchantReference: undefined, originalReference: undefined })],
  ['a card saved for later', refused({ amount: { currency: 'USD', value: 0 } })],
  ['dinars', refused({ amount: { currency: 'KWD', value: 12_345 } })],
];

describe('Adyen’s library and the pack agree', () => {
  test.each(ITEMS)('that it signed %s', async (_, item) => {
    expect(await open(delivered(deliveryOf(sign(item))))).toMatchObject({ rejected: [] });
  });

  test.each(ITEMS)('that the pack signed %s', (_, item) => {
    const unsigned = { url: '', rawBody: delivered(deliveryOf(item)).rawBody, seconds: 0 };
    const { rawBody } = signedDelivery(signature, unsigned, HMAC_KEY);
    const [entry] = list(object(JSON.parse(rawBody.toString())).notificationItems);
    const signed = object(object(entry).NotificationRequestItem);
    expect(oracle.validateHMAC(asItem(signed), HMAC_KEY)).toBe(true);
  });

  test.each([
    ['pspReference', 'FORGED1234567890'],
    ['originalReference', 'FORGED1234567890'],
    ['merchantAccountCode', 'SomebodyElse'],
    ['merchantReference', 'order-1043'],
    ['amount', { currency: 'KRW', value: 450 }],
    ['amount', { currency: 'USD', value: 45000 }],
    ['eventCode', 'CANCELLATION'],
    ['success', 'true'],
  ])('that another %s was not signed', async (name, value) => {
    const forged = { ...sign(refused()), [name]: value };
    expect(oracle.validateHMAC(asItem(forged), HMAC_KEY)).toBe(false);
    expect(await open(delivered(deliveryOf(forged)))).toBe('bad_signature');
  });
});

describe('each item of a batch stands for itself', () => {
  const forged = { ...sign(later('REFUND')), amount: { currency: 'KRW', value: 1 } };

  test('the good ones are kept and the bad ones named', async () => {
    const batch = deliveryOf(sign(refused()), forged, refused({ reason: 'x' }), sign(authorised()));
    expect(await open(delivered(batch))).toEqual({
      events: ['GALBI7TQ2W9Z8X65:AUTHORISATION:false', 'BULGOGI4N8M3K2J1:AUTHORISATION:true'],
      rejected: [
        { index: 1, reason: 'bad_signature' },
        { index: 2, reason: 'unsigned_item' },
      ],
    });
  });

  test('a stranger’s thousand are one refusal', async () => {
    expect(await open(delivered(deliveryOf(...Array.from({ length: 500 }, () => forged))))).toBe(
      'bad_signature',
    );
  });

  test('what was signed cannot be cut into other fields', async () => {
    const item = sign(
      refused({ originalReference: '', merchantReference: 'EmberAndRicePOS:order-1042' }),
    );
    const cutAnew = {
      ...item,
      originalReference: '',
      merchantAccountCode: `${text(item.merchantAccountCode)}:EmberAndRicePOS`,
      merchantReference: 'order-1042',
    };
    expect(oracle.validateHMAC(asItem(cutAnew), HMAC_KEY)).toBe(true);
    expect(await open(delivered(deliveryOf(item)))).toMatchObject({ rejected: [] });
    expect(await open(delivered(deliveryOf(cutAnew)))).toBe('bad_signature');
  });

  test('an item whose fields are no plain values was not signed', async () => {
    const odd = sign(refused());
    expect(await open(delivered(deliveryOf({ ...odd, merchantReference: ['order-1042'] })))).toBe(
      'bad_signature',
    );
  });
});

describe('keys', () => {
  const other = 'FF'.repeat(32);

  test('may be several, while one is being rolled', async () => {
    const credential = { signingSecrets: `${other}, ${HMAC_KEY.toLowerCase()}` };
    const batch = deliveryOf(sign(refused()), sign(authorised(), other));
    expect(await open(delivered(batch), credential)).toMatchObject({ rejected: [] });
  });

  test.each(['', ' ', 'not hexadecimal', HMAC_KEY.slice(1)])(
    'that cannot be one (%j) accept nothing',
    async (signingSecrets) => {
      const empty = sign(refused(), '');
      expect(await open(delivered(deliveryOf(empty)), { signingSecrets })).toBe('no_secret');
    },
  );
});

describe('a login that the credential names', () => {
  const credential = { ...CREDENTIAL, webhookUser: 'adyen', webhookPassword: '갈비-secret' };
  const basic = (login: string): Delivery['headers'] => [
    ['authorization', `Basic ${Buffer.from(login).toString('base64')}`],
  ];
  const signed = deliveryOf(sign(refused()));

  test('has to come along, both halves right', async () => {
    const right = delivered(signed, basic('adyen:갈비-secret'));
    expect(await open(right, credential)).toMatchObject({ rejected: [] });
    for (const login of ['adyen:', 'adyen:wrong', 'other:갈비-secret', ':갈비-secret', 'adyen']) {
      expect(await open(delivered(signed, basic(login)), credential)).toBe('wrong_login');
    }
    expect(await open(delivered(signed), credential)).toBe('wrong_login');
  });

  test('does not stand for the signature', async () => {
    const unsigned = delivered(deliveryOf(refused()), basic('adyen:갈비-secret'));
    expect(await open(unsigned, credential)).toBe('unsigned_item');
  });

  test('counts though only half of it is filled in', async () => {
    const half = { ...CREDENTIAL, webhookPassword: 'secret' };
    expect(await open(delivered(signed), half)).toBe('wrong_login');
    expect(await open(delivered(signed, basic(':secret')), half)).toMatchObject({ rejected: [] });
  });

  test('is not asked for where the credential names none', async () => {
    expect(await open(delivered(signed, basic('any:body')))).toMatchObject({ rejected: [] });
  });
});
