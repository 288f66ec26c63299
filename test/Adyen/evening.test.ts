import { adyen } from '../../nodes/Adyen/adyen.adapter';
import type { JsonObject } from '../../nodes/core/event/json';
import type { NormalizeContext } from '../../nodes/core/gateway/context';
import { foldCase } from '../../nodes/core/ledger/case';
import { ACCOUNT, authorised, deliveryOf, later, refused } from '../fixtures/adyen';
import { permutations } from '../fixtures/permutations';

/** What a shift manager goes through, told by Adyen item by item. */

const RECEIVED = '2026-11-29T11:14:35.000Z';

/** Everything that the ledger comes to know by these items. */
const heard = (items: readonly JsonObject[], context: Partial<NormalizeContext> = {}) =>
  (adyen.split(deliveryOf(...items), RECEIVED)?.events ?? []).flatMap(
    (raw) => adyen.normalize(raw, {}, { account: ACCOUNT, reference: 'payment', ...context }) ?? [],
  );

describe('a deposit is held for a party of eight', () => {
  const won = (value: number) => ({ amount: { currency: 'KRW', value } });
  const held = authorised(won(200000));
  const day = (date: number, change: JsonObject = {}) => ({
    eventDate: `2026-11-${date}T22:00:00+09:00`,
    ...change,
  });
  const collected = later('CAPTURE', day(21, won(150000)));
  const expired = later('EXPIRE', day(27, { ...won(200000), pspReference: 'EXPIRED1' }));
  /** Under whatever reference: Adyen does not say that it is the capture's. */
  const bounced = later('CAPTURE_FAILED', day(23, { ...won(150000), pspReference: 'BOUNCED1' }));

  /** The case, whatever the order in which it was heard of; and the failures that staff hear of. */
  function outcome(...items: readonly JsonObject[]) {
    const events = heard(items);
    const [first, ...others] = permutations(events).map((one) => foldCase(one));
    for (const { state } of others) expect(state).toEqual(first?.state);
    const owed = events.filter((one) => one.type === 'payment.failed' && first?.owes(one.id));
    return { ...first?.state, owed: owed.map(({ reason }) => reason?.code) };
  }

  test('what they eat is collected, and nothing is owed when the rest of the hold runs out', () => {
    expect(outcome(held, collected, expired)).toMatchObject({ status: 'settled', owed: [] });
    expect(outcome(held, collected)).toMatchObject({ status: 'clear', paid: { minor: 200000 } });
  });

  test('it runs out before anything is collected: it is owed', () => {
    expect(outcome(held, expired)).toMatchObject({ status: 'open', attempts: 1, owed: ['EXPIRE'] });
  });

  test('what was collected is rejected by the bank: it is owed, and told once', () => {
    expect(outcome(held, collected, bounced)).toMatchObject({
      status: 'open',
      attempts: 1,
      paid: { minor: 0 },
      owed: ['CAPTURE_FAILED'],
    });
    expect(outcome(held, bounced)).toMatchObject({ status: 'open', attempts: 1 });
    expect(outcome(held, collected, bounced, expired)).toMatchObject({
      status: 'open',
      attempts: 1,
    });
  });

  test('what was rejected is collected by Adyen after all: nothing is owed', () => {
    const again = later('CAPTURE', day(24, { ...won(150000), pspReference: 'AGAIN1' }));
    expect(outcome(held, collected, bounced, again)).toMatchObject({ status: 'settled' });
    expect(outcome(held, collected, bounced, again, expired)).toMatchObject({ status: 'settled' });
  });

  test('a second part that cannot be asked for is for staff to look at', () => {
    const second = { ...won(50000), success: 'false', pspReference: 'SECOND1' };
    const refusal = later('CAPTURE', day(22, { ...second, reason: 'Modification not allowed' }));
    expect(outcome(held, collected, refusal)).toMatchObject({ status: 'open', attempts: 1 });
  });

  test('a card that was refused and another that is held and collected count once', () => {
    expect(
      outcome(refused(won(200000)), held, later('CAPTURE', day(21, won(200000)))),
    ).toMatchObject({ status: 'settled', due: { minor: 200000 }, paid: { minor: 200000 } });
  });
});

describe('check 0042 comes back every day', () => {
  const check = { merchantReference: '0042' };
  const declined = refused(check);
  const tomorrow = authorised({ ...check, eventDate: '2026-11-21T20:16:02+09:00' });

  test.each(['payment', 'order'] as const)(
    'where it names a %s, yesterday’s guest still owes what today’s has paid',
    (reference) => {
      const [failure, success] = heard([declined, tomorrow], { reference });
      expect([failure, success].map((event) => event?.references)).toEqual([
        [{ type: 'payment', value: 'GALBI7TQ2W9Z8X65' }],
        [{ type: 'payment', value: 'BULGOGI4N8M3K2J1' }],
      ]);
      // Staff know the check by it all the same.
      expect(failure?.order).toMatchObject({ id: '0042', table: '12' });
    },
  );

  test('a card that could not be saved under it is another guest’s, too', () => {
    const nothing = { ...check, amount: { currency: 'KRW', value: 0 } };
    expect(heard([refused(nothing)])[0]?.references).toEqual([
      { type: 'setup', value: 'GALBI7TQ2W9Z8X65' },
    ]);
  });

  test('a longer number never comes back, and holds a guest’s tries together', () => {
    const named = { merchantReference: '20042' };
    expect(foldCase(heard([refused(named), authorised(named)])).state.status).toBe('settled');
  });
});
