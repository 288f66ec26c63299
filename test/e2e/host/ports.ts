import { createServer } from 'node:net';

/** Ports that nobody listens on at the moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // All are held until the last is known, so that no two are the same.
  const held = await Promise.all(Array.from({ length: count }, () => hold(0)));
  return Promise.all(
    held.map(async ({ port, release }) => {
      await release();
      return port;
    }),
  );
}

async function hold(port: number): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port to be had');
  return {
    port: address.port,
    release: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** The port itself where it is free, otherwise any that is. */
export async function portNear(port: number): Promise<number> {
  try {
    const held = await hold(port);
    await held.release();
    return port;
  } catch {
    const [free = 0] = await freePorts(1);
    return free;
  }
}
