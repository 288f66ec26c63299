import { once } from 'node:events';
import { connect } from 'node:net';
import { text as everythingFrom } from 'node:stream/consumers';

export const REDIS = { host: '127.0.0.1', port: 6379 };

/** Sends one command to the Redis of the machine and answers its reply as Redis writes it. */
export async function redis(...command: readonly string[]): Promise<string> {
  const socket = connect(REDIS.port, REDIS.host);
  try {
    await once(socket, 'connect');
  } catch (error) {
    throw new Error(
      `The tests in queue mode need Redis at ${REDIS.host}:${REDIS.port}, which is not there. Start it: redis-server`,
      { cause: error },
    );
  }
  for (const words of [command, ['QUIT']]) socket.write(written(words));
  return (await everythingFrom(socket)).replace(/\+OK\r\n$/, '').trimEnd();
}

/** Forgets every key that begins so. */
export async function forgetKeys(prefix: string): Promise<void> {
  const script = `local keys = redis.call('keys', ARGV[1] .. '*')
    for _, key in ipairs(keys) do redis.call('del', key) end
    return #keys`;
  await redis('EVAL', script, '0', prefix);
}

/** https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const written = (words: readonly string[]): string =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join(
    '\r\n',
  );
