import { text, type JsonObject } from '../core/event/json';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WRITTEN = /^(\d{2}):(\d{2}):(\d{2}) ([A-Z][a-z]{2})\.? (\d{1,2}), (\d{4}) (PST|PDT)$/;
const HOURS_BEHIND = { PST: 8, PDT: 7 };

/** A case comes with the time of the payment that it is about, and with its own. */
export const notifiedOf = ({ txn_type: type, ...about }: JsonObject): string | undefined =>
  ipnTime(type === 'new_case' ? about.case_creation_date : about.payment_date);

/** As IPN writes times, in California: `20:12:59 Jan 13, 2009 PST`. */
export function ipnTime(value: unknown): string | undefined {
  const [, hour, minute, second, name = '', day, year, zone] =
    WRITTEN.exec(text(value) ?? '') ?? [];
  const month = MONTHS.indexOf(name);
  if (month < 0) return undefined;
  const behind = HOURS_BEHIND[zone === 'PDT' ? 'PDT' : 'PST'];
  const at = Date.UTC(
    Number(year),
    month,
    Number(day),
    Number(hour) + behind,
    Number(minute),
    Number(second),
  );
  const date = new Date(at);
  return date.getUTCFullYear() > 9999 ? undefined : date.toISOString();
}
