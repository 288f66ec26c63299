import { createHash, createHmac } from 'node:crypto';
import { verifyDelivery } from '../../nodes/core/gateway/verifyDelivery';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import type { JsonObject } from '../../nodes/core/event/json';
import {
  APPROVED,
  DECLINED,
  hashOf,
  hubAnswer,
  posted,
  SHARED_SECRET,
  signedText,
  STORE,
  type Fields,
} from '../fixtures/fiserv';

const STORE_CREDENTIAL = { product: 'ipg', signingSecrets: SHARED_SECRET };
const open = async (delivery: Delivery, credential: JsonObject = STORE_CREDENTIAL) => {
  const verified = await verifyDelivery('fiserv', delivery, credential);
  return verified.ok ? verified.events : verified.reason;
};

describe('a notification of the IPG', () => {
  test.each(['sha256', 'sha384', 'sha512'])(
    'is accepted with %s, in base64 or hexadecimal',
    async (algorithm) => {
      for (const encoding of ['base64', 'hex'] as const) {
        const hash = createHmac(algorithm, SHARED_SECRET)
          .update(signedText(DECLINED))
          .digest(encoding);
        expect(await open(posted(DECLINED, hash))).toMatchObject([
          { type: 'ipg.notification', account: STORE },
        ]);
        expect(await open(posted(DECLINED, hash.toUpperCase()))).toEqual(
          encoding === 'hex' ? await open(posted(DECLINED)) : 'bad_signature',
        );
      }
    },
  );

  test('agrees with the hash that Fiserv’s guide works out', () => {
    const guide =
      '13.00|combinedpage|978|HMACSHA256|M|https://localhost:8643/webshop/response_failure.jsp|https://localhost:8643/webshop/response_success.jsp|10123456789|Europe/Berlin|https://localhost:8643/webshop/transactionNotification|2021:09:06-16:43:04|sale';
    expect(createHmac('sha256', 'sharedsecret').update(guide).digest('base64')).toBe(
      'EapafBqqOF6N/kch8USkHPGh+fwSko24h6FpQnQHfQ8=',
    );
  });

  test('may speak the guest’s language, in UTF-8 or Latin-1', async () => {
    const german = { ...DECLINED, approval_code: 'N:-5993:Vom Käufer abgebrochen' };
    const utf8 = await open(posted(german));
    expect(utf8).toMatchObject([{ payload: { approval_code: german.approval_code } }]);
    const latin = Buffer.from(signedText(german), 'latin1');
    const hash = createHmac('sha256', SHARED_SECRET).update(latin).digest('base64');
    const written = posted(german, hash);
    const form = written.rawBody.toString().replace('K%C3%A4ufer', 'K%E4ufer');
    expect(await open({ ...written, rawBody: Buffer.from(form) })).toEqual(utf8);
  });

  test.each(['chargetotal', 'currency', 'txndatetime', 'storename', 'approval_code'])(
    'with another %s was not signed',
    async (name) => {
      const forged = { ...DECLINED, [name]: name === 'approval_code' ? 'Y:1:2' : '7' };
      expect(await open(posted(forged, hashOf(DECLINED)))).toBe('bad_signature');
    },
  );

  test('is told apart by nothing that is not signed: replayed with other fields, it is the same event', async () => {
    const [honest] = [await open(posted(DECLINED))].flat();
    const replayed: Fields = {
      ...DECLINED,
      oid: 'DEP-2026-9999',
      ipgTransactionId: '84999999999',
      txntype: 'return',
      status: 'APPROVED',
      email: 'thief@example.com',
    };
    const [forged] = [await open(posted(replayed, hashOf(DECLINED)))].flat();
    expect(forged).toMatchObject({
      id: `2026:11:20-20:30:12 45.00 978:N:05`,
      account: STORE,
      type: 'ipg.notification',
    });
    expect(honest).toMatchObject({ id: '2026:11:20-20:30:12 45.00 978:N:05' });
  });

  test('of another try at the same checkout is another event', async () => {
    const events = await Promise.all(
      [
        'N:05:Do Not Honour',
        'N:51:Insufficient funds',
        '?:waiting',
        APPROVED['approval_code'] ?? '',
      ]
        .map((approval_code) => ({ ...DECLINED, approval_code }))
        .map(async (fields) => [await open(posted(fields))].flat()[0]),
    );
    const ids = events.map((event) => (typeof event === 'object' ? event.id : event));
    expect(ids.map((id) => id?.slice('2026:11:20-20:30:12 45.00 978:'.length))).toEqual([
      'N:05',
      'N:51',
      '?:waiting',
      'Y:334849:4120076601',
    ]);
  });

  test('without a hash, with rubbish for one, or for a store whose secret is not known, is refused', async () => {
    expect(await open(posted(DECLINED, ''))).toBe('unsigned_item');
    expect(await open(posted(DECLINED, 'rubbish'))).toBe('unreadable_signature');
    expect(await open(posted(DECLINED, hashOf(DECLINED, 'another')))).toBe('bad_signature');
    expect(await open(posted(DECLINED), { product: 'ipg' })).toBe('no_secret');
    const rolling = { product: 'ipg', signingSecrets: `retired ${SHARED_SECRET}` };
    expect(await open(posted(DECLINED), rolling)).toMatchObject([{ account: STORE }]);
  });

  test('that says a thing twice, or not which checkout it is about, is malformed', async () => {
    const twice = posted(DECLINED);
    const rawBody = Buffer.from(`${twice.rawBody.toString()}&chargetotal=1`);
    expect(await open({ ...twice, rawBody })).toBe('malformed');
    for (const name of ['txndatetime', 'storename']) {
      expect(await open(posted({ ...DECLINED, [name]: '' }))).toBe('malformed');
    }
  });
});

