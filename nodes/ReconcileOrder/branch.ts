import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { isObject, text } from '../core/event/json';
import { maskText } from '../core/event/mask';
import { maskGuest } from '../core/event/maskGuest';
import type { Customer } from '../core/event/paymentEvent';
import type { Audience, Outcome } from '../core/ledger/ledger';

/** The branch that Confirm is running for: which node it comes from and whom that node addresses. */
export interface Branch {
  readonly channel: string;
  readonly audience: Audience;
  /** A branch that comes straight from a decision carries what was decided not to be sent. */
  readonly skipped: boolean;
}

const DECISIONS = ['n8n-nodes-base.if', 'n8n-nodes-base.switch', 'n8n-nodes-base.filter'];
const MAX_DETAIL = 200;

export function branchOf(
  context: IExecuteFunctions,
  ancestors: readonly NodeTypeAndVersion[],
): Branch {
  const { previousNode } = context.getInputSourceData();
  const parent = ancestors.find(({ name }) => name === previousNode);
  return {
    channel: previousNode,
    // The nodes that speak to a guest are those that take the guest's address or text from the alert.
    audience: JSON.stringify(parent?.parameters ?? {}).includes('alert.guest') ? 'guest' : 'staff',
    skipped: parent !== undefined && DECISIONS.includes(parent.type),
  };
}

/**
 * n8n puts what a node could not do into the item's `error`, on the error output as on the ordinary one. It is read by
 * the owner and kept in the ledger, so it does not name the guest.
 */
export function statusOf(
  { skipped }: Branch,
  { error }: IDataObject,
  guest: Customer,
): Pick<Outcome, 'status' | 'detail'> {
  if (skipped) return { status: 'skipped' };
  if (error === undefined || error === null) return { status: 'sent' };
  const message = text(error) ?? (isObject(error) ? text(error['message']) : undefined);
  return {
    status: 'failed',
    detail: message && maskGuest(maskText(message), guest).slice(0, MAX_DETAIL),
  };
}
