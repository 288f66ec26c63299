import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network cable to a server that a test can pull out and plug in again. */
export interface Cable {
  readonly port: number;
  /** Breaks every connection; new ones are refused until `plug`. */
  pull(): void;
  /** As a host that is gone: nothing is refused, and nothing comes back, until `plug`. */
  freeze(): void;
  plug(): void;
  close(): Promise<void>;
}

export async function layCable(to: {
  readonly host: string;
  readonly port: number;
}): Promise<Cable> {
  const sockets = new Set<Socket>();
  let state: 'plugged' | 'pulled' | 'frozen' = 'plugged';
  const server = createServer((near) => {
    if (state === 'pulled') {
      near.destroy();
      return;
    }
    const far = connect(to.port, to.host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.on('data', (chunk) => other.write(chunk));
      one.on('end', () => other.end());
      if (state === 'frozen') one.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The cable has no port');
  return {
    port: address.port,
    pull() {
      state = 'pulled';
      for (const socket of sockets) socket.destroy();
    },
    freeze() {
      state = 'frozen';
      for (const socket of sockets) socket.pause();
    },
    plug() {
      state = 'plugged';
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
