import * as fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { mock } from 'jest-mock-extended';
import type { JsonObject } from '../../nodes/core/event/json';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import { paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import { signingSecretTest } from '../../nodes/NormalizePaymentFailure/custom/credential';
import { customEvent } from '../../nodes/NormalizePaymentFailure/custom/event';
import type { Fields } from '../../nodes/NormalizePaymentFailure/custom/fields';
import { assertTrusted } from '../../nodes/NormalizePaymentFailure/custom/trust';
import { NormalizePaymentFailure } from '../../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import { runFlow, type Ran } from '../inProcess';

/** A house whose processor the pack does not know: Hanapay, by a plain Webhook node. In n8n's own engine. */

const SECRET = 'hana-webhook-key';
const CREDENTIAL = { signingSecrets: `retired,${SECRET}`, header: 'X-Hana-Signature' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custom-'));
  process.env['N8N_USER_FOLDER'] = folder;
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const MAPPED: INodeParameters = {
  source: 'custom',
  customGateway: 'hanapay',
  customAccount: 'main',
  verifiedBy: 'signature',
  eventId: '={{ $json.body.id }}',
  status: '={{ $json.body.status }}',
  failedStatuses: 'declined, expired',
  paidStatuses: 'paid',
  pendingStatuses: 'processing',
  transactionId: '={{ $json.body.try }}',
  paymentId: '={{ $json.body.payment }}',
  amount: '={{ $json.body.amount }}',
  currency: '={{ $json.body.currency }}',
  occurredAt: '={{ $json.body.at }}',
  reasonCode: '={{ $json.body.code }}',
  codeTable: 'iso8583',
};
const DECLINED = {
  id: 'ev_1',
  status: 'Declined',
  try: 'tr_1',
  payment: 'pm_1',
  amount: '186.40',
  currency: 'usd',
  at: '2026-11-20T19:30:00+09:00',
  code: '51',
};

async function normalize(
  items: readonly INodeExecutionData[],
  parameters: INodeParameters = {},
  credential = CREDENTIAL,
  onError?: 'continueRegularOutput',
): Promise<Ran> {
  return await runFlow(
    {
      nodes: [
        {
          name: 'Normalize',
          type: new NormalizePaymentFailure(),
          parameters: { ...MAPPED, ...parameters },
          settings: {
            credentials: { customSigningSecret: { id: '1', name: 'Hanapay' } },
            ...(onError ? { onError } : {}),
          },
        },
      ],
      connections: {},
      credentials: { customSigningSecret: credential },
    },
    items,
  );
}

/** What a Webhook node with Raw Body switched on hands over. */
function delivery(body: JsonObject, secret = SECRET, sent = JSON.stringify(body)) {
  const signature = createHmac('sha256', secret).update(sent).digest('hex');
  return {
    json: {
      headers: { 'x-hana-signature': signature, 'content-type': 'application/json' },
      params: {},
      query: {},
      body: { ...body },
    },
    binary: {
      data: { data: Buffer.from(sent).toString('base64'), mimeType: 'application/json' },
    },
  };
}
const unsigned = (body: JsonObject): INodeExecutionData => ({ json: { body: { ...body } } });
const nobody: INodeParameters = { verifiedBy: 'nobody' };

const events = (ran: Ran) => ran.items('Normalize', 0).map(({ event }) => event);
const filtered = (ran: Ran) => ran.items('Normalize', 1).map(({ filtered: why }) => why);

describe('a decline at a processor that the pack does not know', () => {
  test('becomes a payment event like any other', async () => {
    const ran = await normalize([delivery(DECLINED)], {
      order: {
        table: '12',
        number: '1042',
        location: 'Harbor',
        partySize: '4',
        channel: 'dine-in',
      },
      customer: { name: 'Minji Kim', phone: '+1 555 010 2101' },
      instrument: { brand: 'visa', last4: '1111', expiryYear: '2030', expiryMonth: '12' },
      links: { pay: 'https://pay.bbq-house.kr/pm_1' },
      payment: { message: 'Card 4242424242424242 was declined', attemptNumber: 2 },
      references: { reference: [{ type: 'checkout', value: 'co_1' }] },
    });
    expect(ran.error).toBeUndefined();
    const [event] = events(ran);
    expect(paymentEventSchema.parse(event)).toMatchObject({
      id: 'hanapay:main:ev_1:payment.failed',
      gateway: 'hanapay',
      account: 'main',
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: 'hanapay:main:tr_1', number: 2 },
      references: [
        { type: 'payment', value: 'pm_1' },
        { type: 'charge', value: 'tr_1' },
        { type: 'checkout', value: 'co_1' },
      ],
      occurredAt: '2026-11-20T10:30:00.000Z',
      occurredAtSource: 'gateway',
      amount: { minor: 18640, currency: 'USD', decimal: '186.40' },
      customer: { name: 'Minji Kim', phone: '+15550102101' },
      instrument: { type: 'card', brand: 'visa', last4: '1111', expiry: '2030-12' },
      reason: {
        code: '51',
        networkCode: '51',
        category: 'insufficient_funds',
        message: expect.not.stringContaining('4242424242424242'),
      },
      order: { table: '12', number: '1042', location: 'Harbor', partySize: 4, channel: 'dine-in' },
      links: { pay: 'https://pay.bbq-house.kr/pm_1' },
    });
  });

  test('is told once, however often it is delivered, and its payment is another event', async () => {
    const ran = await normalize([
      delivery(DECLINED),
      delivery(DECLINED),
      delivery({ ...DECLINED, status: 'PAID' }),
    ]);
    expect(events(ran)).toMatchObject([{ type: 'payment.failed' }, { type: 'payment.succeeded' }]);
    expect(filtered(ran)).toEqual(['This event was delivered before']);
  });

  test('is one of many items at once, each with its own fields', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      delivery({ ...DECLINED, id: `ev_${i}`, try: `tr_${i}`, amount: `${i}.50` }),
    );
    const ran = await normalize(many);
    expect(events(ran)).toHaveLength(60);
    expect(events(ran)[59]).toMatchObject({ amount: { minor: 5950 } });
  });

  test('with a status that decides nothing is left out, and says which', async () => {
    const ran = await normalize([delivery({ ...DECLINED, status: 'created' })]);
    expect(filtered(ran)).toEqual(['The status “created” is in none of the three lists']);
  });

  test('keeps the body in the ledger, masked, and neither header nor query', async () => {
    await normalize([delivery({ ...DECLINED, card: '4242424242424242' })]);
    const ledger = await openLedger({
      kind: 'sqlite',
      file: join(folder, '.n8n', 'payment-failure', 'ledger.sqlite'),
    });
    const [stored] = await ledger.stored(['hanapay:main:ev_1:payment.failed']);
    await ledger.close();
    expect(stored?.raw?.payload).toEqual({ ...DECLINED, card: expect.stringMatching(/4242$/) });
    expect(JSON.stringify(stored)).not.toContain('424242424242');
  });
});

