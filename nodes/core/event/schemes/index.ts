import { networkCodes } from '../networkCodes';
import type { ReasonTable } from '../reason';
import { bacsCodes } from './bacs';
import { nachaCodes } from './nacha';
import { sepaCodes } from './sepa';

/** Codes that belong to no one gateway: what card networks and the schemes of bank debits answer. */
export const SCHEMES = {
  iso8583: networkCodes,
  sepa: sepaCodes,
  bacs: bacsCodes,
  nacha: nachaCodes,
} as const satisfies Readonly<Record<string, ReasonTable>>;
export type Scheme = keyof typeof SCHEMES;

/** `undefined` for a name that is no scheme. */
export const schemeNamed = (name: string): ReasonTable | undefined =>
  isScheme(name) ? SCHEMES[name] : undefined;

const isScheme = (name: string): name is Scheme => Object.hasOwn(SCHEMES, name);
