import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import type { LedgerName } from './item';
import { ledgerFor } from './openLedger';
import { endpointOf } from './triggerEndpoint';

/** Shows the code with which a gateway made sure of the address. Tells, and stores nothing that anybody reads. */
export const handshakeProperty = ({ title }: GatewayAdapter): INodeProperties => ({
  displayName: 'Verification Code',
  name: 'verificationCode',
  type: 'options',
  noDataExpression: true,
  default: '',
  typeOptions: { loadOptionsMethod: 'verificationCode' },
  description: `Open the list to see the code that ${title} sent to this address, and enter it there. Choosing an entry changes nothing.`,
});

const WHERE: readonly (readonly [ledger: LedgerName, mark: string])[] = [
  ['live', ''],
  ['test', '[TEST] '],
];

/** The last code at the Production URL, and the last at the Test URL. */
export async function verificationCode(
  context: ILoadOptionsFunctions,
  adapter: GatewayAdapter,
): Promise<INodePropertyOptions[]> {
  const endpoint = endpointOf(context.getNode(), adapter);
  const codes: string[] = [];
  for (const [name, mark] of WHERE) {
    try {
      const known = await (await ledgerFor(context, name)).handshake(endpoint);
      if (known) codes.push(`${mark}${known.code}, sent ${moment(known.at)} UTC`);
    } catch (error) {
      codes.push(`The ledger cannot be read: ${messageOf(error)}`);
    }
  }
  const said =
    codes.length > 0 ? codes : [`None so far. Save the address at ${adapter.title} first.`];
  return said.map((name, at) => ({ name, value: at === 0 ? '' : at }));
}

const moment = (at: string): string => at.slice(0, 16).replace('T', ' ');
