import { ANOTHER_STORAGE } from '../nodes/core/ledger/ledgerError';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject, object, text } from '../nodes/core/event/json';
import type { PaymentEvent } from '../nodes/core/event/paymentEvent';
import { gatewayOf } from '../nodes/core/gateway/registry';
import type { Emission, Ledger } from '../nodes/core/ledger/ledger';
import { openLedger } from '../nodes/core/ledger/openLedger';
import { EscalationCounter } from '../nodes/EscalationCounter/EscalationCounter.node';
import { NormalizePaymentFailure } from '../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import { ReconcileOrder } from '../nodes/ReconcileOrder/ReconcileOrder.node';
import { channel, dropsAllButTheFirst, unpaired } from './fixtures/channels';
import { declined, paid } from './fixtures/events';
import { runFlow, type Flow, type FlowNode } from './inProcess';

/** The action nodes together, in n8n's own engine: one evening at the Korean BBQ house. */

let folder: string;
let ledger: Ledger;
const sent: { to: unknown; text: unknown }[] = [];
let slackIsDown = false;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evening-'));
  process.env['N8N_USER_FOLDER'] = folder;
  ledger = await openLedger({
    kind: 'sqlite',
    file: join(folder, '.n8n', 'payment-failure', 'ledger.sqlite'),
  });
  sent.length = 0;
  slackIsDown = false;
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

const alertOf = ({ alert }: IDataObject): IDataObject => (isObject(alert) ? { ...alert } : {});
const subjectOf = (json: IDataObject): string => text(alertOf(json)['subject']) ?? '';
const slack = (): FlowNode['type'] =>
  channel(
    'slack',
    (json) => sent.push({ to: alertOf(json)['to'], text: alertOf(json)['text'] }),
    () => slackIsDown,
  );

const LEVELS = { level: [{ name: 'Shift manager', at: 2, recipient: '#managers' }] };
const COUNTER = { countBy: 'session', windowHours: 4, staffRecipient: '#payments', levels: LEVELS };

function flow(change: { readonly counter?: IDataObject; readonly confirm?: boolean } = {}): Flow {
  const onError = { onError: 'continueErrorOutput' as const };
  const confirmed = change.confirm === false ? [] : ['Confirm'];
  return {
    nodes: [
      {
        name: 'Record',
        type: new ReconcileOrder(),
        parameters: { operation: 'record', staffRecipient: '#payments' },
      },
      {
        name: 'Counter',
        type: new EscalationCounter(),
        parameters: { ...COUNTER, ...change.counter },
      },
      { name: 'Page', type: slack(), settings: onError },
      { name: 'Staff', type: slack(), settings: onError },
      { name: 'Good News', type: slack(), settings: onError },
      { name: 'Confirm', type: new ReconcileOrder(), parameters: { operation: 'confirm' } },
    ],
    connections: {
      Record: [['Counter'], ['Good News']],
      Counter: [['Page'], ['Staff']],
      Page: [confirmed, confirmed],
      Staff: [confirmed, confirmed],
      'Good News': [confirmed, confirmed],
    },
  };
}

async function delivered(...events: readonly PaymentEvent[]): Promise<INodeExecutionData[]> {
  const receipts = await ledger.receive(
    events.map((event) => ({ event, raw: { type: 'raw', payload: {} }, emit: true })),
    { workflowId: 'workflow-1', triggerId: 'trigger-1' },
    new Date().toISOString(),
  );
  return receipts.flatMap(({ dispatch }, i) => {
    const event = events[i];
    return dispatch && event ? [{ json: { event: { ...event }, dispatch, ledger: 'live' } }] : [];
  });
}

const attempt = (n: number, change: Partial<PaymentEvent> = {}): PaymentEvent => {
  const now = new Date().toISOString();
  return declined({
    id: `stripe:acct_bbq:evt_${n}`,
    attempt: { key: `stripe:acct_bbq:ch_${n}` },
    references: [
      { type: 'payment', value: 'pi_1' },
      { type: 'charge', value: `ch_${n}` },
    ],
    occurredAt: now,
    receivedAt: now,
    ...change,
  });
};
const success = (): PaymentEvent => {
  const now = new Date().toISOString();
  return paid({
    occurredAt: now,
    receivedAt: now,
    attempt: { key: 'stripe:acct_bbq:ch_paid' },
    references: [{ type: 'payment', value: 'pi_1' }],
  });
};

