import type {
  ICredentialDataDecryptedObject,
  INode,
  INodeCredentialDescription,
} from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import type { Credential } from '../gateway/credential';
import { withExpressions } from './expressions';

/** Where a node's credentials are read from; n8n's contexts are all of this kind. */
interface Holder {
  getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
  getNode(): INode;
}

/** The gateway's credential, and under their types those of its other credentials that were chosen in the node. */
export async function credentialOf(
  context: Holder,
  { credential, signIns = [] }: Pick<GatewayAdapter, 'credential' | 'signIns'>,
): Promise<Credential> {
  const read = (type: string) => withExpressions(context, () => context.getCredentials(type));
  const own = await read(credential);
  const chosen = context.getNode().credentials ?? {};
  const further = signIns.filter((one) => one.credential in chosen);
  if (further.length === 0) return own;
  const theirs = further.map(async (one) => [one.credential, await read(one.credential)] as const);
  return { ...own, ...Object.fromEntries(await Promise.all(theirs)) };
}

const OWN = 'Credential to Check What Is Delivered';

/** The credentials to choose in a node that works with the gateway. */
export const credentialsOf = ({
  credential,
  signIns = [],
}: Pick<GatewayAdapter, 'credential' | 'signIns'>): readonly INodeCredentialDescription[] => [
  // The editor calls every credential the one to connect with, which does for one and not for three.
  { name: credential, required: true, ...(signIns.length > 0 && { displayName: OWN }) },
  ...signIns.map((one) => ({
    name: one.credential,
    displayName: one.label,
    required: one.required,
  })),
];