describe('complaint 7: the Webhook node cannot check an HMAC over the raw body, so it is checked here', () => {
  const refused = async (item: INodeExecutionData, credential = CREDENTIAL) =>
    (await normalize([item], {}, credential)).error;

  test('over the very bytes: what JSON would write otherwise is still signed', async () => {
    const sent = '{ "id":"ev_1", "status":"declined", "amount": 300.00 }';
    const parsed = { id: 'ev_1', status: 'declined', amount: 300 };
    const ran = await normalize([delivery(parsed, SECRET, sent)], { currency: 'USD' });
    expect(events(ran)).toMatchObject([{ amount: { minor: 30000 } }]);
  });

  test('a form as well', async () => {
    const sent = 'id=ev_1&status=declined&amount=45.00';
    const item = delivery({ id: 'ev_1', status: 'declined', amount: '45.00' }, SECRET, sent);
    item.json.headers['content-type'] = 'application/x-www-form-urlencoded';
    const ran = await normalize([item], { currency: 'USD' });
    expect(events(ran)).toMatchObject([{ amount: { minor: 4500 } }]);
  });

  test('with another key, an altered body, no header or no key it is refused', async () => {
    const FALSE = 'The signature of this event does not hold';
    expect(await refused(delivery(DECLINED, 'forger'))).toBe(FALSE);
    const altered = delivery(DECLINED);
    altered.binary.data.data = Buffer.from(JSON.stringify({ ...DECLINED, amount: '1' })).toString(
      'base64',
    );
    expect(await refused(altered)).toBe(FALSE);
    const bare = delivery(DECLINED);
    bare.json.headers['x-hana-signature'] = '';
    expect(await refused(bare)).toBe(FALSE);
    expect(await refused(delivery(DECLINED), { ...CREDENTIAL, signingSecrets: ' , ' })).toBe(FALSE);
    expect(await refused(delivery(DECLINED), { ...CREDENTIAL, header: '' })).toBe(FALSE);
  });

  test('what is mapped must be what was signed', async () => {
    const item = delivery(DECLINED);
    item.json.body = { ...DECLINED, status: 'paid' };
    expect(await refused(item)).toBe('What is mapped here is not what was signed');
  });

  test('without the raw body there is nothing to check', async () => {
    expect(await refused(unsigned(DECLINED))).toBe('There is nothing to check the signature over');
  });

  test('with a clock, and a prefix, as the credential says', async () => {
    const sent = JSON.stringify(DECLINED);
    const at = (seconds: number) => {
      const item = delivery(DECLINED);
      const digest = createHmac('sha256', SECRET).update(`${seconds}.${sent}`).digest('hex');
      item.json.headers['x-hana-signature'] = `t=${seconds},v1=${digest}`;
      return item;
    };
    const timed = { ...CREDENTIAL, format: 'pairs' };
    const now = Math.floor(Date.now() / 1000);
    expect(events(await normalize([at(now)], {}, timed))).toHaveLength(1);
    expect(await refused(at(now - 301), timed)).toBe('The signature of this event does not hold');

    const prefixed = delivery({ ...DECLINED, id: 'ev_2' });
    const body = Buffer.from(prefixed.binary.data.data, 'base64');
    prefixed.json.headers['x-hana-signature'] =
      `sha512=${createHmac('sha512', Buffer.from('c0ffee', 'hex')).update(body).digest('base64')}`;
    const ran = await normalize(
      [prefixed],
      {},
      {
        ...CREDENTIAL,
        signingSecrets: 'c0ffee',
        ...{ prefix: 'sha512=', algorithm: 'sha512', digestEncoding: 'base64', keyEncoding: 'hex' },
      },
    );
    expect(events(ran)).toHaveLength(1);
  });

  test('a key that cannot be read is found out before the first delivery', async () => {
    const tried = async (data: Record<string, string>) =>
      (await signingSecretTest.call(mock(), { id: '1', name: 'Hanapay', type: '', data })).message;
    expect(await tried(CREDENTIAL)).toBe('The signing secret can be read');
    expect(await tried({ ...CREDENTIAL, keyEncoding: 'hex' })).toBe(
      'A signing secret is not written in hex',
    );
    expect(await tried({ ...CREDENTIAL, signingSecrets: '' })).toBe('Fill in the signing secret');
    expect(await tried({ ...CREDENTIAL, header: ' ' })).toBe('Fill in the name of the header');
  });
});

