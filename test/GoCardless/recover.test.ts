import { dirname } from 'node:path';
import type { Event } from 'gocardless-nodejs/types/Types';
import type { HttpRequest } from '../../nodes/core/gateway/apiClient';
import { retryOf } from '../../nodes/core/gateway/recover';
import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import { ACCOUNT, bank, event, everything, rawOf } from '../fixtures/gocardless';

const told = (type: string, change: Event = {}): PaymentEvent => {
  const read = goCardless.normalize(rawOf(event(type, change)), everything, { account: ACCOUNT });
  if (!read) throw new Error('No event');
  return read;
};
const failure = (...as: Parameters<typeof bank>) => told('payments.failed', bank(...as));
const broke = () => failure('insufficient_funds', 'sepa_core', 'AM04');

describe('collecting a failed debit once more', () => {
  test('is what GoCardless’s own SDK sends', async () => {
    const { request } = retryOf(goCardless, broke()) ?? {};
    if (!request) throw new Error('There is no call');
    const sent: HttpRequest[] = [];
    const client = goCardless.api(
      async (one) => {
        sent.push(one);
        return { status: 200, headers: {}, body: '{"payments":{"id":"PM0GALBI"}}' };
      },
      { environment: 'sandbox' },
    );
    await client(request);
    const theirs = await sentBySdk('PM0GALBI');
    const [ours] = sent;
    expect(ours?.method).toBe(text(theirs.method)?.toUpperCase());
    expect(ours?.url).toBe(theirs.url);
    expect(JSON.parse(ours?.body ?? '')).toEqual(theirs.json);
    expect(ours?.headers['GoCardless-Version']).toBe(object(theirs.headers)['GoCardless-Version']);
    expect(ours?.headers['Idempotency-Key']).toBe(request.idempotencyKey);
  });

  test('is one call for each failure: three at most, by ACH’s rules two', () => {
    const [first, second] = [retryOf(goCardless, broke()), retryOf(goCardless, broke())];
    expect(first?.request.path).toBe('/payments/PM0GALBI/actions/retry');
    expect(first?.request.idempotencyKey).not.toBe(second?.request.idempotencyKey);
    const most = (...as: Parameters<typeof bank>) => retryOf(goCardless, failure(...as))?.most;
    expect(most('insufficient_funds', 'sepa_core', 'AM04')).toBe(3);
    expect(most('refer_to_payer', 'bacs', 'ARUDD-0')).toBe(3);
    expect(most('insufficient_funds', 'ach', 'ACH_RETURN-R01')).toBe(2);
  });

  test.each<[string, () => PaymentEvent]>([
    ['an account that is closed', () => failure('bank_account_closed', 'sepa_core', 'AC04')],
    ['a guest who has died', () => failure('bank_account_closed', 'sepa_core', 'MD07')],
    [
      'a debit that was charged back',
      () => told('payments.charged_back', bank('refund_requested', 'sepa_core', 'MD06')),
    ],
    [
      'a mandate that was withdrawn',
      () => told('mandates.cancelled', bank('mandate_cancelled', 'bacs', 'ADDACS-1')),
    ],
    [
      'a mandate, whatever ended it',
      () => told('mandates.failed', bank('refer_to_payer', 'bacs', 'ARUDD-0')),
    ],
    [
      'what GoCardless collects again itself',
      () => failure('insufficient_funds', 'sepa_core', 'AM04', { will_attempt_retry: true }),
    ],
    ['another business’s payment', () => ({ ...broke(), connected: true })],
    ['a cause that says nothing', () => failure('other', 'becs', '6')],
  ])('is not asked for: %s', (_, unlucky) => {
    expect(retryOf(goCardless, unlucky())).toBeUndefined();
  });
});

/** What the SDK hands to its HTTP library. */
async function sentBySdk(payment: string): Promise<JsonObject> {
  let sent: JsonObject = {};
  await jest.isolateModulesAsync(async () => {
    // Written in a way that jest does not read, and used for keys alone.
    const paths = [dirname(require.resolve('gocardless-nodejs'))];
    jest.doMock(require.resolve('uuid', { paths }), () => ({ v4: () => 'key' }));
    jest.doMock('got', () => ({
      __esModule: true,
      default: async (path: string, options: unknown) => {
        const { agent: _, ...rest } = isObject(options) ? options : {};
        sent = { ...rest, url: `${text(rest.prefixUrl)}/${path}` };
        return { body: { payments: {} }, headers: {}, statusCode: 200 };
      },
    }));
    const { GoCardlessClient, Environments } = await import('gocardless-nodejs');
    await new GoCardlessClient('token', Environments.Sandbox).payments.retry(payment, {});
  });
  return sent;
}
