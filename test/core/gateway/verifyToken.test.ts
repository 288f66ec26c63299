import type { Delivery } from '../../../nodes/core/gateway/delivery';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import { signedDelivery } from '../../../nodes/core/gateway/signDelivery';
import { verifyToken } from '../../../nodes/core/gateway/verifyToken';
import { delivery, events, URL } from './deliveries';
import { hwaro, hwaroByToken } from './hwaro';

const TOKEN = '8f14e45f-ceea-467a-9575-6d6c1e0b3a52';
const bringing = (...values: readonly string[]): Delivery => ({
  ...delivery(events({ id: 'e1', type: 'card.declined' })),
  headers: values.map((value) => ['X-Hwaro-Token', value] as const),
});
const reason = (one: Delivery, keys: readonly string[] = [TOKEN]) => {
  const verdict = verifyToken(hwaroByToken, one, keys);
  return verdict.ok ? 'accepted' : verdict.reason;
};

test('the till’s own secret opens the door, in whatever case the header’s name is written', () => {
  expect(reason(bringing(TOKEN))).toBe('accepted');
  expect(reason({ ...bringing(), headers: [['x-hwaro-token', TOKEN]] })).toBe('accepted');
});

test('while the secret is being replaced, the old one and the new one do', () => {
  expect(reason(bringing(TOKEN), ['retired', '', TOKEN])).toBe('accepted');
});

test.each([
  ['another one', bringing('else'), 'bad_signature'],
  ['the beginning of it', bringing(TOKEN.slice(0, -1)), 'bad_signature'],
  ['more than it', bringing(`${TOKEN} `), 'bad_signature'],
  ['the same in capitals', bringing(TOKEN.toUpperCase()), 'bad_signature'],
  ['an empty one', bringing(''), 'bad_signature'],
  ['none', bringing(), 'missing_header'],
  ['two, one of them right', bringing(TOKEN, 'else'), 'unreadable_signature'],
])('%s does not', (_, one, why) => {
  expect(reason(one)).toBe(why);
});

test('without a secret of our own nothing does, an empty header neither', () => {
  expect(reason(bringing(TOKEN), [])).toBe('no_secret');
  expect(reason(bringing(''), [''])).toBe('no_secret');
});

test('what it brings is read only then', () => {
  const till = { ...hwaro, signature: hwaroByToken };
  const good = bringing(TOKEN);
  expect(openDelivery(till, good, [TOKEN])).toMatchObject({ ok: true, events: [{ id: 'e1' }] });
  expect(openDelivery(till, bringing('else'), [TOKEN])).toMatchObject({ reason: 'bad_signature' });
  const { rawBody } = good;
  expect(signedDelivery(hwaroByToken, { url: URL, rawBody, seconds: 0 }, TOKEN)).toEqual({
    headers: [['x-hwaro-token', TOKEN]],
    rawBody,
  });
});
