import { text } from '../core/event/json';

/** Mindbody has two APIs, at two addresses: one for its data, one for what it pushes. */
export const PUBLIC_URL = 'https://api.mindbodyonline.com/public/v6';
export const PUSH_URL = 'https://mb-api.mindbodyonline.com/push/api/v1';

export const addressOf = (given: unknown, usual: string): string =>
  text(given)?.replace(/\/+$/, '') ?? usual;
