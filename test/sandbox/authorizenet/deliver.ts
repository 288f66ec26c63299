import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../nodes/core/event/json';
import { post, type Delivered } from '../post';

/** Posts a notification, signed with the key as it is written. */
export const notify = (url: string, body: JsonObject, key: string): Promise<Delivered> => {
  const written = JSON.stringify(body);
  const digest = createHmac('sha512', key).update(written).digest('hex').toUpperCase();
  return post(url, written, {
    'Content-Type': 'application/json; charset=utf-8',
    'X-ANET-Signature': `sha512=${digest}`,
  });
};

/** https://www.authorize.net/content/dam/anet-redesign/documents/SIM_guide.pdf, x_SHA2_Hash */
const SIGNED =
  'x_trans_id,x_test_request,x_response_code,x_auth_code,x_cvv2_resp_code,x_cavv_response,x_avs_code,x_method,x_account_number,x_amount,x_company,x_first_name,x_last_name,x_address,x_city,x_state,x_zip,x_country,x_phone,x_fax,x_email,x_ship_to_company,x_ship_to_first_name,x_ship_to_last_name,x_ship_to_address,x_ship_to_city,x_ship_to_state,x_ship_to_zip,x_ship_to_country,x_invoice_num'.split(
    ',',
  );

/** Posts a form as Silent Post does, hashed with the decoded key. */
export const postSilently = (
  url: string,
  fields: Readonly<Record<string, string>>,
  key: string,
): Promise<Delivered> => {
  const signed = ['', ...SIGNED.map((name) => fields[name] ?? ''), ''].join('^');
  const x_SHA2_Hash = createHmac('sha512', Buffer.from(key, 'hex'))
    .update(signed)
    .digest('hex')
    .toUpperCase();
  const form = new URLSearchParams({ ...fields, x_MD5_Hash: '', x_SHA2_Hash });
  return post(url, form.toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });
};
