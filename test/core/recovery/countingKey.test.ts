import { countingKey } from '../../../nodes/core/recovery/countingKey';
import { declined } from '../../fixtures/events';

describe('whose failures are added up', () => {
  const other = declined({ instrument: { type: 'card', fingerprint: 'fp_2' } });

  test('two cards tried for one order are one session, but two cards', () => {
    expect(countingKey('session', declined())).toBe(countingKey('session', other));
    expect(countingKey('card', declined())).not.toBe(countingKey('card', other));
  });

  test('without an order the session is the guest, and without a guest the card', () => {
    const { order: _, ...walkIn } = declined();
    expect(countingKey('session', walkIn)).toBe(countingKey('customer', walkIn));
    expect(countingKey('session', { ...walkIn, customer: {} })).toBe(countingKey('card', walkIn));
  });

  test('a guest is known by id, else by address in any case, else by phone', () => {
    const by = (customer: object) => countingKey('customer', { ...declined(), customer });
    expect(by({ email: 'Jiwoo@bbq.example' })).toBe(by({ email: 'jiwoo@bbq.example' }));
    expect(by({ phone: '+821012345678' })).toBeDefined();
    expect(by({})).toBeUndefined();
  });

  test('the same order number at two accounts is two orders', () => {
    const seoul = declined();
    expect(countingKey('order', seoul)).not.toBe(
      countingKey('order', { ...seoul, account: 'acct_2' }),
    );
  });

  test('a field counts whatever the operator chose, and nothing when it is empty', () => {
    expect(countingKey('field', declined(), 'Gangnam')).toBeDefined();
    expect(countingKey('field', declined(), '')).toBeUndefined();
  });

  test('a key shows nobody’s address', () => {
    expect(countingKey('customer', declined())).toMatch(/^[0-9a-f]{32}$/);
  });
});
