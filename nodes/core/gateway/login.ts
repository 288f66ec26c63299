import { createHash, timingSafeEqual } from 'node:crypto';
import type { Delivery } from './delivery';
import { headerValues } from './signatureHeader';

/** User and password of HTTP Basic, which some gateways send with each delivery. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

const BASIC = /^basic +([a-z0-9+/]+=*)$/i;

/** Whether a delivery brings the login, once, both halves right. https://www.rfc-editor.org/rfc/rfc7617 */
export function bringsLogin({ headers }: Pick<Delivery, 'headers'>, login: Login): boolean {
  const [value, ...others] = headerValues(headers, 'authorization');
  const encoded = BASIC.exec(value ?? '')?.[1];
  if (encoded === undefined || others.length > 0) return false;
  return timingSafeEqual(
    hash(Buffer.from(encoded, 'base64')),
    hash(Buffer.from(`${login.user}:${login.password}`)),
  );
}

/** Of one length, whatever was sent: comparing tells nothing of the password, its length neither. */
const hash = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
