import { createServer } from 'node:net';

/** Ports that nobody listens on at the moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // All are held until the last is known, so that no two are the same.
  const held = await Promise.all(Array.from({ length: count }, hold));
  return Promise.all(
    held.map(async ({ port, release }) => {
      await release();
      return port;
    }),
  );
}

async function hold(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port to be had');
  return {
    port: address.port,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
