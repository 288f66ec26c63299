import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isObject } from '../event/json';
import type { GatewayAdapter } from '../gateway/adapter';
import { sharedCertificates } from '../gateway/certificates';
import type { Call, CallAnswer, VerificationIo } from '../gateway/evidence';
import { httpFor } from './http';

/** The calls that a proof may take, through n8n's own helpers: proxies and network policy hold. */
export const callsOf = (
  context: IAllExecuteFunctions,
  { credential }: GatewayAdapter,
): VerificationIo => ({
  http: async (call) => await send(context, call),
  api: httpFor(context, credential),
  certificates: sharedCertificates,
});

async function send(
  context: IAllExecuteFunctions,
  { method, url, body, maxBytes, timeout }: Call,
): Promise<CallAnswer> {
  const options: IHttpRequestOptions = {
    method,
    url,
    // No content type is given: n8n would take a form apart and write it anew, and a form is what is sent without.
    ...(body === undefined ? {} : { body }),
    timeout,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    encoding: 'stream',
  };
  const answer: unknown = await context.helpers.httpRequest(options);
  const { statusCode, body: stream } = isObject(answer) ? answer : {};
  if (typeof statusCode !== 'number') throw new Error('The request helper gave no status code');
  return { status: statusCode, body: await readUpTo(maxBytes, stream) };
}

/** As many bytes as are allowed; leaving the loop closes the connection. */
async function readUpTo(maxBytes: number, stream: unknown): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (!isStream(stream)) throw new Error('The request helper gave no body');
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
