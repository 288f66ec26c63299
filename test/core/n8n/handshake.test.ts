import { n8nHost } from './n8nHost';
import type { IWebhookFunctions } from 'n8n-workflow';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { GatewayTrigger } from '../../../nodes/core/n8n/gatewayTrigger';
import { hwaro } from '../gateway/hwaro';

/** A till that asks whether anybody is there before it sends its first slip. */
class HwaroPaymentFailureTrigger extends GatewayTrigger {
  constructor(adapter: GatewayAdapter) {
    super(adapter, {
      when: '',
      activation: '',
      setup: '',
      whileBuilding: '',
      toTakeRealEvents: '',
    });
  }
}
const asking = new HwaroPaymentFailureTrigger({ ...hwaro, handshake: { by: 'head' } });
const other = new HwaroPaymentFailureTrigger(hwaro);

const methodsOf = ({ description }: GatewayTrigger) =>
  description.webhooks?.map(({ name, httpMethod, path }) => [name, httpMethod, path]);

test('the question is let in before the endpoint is registered, at the same address', () => {
  expect(methodsOf(asking)).toEqual([
    ['setup', 'HEAD', 'webhook'],
    ['default', 'POST', 'webhook'],
  ]);
});

test('a gateway that asks nothing has no second door', () => {
  expect(methodsOf(other)).toEqual([['default', 'POST', 'webhook']]);
});

test.each(['webhook', 'manual'] as const)(
  'whoever asks is told yes, and nothing starts (%s)',
  async (mode) => {
    const host = n8nHost(asking, {}, { hwaroApi: { apiKey: 'sk_bbq' } });
    const receive = (context: IWebhookFunctions) => asking.webhook.call(context);
    expect(await host.deliver(receive, { method: 'HEAD', body: '', headers: {} }, mode)).toEqual({
      status: 200,
      body: '',
      returned: { noWebhookResponse: true },
    });
    // A delivery that proves nothing is refused as ever.
    const { status } = await host.deliver(receive, { body: '{}', headers: {} }, mode);
    expect([401, 503]).toContain(status);
  },
);