describe('where the Webhook node itself is to keep strangers out', () => {
  const parent = (authentication?: string, more: JsonObject = {}) => ({
    ...{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, disabled: false },
    ...{ parameters: authentication === undefined ? {} : { authentication } },
    ...more,
  });
  const trusted = (...parents: ReturnType<typeof parent>[]) => {
    const context = mock<IExecuteFunctions>();
    context.getNode.mockReturnValue({
      ...{ id: '1', name: 'Normalize', type: 'x', typeVersion: 1, position: [0, 0] },
      parameters: { verifiedBy: 'webhook' },
    });
    context.getParentNodes.mockReturnValue(parents);
    return assertTrusted(context, { input: unsigned(DECLINED), index: 0, now: '' });
  };

  test.each(['basicAuth', 'headerAuth', 'jwtAuth'])('%s will do', async (authentication) => {
    await expect(trusted(parent(authentication))).resolves.toBeUndefined();
  });

  test('None will not, nor one open door among two, nor none at all', async () => {
    const OPEN = 'The node “Webhook” takes deliveries from anybody';
    await expect(trusted(parent('none'))).rejects.toThrow(OPEN);
    await expect(trusted(parent())).rejects.toThrow(OPEN);
    await expect(trusted(parent('headerAuth'), parent('none'))).rejects.toThrow(OPEN);
    const NONE = 'No Webhook node leads to this node';
    await expect(trusted()).rejects.toThrow(NONE);
    await expect(trusted(parent('headerAuth', { disabled: true }))).rejects.toThrow(NONE);
  });

  test('nobody else is asked only where the operator says so', async () => {
    expect(events(await normalize([unsigned(DECLINED)], nobody))).toHaveLength(1);
    expect((await normalize([unsigned(DECLINED)], { verifiedBy: 'anything' })).error).toBe(
      'There is nothing to check the signature over',
    );
  });
});

