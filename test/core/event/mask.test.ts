import fc from 'fast-check';
import { maskPayload, maskText } from '../../../nodes/core/event/mask';
import { isObject, type JsonObject } from '../../../nodes/core/event/json';

/** Numbers that every gateway publishes for tests; no card behind them. */
const CARDS = [
  '4242424242424242',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '3056930009020004',
  '36227206271667',
  '3566002020360505',
  '6200000000000005',
  '4222222222222',
  '6759649826438453',
  '6304000000000000', // Maestro
  '9490000000000008', // Korean domestic
];

const json = (text: string): JsonObject => {
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed)) throw new Error('not an object');
  return parsed;
};

describe('card numbers in free text', () => {
  test.each(CARDS)('%s keeps its last four', (card) => {
    const hidden = '*'.repeat(card.length - 4) + card.slice(-4);
    expect(maskText(card)).toBe(hidden);
    expect(maskText(`Guest at table 12 wrote ${card}, please call`)).toBe(
      `Guest at table 12 wrote ${hidden}, please call`,
    );
    expect(maskText(`card:${card}!`)).toBe(`card:${hidden}!`);
  });

  test.each([
    ['4242 4242 4242 4242', '**** **** **** 4242'],
    ['4242-4242-4242-4242', '****-****-****-4242'],
    ['4242.4242.4242.4242', '****.****.****.4242'],
    ['4242\u00a04242\u20094242\u202f4242', '****\u00a0****\u2009****\u202f4242'],
    ['4242 - 4242 - 4242 - 4242', '**** - **** - **** - 4242'],
    ['3782 822463 10005', '**** ****** *0005'],
    ['table 12 4242 4242 4242 4242 05/29', 'table 12 **** **** **** 4242 05/29'],
    ['4242424242424242 5555555555554444', '************4242 ************4444'],
    ['4242424242424242 4242 4242 4242', '************4242 4242 4242 4242'],
    ['4242424242424242exp0529', '************4242exp0529'],
    ['order BBQ-4242424242424242', 'order BBQ-************4242'],
    ['카드번호4242424242424242', '카드번호************4242'],
    ['Visa4242424242424242', 'Visa************4242'],
    ['my cardno4242424242424242', 'my cardno************4242'],
    ['cc_4242424242424242 please', 'cc_************4242 please'],
    ['cc_4242424242424242', 'cc_************4242'],
    ['4242/4242/4242/4242', '****/****/****/4242'],
    ['4242,4242,4242,4242', '****,****,****,4242'],
    ['4242, 4242, 4242, 4242', '****, ****, ****, 4242'],
    ['4242_4242_4242_4242', '****_****_****_4242'],
    ['4242:4242:4242:4242', '****:****:****:4242'],
    ['4242\t4242\t4242\t4242', '****\t****\t****\t4242'],
    ['3782/822463/10005 exp 05/29', '****/******/*0005 exp 05/29'],
    ['４２４２４２４２４２４２４２４２', '************4242'],
    ['카드 ４２４２－４２４２－４２４２－４２４２', '카드 ****－****－****－4242'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked)).toBe(masked);
  });

  test('what a swiped card leaves goes whole', () => {
    expect(maskText('%B4242424242424242^KIM/MINJI^29051010000012300000?')).toBe('[card track]');
    expect(maskText('read ;4242424242424242=29051010000012300000? twice')).toBe(
      'read [card track] twice',
    );
  });

  test('security codes go whole', () => {
    expect(maskText('cvc 123, CVV: 4567, 보안코드 999')).toBe('cvc ***, CVV: ***, 보안코드 ***');
    expect(maskText('cvv123')).toBe('cvv***');
    expect(maskText('CVC2 123, cvv_4567, 보안코드999')).toBe('CVC2 ***, cvv_***, 보안코드***');
    expect(maskText('cvv_123')).toBe('cvv_***');
  });

  test('secrets go whole', () => {
    expect(maskText('sk_live_51Nabcdef failed')).toBe('sk_live_*** failed');
    expect(maskText('whsec_MfKQ9r8GKYqrTwjU')).toBe('whsec_***');
    expect(maskText('pi_3Nk2BBQ_secret_a1B2c3')).toBe('pi_3Nk2BBQ_secret_***');
  });
});

