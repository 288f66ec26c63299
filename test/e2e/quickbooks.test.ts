import { text, type JsonObject } from '../../nodes/core/event/json';
import { BOOKS, createQuickBooks, MONEY, type Change } from '../sandbox/quickbooks';
import { SLACK } from '../sandbox/slack';
import { connectAccount } from './host/connect';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf, texts } from './template';

/** Catering on account, in QuickBooks Online: the shipped template with its trigger in a real n8n. */

const COMPANY = '9341453907512044';
const CLIENT = { id: 'emberRice', secret: 'emberRice-client' };
const VERIFIER = '8b3a1d4e-55c0-4b0c-9a57-0f6a3f2b7c11';
const OAUTH = { clientId: CLIENT.id, clientSecret: CLIENT.secret, environment: 'sandbox' };

describe('a caterer', () => {
  const gateway = createQuickBooks({ company: COMPANY, client: CLIENT, verifier: VERIFIER });
  const asked: (string | null)[] = [];
  let restaurant: Restaurant;
  let workflowId: string;
  let url: string;

  beforeAll(async () => {
    for (const Id of ['130', '131', '132', '133']) {
      const Mobile = { FreeFormNumber: `+1 555 010 0${Id}` };
      gateway.put('Customer', { Id, DisplayName: 'Park Jisoo', Mobile });
    }
    restaurant = await openRestaurant({
      services: gateway.services,
      credentials: [
        {
          name: 'Webhooks',
          type: 'quickBooksSigningSecret',
          data: { signingSecrets: VERIFIER, currency: 'USD', timeZone: 'UTC' },
        },
      ],
    });
    const { n8n } = restaurant;
    for (const type of ['quickBooksOAuth2Api', 'quickBooksPaymentsOAuth2Api']) {
      const made = await n8n.createCredential({ name: type, type, data: OAUTH });
      const { session } = n8n;
      const sentTo = await connectAccount(session, made, gateway.code(), { realmId: COMPANY });
      asked.push(sentTo.searchParams.get('scope'));
    }
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'quickBooksPaymentFailureTrigger',
        gateway: 'quickbooks',
        credential: 'quickBooksSigningSecret',
        signIns: ['quickBooksOAuth2Api', 'quickBooksPaymentsOAuth2Api'],
      }),
    );
    workflowId = workflow.id;
    const trigger = workflow.nodes.find(({ type }) =>
      text(type)?.endsWith('quickBooksPaymentFailureTrigger'),
    );
    url = `${n8n.deliveries}/webhook/${text(trigger?.['webhookId'])}/webhook`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  /** Each evening another guest, so that nobody fails twice. */
  const guest = (id: string): JsonObject => ({
    CustomerRef: { value: id, name: 'Park Family' },
    CurrencyRef: { value: 'USD' },
  });
  const day = (later: number): string =>
    new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
  const write = (Id: string, DocNumber: string, due: number, more: JsonObject = {}): void => {
    const amounts = { TotalAmt: 486.4, Balance: 486.4 };
    gateway.put('Invoice', { Id, DocNumber, DueDate: day(due), ...guest(Id), ...amounts, ...more });
  };
  const pay = (Id: string, invoice: string, more: JsonObject = {}): void => {
    const Line = [{ Amount: 486.4, LinkedTxn: [{ TxnId: invoice, TxnType: 'Invoice' }] }];
    gateway.put('Payment', {
      Id,
      TotalAmt: 486.4,
      TxnDate: day(0),
      Line,
      ...guest(invoice),
      ...more,
    });
  };
  /** QuickBooks empties what is voided. */
  const voidPayment = (Id: string, invoice: string): void => {
    gateway.put('Payment', { Id, TotalAmt: 0, PrivateNote: 'Voided', Line: [], ...guest(invoice) });
  };
  const tell = (operation: string, entity: string, ...ids: readonly string[]): Promise<number> =>
    gateway.tell(
      url,
      ids.map((id): Change => ({ entity, id, operation })),
    );
  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  const calls = (method: string): readonly string[] =>
    restaurant.internet.traffic
      .to(BOOKS, (exchange) => exchange.method === method)
      .map(({ path }) => path.replace(`/v3/company/${COMPANY}`, ''));
  const note = (id: string): string => text(gateway.get('Invoice', id)?.['PrivateNote']) ?? '';
  const lookAgain = async (): Promise<void> => {
    await restaurant.n8n.unpublish(workflowId);
    await restaurant.n8n.publish(workflowId);
  };

  it('asks Intuit for the books with one credential, and for payments with the other', () => {
    expect(asked).toEqual(['com.intuit.quickbooks.accounting', 'com.intuit.quickbooks.payment']);
  });

  it('is told of a voided payment, in a delivery of several changes, and of its settlement', async () => {
    write('130', '1042', 14, { Balance: 0 });
    pay('77', '130');
    expect(await tell('created', 'Payment', '77')).toBe(200);
    await quiet(restaurant);
    expect(told()).toEqual([]);

    voidPayment('77', '130');
    write('130', '1042', 14);
    const changes = [
      { entity: 'Payment', id: '77', operation: 'Void' },
      { entity: 'Invoice', id: '130', operation: 'Update' },
    ];
    expect(await gateway.tell(url, changes, { writing: 'older' })).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      [
        'Payment failed – Park Family',
        'Why: the payment was canceled (Void).',
        'What to do: Look at the payment at the gateway and talk to the guest.',
      ].join('\n'),
    ]);

    // Somebody did it in the books: the guest is not written to.
    expect(texts(restaurant)).toEqual([]);

    restaurant.internet.forget();
    write('130', '1042', 14, { Balance: 0 });
    pay('78', '130');
    await tell('created', 'Payment', '78');
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual(['Settled – invoice 1042\n$486.40 is paid. Nothing more to do.']);
  });

  it('is told why a card was declined, and the invoice says so, though the tokens had run out', async () => {
    write('131', '1043', 14, { PrivateNote: 'No sesame' });
    const CreditChargeResponse = { Status: 'Completed', CCTransId: 'EMU12' };
    pay('79', '131', { CreditCardPayment: { CreditChargeResponse } });
    gateway.charge('EMU12', {
      status: 'DECLINED',
      errors: [{ code: 'PMT-5000', message: 'The request was declined.' }],
      card: { number: 'xxxxxxxxxxxx1111', cardType: 'Visa', expMonth: '02', expYear: '2030' },
    });
    gateway.expire();
    expect(await tell('updated', 'Payment', '79')).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      [
        'Payment failed – invoice 1043',
        '$486.40, visa ending in 1111',
        'Why: the bank declined without saying why (PMT-5000).',
        'What to do: Ask for another way to pay.',
      ].join('\n'),
    ]);
    expect(texts(restaurant)).toEqual([
      { to: '+15550100131', text: expect.stringContaining('$486.40 for invoice 1043') },
    ]);
    expect(restaurant.internet.traffic.to(MONEY).map(({ path }) => path)).toContain(
      '/quickbooks/v4/payments/charges/EMU12',
    );
    expect(gateway.renewed()).toBe(2);
    expect(note('131')).toMatch(/^No sesame\nPayment failure case case_\S+: open$/);
    expect(calls('POST')).toEqual(['/invoice']);

    // What we wrote is a change as well, and nobody is told of it.
    restaurant.internet.forget();
    expect(await tell('updated', 'Invoice', '131')).toBe(200);
    await quiet(restaurant);
    expect([told(), calls('POST')]).toEqual([[], []]);
  });

  it('takes nothing that Intuit did not sign', async () => {
    const change = { entity: 'Payment', id: '78', operation: 'voided' };
    expect(await gateway.tell(url, [change], { verifier: 'forger' })).toBe(401);
    await quiet(restaurant);
    expect([told(), calls('GET')]).toEqual([[], []]);
  });

  it('finds an overdue invoice and a payment that was voided meanwhile, and tells of each once', async () => {
    write('132', '1044', -1);
    pay('80', '133');
    voidPayment('80', '133');
    await lookAgain();
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(told().toSorted()).toEqual([
      ['Invoice overdue – invoice 1044', '$486.40'].join('\n'),
      expect.stringContaining('Payment failed'),
    ]);
    expect(note('132')).toMatch(/^Payment failure case case_\S+: open$/);
    expect(calls('GET')).toEqual(expect.arrayContaining(['/cdc', '/query', '/payment/80']));

    restaurant.internet.forget();
    await tell('voided', 'Payment', '80');
    await lookAgain();
    await quiet(restaurant);
    expect(told()).toEqual([]);
  });
});