const later = (): string => new Date(Date.now() + 3_600_000).toISOString();
const leftOver = async () => await ledger.unfinished('workflow-1', later());
const asItem = ({ event, dispatch }: Emission): INodeExecutionData => ({
  json: { event: { ...event }, dispatch: { ...dispatch }, ledger: 'live' },
});
/** A recipient that only one location has. */
const onlyAt = (location: string): string =>
  `={{ $json.event.order.location === '${location}' ? '#${location}' : $('A Node That Was Renamed').item.json.channel }}`;

describe('an evening', () => {
  test('a card declined twice at table 12 tells staff twice and pages the shift manager once', async () => {
    await runFlow(flow(), await delivered(attempt(1)));
    expect(sent.map(({ to }) => to)).toEqual(['#payments']);

    const second = await runFlow(flow(), await delivered(attempt(2)));
    expect(second.status).toBe('success');
    expect(sent.map(({ to }) => to)).toEqual(['#payments', '#managers', '#payments']);
    expect(sent[1]?.text).toContain('Shift manager: Payment failed (2 times now)');

    await runFlow(flow(), await delivered(attempt(3)));
    expect(sent.filter(({ to }) => to === '#managers')).toHaveLength(1);
  });

  test('three events of one decline are one alert', async () => {
    const events = ['a', 'b', 'c'].map((letter) =>
      attempt(1, { id: `stripe:acct_bbq:evt_${letter}` }),
    );
    const ran = await runFlow(flow(), await delivered(...events));
    expect(sent).toHaveLength(1);
    expect(ran.items('Counter', 2)).toHaveLength(2);
  });

  test('when the guest pays, staff hear it once and the case is settled', async () => {
    await runFlow(flow(), await delivered(attempt(1)));
    const ran = await runFlow(flow(), await delivered(success()));
    expect(sent.at(-1)?.text).toContain('Settled – Gangnam, table 12');
    expect(ran.items('Record', 1)[0]?.['case']).toMatchObject({ status: 'settled', attempts: 1 });

    await runFlow(flow(), await delivered({ ...success(), id: 'stripe:acct_bbq:evt_again' }));
    expect(sent).toHaveLength(2);
  });

  test('n8n is killed, and the guest pays with another card meanwhile: the decline still counts, and the next pages the manager', async () => {
    const declinedCard = await delivered(attempt(1));
    await runFlow(flow(), await delivered(success()));
    const ran = await runFlow(flow(), declinedCard);
    expect(ran.items('Record', 0)[0]?.['case']).toMatchObject({ status: 'settled' });
    expect(ran.items('Counter', 2)).toHaveLength(1);
    expect(sent).toEqual([]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished('workflow-1', tomorrow)).toEqual({ again: [], dead: [] });

    // The same card, for a second bill at the same table.
    const references = [{ type: 'payment', value: 'pi_2' }] as const;
    await runFlow(flow(), await delivered(attempt(3, { references })));
    expect(sent.map(({ to }) => to)).toEqual(['#managers', '#payments']);
  });

  test('a decline that shows an earlier one to be paid tells staff so, and is counted itself', async () => {
    const names = (...references: PaymentEvent['references']) => ({ references });
    const charge = { type: 'charge', value: 'ch_1' } as const;
    const intent = { type: 'payment', value: 'pi_1' } as const;
    await runFlow(flow(), await delivered(attempt(1, names(charge))));
    await runFlow(flow(), await delivered(success()));
    sent.length = 0;
    const { occurredAt } = attempt(0);
    const earlier = new Date(Date.parse(occurredAt) - 60_000).toISOString();
    const joint = attempt(3, { ...names(charge, intent), occurredAt: earlier });
    const ran = await runFlow(flow(), await delivered(joint));
    expect(sent).toEqual([{ to: '#payments', text: expect.stringMatching(/^Settled/) }]);
    expect(ran.items('Counter', 2)).toHaveLength(1);
    expect(await leftOver()).toEqual({ again: [], dead: [] });

    await runFlow(flow(), await delivered(attempt(4, names({ type: 'payment', value: 'pi_4' }))));
    expect(sent.map(({ text: said }) => said).join()).toContain('3 times now');
  });

  test('and though n8n is killed before they hear of it', async () => {
    const names = (...references: PaymentEvent['references']) => ({ references });
    const charge = { type: 'charge', value: 'ch_1' } as const;
    const intent = { type: 'payment', value: 'pi_1' } as const;
    await runFlow(flow(), await delivered(attempt(1, names(charge))));
    await runFlow(flow(), await delivered(success()));
    sent.length = 0;
    const killed = channel(
      'cutOff',
      () => undefined,
      () => true,
    );
    const whole = flow();
    const nodes = whole.nodes.map((node) =>
      node.name === 'Good News' ? { ...node, settings: {}, type: killed } : node,
    );
    const ran = await runFlow(
      { ...whole, nodes },
      await delivered(attempt(3, names(charge, intent))),
    );
    expect(ran.status).toBe('error');
    await runFlow(flow(), (await leftOver()).again.map(asItem));
    expect(sent).toEqual([{ to: '#payments', text: expect.stringContaining('Settled') }]);
  });

  test('where nothing counts, a decline that was made good before it was told is finished unchanged', async () => {
    const { nodes, connections } = flow();
    const uncounted: Flow = { nodes, connections: { ...connections, Record: [['Staff']] } };
    await runFlow(uncounted, await delivered(success()));
    const ran = await runFlow(uncounted, await delivered(attempt(1)));
    expect(ran.items('Record', 0)).toEqual([]);
    expect(ran.items('Record', 2)).toHaveLength(1);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished('workflow-1', tomorrow)).toEqual({ again: [], dead: [] });
  });

  test('a payment that never failed interests nobody', async () => {
    const ran = await runFlow(flow(), await delivered(success()));
    expect(ran.items('Record', 2)).toHaveLength(1);
    expect(sent).toHaveLength(0);
  });
});

