import { createHash, createHmac } from 'node:crypto';
import type { JsonObject } from '../../../nodes/core/event/json';
import { post, type Delivered } from '../post';

export type Form = Readonly<Record<string, string>>;

const postForm = (url: string, form: Form, notification_hash: string): Promise<Delivered> =>
  post(url, new URLSearchParams({ ...form, notification_hash }).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
  });

export const hashOf = (form: Form, secret: string): string => {
  const { chargetotal, currency, txndatetime, storename, approval_code } = form;
  const signed = [chargetotal, currency, txndatetime, storename, approval_code].join('|');
  return createHmac('sha256', secret).update(signed).digest('base64');
};

/** https://docs.fiserv.dev/public/docs/s2s-notifications */
export const notify = (url: string, form: Form, hash: string): Promise<Delivered> =>
  postForm(url, form, hash);

/** https://docs.fiserv.dev/public/docs/server-to-server-notification */
export const notifyRecurring = (url: string, form: Form, secret: string): Promise<Delivered> => {
  const { chargetotal, currency, txndatetime, storename, approval_code } = form;
  const signed = [chargetotal, secret, currency, txndatetime, storename, approval_code].join('');
  return postForm(`${url}?recurring`, form, createHash('sha256').update(signed).digest('hex'));
};

/** What a checkout does with the answer of Commerce Hub. */
export const postOn = (url: string, answer: JsonObject, secret: string): Promise<Delivered> => {
  const body = JSON.stringify(answer);
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  return post(url, body, {
    'Content-Type': 'application/json',
    'X-Payment-Signature': `sha256=${digest}`,
  });
};
