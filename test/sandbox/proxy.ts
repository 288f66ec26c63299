import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { generateCACertificate, getLocal, type CompletedRequest } from 'mockttp';
import { seenRequest, type Outcome, type SeenRequest } from './request';

export interface Proxy {
  /** What a process needs in its environment so that all its HTTP goes through here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whose certificates such a process trusts. */
  readonly ca: { readonly key: string; readonly cert: string };
  close(): Promise<void>;
}

/** An intercepting proxy: whatever host is asked for, `answer` speaks for it, over TLS with a CA of our own. */
export async function openProxy(
  answer: (request: SeenRequest) => Promise<{ outcome: Outcome; after?: number }>,
): Promise<Proxy> {
  const ca = await generateCACertificate({ subject: { commonName: 'Sandbox of a test' } });
  const folder = await mkdtemp(join(tmpdir(), 'fake-internet-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca.cert);

  const server = getLocal({ https: ca, recordTraffic: false });
  await server.start();
  let number = 0;
  await server.forUnmatchedRequest().thenCallback(async (request) => {
    number += 1;
    const { outcome, after } = await answer(await seen(request, number));
    if (after !== undefined) await pause(after);
    if (outcome === 'cut') return 'reset';
    const { status: statusCode, headers, body, written } = outcome;
    return written === undefined
      ? { statusCode, headers: { ...headers }, json: body }
      : { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: written };
  });

  return {
    ca,
    environment: {
      HTTP_PROXY: server.url,
      HTTPS_PROXY: server.url,
      NO_PROXY: 'localhost,127.0.0.1',
      NODE_EXTRA_CA_CERTS: caFile,
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function seen(request: CompletedRequest, number: number): Promise<SeenRequest> {
  const { method, url, body } = request;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = String(value);
  return seenRequest({ method, url, headers, text: (await body.getText()) ?? '' }, number);
}
