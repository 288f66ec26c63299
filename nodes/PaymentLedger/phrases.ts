import { GATEWAYS } from '../core/gateway/registry';
import type { Total } from '../core/ledger/status';

/** How numbers, times and names read in a message. */

export const number = (count: number): string => count.toLocaleString('en-US');

export const many = (count: number, one: string, more = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : more}`;

export const manyOf = ({ count, precision }: Total, one: string, more?: string): string => {
  const said = many(count, one, more);
  if (precision === 'exact') return said;
  return precision === 'about' ? `about ${said}` : `more than ${said}`;
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** “3 hours”, in the largest unit that there is at least one of. */
export function span(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  const found = UNITS.find(([, long]) => seconds >= long);
  if (!found) return 'less than a minute';
  const [unit, length] = found;
  return many(Math.floor(seconds / length), unit);
}

export const size = (bytes: number): string => {
  const megabytes = bytes / 1_000_000;
  return megabytes < 1000 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
};

export const titleOf = (gateway: string): string =>
  GATEWAYS.find(({ id }) => id === gateway)?.title ?? gateway;

/** `stripe:4`: what refusals are counted under. */
export function endpointName(endpoint: string): string {
  const [gateway = '', ...credential] = endpoint.split(':');
  return `${titleOf(gateway)} (credential ${credential.join(':')})`;
}
