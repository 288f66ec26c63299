import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pushedTypes } from '../../../nodes/core/gateway/pushedTypes';
import { GATEWAYS } from '../../../nodes/core/gateway/registry';
import { pollTimesProperty } from '../../../nodes/core/n8n/pollTimes';
import { eventsNotice } from '../../../nodes/core/n8n/triggerProperties';

/** What the triggers’ panels say to somebody who sets the gateway up by hand. */

const FOLDER = join(__dirname, '../../../credentials');
const credentials = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

describe.each(GATEWAYS.map((adapter) => [adapter.title, adapter] as const))(
  'the panel of %s',
  (title, adapter) => {
    const { registration, backfill, asks } = adapter;
    const notice = eventsNotice(adapter).displayName;

    test('asks for what can be chosen there, in the words that stand there', () => {
      expect(notice).toContain(asks ?? pushedTypes(adapter).join(', '));
      // Names of events are for an API: where nothing is set up by one, nobody finds them.
      expect(asks === undefined).toBe(registration !== undefined);
    });

    test('names the field of the credential that keeps an endpoint from being set up', () => {
      if (!registration) return;
      const { keyOfAccount = false, keyField } = registration;
      expect(keyField === undefined).toBe(keyOfAccount);
      if (keyField === undefined) return;
      expect(notice).toContain(`With “${keyField}” filled in in the credential`);
      const own = credentials.find((file) => file.includes(`name = '${adapter.credential}'`));
      // Stripe’s is n8n’s own.
      expect(own ?? "displayName: 'Signature Secret'").toContain(`displayName: '${keyField}'`);
    });

    test('says so where declined cards are found by looking alone', () => {
      const { description } = pollTimesProperty(adapter);
      const what = `Also finds what ${title} does not push, such as declined cards`;
      if (backfill?.unpushed === undefined) expect(description).not.toContain('Also finds');
      else expect(description).toContain(what);
    });
  },
);

test('declined cards are found by looking alone at Authorize.Net, Clover and Mindbody', () => {
  const found = GATEWAYS.filter(({ backfill }) => backfill?.unpushed !== undefined);
  expect(found.map(({ id }) => id).sort()).toEqual(['authorizenet', 'clover', 'mindbody']);
});
