import * as fc from 'fast-check';
import {
  e164,
  expiryOf,
  firstOf,
  instantOf,
  lastFour,
  linkOf,
  masked,
  timesOf,
} from '../../../nodes/core/event/reading';

test('the first guest at the table who knows answers', () => {
  expect(firstOf([undefined, 'Minji', 'Jisoo'], (name) => name)).toBe('Minji');
  expect(firstOf([], () => 'nobody')).toBeUndefined();
});

test('what a server wrote comes without card numbers', () => {
  expect(masked('Table 12, card 4242424242424242')).not.toContain('424242424242');
  expect(masked('')).toBeUndefined();
  expect(masked(12)).toBeUndefined();
});

test.each([
  ['https://pay.bbq.example/12', 'https://pay.bbq.example/12'],
  ['javascript:alert(1)', undefined],
  ['https://', undefined],
  ['https://[', undefined],
  [undefined, undefined],
])('a link is a web address: %s', (written, link) => {
  expect(linkOf(written)).toBe(link);
});

test.each([
  ['+82 (10) 1234-5678', '+821012345678'],
  ['010-1234-5678', undefined],
  ['+0123456789', undefined],
  [undefined, undefined],
])('a phone without its country is nobody’s: %s', (written, phone) => {
  expect(e164(written)).toBe(phone);
});

test.each([
  [2029, 5, '2029-05'],
  [2029, 12, '2029-12'],
  [2029, 13, undefined],
  [2029, 0, undefined],
  [1969, 5, undefined],
  [10000, 5, undefined],
  ['2029', 5, undefined],
  [2029, undefined, undefined],
])('a card is good until %s/%s', (year, month, expiry) => {
  expect(expiryOf(year, month)).toBe(expiry);
});

test.each([
  ['0002', '0002'],
  ['00002', undefined],
  ['٠٠٠٢', undefined],
  [2, undefined],
])('the last four digits are four: %s', (written, digits) => {
  expect(lastFour(written)).toBe(digits);
});

test.each([
  ['2026-11-22T19:00:00.000+0900', '2026-11-22T10:00:00.000Z'],
  ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
  ['2026-11-22T19:00:00.123456+09:00', '2026-11-22T10:00:00.123Z'],
  ['2026-11-22T10:00:00', undefined],
  ['2026-13-22T10:00:00Z', undefined],
  ['2026-11-22T25:00:00Z', undefined],
  ['9999-12-31T23:59:59-01:00', undefined],
  ['yesterday', undefined],
  [1795341600, undefined],
])('%s is a moment, or none', (written, instant) => {
  expect(instantOf(written)).toBe(instant);
});

test.each(['2026-11-31', '2026-02-29', '2026-00-10', '2026-13-01', '2026-01-32'])(
  'a day that no calendar has is no time: %s',
  (day) => {
    expect(instantOf(`${day}T19:30:00Z`)).toBeUndefined();
    expect(instantOf(`${day}T19:30:00.000+09:00`)).toBeUndefined();
  },
);

test('a time is the same however it is read', () => {
  const days = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom('Z', '.000Z', '+09:00', '+0000'), (day, end) => {
      const written = day.toISOString().slice(0, 19) + end;
      expect(instantOf(written)).toBe(new Date(written).toISOString());
      expect(instantOf(day.toISOString())).toBe(day.toISOString());
    }),
  );
});

test('what is heard of an hour later is late', () => {
  const received = '2026-11-22T11:00:01.000Z';
  expect(timesOf('2026-11-22T10:00:00.000Z', received)).toEqual({
    occurredAt: '2026-11-22T10:00:00.000Z',
    occurredAtSource: 'gateway',
    receivedAt: received,
    late: true,
  });
  expect(timesOf('2026-11-22T10:00:01.000Z', received).late).toBe(false);
  expect(timesOf(undefined, received)).toMatchObject({
    occurredAt: received,
    occurredAtSource: 'received',
  });
});
