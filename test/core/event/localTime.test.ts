import * as fc from 'fast-check';
import { instantAt, orLastZone, wallTime } from '../../../nodes/core/event/localTime';

test.each([
  ['2026-11-20T19:30:00', 'Asia/Seoul', '2026-11-20T10:30:00.000Z'],
  ['2026-11-20T19:30:00.250', 'America/New_York', '2026-11-21T00:30:00.000Z'],
  ['2026-07-20T19:30:00', 'America/New_York', '2026-07-20T23:30:00.000Z'],
  ['2026-11-20T00:15:00', 'Asia/Kolkata', '2026-11-19T18:45:00.000Z'],
  ['2026-11-20T19:30:00', 'UTC', '2026-11-20T19:30:00.000Z'],
  ['2026-11-20T19:30:00', ' Asia/Seoul ', '2026-11-20T10:30:00.000Z'],
])('%s on the clocks of %s was %s', (wall, zone, instant) => {
  expect(instantAt(wall, zone)).toBe(instant);
  expect(wallTime(instant, zone)).toBe(wall.slice(0, 19));
});

test.each([
  ['no zone', '2026-11-20T19:30:00', undefined],
  ['a zone nobody knows', '2026-11-20T19:30:00', 'Asia/Mapo'],
  ['no time', undefined, 'Asia/Seoul'],
  ['a time with a zone of its own', '2026-11-20T19:30:00Z', 'Asia/Seoul'],
  ['no such day', '2026-11-40T19:30:00', 'Asia/Seoul'],
  ['an evening of the first millennium', '0999-12-31T20:00:00', 'Asia/Seoul'],
  ['the last evening of all', '9999-12-31T23:59:59', 'America/New_York'],
  ['a year before the first', '0000-01-01T00:00:00', 'Asia/Seoul'],
])('%s gives no instant', (_, wall, zone) => {
  expect(instantAt(wall, zone)).toBeUndefined();
});

test('without a zone clocks show UTC', () => {
  expect(wallTime('2026-11-20T19:30:00.000Z', undefined)).toBe('2026-11-20T19:30:00');
  expect(wallTime('2026-11-20T19:30:00.000Z', 'Asia/Mapo')).toBe('2026-11-20T19:30:00');
});

test('a zone that nobody knows may be the one in which it is earliest', () => {
  expect(orLastZone('Asia/Seoul')).toBe('Asia/Seoul');
  for (const zone of [undefined, '', 'Asia/Mapo']) {
    expect(wallTime('2026-11-20T19:30:00.000Z', orLastZone(zone))).toBe('2026-11-20T07:30:00');
  }
});

test('in the night on which clocks are put back an hour is shown twice, on', () => {
  expect(wallTime('2026-11-01T05:30:00.000Z', 'America/New_York')).toBe('2026-11-01T01:30:00');
  expect(wallTime('2026-11-01T06:30:00.000Z', 'America/New_York')).toBe('2026-11-01T01:30:00');
  expect(instantAt('2026-11-01T01:30:00', 'America/New_York')).toMatch(/^2026-11-01T0[56]:30:00/);
  // Nobody saw this one.
  expect(instantAt('2026-03-08T02:30:00', 'America/New_York')).toMatch(/^2026-03-08T0[67]:30:00/);
});

test('there and back is the same, but in the hours around a change of clocks', () => {
  const zones = ['Asia/Seoul', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_102_444_800 }),
      fc.constantFrom(...zones),
      (seconds, zone) => {
        const instant = new Date(seconds * 1000).toISOString();
        const back = instantAt(wallTime(instant, zone), zone) ?? '';
        expect(Math.abs(Date.parse(back) - seconds * 1000)).toBeLessThanOrEqual(3_600_000);
      },
    ),
  );
});

test('a hundred zones and more are no burden', () => {
  for (let at = 0; at < 120; at += 1) {
    expect(instantAt('2026-11-20T19:30:00', `Nowhere/${at}`)).toBeUndefined();
  }
  expect(instantAt('2026-11-20T19:30:00', 'Asia/Seoul')).toBe('2026-11-20T10:30:00.000Z');
});
