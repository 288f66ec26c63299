import { ApiError, type ApiClient, type ApiRequest } from '../../../nodes/core/gateway/apiClient';
import { backfill, type Backfilling } from '../../../nodes/core/gateway/backfill';
import type { JsonObject } from '../../../nodes/core/event/json';
import { fakeLedger, heldBy } from './fakeLedger';
import { hwaro } from './hwaro';
import { containing } from './matchers';
import { NO_FILTERS } from './noFilters';

const subscriber = { workflowId: 'dinner', triggerId: 'hwaro-trigger' };
const at = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 20, 18) + minutes * 60_000).toISOString();

/** The till's books: pages of slips, and drawers whose slips are listed apart. */
function till(pages: readonly JsonObject[], drawers: Readonly<Record<string, JsonObject>> = {}) {
  const store = fakeLedger();
  const asked: ApiRequest[] = [];
  const logged: string[] = [];
  let now = at(0);
  const client: ApiClient = async (request) => {
    asked.push(request);
    const drawer = /^\/drawers\/(.*)$/.exec(request.path)?.[1];
    if (drawer !== undefined) return drawers[drawer] ?? {};
    if (request.path === '/undelivered') return { slips: [slip('0')] };
    return pages[Number(request.body?.['page'])] ?? {};
  };
  const means = hwaro.backfill;
  if (!means) throw new Error('Hwaro has books');
  const look = async (minutes: number, more: Partial<Backfilling> = {}) => {
    now = at(minutes);
    const { emit, isDone, failure } = await backfill(
      {
        adapter: hwaro,
        client,
        ledger: store.ledger,
        subscriber,
        account: 'bbq-house',
        filters: NO_FILTERS,
        supplied: {},
        now: () => now,
        log: (event, fields) => logged.push(`${event} ${String(fields?.why)}`),
        ...more,
      },
      means,
    );
    return { ids: emit.map(({ event }) => event.id), isDone, failure };
  };
  const cursor = () => store.cursors.get(JSON.stringify(subscriber));
  return { ...store, asked, logged, look, cursor, client };
}

const slip = (no: string, fate = 'declined'): JsonObject => ({ no, fate, amount: '45.00' });

test('the first look only notes when listening began', async () => {
  const house = till([{ slips: [slip('1')] }]);
  expect(await house.look(0)).toMatchObject({ ids: [], isDone: true });
  expect(house.asked).toEqual([]);
  expect(house.cursor()).toEqual({ since: at(0), until: at(0) });
});

test('a bounced card that no delivery told of starts the workflow once', async () => {
  const house = till([{ slips: [slip('1', 'bounced')] }]);
  await house.look(0);
  expect((await house.look(10)).ids).toEqual(['hwaro:bbq-house:slip 1 bounced']);
  expect((await house.look(20)).ids).toEqual([]);
  expect(house.cursor()).toEqual({ since: at(0), until: at(20) });
});

test('each look reaches back a little before the last, and never before listening began', async () => {
  const house = till([{}]);
  for (const minutes of [0, 5, 30]) await house.look(minutes);
  await house.look(40 * 24 * 60);
  const spans = house.asked.map(({ body }) => [body?.['from'], body?.['to']]);
  expect(spans).toEqual([
    [at(0), at(5)],
    [at(0), at(30)],
    [at(10 * 24 * 60), at(40 * 24 * 60)],
  ]);
  await house.look(40 * 24 * 60 + 10);
  expect(house.asked.at(-1)?.body?.['from']).toBe(at(40 * 24 * 60 - 10));
});

test('the second in which listening began is looked at, since most gateways write no smaller time', async () => {
  const house = till([{}]);
  await house.look(0.7 / 60);
  await house.look(5);
  expect(house.asked.map(({ body }) => body?.['from'])).toEqual([at(0)]);
});

describe('a clock that was a day ahead and was put right', () => {
  const DAY = 24 * 60;
  const spans = ({ asked }: ReturnType<typeof till>) =>
    asked.map(({ body }) => [body?.['from'], body?.['to']]);

  test('during one look: nothing that happened meanwhile goes unasked, and no look ends before it begins', async () => {
    const house = till([{}]);
    for (const minutes of [0, 60, DAY + 120, 180, 240]) await house.look(minutes);
    expect(spans(house)).toEqual([
      [at(0), at(60)],
      [at(50), at(DAY + 120)],
      [at(0), at(180)],
      [at(170), at(240)],
    ]);
    expect(house.cursor()).toEqual({ since: at(0), until: at(240) });
  });

  test('after months of listening: the next look reaches back as far as the gateway lists', async () => {
    const house = till([{}]);
    for (const days of [0, 60, 62, 61]) await house.look(days * DAY);
    expect(spans(house).at(-1)).toEqual([at(31 * DAY), at(61 * DAY)]);
  });

  test('when listening began: it begins with the first look by the right time', async () => {
    const house = till([{ slips: [slip('1')] }]);
    await house.look(DAY);
    expect((await house.look(60)).ids).toEqual([]);
    expect(house.cursor()).toEqual({ since: at(60), until: at(60) });
    expect((await house.look(120)).ids).toEqual(['hwaro:bbq-house:slip 1 declined']);
    expect(spans(house)).toEqual([[at(60), at(120)]]);
  });
});

