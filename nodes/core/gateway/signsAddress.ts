import type { Signature } from './signature';

export const signsAddress = (row: Signature): boolean =>
  row.over === undefined && row.message.some(({ part }) => part === 'url');

/** Said besides, where a signature does not match that goes over the address too. */
export const OR_ANOTHER_ADDRESS =
  'Or it was signed for another address: the webhook URL at the gateway has to be the trigger’s, letter for letter.';
