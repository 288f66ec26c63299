import type { JsonObject } from '../event/json';
import type { ApiRead } from './apiClient';
import type { Read } from './completeEvent';

/**
 * Reads for many events at once, asking for the same thing once only: a look finds an evening's payments together, all
 * of one place and some of one guest, and gateways count calls.
 */
export function readOnce(
  read: (gateway: string, asked: ApiRead) => Promise<JsonObject>,
): (gateway: string) => Read {
  const answers = new Map<string, Promise<JsonObject>>();
  return (gateway) => (asked) => {
    const name = JSON.stringify([gateway, { ...asked, key: undefined }]);
    const answer = answers.get(name) ?? read(gateway, asked);
    answers.set(name, answer);
    return answer;
  };
}
