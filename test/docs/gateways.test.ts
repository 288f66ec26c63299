import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import { EVENTS } from '../../nodes/Stripe/events';
import { METADATA } from '../../nodes/Stripe/metadata';
import { ReconcileOrder } from '../../nodes/ReconcileOrder/ReconcileOrder.node';

const DOCS = join(__dirname, '../../docs');
const read = (name: string): string => readFileSync(join(DOCS, name), 'utf8');
const page = ({ id }: GatewayAdapter): string => read(`gateways/${id}.md`);
const section = (text: string, heading: string): string =>
  text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`)) ?? '';
const words = (names: string): readonly string[] =>
  [...names.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name);
const days = ({ backfill }: GatewayAdapter): number => (backfill?.keeps ?? 0) / 86_400;

describe('what the README says of the gateways', () => {
  const rows = read('../README.md')
    .split('\n')
    .filter((line) => line.includes(' Payment Failure Trigger** '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  test.each(GATEWAYS.map((one) => [one.title, one] as const))(
    '%s: whether its webhook is set up, how far back it is looked for, and where to read on',
    (title, adapter) => {
      const row = rows.find(([name]) => name === `**${title} Payment Failure Trigger**`) ?? [];
      expect(row[1]).toContain(`[Set-up](docs/gateways/${adapter.id}.md)`);
      expect(row.slice(2)).toEqual([
        adapter.registration ? 'yes' : 'no, by hand',
        adapter.backfill ? `up to ${days(adapter)} days back` : 'no',
      ]);
    },
  );
});

describe.each(GATEWAYS.map((one) => [one.title, one] as const))('the page of %s', (title, one) => {
  test('names the trigger, and says what happens when something is missed, and how far back', () => {
    expect(page(one)).toContain(`**${title} Payment Failure Trigger**`);
    const missed = section(page(one), 'When something is missed');
    expect(missed).not.toBe('');
    if (one.backfill) expect(missed).toMatch(new RegExp(`\\b${days(one)} days\\b`));
  });

  test('has the credential chosen in every node that asks for it', () => {
    const where = one.mark
      ? /choose (?:it|the credentials?) in the trigger, in \*\*Normalize Payment Failure\*\* and in \*\*Reconcile Order\*\* \(Record\)/i
      : /choose (?:it|the credentials?) in the trigger and in \*\*Normalize Payment Failure\*\*/i;
    expect(page(one)).toMatch(where);
    expect(page(one)).toContain(`with the gateway ${title} switched on there`);
  });

  test('says “set up for you” only where it is', () => {
    const promised = /(?:webhook|endpoint|subscription) is set up (?:and activated )?for you/i;
    expect(promised.test(page(one))).toBe(one.registration !== undefined);
  });
});

describe('every page', () => {
  const pages = readdirSync(join(DOCS, 'gateways')).map((name) => `gateways/${name}`);
  const named = [
    '../README.md',
    '../workflows/README.md',
    'channels.md',
    'library.md',
    'scaling.md',
    ...pages,
  ];

  test.each(named)('%s links to what exists', (name) => {
    for (const [, path = '', heading] of read(name).matchAll(
      /\]\((?!https?:)([^)#]*)#?([^)]*)\)/g,
    )) {
      const target = path === '' ? join(DOCS, name) : join(DOCS, name, '..', path);
      expect({ path, there: existsSync(target) }).toEqual({ path, there: true });
      if (heading) expect(anchors(readFileSync(target, 'utf8'))).toContain(heading);
    }
  });

  test.each(named)('%s calls Reconcile Order by its name', (name) => {
    const operations = new ReconcileOrder().description.properties
      .filter((property: INodeProperties) => property.name === 'operation')
      .flatMap(({ options = [] }) => options.map((option) => option.name));
    expect(operations).toEqual(['Confirm', 'Record']);
    const bare = read(name)
      .split('\n')
      .filter((line) => !line.startsWith('| **Reconcile Order**'))
      .filter((line) => /\*\*(Record|Confirm|Record in Case)\*\*/.test(line));
    expect(bare).toEqual([]);
  });
});

describe('the page of Stripe', () => {
  const stripe = read('gateways/stripe.md');

  test('names every event that is asked of Stripe', () => {
    const rows = section(stripe, 'What it tells').split('\n');
    const told = rows
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1] ?? '');
    expect(told.flatMap(words).toSorted()).toEqual(Object.keys(EVENTS).toSorted());
  });

  test('names every piece of metadata that is read, and no other', () => {
    const rows = section(stripe, 'What Stripe should know about the order').split('\n');
    const named = rows
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1] ?? '');
    const written = Object.keys(METADATA).filter((key) => !key.startsWith('payment_failure_'));
    expect(named.flatMap(words).toSorted()).toEqual(written.toSorted());
  });

  test('says how far back events reach that Stripe could not deliver', () => {
    const adapter = GATEWAYS.find(({ id }) => id === 'stripe');
    const kept = (adapter?.backfill?.undelivered?.keeps ?? 0) / 86_400;
    expect(section(stripe, 'When something is missed')).toContain(`**${kept} days**`);
  });
});

const anchors = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