describe('account numbers in free text', () => {
  test.each([
    ['GB29NWBK60161331926819', '******************6819'],
    ['IBAN GB29 NWBK 6016 1331 9268 19 please', 'IBAN **** **** **** **** **68 19 please'],
    ['DE89370400440532013000 PAID', '******************3000 PAID'],
    ['account 000123456789', 'account ********6789'],
    ['Account number: 0001-2345-6789', 'Account number: ****-****-6789'],
    ['routing 110000000, acct no. 000123456', 'routing *****0000, acct no. *****3456'],
    ['account_number=000123456', 'account_number=*****3456'],
    ['계좌번호 110-234-567890', '계좌번호 ***-***-**7890'],
    ['Kontonummer 532013000', 'Kontonummer *****3000'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked)).toBe(masked);
  });
});

describe('what is no card survives', () => {
  test.each([
    'Order BBQ-20261122-0012 at table 12',
    'order 202611220012',
    'order 2026112200000012 2026112200000020',
    '2026-11-22T05:28:39.123Z',
    '2026-11-22 05:28:39',
    '1795325319123',
    '1795325319000 and 1795325319018', // both pass the Luhn check
    '1795325319123456',
    'ch_3Nk2BB4242424242424242',
    'req_4242424242424242',
    '550e8400-e29b-41d4-a716-566655440006',
    'acct_1032456789012',
    'call +49 1512 3456789 or +82 10-1234-5678',
    'GB29 is the postcode, not an account',
    'GB29NWBK60161331926818',
    'GB29 N W B K 6 0 1 6 1 3 3 1',
    'tables 12 550e8400-e29b-41d4-a716-566655440006',
    'ZZ00 ABCDEFGHIJKLMNO',
    'account for table 12',
    '₩45,000 for party of 4',
    '２０２６年１１月２２日 テーブル１２',
    'BBQ4242424242424242',
    'charge ch_4242424242424242 failed',
    'course CSC1010 at 19:30',
    '05/30/2026, 19:45:12.123',
    '2026/11/22 05:28:39:123 2026_11_22',
    'tables 1,2,3,4 orders 2026,2027,2028,2029',
    '4242/4242/4242/4243',
    '4242424242424243',
    '42424242424242424242424242424242',
    '',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });

  test('every millisecond of a day', () => {
    for (let ms = 1795305600000; ms < 1795392000000; ms += 997) {
      expect(maskText(String(ms))).toBe(String(ms));
    }
  });
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...CARDS,
        ' ',
        '-',
        '4242',
        '12',
        '+',
        '=',
        'B',
        '^',
        '%',
        'account ',
        '_secret_',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);

test('masking twice is masking once', () => {
  fc.assert(
    fc.property(text, (value) => {
      const once = maskText(value);
      expect(maskText(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test('a card between any words is found', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CARDS), fc.string(), fc.string(), (card, before, after) => {
      fc.pre(!/[\d+]\W*$/.test(before) && !/^\W*\d/.test(after));
      expect(maskText(`${before} ${card} ${after}`)).not.toContain(card);
    }),
  );
});

describe('payloads', () => {
  const masked = (payload: JsonObject) => maskPayload(payload);

  test('declared keys in any spelling, at any depth', () => {
    expect(
      masked({
        card: { number: '4242 4242 4242 4242', cvc: '123', exp_month: 5, exp_year: 2029 },
        bankAccount: {
          number: 123456789,
          routing_number: '110000000',
          AccountNumber: '000123456789',
        },
        credit: {
          cardNumber: 4242424242424242,
          cardCode: 999,
          trackData: [';4242'],
          password: { a: 1 },
        },
        client_secret: 'pi_1_secret_2',
        access_token: null,
        token: false,
        list: [[{ pan: '4242424242424242' }], '4242424242424242', null, true],
        source: { number: '1234' },
      }),
    ).toEqual({
      card: { number: '**** **** **** 4242', cvc: '***', exp_month: 5, exp_year: 2029 },
      bankAccount: {
        number: '*****6789',
        routing_number: '*****0000',
        AccountNumber: '********6789',
      },
      credit: {
        cardNumber: '************4242',
        cardCode: '***',
        trackData: '***',
        password: '***',
      },
      client_secret: '***',
      access_token: null,
      token: false,
      list: [[{ pan: '************4242' }], '************4242', null, true],
      source: { number: '****' },
    });
  });

  test('free text and numbers in it', () => {
    expect(
      masked({
        note: 'my card is 4242424242424242',
        typed: 4242424242424242,
        count: 12,
        ratio: 0.5,
        huge: 1e300,
        serial: 123456789012,
        long: 6304000000000000000,
        domestic: 9490000000000008,
        nanoseconds: Number('1795325319123456789'),
        number: 'C93E45D7-0001',
        order: { number: '202611220012' },
        checks: [{ number: 12 }],
      }),
    ).toEqual({
      note: 'my card is ************4242',
      typed: '************4242',
      count: 12,
      ratio: 0.5,
      huge: 1e300,
      serial: 123456789012,
      // Beyond what a JSON number keeps exactly: neither its last four nor its check digit can be trusted.
      long: '*******************',
      domestic: '****************',
      nanoseconds: Number('1795325319123456789'),
      number: 'C93E45D7-0001',
      order: { number: '202611220012' },
      checks: [{ number: 12 }],
    });
  });

  test('ids, times, amounts and order numbers are never touched', () => {
    const kept = {
      id: '4242424242424242',
      payment_id: '4242424242424242',
      transactionId: '4242424242424242',
      ids: ['4242424242424242'],
      created: 4242424242424242,
      createdAt: 4242424242424242,
      updated_at: 4242424242424242,
      timestamp: 4242424242424242,
      order_number: '4242424242424242',
      pspReference: '4242424242424242',
      amount_due: 4242424242424242,
      phone: '4242424242424242',
      hosted_invoice_url: 'https://pay.example/4242424242424242',
    };
    expect(masked(kept)).toEqual(kept);
  });

  test('words beside amounts and references are free text', () => {
    expect(
      masked({
        amount_note: 'paid with 4242424242424242',
        price_text: '4242424242424242',
        payment_reference: '4242 4242 4242 4242',
        reference: '4242424242424242',
        amount: '4500.00',
        totalPrice: '128000',
        merchant_reference: '4242424242424242',
      }),
    ).toEqual({
      amount_note: 'paid with ************4242',
      price_text: '************4242',
      payment_reference: '**** **** **** 4242',
      reference: '************4242',
      amount: '4500.00',
      totalPrice: '128000',
      merchant_reference: '4242424242424242',
    });
  });

  test('a card number as a key', () => {
    expect(
      masked({ '4242424242424242': { '4242 4242 4242 4242': 1 }, '1795325319123': 2 }),
    ).toEqual({ '************4242': { '**** **** **** 4242': 1 }, '1795325319123': 2 });
  });

  test('a gateway adds its own keys', () => {
    const rules = { secret: ['x_trans_hash'], number: ['AcctNum'], keep: ['oid'] };
    expect(
      maskPayload({ xTransHash: 'abc', acct_num: '000123456789', oid: '4242424242424242' }, rules),
    ).toEqual({ xTransHash: '***', acct_num: '********6789', oid: '4242424242424242' });
  });

  test('the copy shares nothing with the original, which stays as it was', () => {
    const payload = json('{"a":{"b":["4242424242424242"]}}');
    const before = JSON.stringify(payload);
    const copy = masked(payload);
    expect(copy.a).not.toBe(payload.a);
    expect(JSON.stringify(payload)).toBe(before);
  });

  test('a hostile key does not reach the prototype', () => {
    const copy = masked(json('{"__proto__":{"admin":true},"constructor":"x"}'));
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"admin":true},"constructor":"x"}');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    const bare = masked(json('{"__proto__":null}'));
    expect(Object.getPrototypeOf(bare)).toBe(Object.prototype);
    expect(JSON.stringify(bare)).toBe('{"__proto__":null}');
  });

  test('a megabyte of brackets is cut, not crashed on', () => {
    const depth = 500_000;
    const lists = masked(json(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`));
    const objects = masked(json(`{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`));
    expect(JSON.stringify(lists).length).toBeLessThan(300);
    expect(JSON.stringify(objects).length).toBeLessThan(600);
  });

  test('a number that is none is masked twice as once', () => {
    const once = masked({ pan: -5.8823e-320 });
    expect(once).toEqual({ pan: '-*.*****-320' });
    expect(masked(once)).toEqual(once);
  });

  test('more keys than anybody has do not stay in memory', () => {
    for (let round = 0; round < 3000; round += 1) masked({ [`key${round}`]: 'x', cvc: '123' });
    expect(masked({ cvc: '123' })).toEqual({ cvc: '***' });
  });

  test('any JSON is masked without an error, and twice is once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const once = masked(json(JSON.stringify(value)));
        expect(masked(once)).toEqual(once);
      }),
    );
  });
});
