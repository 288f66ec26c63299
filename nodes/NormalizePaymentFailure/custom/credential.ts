import type {
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  INodeCredentialTestResult,
} from 'n8n-workflow';
import { readKeys } from '../../core/gateway/digests';
import { rowOf } from './scheme';

/** There is nobody to ask; but a key that cannot be read would only be found out by the first delivery. */
export async function signingSecretTest(
  this: ICredentialTestFunctions,
  { data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
  const row = rowOf(data);
  const keys = row.keys(data);
  if (row.header === '') return { status: 'Error', message: 'Fill in the name of the header' };
  if (keys.length === 0) return { status: 'Error', message: 'Fill in the signing secret' };
  if (readKeys(row, keys).length < keys.length) {
    return { status: 'Error', message: `A signing secret is not written in ${row.keyEncoding}` };
  }
  return { status: 'OK', message: 'The signing secret can be read' };
}
