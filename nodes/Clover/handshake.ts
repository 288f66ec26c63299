import { text } from '../core/event/json';
import type { Handshake } from '../core/gateway/handshake';

/** A UUID so far; no more is taken for granted than that it is one word. */
const CODE = /^[\w-]{1,100}$/;

/** https://docs.clover.com/dev/docs/webhooks: sent when somebody saves the address in the Developer Dashboard. */
export const handshake: Handshake = {
  by: 'body',
  code: ({ verificationCode, ...others }) => {
    const code = text(verificationCode);
    return code !== undefined && CODE.test(code) && Object.keys(others).length === 0
      ? code
      : undefined;
  },
};