describe('what is signed with the same secret for another purpose', () => {
  test('the answer that a guest’s browser carries is no notification, however it is cut', async () => {
    const { approval_code = '', chargetotal = '', currency = '', txndatetime = '' } = APPROVED;
    const response = [approval_code, chargetotal, currency, txndatetime, STORE].join('|');
    const response_hash = createHmac('sha256', SHARED_SECRET).update(response).digest('base64');
    const cutAnew: Fields = {
      chargetotal: approval_code,
      currency: chargetotal,
      txndatetime: currency,
      storename: txndatetime,
      approval_code: STORE,
    };
    expect(hashOf(cutAnew)).toBe(response_hash);
    expect(await open(posted(cutAnew, response_hash))).toBe('bad_signature');
  });

  test('a guest who types a notification into an address gets no notification signed', async () => {
    const typed = `45.00|978|2026:11:20-20:30:12|${STORE}|Y:1:2`;
    const request = `${typed}|combinedpage|13.00|978|HMACSHA256|${STORE}|sale`;
    const hash = createHmac('sha256', SHARED_SECRET).update(request).digest('base64');
    const rest = request.slice(typed.length - 'Y:1:2'.length);
    const forged = { ...DECLINED, approval_code: rest };
    expect(hashOf(forged)).toBe(hash);
    expect(await open(posted(forged, hash))).toBe('bad_signature');
  });

  test('nor one of Commerce Hub: a secret is good for one product', async () => {
    const rawBody = Buffer.from(JSON.stringify(hubAnswer()));
    const digest = createHmac('sha256', SHARED_SECRET).update(rawBody).digest('hex');
    const delivery: Delivery = {
      ...posted(DECLINED),
      headers: [
        ['content-type', 'application/json'],
        ['X-Payment-Signature', `sha256=${digest}`],
      ],
      rawBody,
    };
    expect(await open(delivery)).toBe('no_secret');
    const hub = { product: 'commerceHub', signingSecrets: SHARED_SECRET };
    expect(await open(delivery, hub)).toMatchObject([{ type: 'CHARGE' }]);
    expect(await open(posted(DECLINED), hub)).toBe('no_secret');
  });
});

describe('a notification of a recurring payment', () => {
  const RECURRING_SECRET = 'rcp(7)Secret';
  const credential = { ...STORE_CREDENTIAL, recurringSecrets: RECURRING_SECRET };
  const text = ({ chargetotal, currency, txndatetime, storename, approval_code }: Fields) =>
    `${chargetotal}${RECURRING_SECRET}${currency}${txndatetime}${storename}${approval_code}`;
  const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes);
  const open_ = (fields: Fields, hash: string, query?: string) =>
    open(posted(fields, hash, query), credential);

  test.each([
    ['in hexadecimal', sha256(text(DECLINED)).digest('hex')],
    ['in base64', sha256(text(DECLINED)).digest('base64')],
    [
      'over hexadecimal digits, as older stores have it',
      sha256(Buffer.from(text(DECLINED)).toString('hex')).digest('hex'),
    ],
  ])('is a plain hash %s, and comes to an address of its own', async (_, hash) => {
    expect(await open_(DECLINED, hash, 'recurring')).toMatchObject([
      { type: 'ipg.recurring', account: STORE },
    ]);
    expect(await open_(DECLINED, hash)).toMatch(/bad_signature/);
    expect(await open(posted(DECLINED, hash, 'recurring'))).toBe('no_secret');
  });

  test('proves nothing at the other address, and the other way round', async () => {
    expect(await open_(DECLINED, hashOf(DECLINED), 'recurring')).toBe('bad_signature');
    expect(await open_(DECLINED, hashOf(DECLINED, RECURRING_SECRET))).toBe('bad_signature');
  });

  test('cannot be cut anew, nor made longer', async () => {
    const hash = sha256(text(DECLINED)).digest('hex');
    const shifted: readonly Fields[] = [
      { ...DECLINED, currency: '97', txndatetime: `8${DECLINED['txndatetime']}` },
      {
        ...DECLINED,
        storename: STORE.slice(0, -1),
        approval_code: `9${DECLINED['approval_code']}`,
      },
      { ...DECLINED, storename: `${STORE}N`, approval_code: ':05:Do Not Honour' },
    ];
    for (const fields of shifted) {
      expect(text(fields)).toBe(text(DECLINED));
      expect(await open_(fields, hash, 'recurring')).toBe('bad_signature');
    }
    const longer = { ...DECLINED, approval_code: `${DECLINED['approval_code']}\u0080\u0000Y:1:2` };
    const lengthened = sha256(text(longer)).digest('hex');
    expect(await open_(longer, lengthened, 'recurring')).toBe('bad_signature');
  });
});
