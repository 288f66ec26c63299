// Whether the servers that the tests need are there, said before anything takes minutes. Plain Node: nothing is installed yet.
import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { URL } from 'node:url';

const REDIS = { host: '127.0.0.1', port: 6379 };
const PATIENCE = 5_000;

/** Says something to a server and answers the first that it says back. */
const ask = ({ host, port }, words) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(words));
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('it does not answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it hung up')));
    socket.once('data', (answer) => {
      resolve(answer.toString());
      socket.destroy();
    });
  });

const { hostname, port } = new URL(process.env.TEST_POSTGRES_URL ?? '');
const postgres = { host: hostname, port: Number(port || 5432) };
// A request for TLS, which Postgres answers with one letter: https://www.postgresql.org/docs/current/protocol-message-formats.html
const tls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const needed = [
  ['Postgres', postgres, tls, /^[SN]/, 'Start it, or name another one in TEST_POSTGRES_URL.'],
  ['Redis', REDIS, 'PING\r\n', /^\+PONG/, 'Start it: redis-server'],
];
for (const [name, place, words, expected, remedy] of needed) {
  const where = `${place.host}:${place.port}`;
  const answer = await ask(place, words).catch((error) => error.message);
  if (expected.test(answer)) continue;
  console.error(`The tests need ${name} at ${where}, which is not there (${answer}). ${remedy}`);
  process.exitCode = 1;
}