describe('what cannot be read is named, with its item', () => {
  const told = async (change: JsonObject, parameters: INodeParameters = {}) =>
    (await normalize([unsigned({ ...DECLINED, ...change })], { ...nobody, ...parameters })).error;

  test.each<[JsonObject, string]>([
    [{ id: '' }, 'The field Event ID is empty'],
    [
      { id: 2 ** 53 },
      'The field Event ID is the number 9007199254740992, of which digits were lost',
    ],
    [{ status: null }, 'The field Status is empty'],
    [{ amount: '12,50' }, 'The field Amount holds “12,50”, which is no amount of USD in decimals'],
    [{ amount: '1,234.50' }, 'The field Amount holds “1,234.50”'],
    [{ amount: '12.505' }, 'The field Amount holds “12.505”'],
    [{ amount: '-4' }, 'The field Amount holds “-4”'],
    [{ amount: 0.1 + 0.2 }, 'The field Amount is the number 0.30000000000000004'],
    [{ amount: { value: 3 } }, 'The field Amount is a list or an object'],
    [{ currency: '' }, 'The field Currency is empty'],
    [{ currency: 'WON' }, 'The field Currency holds “WON”, which is no currency of ISO 4217'],
    [
      { at: '2026-11-20 19:30' },
      'The field Occurred At holds “2026-11-20 19:30”, which is no certain time',
    ],
  ])('%j', async (change, error) => {
    expect(await told(change)).toContain(error);
  });

  test.each<[INodeParameters, string]>([
    [{ customGateway: 'Hana Pay' }, 'The field Gateway Name holds “Hana Pay”'],
    [{ customGateway: 'stripe' }, 'The field Gateway Name holds “stripe”, which this pack knows'],
    [{ customAccount: 'a:b' }, 'The field Account Name holds “a:b”'],
    [
      { paidStatuses: 'declined' },
      'The field Paid Statuses holds “declined”, which stands among others as well',
    ],
    [{ order: { partySize: 'four' } }, 'The field Order > Party Size holds “four”'],
    [{ order: { total: 'much' } }, 'The field Order > Total holds “much”'],
    [{ order: { channel: 'drone' } }, 'The field Order > Channel holds “drone”'],
    [{ payment: { nextAttemptAt: 'soon' } }, 'The field Payment > Next Attempt At holds “soon”'],
    [{ payment: { attemptNumber: '0' } }, 'The field Payment > Attempt Number holds “0”'],
    [
      { references: { reference: [{ type: 'order', value: '={{ [1] }}' }] } },
      'The field References > Value is a list or an object',
    ],
  ])('%j', async (parameters, error) => {
    expect(await told({}, parameters)).toContain(error);
  });

  test('the others of the batch are taken all the same, where the node continues', async () => {
    const batch = [
      unsigned(DECLINED),
      unsigned({ ...DECLINED, id: 'ev_2', amount: 'a lot' }),
      unsigned({ ...DECLINED, id: 'ev_3', try: 'tr_3' }),
    ];
    const ran = await normalize(batch, nobody, CREDENTIAL, 'continueRegularOutput');
    const out = ran.items('Normalize', 0);
    expect(out.map(({ error }) => error)).toEqual([
      undefined,
      expect.stringContaining('The field Amount'),
      undefined,
    ]);
  });
});

