import { text } from '../../nodes/core/event/json';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import { hwaro, hwaroByItem, hwaroRegistration } from '../core/gateway/hwaro';
import { describeGateway } from './gatewayContract';

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
])('$title', describeGateway);
