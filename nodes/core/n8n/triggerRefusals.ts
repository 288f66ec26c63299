import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import { REJECTION_REASONS, type RejectionReason } from '../event/rejection';
import { REMEDIES } from '../event/remedies';
import type { GatewayAdapter } from '../gateway/adapter';
import { isPrivateUrl } from '../gateway/refusesUrl';
import type { Signature } from '../gateway/signature';
import { OR_ANOTHER_ADDRESS, signsAddress } from '../gateway/signsAddress';
import type { RejectionCount } from '../ledger/ledger';
import type { LedgerName } from './item';
import { ledgerFor } from './openLedger';
import { webhookBase } from './triggerAddress';
import { endpointOf } from './triggerEndpoint';

const SHOWN = 20;

/** The last refused deliveries of this credential's endpoints: why, and what to do. */
export async function refusedDeliveries(
  context: ILoadOptionsFunctions,
  adapter: GatewayAdapter,
): Promise<INodePropertyOptions[]> {
  const entries = [
    ...(await entriesOf(context, adapter, 'live')),
    ...(await entriesOf(context, adapter, 'test')),
  ];
  const said = entries.length > 0 ? entries : [{ name: 'None so far' }];
  return [...localhost(context), ...said].map((entry, at) => ({
    ...entry,
    value: at === 0 ? '' : at,
  }));
}

type Entry = Pick<INodePropertyOptions, 'name' | 'description'>;

async function entriesOf(
  context: ILoadOptionsFunctions,
  adapter: GatewayAdapter,
  ledger: LedgerName,
): Promise<readonly Entry[]> {
  try {
    const opened = await ledgerFor(context, ledger);
    const counts = await opened.rejections(endpointOf(context.getNode(), adapter), SHOWN);
    return counts.map((count) => ({
      name: `${ledger === 'test' ? '[TEST] ' : ''}${line(count, adapter)}`,
      description: REMEDIES[count.reason],
    }));
  } catch (error) {
    return [{ name: `The ledger cannot be read: ${messageOf(error)}` }];
  }
}

const line = ({ reason, count, lastAt }: RejectionCount, { signature }: GatewayAdapter): string =>
  `${lastAt.slice(0, 16).replace('T', ' ')} UTC, ${count} ×: ${why(reason, signature)}`;

const MISMATCHES: readonly RejectionReason[] = ['bad_signature', 'wrong_secret'];

const why = (reason: RejectionReason, signature: Signature): string =>
  MISMATCHES.includes(reason) && signsAddress(signature)
    ? `${REJECTION_REASONS[reason]}. ${OR_ANOTHER_ADDRESS}`
    : REJECTION_REASONS[reason];

function localhost(context: ILoadOptionsFunctions): readonly Entry[] {
  const base = webhookBase(process.env) ?? context.getInstanceBaseUrl();
  return isPrivateUrl(base)
    ? [
        {
          name: `n8n is at ${base}, where no gateway can reach it. Set N8N_WEBHOOK_URL to its public address.`,
        },
      ]
    : [];
}