test('every page is read, and the slips of each drawer, before anything is emitted', async () => {
  const house = till([{ slips: [slip('3')], drawers: ['a'], more: true }, { slips: [slip('2')] }], {
    a: { slips: [slip('1', 'paid')] },
  });
  await house.look(0);
  expect((await house.look(10)).ids).toEqual([
    'hwaro:bbq-house:slip 3 declined',
    'hwaro:bbq-house:slip 1 paid',
    'hwaro:bbq-house:slip 2 declined',
  ]);
  expect(house.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /books/bbq-house',
    'GET /drawers/a',
    'POST /books/bbq-house',
  ]);
});

test('a filter drops what is found as it drops what is delivered, and the ledger has it all the same', async () => {
  const house = till([{ slips: [slip('1', 'paid'), slip('2')] }]);
  await house.look(0);
  const filters = { ...NO_FILTERS, eventTypes: ['payment.failed'] as const };
  expect((await house.look(10, { filters })).ids).toEqual(['hwaro:bbq-house:slip 2 declined']);
  expect(house.events.size).toBe(2);
});

test('a till that breaks off: what was found goes its way, and the next look begins again', async () => {
  const house = till([{ slips: [slip('1')], more: true }, { slips: [slip('2')] }]);
  await house.look(0);
  let calls = 0;
  const breaking: ApiClient = async (request) => {
    calls += 1;
    if (calls > 1) throw new ApiError('Slow down', 429);
    return await house.client(request);
  };
  const broken = await house.look(10, { client: breaking });
  expect(broken).toEqual({
    ids: ['hwaro:bbq-house:slip 1 declined'],
    isDone: false,
    failure: new ApiError('Slow down', 429),
  });
  expect(house.cursor()?.until).toBe(at(0));
  expect((await house.look(20)).ids).toEqual(['hwaro:bbq-house:slip 2 declined']);
});

test('what is thrown without being an error is told all the same', async () => {
  const house = till([]);
  await house.look(0);
  const client: ApiClient = async () => {
    AbortSignal.abort('the till was switched off').throwIfAborted();
    return {};
  };
  const { failure } = await house.look(10, { client });
  expect(failure).toMatchObject({ message: 'the till was switched off' });
});

test('two processes that look at once do the work once', async () => {
  const house = till([{ slips: [slip('1')] }]);
  await house.look(0);
  const both = await Promise.all([house.look(10), house.look(10)]);
  expect(both.flatMap(({ ids }) => ids)).toHaveLength(1);
  expect(both.filter(({ isDone }) => isDone)).toHaveLength(1);
  expect(house.asked).toHaveLength(1);
});

test('a look that was taken over by another process stops, and leaves the end to it', async () => {
  const house = till([{ slips: [slip('1')], more: true }, { slips: [slip('2')] }]);
  await house.look(0);
  const interrupted: ApiClient = async (request) => {
    for (const name of house.leases.keys()) house.leases.set(name, heldBy('another process'));
    return await house.client(request);
  };
  const { ids, isDone } = await house.look(10, { client: interrupted });
  expect(ids).toHaveLength(1);
  expect(isDone).toBe(false);
  expect(house.asked).toHaveLength(1);
  expect(house.cursor()?.until).toBe(at(0));
});

test('the slips of thousands of drawers are read, and the next look begins where this one ended', async () => {
  const names = Array.from({ length: 2_100 }, (_, number) => String(number));
  const house = till([{ drawers: names, more: true }, { slips: [slip('2')] }], {
    '2099': { slips: [slip('1')] },
  });
  await house.look(0);
  expect(await house.look(10)).toEqual({
    ids: ['hwaro:bbq-house:slip 1 declined', 'hwaro:bbq-house:slip 2 declined'],
    isDone: true,
    failure: undefined,
  });
  expect(house.cursor()?.until).toBe(at(10));
});

test('books that never end are closed', async () => {
  const house = till([]);
  await house.look(0);
  const { failure } = await house.look(10, { client: async () => ({ more: true }) });
  expect(failure).toMatchObject({ message: containing('lists without end') });
});

test('a slip that nobody foresaw is passed over with a line in the log', async () => {
  const house = till([{ slips: [slip('1', 'broken'), slip('2')] }]);
  await house.look(0);
  expect((await house.look(10)).ids).toHaveLength(1);
  expect(house.logged).toEqual([containing('event_unreadable Event slip 1 broken')]);
});

test('after a ledger was lost, what could not be delivered before is looked for until it is noted', async () => {
  const house = till([{ slips: [slip('1')] }]);
  await house.ledger.lookForUndelivered(subscriber, at(-60), at(0));
  const { ids } = await house.look(0);
  expect(ids).toEqual(['hwaro:bbq-house:slip 0 declined']);
  expect(house.asked.map(({ path, body }) => [path, body?.['from'], body?.['to']])).toEqual([
    ['/undelivered', at(-60), at(0)],
  ]);
  await house.ledger.lookedForUndelivered(subscriber, at(-60));
  expect((await house.look(10)).ids).toEqual(['hwaro:bbq-house:slip 1 declined']);
  expect(house.asked.map(({ path }) => path)).toEqual(['/undelivered', '/books/bbq-house']);
});
