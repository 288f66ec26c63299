import { missedOf, otherSecretSince } from '../../../nodes/core/gateway/missed';
import type { Backfilled } from '../../../nodes/core/gateway/backfill';
import { prepareEvents } from '../../../nodes/core/gateway/prepareEvents';
import { NOW } from './deliveries';
import { fakeLedger } from './fakeLedger';
import { hwaro } from './hwaro';
import { NO_FILTERS } from './noFilters';

const before = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

const SPAN = { since: before(3_600), now: NOW };

/** What a look found: events of these types, which happened so many seconds ago. */
const found = (
  ...slips: readonly (readonly [type: string, ago: number])[]
): Pick<Backfilled, 'fresh'> => ({
  fresh: slips.flatMap(([type, ago], index) => {
    const raw = { gateway: 'hwaro', id: `e${index}`, type, payload: {}, receivedAt: before(ago) };
    return prepareEvents({ adapter: hwaro, filters: NO_FILTERS, supplied: {} }, [raw], 'bbq')
      .events;
  }),
});

test('an event counts as missed once its delivery should have come', () => {
  expect(missedOf(found(['card.declined', 60], ['card.paid', 11]), undefined, SPAN)).toBe(2);
  expect(missedOf(found(['card.declined', 9]), {}, SPAN)).toBe(0);
});

test('what an earlier ledger should have had is not missed by this one', () => {
  expect(missedOf(found(['card.declined', 3_601]), {}, SPAN)).toBe(0);
});

test('what is never delivered was not missed', () => {
  expect(
    missedOf(found(['card.bounced', 60], ['card.paid', 60]), { listed: ['card.bounced'] }, SPAN),
  ).toBe(1);
});

test('a gateway that gathers what happened before it tells is given its time', () => {
  const events = found(['card.paid', 60], ['card.paid', 400]);
  expect(missedOf(events, { delay: 300 }, SPAN)).toBe(1);
});

test('a delivery with another secret counts from the last look on', async () => {
  const { ledger } = fakeLedger();
  await ledger.reject('hwaro:1', 'stale_clock', before(5));
  await ledger.reject('hwaro:1', 'bad_signature', before(60));
  await ledger.reject('hwaro:2', 'wrong_secret', before(5));
  expect(await otherSecretSince(ledger, 'hwaro:1', before(600))).toBe(true);
  expect(await otherSecretSince(ledger, 'hwaro:1', before(30))).toBe(false);
  expect(await otherSecretSince(ledger, 'hwaro:2', before(30))).toBe(true);
});
