import fc from 'fast-check';
import { placesOf } from '../../nodes/ReconcileOrder/answers';

/** Guests who are texted in one go; some numbers are refused. */

const guest = (phone: string, text: string) => ({
  alert: { to: '#payments', text: 'Payment failed', guest: { tell: true, phone, text } },
});
const answer = (phone: string, text: string) => ({
  sid: 'SM1',
  to: phone,
  body: `Sent from your trial account - ${text}`,
  error_code: null,
});
const numbered = (n: number) => `+1555010${1000 + n}`;

test('whoever was texted is known by number, whoever else was refused', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (delivered) => {
      const given = delivered.map((_, n) => guest(numbered(n), 'Your card was declined.'));
      const sent = delivered.flatMap((isSent, n) => (isSent ? [n] : []));
      const answers = sent.map((n) => answer(numbered(n), 'Your card was declined.'));
      expect(placesOf(given, answers)).toEqual(sent);
    }),
  );
});

test('a guest whose two cards were declined is known by the words', () => {
  const given = [guest(numbered(1), 'Table 4: declined'), guest(numbered(1), 'Table 5: declined')];
  expect(placesOf(given, [answer(numbered(1), 'Table 5: declined')])).toEqual([1]);
});

test('a number that another begins with is told from it', () => {
  const given = [guest('+15550101', 'Declined'), guest('+155501012', 'Declined')];
  expect(
    placesOf(given, [answer('+15550101', 'Declined'), answer('+155501012', 'Declined')]),
  ).toEqual([0, 1]);
  expect(placesOf(given, [answer('+15550101', 'Declined')])).toEqual([0]);
});

test('what leaves a doubt is not guessed', () => {
  const given = [guest(numbered(1), 'Declined'), guest(numbered(1), 'Declined')];
  expect(placesOf(given, [answer(numbered(1), 'Declined')])).toBeUndefined();
  expect(placesOf(given, [{ id: 'queued', tags: [null, 1, true] }])).toBeUndefined();
  expect(
    placesOf([guest(numbered(1), 'Declined')], [answer(numbered(2), ''), answer('', '')]),
  ).toBeUndefined();
});

test('where nothing was sent, there is nothing to tell apart', () => {
  expect(placesOf([guest(numbered(1), 'Declined')], [])).toEqual([]);
});

test('it is right or silent, whatever answers repeat', () => {
  const phones = fc.constantFrom('+1555', '+15550', '+15551', '');
  const texts = fc.constantFrom('Declined', 'Declined again', '');
  const person = fc.record({
    phone: phones,
    text: texts,
    isSent: fc.boolean(),
    says: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 8 }), (people) => {
      const given = people.map(({ phone, text }) => guest(phone, text));
      const sent = people.flatMap(({ isSent }, n) => (isSent ? [n] : []));
      const answers = people
        .filter(({ isSent }) => isSent)
        .map(({ phone, text, says }) => (says ? answer(phone, text) : { id: 'queued' }));
      expect([sent, undefined]).toContainEqual(placesOf(given, answers));
    }),
  );
});
