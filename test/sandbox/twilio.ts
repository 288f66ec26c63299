import { text, type JsonObject } from '../../nodes/core/event/json';
import type { Answer, SeenRequest, Service } from './request';

export const TWILIO = 'api.twilio.com';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
}

const E164 = /^(whatsapp:)?\+[1-9]\d{6,14}$/;

/** Twilio's messages resource. https://www.twilio.com/docs/messaging/api/message-resource */
export function createTwilio({ accountSid, authToken }: TwilioOptions): Service {
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const account = `/2010-04-01/Accounts/${accountSid}`;
  let sent = 0;

  return {
    host: TWILIO,
    answer(request) {
      if (request.headers.authorization !== expected) return refuse(401, 20003, 'Authenticate');
      if (request.path === `${account}.json`)
        return { status: 200, body: { sid: accountSid, status: 'active' } };
      if (request.method !== 'POST' || request.path !== `${account}/Messages.json`)
        return refuse(404, 20404, `The requested resource ${request.path} was not found`);
      const refusal = check(request.body);
      if (refusal !== undefined) return refusal;
      sent += 1;
      return { status: 201, body: message(request, accountSid, sent) };
    },
  };
}

function check(form: JsonObject): Answer | undefined {
  const to = text(form.To);
  if (to === undefined) return refuse(400, 21604, "A 'To' phone number is required.");
  if (!E164.test(to)) return refuse(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (text(form.From) === undefined && text(form.MessagingServiceSid) === undefined)
    return refuse(400, 21603, "A 'From' phone number is required.");
  if (text(form.Body) === undefined) return refuse(400, 21602, 'Message body is required.');
  return undefined;
}

const message = ({ body }: SeenRequest, accountSid: string, sent: number): JsonObject => ({
  sid: `SM${String(sent).padStart(32, '0')}`,
  account_sid: accountSid,
  status: 'queued',
  from: body.From,
  to: body.To,
  body: body.Body,
  num_segments: '1',
  error_code: null,
  error_message: null,
});

const refuse = (status: number, code: number, text: string): Answer => ({
  status,
  body: { status, code, message: text, more_info: `https://www.twilio.com/docs/errors/${code}` },
});
