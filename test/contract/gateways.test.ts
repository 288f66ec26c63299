import { list, text } from '../../nodes/core/event/json';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import {
  hwaro,
  hwaroByItem,
  hwaroByToken,
  hwaroCertified,
  hwaroRegistration,
  hwaroSlips,
} from '../core/gateway/hwaro';
import { describeCalls } from './gatewayCalls';
import { describeGateway } from './gatewayContract';
import { describeRegistrations } from './registrations';

/** The registered gateways, and one that is made up: the suite itself must fit a gateway that it never saw. */
describe.each([
  ...GATEWAYS,
  { ...hwaro, registration: hwaroRegistration },
  {
    ...hwaro,
    title: 'Hwaro, signing each event',
    signature: hwaroByItem,
    login: ({ user, password }) =>
      text(user) === undefined
        ? undefined
        : { user: text(user) ?? '', password: text(password) ?? '' },
  } satisfies GatewayAdapter,
  {
    ...hwaro,
    title: 'Hwaro, delivering a list',
    signIns: [{ credential: 'hwaroBooksOAuth2Api', label: 'Books', required: false }],
    thin: ['card.declined'],
    split: (body, receivedAt) =>
      Array.isArray(body) ? hwaro.split({ events: list(body) }, receivedAt) : undefined,
    recognises: ({ id, type }) => text(id) !== undefined && text(type) !== undefined,
    sample: (id, seconds) => [{ id, type: 'card.declined', at: seconds }],
  } satisfies GatewayAdapter,
  { ...hwaro, title: 'Hwaro, with a token', signature: hwaroByToken } satisfies GatewayAdapter,
  {
    ...hwaro,
    title: 'Hwaro, with certificates and slips',
    eventTypes: { ...hwaro.eventTypes, 'slip.declined': ['payment.failed'] },
    signature: hwaroCertified,
    modes: [hwaroSlips],
  } satisfies GatewayAdapter,
])('$title', (adapter) => {
  describeGateway(adapter);
  describeCalls(adapter);
  describeRegistrations(adapter);
});
