import { GATEWAYS } from '../../nodes/core/gateway/registry';
import { hwaro, hwaroRegistration } from '../core/gateway/hwaro';
import { describeGateway } from './gatewayContract';

/** The registered gateways, and one that is made up: the suite itself must fit a gateway that it never saw. */
describe.each([...GATEWAYS, { ...hwaro, registration: hwaroRegistration }])(
  '$title',
  describeGateway,
);
