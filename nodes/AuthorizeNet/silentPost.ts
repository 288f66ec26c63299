import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import type { Mode } from '../core/gateway/mode';
import { keysIn } from '../core/gateway/several';

/**
 * Silent Post, which webhooks have replaced: a form for every transaction, whichever way it was made. Posts about
 * subscriptions and customer profiles carry no hash and are refused; a look finds the same by API.
 * https://www.authorize.net/content/dam/anet-redesign/documents/SIM_guide.pdf
 */

/** The fields that the hash is made of, in this order. */
const SIGNED =
  'x_trans_id x_test_request x_response_code x_auth_code x_cvv2_resp_code x_cavv_response x_avs_code x_method x_account_number x_amount x_company x_first_name x_last_name x_address x_city x_state x_zip x_country x_phone x_fax x_email x_ship_to_company x_ship_to_first_name x_ship_to_last_name x_ship_to_address x_ship_to_city x_ship_to_state x_ship_to_zip x_ship_to_country x_invoice_num'.split(
    ' ',
  );

/** No field of a form is called this: what stands there is empty, before the first caret and after the last. */
const NOTHING = '';

export const SILENT_POST = 'silentPost';

export const silentPost: Mode = {
  toldBy: { header: 'content-type', begins: 'application/x-www-form-urlencoded' },
  body: 'form',
  types: [SILENT_POST],
  // Here the key is decoded, as it is not for webhooks.
  signature: {
    over: 'fields',
    algorithm: 'sha512',
    digest: ['x_SHA2_Hash'],
    fields: [NOTHING, ...SIGNED, NOTHING].map((name) => ({ path: [name] })),
    separator: '^',
    keyEncoding: 'hex',
    digestEncoding: 'hex',
    keys: keysIn('signingSecrets'),
  },
  split,
};

/** Reads nothing but what was signed: a subscription, or why it was declined, is for the details to tell. */
function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const transId = text(body.x_trans_id);
  const responseCode = text(body.x_response_code);
  if (transId === undefined || responseCode === undefined) return undefined;
  // The account's test mode gives no transaction a number.
  if (/^0+$/.test(transId)) return { events: [], rejected: [] };
  const event = {
    gateway: 'authorizenet',
    id: `${SILENT_POST}:${transId}:${responseCode}`,
    type: SILENT_POST,
    receivedAt,
    payload: transaction(transId, responseCode, body),
  };
  return { events: [event], rejected: [] };
}

/** In the words of the JSON API, so that all who read transactions read this one too. */
const transaction = (transId: string, responseCode: string, body: JsonObject): JsonObject => ({
  transId,
  responseCode,
  authAmount: body.x_amount,
  invoiceNumber: body.x_invoice_num,
  firstName: body.x_first_name,
  lastName: body.x_last_name,
  customer: { email: body.x_email },
  billTo: { phoneNumber: body.x_phone },
  accountType: body.x_method === 'ECHECK' ? 'eCheck' : undefined,
  accountNumber: body.x_account_number,
});