describe('what the fields may hold', () => {
  const one = async (change: JsonObject, parameters: INodeParameters = {}) =>
    events(
      await normalize([unsigned({ ...DECLINED, ...change })], { ...nobody, ...parameters }),
    )[0];

  test.each<[JsonObject, INodeParameters, number]>([
    [{ amount: 186.4 }, {}, 18640],
    [{ amount: '45000', currency: 'KRW' }, {}, 45000],
    [{ amount: '1.250', currency: 'KWD' }, {}, 1250],
    [{ amount: 4250 }, { amountUnit: 'minor' }, 4250],
    [{ amount: '45000', currency: 'krw' }, { amountUnit: 'minor' }, 45000],
  ])('amounts: %j %j', async (change, parameters, minor) => {
    expect(await one(change, parameters)).toMatchObject({ amount: { minor } });
  });

  test.each<[JsonObject, string]>([
    [{ at: 1795257000 }, new Date(1795257000000).toISOString()],
    [{ at: '1795257000123' }, new Date(1795257000123).toISOString()],
    [{ at: '2026-11-20T19:30:00.5Z' }, '2026-11-20T19:30:00.500Z'],
  ])('times: %j', async (change, occurredAt) => {
    expect(await one(change)).toMatchObject({ occurredAt, occurredAtSource: 'gateway' });
  });

  test('no time, no transaction, no reason: what is received is what is known', async () => {
    const { id, status } = DECLINED;
    const ran = await normalize([unsigned({ id, status })], nobody);
    expect(events(ran)).toMatchObject([
      {
        attempt: { key: 'hanapay:main:ev_1:payment.failed' },
        occurredAtSource: 'received',
        references: [],
        reason: { category: 'unknown' },
      },
    ]);
  });

  test.each<[string, string, JsonObject]>([
    ['iso8583', '05', { category: 'issuer_declined', networkCode: '05' }],
    ['iso8583', '5', { category: 'issuer_declined', code: '5', networkCode: '05' }],
    ['iso8583', 'r1', { category: 'mandate_problem', networkCode: 'R1' }],
    ['nacha', 'R02', { category: 'closed_account' }],
    ['sepa', 'am04', { category: 'insufficient_funds', networkCode: 'AM04' }],
    ['bacs', '0', { category: 'insufficient_funds' }],
    ['bacs', 'ARUDD-0', { category: 'insufficient_funds' }],
    ['iso8583', 'ZZ', { category: 'unknown', code: 'ZZ' }],
    ['own', '51', { category: 'unknown', code: '51' }],
    ['nacha', '51', { category: 'unknown' }],
    ['iso8583', 'constructor', { category: 'unknown' }],
  ])('reasons: %s %s', async (codeTable, code, reason) => {
    const kind = ['nacha', 'sepa', 'bacs'].includes(codeTable) ? 'bank_debit' : 'charge';
    expect(await one({ code }, { codeTable })).toMatchObject({ kind, reason });
  });

  test('Mastercard’s advice is taken, and says when', async () => {
    const event = await one({}, { payment: { adviceCode: '25' } });
    expect(event).toMatchObject({
      reason: { advice: 'retry_later', retryAfter: '2026-11-21T10:30:00.000Z' },
    });
  });

  test('what cannot be used of guest and card is left out, and stops no alert', async () => {
    const event = await one(
      {},
      {
        customer: { phone: '010-1234-5678', name: '' },
        instrument: { last4: '4242424242424242' },
        links: { pay: 'ask at the till' },
      },
    );
    expect(event).toMatchObject({ customer: {}, links: {} });
    expect(JSON.stringify(event)).not.toMatch(/4242|ask at the till|1234/);
  });

  test('a debit, an invoice, a subscription, a test system', async () => {
    const more = { bankDebit: true, live: false, invoiceId: 'in_1', invoiceNumber: '7' };
    expect(await one({}, { payment: { ...more, product: 'Lunch pass' } })).toMatchObject({
      kind: 'bank_debit',
      live: false,
      invoice: { id: 'in_1', number: '7' },
      products: [{ name: 'Lunch pass' }],
    });
    expect(await one({ id: 'x' }, { payment: { subscriptionId: 'sub_1' } })).toMatchObject({
      kind: 'subscription',
      subscription: { id: 'sub_1' },
    });
  });
});

test('whatever is mapped, it becomes a payment event or an error that names a field', () => {
  const text = fc.oneof(
    fc.constantFrom(undefined, '51', '4250', 'USD', 'minor', 'true', '2026-11-20T19:30:00Z', 'x'),
    fc.string(),
  );
  const mapped = fc.dictionary(fc.constantFrom(...FIELDS), text, { noNullPrototype: true });
  fc.assert(
    fc.property(mapped, (values) => {
      const given: Record<string, string | undefined> = {
        ...{ customGateway: 'hanapay', customAccount: 'main', eventId: 'ev_1' },
        ...{ status: 'declined', failedStatuses: 'declined' },
        ...values,
      };
      try {
        const event = customEvent(fieldsFrom(given), [], '2026-11-20T19:30:00.000Z');
        if (event) expect(paymentEventSchema.parse(event)).toEqual(event);
      } catch (error) {
        expect(String(error)).toContain('The field');
      }
    }),
    { numRuns: 2_000 },
  );
});

const FIELDS = (
  'status failedStatuses paidStatuses eventId transactionId paymentId amount amountUnit currency occurredAt reasonCode ' +
  'codeTable payment.attemptNumber payment.message payment.invoiceId payment.bankDebit payment.live payment.adviceCode ' +
  'payment.nextAttemptAt payment.product payment.subscriptionId order.id order.partySize order.total order.channel ' +
  'customer.phone customer.email instrument.type instrument.last4 instrument.expiryYear instrument.expiryMonth links.pay'
).split(' ');

function fieldsFrom(given: Readonly<Record<string, string | undefined>>): Fields {
  const wrong: Fields['wrong'] = (name, why) => new Error(`The field ${name} ${why}`);
  const text: Fields['text'] = (name) => given[name]?.trim() || undefined;
  return {
    text,
    wrong,
    required: (name) => {
      const value = text(name);
      if (value === undefined) throw wrong(name, 'is empty', '');
      return value;
    },
  };
}
