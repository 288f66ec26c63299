import type { LedgerStatus, StuckDispatch, WorkflowActivity } from '../../nodes/core/ledger/status';
import { REJECTION_REASONS } from '../../nodes/core/event/rejection';
import { concernsIn } from '../../nodes/PaymentLedger/concerns';
import { REMEDIES } from '../../nodes/core/event/remedies';
import { statusText } from '../../nodes/PaymentLedger/statusText';

/** What the owner reads with the first coffee. */

const MORNING = '2026-03-07T08:00:00.000Z';
const ago = (hours: number): string =>
  new Date(Date.parse(MORNING) - hours * 3_600_000).toISOString();
const exactly = (count: number) => ({ count, precision: 'exact' }) as const;

const quiet: LedgerStatus = {
  at: MORNING,
  since: ago(24),
  store: 'embedded',
  bytes: 4_120_000,
  events: exactly(1200),
  accounts: [{ gateway: 'stripe', account: 'acct_bbq', lastEventAt: ago(9.5) }],
  rejections: [],
  workflows: [
    {
      workflowId: 'evening',
      followedUpAt: ago(0),
      unfinished: exactly(0),
      overdue: exactly(0),
      longest: [],
    },
  ],
  dead: { all: exactly(0), recent: exactly(0), latest: [] },
  cases: { open: exactly(12), opened: exactly(3), oldest: ago(120) },
};
const message = (change: Partial<LedgerStatus> = {}, silentAfter = 72 * 3_600_000): string => {
  const status = { ...quiet, ...change };
  const concerns = concernsIn(
    status,
    silentAfter,
    (id) => `https://n8n.bbq.example/workflow/${id}`,
  );
  return statusText(status, concerns);
};

const stuck = (change: Partial<StuckDispatch> = {}): StuckDispatch => ({
  eventId: 'stripe:acct_bbq:evt_1',
  workflowId: 'evening',
  handovers: 9,
  handedAt: ago(9),
  dueAt: ago(3),
  ...change,
});
const waiting = (followedUpAt: string | undefined): WorkflowActivity => ({
  workflowId: 'evening',
  ...(followedUpAt !== undefined && { followedUpAt }),
  unfinished: exactly(4),
  overdue: exactly(3),
  longest: [stuck({ handovers: 1, dueAt: ago(2) })],
});

test('after a quiet night all is well', () => {
  expect(message()).toBe(
    'Payment ledger: All is well.\n' +
      '12 open cases, 3 of them new, the oldest for 5 days. Last events: Stripe acct_bbq 9 hours ago. 1,200 events in 4.1 MB, embedded.',
  );
});

test.each([
  [ago(0), 'less than a minute'],
  [ago(1.99), '1 hour'],
  [ago(24 * 40), '40 days'],
])('the last event was at %s: %s ago', (lastEventAt, said) => {
  const accounts = [{ gateway: 'stripe', account: 'acct_bbq', lastEventAt }];
  expect(message({ accounts }, 0)).toContain(`Last events: Stripe acct_bbq ${said} ago.`);
});

test('before the first event there is nothing to say but that', () => {
  const { oldest: _, ...cases } = quiet.cases;
  expect(
    message({
      accounts: [],
      workflows: [],
      events: exactly(0),
      cases: { ...cases, open: exactly(0), opened: exactly(0) },
    }),
  ).toBe('Payment ledger: All is well.\n0 open cases. 0 events in 4.1 MB, embedded.');
});

test('a large ledger says “about” and “more than”, and means it', () => {
  const text = message({
    store: 'postgres',
    bytes: 71_400_000_000,
    events: { count: 9_812_345, precision: 'about' },
    cases: { open: { count: 10_000, precision: 'at_least' }, opened: exactly(1) },
  });
  expect(text).toContain('More than 10,000 open cases'.toLowerCase());
  expect(text).toContain('About 9,812,345 events in 71.4 GB, in Postgres.');
});

test('events that could not be handled come first, with what their channel answered', () => {
  const text = message({
    dead: {
      all: exactly(7),
      recent: exactly(2),
      latest: [
        stuck({
          execution: '1234',
          reason: 'Execution 1234 was the last to take it up.',
          lastFailure: { channel: 'Tell Staff', detail: 'channel_not_found' },
        }),
        stuck({ eventId: 'stripe:acct_bbq:evt_2', lastFailure: { channel: 'Tell Staff' } }),
        stuck({ eventId: 'stripe:acct_bbq:evt_of_last_week' }),
      ],
    },
  });
  const [headline, concern, first, second, standing] = text.split('\n');
  expect(headline).toBe('Payment ledger: 1 thing needs a look.');
  expect(concern).toBe(
    '• 2 events could not be handled and will not be handed over again. Look at these payments by hand, and mend what stopped them:',
  );
  expect([first, second]).toEqual([
    '   ◦ stripe:acct_bbq:evt_1 (3 hours ago, https://n8n.bbq.example/workflow/evening/executions/1234; “Tell Staff” answered: channel_not_found). Execution 1234 was the last to take it up.',
    '   ◦ stripe:acct_bbq:evt_2 (3 hours ago, https://n8n.bbq.example/workflow/evening; “Tell Staff” failed).',
  ]);
  expect(standing).toContain('7 events could not be handled since the ledger began.');
});

test.each([
  ['was never published', undefined],
  ['has not run since yesterday', ago(20)],
])('events wait where the follow-up %s: it says to publish it', (_, followedUpAt) => {
  expect(message({ workflows: [waiting(followedUpAt)] })).toContain(
    '• 3 events wait in https://n8n.bbq.example/workflow/evening, the first for 2 hours, and nobody takes them up. Publish that workflow with a Payment Follow-Up Trigger in it.',
  );
});

test('events wait although the follow-up runs: it says to look at the executions', () => {
  expect(message({ workflows: [waiting(ago(0.1))] })).toContain(
    'although the workflow is followed up. Look at its executions in n8n.',
  );
});

test('a workflow without waiting events is no concern, however long ago it was followed up', () => {
  const { workflows } = quiet;
  const old = workflows.map((workflow) => ({ ...workflow, followedUpAt: ago(999) }));
  expect(message({ workflows: old })).toContain('All is well');
});

test('refused deliveries are added up over the hours, with why and what to do', () => {
  const refused = (reason: 'wrong_secret' | 'too_large', hours: number, count: number) => ({
    endpoint: 'stripe:4',
    reason,
    hour: ago(hours),
    count,
    lastAt: ago(hours),
  });
  const text = message({
    rejections: [
      refused('wrong_secret', 5, 2),
      refused('wrong_secret', 3, 1001),
      refused('too_large', 1, 1),
    ],
  });
  expect(text).toContain('2 things need a look');
  expect(text).toContain(
    `• 1,003 deliveries for Stripe (credential 4) were refused, the last 3 hours ago. ${REJECTION_REASONS.wrong_secret}. ${REMEDIES.wrong_secret}`,
  );
  expect(text).toContain(
    '• 1 delivery for Stripe (credential 4) was refused, the last 1 hour ago.',
  );
});

test('an account that has been silent for days is worth a look, unless it may be', () => {
  const accounts = [{ gateway: 'square', account: 'ml_bbq', lastEventAt: ago(24 * 5) }];
  expect(message({ accounts })).toContain('• Square ml_bbq has sent nothing for 5 days.');
  expect(message({ accounts }, 0)).toContain('All is well');
});
