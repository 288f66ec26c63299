import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadLetter, levelPage, notice, settlement } from '../../nodes/core/message/alert';
import { EscalationCounter } from '../../nodes/EscalationCounter/EscalationCounter.node';
import { NormalizePaymentFailure } from '../../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import { PaymentFollowUpTrigger } from '../../nodes/PaymentFollowUp/PaymentFollowUpTrigger.node';
import { ReconcileOrder } from '../../nodes/ReconcileOrder/ReconcileOrder.node';
import template from '../../workflows/stripe-card-declined.json';
import { declined, paid } from '../fixtures/events';

const guide = readFileSync(join(__dirname, '../../docs/channels.md'), 'utf8');

const live = { to: '#payments', repeat: false, testRecipient: undefined } as const;
const notified = notice({ ...live, event: declined(), ordinal: 1, guest: 'tell' });
const alerts = [
  notified,
  levelPage({ ...live, event: declined(), level: 'Shift manager', ordinal: 2 }),
  settlement({ ...live, event: paid(), caseId: 'case_1', paid: undefined }),
  deadLetter({ ...live, event: declined(), reason: 'Nobody knows.' }),
];

describe('what the guide to channels says', () => {
  test('lists every field of an alert, and no other', () => {
    const listed = [...guide.matchAll(/^\| `(alert\.[\w.]+)`/gm)].map(([, name]) => name);
    const own = new Set(alerts.flatMap((alert) => Object.keys(alert)));
    own.delete('guest');
    const guests = Object.keys(notified.guest).map((name) => `guest.${name}`);
    expect(listed.toSorted()).toEqual(
      [...own, ...guests].map((name) => `alert.${name}`).toSorted(),
    );
    for (const { kind } of alerts) expect(guide).toContain(`\`${kind}\``);
  });

  test('lists every output, by the name that it has in the editor', () => {
    const rows = [...guide.matchAll(/^\| (\*\*[^|]+?) +\| \*\*([^*]+)\*\*/gm)];
    const listed = rows.map(([, node = '', output = '']) => `${node} ${output}`);
    const of = (name: string, outputs: readonly string[] = []) =>
      outputs.map((output) => `**${name}** ${output}`);
    const { outputs } = new ReconcileOrder().description;
    const record =
      typeof outputs === 'string' ? [...outputs.matchAll(/displayName: "([^"]+)"/g)] : [];
    expect(listed).toEqual([
      ...of('Normalize Payment Failure', new NormalizePaymentFailure().description.outputNames),
      ...record.map(([, output]) => `**Reconcile Order** (Record) ${output}`),
      ...of('Escalation Counter', new EscalationCounter().description.outputNames),
      ...of('Payment Follow-Up Trigger', new PaymentFollowUpTrigger().description.outputNames),
    ]);
  });

  test('has both outputs of every channel of the template lead to Confirm, and the If node’s second', () => {
    const channels = template.nodes.filter(
      ({ parameters }) =>
        JSON.stringify(parameters).includes('.alert.') &&
        !JSON.stringify(parameters).includes('"conditions"'),
    );
    const connections: Readonly<Record<string, { main: readonly (readonly object[])[] }>> =
      template.connections;
    const confirm = [{ node: 'Confirm', type: 'main', index: 0 }];
    for (const { name, onError } of channels.filter((node) => node.name in connections)) {
      expect({ name, onError }).toEqual({ name, onError: 'continueErrorOutput' });
      expect(connections[name]?.main).toEqual([confirm, confirm]);
    }
    expect(channels.map(({ name }) => name)).toContain('Text the Guest');
    expect(connections['Can the Guest Be Told?']?.main[1]).toEqual(confirm);
  });

  test('shows an If node that asks as the template’s does', () => {
    const asking = template.nodes.find(({ name }) => name === 'Can the Guest Be Told?');
    const [, shown = ''] = /`\{\{ (\$json\.alert\.guest\.tell [^}]+) \}\}`/.exec(guide) ?? [];
    expect(JSON.stringify(asking?.parameters)).toContain(
      shown.replace('guest.email', 'guest.phone'),
    );
  });

  test('the template, and what is written of it, say that guests get no email', () => {
    const root = join(__dirname, '../..');
    const said = ['README.md', 'workflows/README.md', 'workflows/stripe-card-declined.json'];
    expect(template.nodes.some(({ type }) => /emailSend|gmail/i.test(type))).toBe(false);
    for (const name of said)
      expect(readFileSync(join(root, name), 'utf8')).toContain('only an email address');
  });
});