describe('what is done is done', () => {
  test('after the last branch nothing is left to follow up', async () => {
    await runFlow(flow(), await delivered(attempt(1), attempt(2)));
    expect(await leftOver()).toEqual({ again: [], dead: [] });
  });

  test('a channel that is down is on record, and the others still speak', async () => {
    slackIsDown = true;
    const ran = await runFlow(flow(), await delivered(attempt(1), attempt(2)));
    expect(ran.status).toBe('success');
    expect(ran.items('Confirm').map(({ outcome }) => outcome)).toContainEqual({
      channel: 'Staff',
      status: 'failed',
      detail: 'The channel is down',
    });
    const [item] = ran.items('Record', 0);
    const id = text(object(item?.['case'])['id']) ?? '';
    const trail = await ledger.auditTrail(id);
    expect(trail.map(({ detail }) => detail['status'])).toContain('failed');
    expect(await leftOver()).toEqual({ again: [], dead: [] });
  });

  test('a channel that names the guest it could not reach has said too much: its words are kept without that', async () => {
    const { nodes, connections } = flow();
    const said = channel(
      'said',
      () => undefined,
      () => true,
      'The number of Kim Minji (minji@example.com) is not reachable',
    );
    const texting = nodes.map((node) => (node.name === 'Staff' ? { ...node, type: said } : node));
    const guest = { name: 'Minji Kim', email: 'minji@example.com' };
    const ran = await runFlow(
      { nodes: texting, connections },
      await delivered(attempt(1, { customer: guest })),
    );
    const detail = 'The number of *** *** (***) is not reachable';
    expect(ran.items('Confirm').map(({ outcome }) => object(outcome)['detail'])).toEqual([detail]);
  });

  test('an execution cut off between two channels is taken up again, marked as a repeat', async () => {
    const cut = flow();
    const nodes = cut.nodes.map((node) =>
      node.name === 'Staff'
        ? {
            ...node,
            settings: {},
            type: channel(
              'cutOff',
              () => undefined,
              () => true,
            ),
          }
        : node,
    );
    const ran = await runFlow({ ...cut, nodes }, await delivered(attempt(1), attempt(2)));
    expect(ran.status).toBe('error');

    const { again } = await leftOver();
    expect(again).toHaveLength(2);
    sent.length = 0;
    await runFlow(flow(), again.map(asItem));
    expect(sent.map(({ text }) => String(text).startsWith('[May repeat'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(await leftOver()).toEqual({ again: [], dead: [] });
  });

  test('two Confirms, and a crash before the second: what is missing is taken up again', async () => {
    const { nodes, connections } = flow();
    const broken = channel(
      'cutOff',
      () => undefined,
      () => true,
    );
    const split: Flow = {
      nodes: [
        ...nodes.map((node) =>
          node.name === 'Staff' ? { ...node, settings: {}, type: broken } : node,
        ),
        { name: 'Confirm Staff', type: new ReconcileOrder(), parameters: { operation: 'confirm' } },
      ],
      connections: { ...connections, Staff: [['Confirm Staff']] },
    };
    const ran = await runFlow(split, await delivered(attempt(1), attempt(2)));
    expect(ran.status).toBe('error');
    expect((await leftOver()).again).toHaveLength(2);
  });

  test('an alert that another node dropped on the way is not done', async () => {
    const { nodes, connections } = flow();
    const dropping: Flow = {
      nodes: [...nodes, { name: 'Drop', type: dropsAllButTheFirst() }],
      connections: { ...connections, Counter: [[], ['Drop']], Drop: [['Staff']] },
    };
    await runFlow(dropping, await delivered(attempt(1), attempt(2)));
    expect(sent).toHaveLength(1);
    expect((await leftOver()).again.map(({ event }) => event.id)).toEqual([attempt(2).id]);
  });

  test('several alerts through a channel that does not say which answer is whose are each confirmed', async () => {
    const { nodes, connections } = flow();
    const texting = nodes.map((node) =>
      node.name === 'Staff'
        ? { ...node, type: unpaired((json) => sent.push({ to: alertOf(json)['to'], text: '' })) }
        : node,
    );
    const events = [attempt(1), attempt(2), attempt(3)];
    const ran = await runFlow({ nodes: texting, connections }, await delivered(...events));
    expect(ran.error).toBeUndefined();
    const subjects = ran.items('Confirm').map((json) => alertOf(json)['subject']);
    for (const { attempt: told } of events) expect(subjects).toContain(`notice:${told?.key}`);
    expect(await leftOver()).toEqual({ again: [], dead: [] });
  });

  test('and where one of them could not be sent, that one is known from the others', async () => {
    const { nodes, connections } = flow();
    const events = [attempt(1), attempt(2), attempt(3), attempt(4)];
    const keys = events.map((event) => `notice:${event.attempt?.key}`);
    const refused = new Set([keys[1], keys[2]]);
    const texting = nodes.map((node) =>
      node.name === 'Staff'
        ? {
            ...node,
            type: unpaired(
              () => undefined,
              (json) => refused.has(subjectOf(json)),
            ),
          }
        : node,
    );
    const ran = await runFlow({ nodes: texting, connections }, await delivered(...events));
    expect(ran.error).toBeUndefined();
    const notices = ran
      .items('Confirm')
      .map((json) => [subjectOf(json), object(json['outcome'])['status']] as const)
      .filter(([subject]) => keys.includes(subject));
    expect(new Map(notices)).toEqual(
      new Map(keys.map((key) => [key, refused.has(key) ? 'failed' : 'sent'])),
    );
    expect(await leftOver()).toEqual({ again: [], dead: [] });
  });

  test('without a Confirm the counter finishes, and the editor says what that costs', async () => {
    const ran = await runFlow(flow({ confirm: false }), await delivered(attempt(1)));
    expect(await leftOver()).toEqual({ again: [], dead: [] });
    expect(ran.hints('Counter').join()).toContain('operation Confirm follows');
  });

  test('counted by card where the gateway names none, nobody would ever be paged: the editor says so', async () => {
    const unnamed = { instrument: { type: 'card', last4: '4242' } };
    const events = [attempt(1, unnamed), attempt(2, unnamed), attempt(3)];
    const ran = await runFlow(flow({ counter: { countBy: 'card' } }), await delivered(...events));
    expect(sent.filter(({ to }) => to === '#managers')).toEqual([]);
    expect(ran.hints('Counter')).toEqual([
      '2 failures named no card: each was counted alone, so that no level with an At Count above 1 is paged. Choose Session under Count By, or Field and something that every failure has.',
    ]);
  });

  test('and says nothing of what was told before, or counted well', async () => {
    const counter = { countBy: 'card' };
    expect(
      (await runFlow(flow({ counter }), await delivered(attempt(1)))).hints('Counter'),
    ).toEqual([]);
    const unnamed = attempt(2, { instrument: { type: 'card' } });
    await runFlow(flow({ counter }), await delivered(unnamed));
    const again = await delivered({ ...unnamed, id: 'stripe:acct_bbq:evt_again' });
    expect((await runFlow(flow({ counter }), again)).hints('Counter')).toEqual([]);
  });

  test('without a Payment Follow-Up Trigger the editor says so', async () => {
    const ran = await runFlow(flow(), await delivered(attempt(1)));
    expect(ran.hints('Record').join()).toContain('No Payment Follow-Up Trigger is published');
  });
});

describe('a workflow that never comes to its end', () => {
  const silent = channel(
    'cutOff',
    () => undefined,
    () => true,
  );
  const { nodes: known, connections: wires } = flow();
  const nodes = [{ name: 'Normalize', type: new NormalizePaymentFailure() }, ...known];
  const connections = { Normalize: [['Record']], ...wires };
  const { Record: _, ...withoutRecord } = wires;
  const broken: readonly (readonly [
    what: string,
    why: string | undefined,
    came: string,
    half: Flow,
  ])[] = [
    [
      'whose channel throws and has no error branch',
      'The channel is down',
      'the Escalation Counter, and no channel has confirmed',
      {
        nodes: nodes.map((node) =>
          node.name === 'Staff' ? { ...node, settings: {}, type: silent } : node,
        ),
        connections,
      },
    ],
    [
      'whose channel for staff does not lead to Confirm',
      undefined,
      'the Escalation Counter, and no channel has confirmed',
      { nodes, connections: { ...connections, Staff: [] } },
    ],
    [
      'from which somebody has removed Record',
      'No Reconcile Order node with the operation Record comes before this one',
      'the Escalation Counter, and no channel has confirmed',
      {
        nodes: nodes.filter(({ name }) => name !== 'Record'),
        connections: { ...withoutRecord, Normalize: [['Counter']] },
      },
    ],
  ];
  const day = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();

  test.each(broken)(
    '%s is tried nine times, then a person hears why, once',
    async (_what, why, came, half) => {
      const ran = await runFlow(half, await delivered(attempt(1)));
      expect(ran.error).toBe(why);
      for (let time = 1; time < 9; time += 1) {
        const { again, dead } = await ledger.unfinished('workflow-1', day(time));
        expect(again.map(({ dispatch }) => dispatch.emission)).toEqual([time + 1]);
        expect(dead).toEqual([]);
        await runFlow(half, again.map(asItem));
      }
      const { again, dead } = await ledger.unfinished('workflow-1', day(9));
      expect(again).toEqual([]);
      expect(dead.map(({ reason }) => reason.replace(/on \S+ \S+ UTC/, 'on that day'))).toEqual([
        'Handed over 9 times and never confirmed, the last time on that day. ' +
          `Execution 1 was the last to take it up. It came as far as ${came}. ` +
          'Open that execution in n8n to see where it ended.',
      ]);
      expect(await ledger.unfinished('workflow-1', day(99))).toEqual({ again: [], dead: [] });
      const staff = sent.filter(({ to }) => to === '#payments').slice(1);
      for (const { text: said } of staff) expect(said).toMatch(/^\[May repeat/);
    },
  );
});

describe('one workflow for several locations', () => {
  test('each item has recipients of its own', async () => {
    const at = (n: number, location: string) =>
      attempt(n, { order: { id: `order-${n}`, table: '1', location } });
    const counter = { staffRecipient: '={{ "#" + $json.event.order.location }}' };
    await runFlow(flow({ counter }), await delivered(at(1, 'gangnam'), at(2, 'hongdae')));
    expect(sent.map(({ to }) => to)).toEqual(['#gangnam', '#hongdae']);
  });

  test('each location’s manager is paged, whatever other location shares the execution', async () => {
    const at = (n: number, location: string) =>
      attempt(n, { order: { id: `order-${n}`, table: '1', location } });
    const level = {
      name: '={{ $json.event.order.location }} manager',
      at: 1,
      recipient: '={{ "#managers-" + $json.event.order.location }}',
    };
    const counter = { levels: { level: [level] } };
    await runFlow(flow({ counter }), await delivered(at(1, 'gangnam'), at(2, 'hongdae')));
    const pages = sent.map(({ to }) => to).filter((to) => to !== '#payments');
    expect(pages).toEqual(['#managers-gangnam', '#managers-hongdae']);
    expect(sent.filter(({ text: said }) => String(said).startsWith('gangnam manager'))).toEqual([]);
  });
});

describe('a recipient that cannot be worked out, because a node was renamed', () => {
  const UNKNOWN = "={{ $('A Node That Was Renamed').item.json.channel }}";
  const broken: readonly (readonly [what: string, counter: IDataObject])[] = [
    ['of each failure', { staffRecipient: UNKNOWN }],
    ['of a level', { levels: { level: [{ name: 'Owner', at: 3, recipient: UNKNOWN }] } }],
    ['and the field that is counted by', { countBy: 'field', field: UNKNOWN }],
  ];

  test.each(broken)(
    '%s stops the counter before anything is promised: once it is mended, the guest is told',
    async (_what, counter) => {
      const ran = await runFlow(flow({ counter }), await delivered(attempt(1)));
      expect(ran.status).toBe('error');
      const { again } = await leftOver();
      const mended = await runFlow(flow(), again.map(asItem));
      const [alert] = mended.items('Counter', 1).map(alertOf);
      expect(alert).toMatchObject({ repeat: false, guest: { tell: true } });
      expect(alert?.['text']).not.toContain('not certain');
    },
  );

  test.each([
    ['of each failure', { staffRecipient: onlyAt('gangnam') }],
    ['of a level', { levels: { level: [{ name: 'Owner', at: 3, recipient: onlyAt('gangnam') }] } }],
  ])('%s stops nobody else: the next table’s guest is told', async (_what, counter) => {
    const at = (n: number, location: string) =>
      attempt(n, { order: { id: `order-${n}`, table: '1', location } });
    const lenient = flow({ counter });
    const nodes = lenient.nodes.map((node) =>
      node.name === 'Counter'
        ? { ...node, settings: { onError: 'continueErrorOutput' as const } }
        : node,
    );
    const ran = await runFlow(
      { ...lenient, nodes },
      await delivered(at(1, 'hongdae'), at(2, 'gangnam')),
    );
    expect(ran.items('Counter', 1).map((json) => object(json['event'])['id'])).toEqual([
      attempt(2).id,
    ]);
    expect(ran.items('Counter', 3)).toHaveLength(1);
    const { again } = await leftOver();
    expect(again.map(({ event }) => event.id)).toEqual([attempt(1).id]);
  });
});

describe('the payment as Stripe shows it', () => {
  let shown: unknown;
  /** How much had been sent by the time of each mark. */
  let sentBefore: number[];
  /** What Stripe takes before it answers. */
  let answer: Promise<void>;
  beforeEach(() => {
    shown = undefined;
    sentBefore = [];
    answer = Promise.resolve();
    jest.spyOn(gatewayOf('stripe'), 'api').mockReturnValue(async ({ body }) => {
      sentBefore.push(sent.length);
      await answer;
      shown = object(object(body)['metadata'])['payment_failure_status'];
      return {};
    });
  });
  afterEach(() => jest.restoreAllMocks());

  /** May write on payments at Stripe. */
  const marking = ({ nodes, connections }: Flow): Flow => ({
    nodes: nodes.map((node) =>
      node.name === 'Record'
        ? {
            ...node,
            parameters: { ...node.parameters, gateways: ['stripe'] },
            settings: { credentials: { stripeApi: { id: '1', name: 'Stripe' } } },
          }
        : node,
    ),
    connections,
    credentials: { stripeApi: { secretKey: 'sk_test_1' } },
  });
  /** The decline is recorded, and n8n is killed before anybody is told. */
  async function cutOffBeforeTheCounter(): Promise<void> {
    const uncut = marking(flow());
    const killed = channel(
      'cutOff',
      () => undefined,
      () => true,
    );
    const cut = uncut.nodes.map((node) =>
      node.name === 'Counter' ? { ...node, type: killed } : node,
    );
    const ran = await runFlow({ ...uncut, nodes: cut }, await delivered(attempt(1)));
    expect(ran.status).toBe('error');
    while (shown !== 'open') await new Promise(setImmediate);
  }

  test('is marked after staff were told, and the event is not done before it is, however long Stripe takes', async () => {
    let reply: () => void = () => undefined;
    answer = new Promise((resolve) => (reply = resolve));
    const items = await delivered(attempt(1));
    const running = runFlow(marking(flow()), items);
    while (sentBefore.length === 0) await new Promise(setImmediate);
    expect(sentBefore).toEqual([1]);
    expect((await leftOver()).again).toHaveLength(1);
    reply();
    await running;
    expect(shown).toBe('open');
  });

  test('is marked before an execution ends that tells nobody: the decline’s second event', async () => {
    await runFlow(marking(flow()), await delivered(attempt(1)));
    shown = undefined;
    const second = { ...attempt(1), id: 'stripe:acct_bbq:evt_1b' };
    const ran = await runFlow(marking(flow()), await delivered(second));
    expect(ran.items('Counter', 2)).toHaveLength(1);
    expect(shown).toBe('open');
    expect(sent).toHaveLength(1);
  });

  test('is settled when the guest pays, though n8n was killed before staff heard of the decline', async () => {
    await cutOffBeforeTheCounter();
    const ran = await runFlow(marking(flow()), await delivered(success()));
    expect(ran.items('Record', 2)).toHaveLength(1);
    expect(shown).toBe('settled');
    expect(sent).toEqual([]);
  });

  test('is settled once the decline is taken up again, though its own mark came in last', async () => {
    await cutOffBeforeTheCounter();
    await runFlow(marking(flow()), await delivered(success()));
    shown = 'open';
    const { again } = await ledger.unfinished(
      'workflow-1',
      new Date(Date.now() + 3_600_000).toISOString(),
    );
    expect(again.map(({ event }) => event.id)).toEqual([attempt(1).id]);
    await runFlow(marking(flow()), again.map(asItem));
    expect(shown).toBe('settled');
    expect(sent).toEqual([]);
  });

  test('is not written on by a payment that never failed', async () => {
    await runFlow(marking(flow()), await delivered(success()));
    expect(shown).toBeUndefined();
  });
});

describe('bad input', () => {
  test('an item without an event stops the node and says what to connect', async () => {
    const ran = await runFlow(flow(), [{ json: { table: 12 } }]);
    expect(ran.error).toBe('This item carries no payment event');
  });

  test('a node that continues on failure hands on the good items', async () => {
    const lenient = flow();
    const nodes = lenient.nodes.map((node) => ({
      ...node,
      settings: { ...node.settings, onError: 'continueRegularOutput' as const },
    }));
    const ran = await runFlow({ ...lenient, nodes }, [
      { json: { table: 12 } },
      ...(await delivered(attempt(1))),
    ]);
    expect(sent.map(({ to }) => to)).toContain('#payments');
    expect(ran.items('Record', 0)).toContainEqual({
      error:
        'This item carries no payment event. Connect this node to Normalize Payment Failure, or to a later node of the pack.',
    });
  });

  test('an item of another ledger is refused', async () => {
    const [item] = await delivered(attempt(1));
    const dispatch = { ...object(item?.json['dispatch']), ledger: 'another' };
    const ran = await runFlow(flow(), [{ json: { ...item?.json, dispatch } }]);
    expect(ran.error).toBe('This node uses another storage than the trigger');
  });

  test('an item of another ledger fails alone', async () => {
    const [foreign, good] = await delivered(attempt(1), attempt(2));
    const dispatch = { ...object(foreign?.json['dispatch']), ledger: 'another' };
    const lenient = flow();
    const nodes = lenient.nodes.map((node) => ({
      ...node,
      settings: { ...node.settings, onError: 'continueRegularOutput' as const },
    }));
    const items = [{ json: { ...foreign?.json, dispatch } }, ...(good ? [good] : [])];
    const ran = await runFlow({ ...lenient, nodes }, items);
    expect(ran.items('Record', 0).map(({ error }) => error)).toEqual([
      `${ANOTHER_STORAGE.what}. ${ANOTHER_STORAGE.advice}`,
      undefined,
    ]);
    expect(sent.filter(({ to }) => to === '#payments')).toHaveLength(1);
  });

  test('two levels of one name are refused', async () => {
    const levels = {
      level: [
        { name: 'Owner', at: 2 },
        { name: 'Owner', at: 3 },
      ],
    };
    const ran = await runFlow(flow({ counter: { levels } }), await delivered(attempt(1)));
    expect(ran.error).toContain('Two levels are called “Owner”');
  });

  test('a level whose count is no number is refused: n8n keeps it as text where it was an expression', async () => {
    const levels = { level: [{ name: 'Owner', at: '={{ $json.event.order.table }}' }] };
    const ran = await runFlow(flow({ counter: { levels } }), await delivered(attempt(1)));
    expect(ran.error).toContain('At Count of the level “Owner” must be a number');
  });

  test('a window of no hours is refused', async () => {
    const ran = await runFlow(flow({ counter: { windowHours: 0 } }), await delivered(attempt(1)));
    expect(ran.error).toContain('Window (Hours) must be above zero');
  });
});
