import fc from 'fast-check';
import { logText } from '../../../nodes/core/event/logText';

describe('what a log line never shows', () => {
  test.each([
    ['a card number', 'declined: 4242 4242 4242 4242', '4242 4242 4242'],
    ['a secret key', 'key sk_live_51HxAbCdEfGh was refused', '51Hx'],
    ['a signing secret', 'whsec_9f8e7d6c5b4a', '9f8e'],
    ['a Slack token', 'invalid_auth for xoxb-17653672481-19874698323', '17653672481'],
    ['a JSON Web Token', 'got eyJhbGciOi.eyJzdWIiOiI.SflKxwRJSM', 'eyJzdWIiOiI'],
    ['a bearer token', 'Authorization was Bearer abcdef.123456', 'abcdef'],
    ['a password in an address', 'postgres://owner:kimchi9@db.example:5432/bbq', 'kimchi9'],
    ['a password in words', 'tried password=kimchi9, user=root', 'kimchi9'],
    ['a password after a colon', 'password: kimchi9', 'kimchi9'],
    ['a quoted secret', '{"client_secret": "kimchi 9", "id": 1}', 'kimchi'],
    ['the query of an address', 'GET https://api.example/v1?sig=abc123&name=Mina', 'Mina'],
    ['an email address', 'no such user mina.park@bbq.example.', 'mina'],
    ['an international phone number', 'cannot text +82 10-1234-5678 now', '1234'],
    ['a phone number in groups', 'cannot text (555) 123-4567 now', '123-4567'],
    ['a bare phone number', 'cannot text 01012345678', '12345678'],
  ])('%s', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(logText(text)).not.toContain(secret);
  });

  test('everything around it stays', () => {
    expect(logText('no such user mina.park@bbq.example, ask Joon')).toBe(
      'no such user ***@***, ask Joon',
    );
    expect(logText('postgres://owner:kimchi9@db.example:5432/bbq is down')).toBe(
      'postgres://***@db.example:5432/bbq is down',
    );
  });

  test.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'event stripe:acct_1EmberAndRice0001:evt_3Nk0000000000001 of 2026-03-06T19:30:02.000Z',
    'https://bbq.example.com/webhook/9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d/webhook answered 404',
    'Signed with another secret: nothing has verified with the present one yet.',
    'SQLITE_FULL: database or disk is full (13)',
  ])('what helps to find the trouble stays as it is: %s', (text) => {
    expect(logText(text)).toBe(text);
  });

  test('a terminal is told nothing, and a line stays a line', () => {
    expect(logText('one\r\ntwo\u2028three\u001b[31mred\u202eder\u0000')).toBe(
      'one two three [31mred der',
    );
  });

  test('a text without end is cut', () => {
    expect(logText('ha'.repeat(5_000_000)).length).toBe(501);
    expect(logText(`${'ha '.repeat(164)}4242 4242 4242 4242`)).not.toContain('4242 4242');
  });

  test('it never raises and answers whole characters, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const shown = logText(text);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\r\n\u2028\u2029]/);
      }),
    );
  });
});
