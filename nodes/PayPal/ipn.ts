import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import type { Mode } from '../core/gateway/mode';
import { keysIn } from '../core/gateway/several';
import { isSandbox } from './api';

/**
 * Instant Payment Notification, which webhooks have replaced: a form that PayPal confirms when it is sent back.
 * https://developer.paypal.com/api/nvp-soap/ipn/IPNImplementation/
 */

export const IPN = 'ipn';

export const ipn: Mode = {
  toldBy: { header: 'content-type', begins: 'application/x-www-form-urlencoded' },
  // In the charset of the account, windows-1252 unless it was changed.
  body: { charsetIn: 'charset' },
  types: [IPN],
  signature: {
    over: 'post-back',
    url: (credential) =>
      `https://ipnpb.${isSandbox(credential) ? 'sandbox.' : ''}paypal.com/cgi-bin/webscr`,
    prefix: 'cmd=_notify-validate&',
    answers: { genuine: 'VERIFIED', forged: 'INVALID' },
    receiver: ['receiver_email', 'business', 'receiver_id'],
    keys: keysIn('ipnReceivers'),
  },
  split,
};

/** What it tells of, and what became of it: PayPal sends another for each, and the same one again. */
function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const about = text(body.txn_id) ?? text(body.ipn_track_id);
  const became = text(body.payment_status) ?? text(body.txn_type);
  if (about === undefined || became === undefined) return undefined;
  const id = [IPN, about, became, ...told(body)].join(':');
  return {
    events: [{ gateway: 'paypal', id, type: IPN, receivedAt, payload: body }],
    rejected: [],
  };
}

/** A case about a payment comes under the payment's own id. */
const told = ({ case_id, subscr_id, recurring_payment_id }: JsonObject): readonly string[] =>
  [case_id, subscr_id, recurring_payment_id].flatMap((id) => text(id) ?? []);
