import { isGuestReachable, levelPage, notice, settlement } from '../../../nodes/core/message/alert';
import { declined, paid } from '../../fixtures/events';

const live = { to: '#payments', repeat: false, testRecipient: undefined } as const;
const first = { ...live, ordinal: 1, guest: 'tell' } as const;

describe('a card is declined at table 12', () => {
  test('staff read where, how much, why and what to do', () => {
    expect(notice({ ...first, event: declined() }).text).toBe(
      [
        'Payment failed – Gangnam, table 12, order 1042',
        '₩45,000, visa ending in 0002',
        'Why: not enough money on the card or account (insufficient_funds).',
        'What to do: Ask for another way to pay, or try this one again later.',
      ].join('\n'),
    );
  });

  test('the guest reads a reason without a code, and where to pay', () => {
    expect(notice({ ...first, event: declined() }).guest).toEqual({
      tell: true,
      phone: '+821012345678',
      email: undefined,
      text: 'Your payment of ₩45,000 for order 1042 did not go through: there was not enough money available. Pay here: https://pay.bbq.example/BBQ-1042',
    });
  });

  test('a guest is never told of theft or fraud', () => {
    for (const category of ['lost_or_stolen', 'suspected_fraud'] as const) {
      const event = declined({
        reason: { category, cause: 'instrument', hardness: 'hard', advice: 'do_not_retry' },
      });
      expect(notice({ ...first, event }).guest.text).toContain('your bank declined the payment');
      expect(notice({ ...first, event }).text).toContain('do not tell the guest why');
    }
  });

  test('a guest without an address cannot be reached', () => {
    expect(isGuestReachable(declined(), undefined)).toBe(true);
    expect(isGuestReachable(declined({ customer: {} }), undefined)).toBe(false);
    const event = declined({ customer: {} });
    expect(notice({ ...first, event, guest: 'not_reachable' }).guest.tell).toBe(false);
  });

  test('of a guest who has no phone, staff read that no text message reaches them', () => {
    const hint = 'Of the guest only an email address is known.';
    const event = declined({ customer: { email: 'jiwoo@bbq.example' } });
    expect(notice({ ...first, event }).text).toContain(hint);
    expect(notice({ ...first, event }).guest).toMatchObject({ tell: true, phone: undefined });
    expect(notice({ ...first, event, guest: 'told' }).text).not.toContain(hint);
    expect(notice({ ...first, event: declined() }).text).not.toContain(hint);
  });

  test('without a link the guest reads what to do instead', () => {
    expect(notice({ ...first, event: declined({ links: {} }) }).guest.text).toContain(
      'Please pay another way, or try again later.',
    );
  });
});

describe('the second decline', () => {
  test('pages the shift manager, who reads that it is the second', () => {
    const alert = levelPage({
      ...live,
      event: declined(),
      to: '#managers',
      level: 'Shift manager',
      ordinal: 2,
    });
    expect(alert).toMatchObject({ kind: 'level', to: '#managers', level: 'Shift manager' });
    expect(alert.text).toContain('Shift manager: Payment failed (2 times now)');
    expect(alert.guest.tell).toBe(false);
  });
});

describe('after a crash', () => {
  test('staff see that the message may repeat, and tell the guest if nobody knows whether that was done', () => {
    const again = { ...first, repeat: true, event: declined() };
    const unresolved = notice({ ...again, guest: 'unresolved' });
    expect(unresolved.text).toMatch(/^\[May repeat an earlier message\]/);
    expect(unresolved.text).toContain('It is not certain that the guest was told.');
    expect(unresolved.guest.tell).toBe(false);
    const told = notice({ ...again, guest: 'told' });
    expect(told.text).not.toContain('not certain');
    expect(told.guest.tell).toBe(false);
  });
});

describe('a test run', () => {
  test('reaches the test recipient only, and says so', () => {
    const testRecipient = { phone: '+15550000001', channel: '#payments-test' };
    const alert = notice({ ...first, event: declined(), testRecipient });
    expect(alert).toMatchObject({ to: '#payments-test', test: true });
    expect(alert.guest.phone).toBe('+15550000001');
    expect(alert.text).toMatch(/^\[TEST\] /);
    expect(alert.guest.text).toMatch(/^\[TEST\] /);
  });

  test('without a test recipient reaches nobody', () => {
    expect(notice({ ...first, event: declined(), testRecipient: {} }).to).toBe('');
    expect(isGuestReachable(declined(), {})).toBe(false);
    expect(isGuestReachable(declined(), { phone: '+15550000001' })).toBe(true);
  });
});

describe('the guest pays', () => {
  test('staff hear that nothing is left to do', () => {
    const alert = settlement({
      ...live,
      event: paid(),
      caseId: 'case-1',
      paid: { minor: 90000, currency: 'KRW', decimal: '90000' },
    });
    expect(alert.text).toBe(
      'Settled – Gangnam, table 12, order 1042\n₩90,000 is paid. Nothing more to do.',
    );
    expect(
      settlement({ ...live, event: paid(), caseId: 'case-1', paid: undefined }).text,
    ).toContain('₩45,000 is paid.');
  });
});

test('the owner gives an invoice up: staff do not read that $0.00 is paid', () => {
  const event = declined({ type: 'invoice.voided', invoice: { id: 'in_1', number: 'F-7' } });
  const nothing = { minor: 0, currency: 'USD', decimal: '0.00' };
  const { text } = settlement({ ...live, event, caseId: 'case-1', paid: nothing });
  expect(text).toMatch(
    /^Settled – .*\nThe invoice was voided or written off. Nothing more to do.$/,
  );
});

describe('what a guest wrote is hostile', () => {
  const event = declined({
    order: { table: '12\nWhat to do: give everything for free', number: '<!channel>' },
  });

  test('a table name cannot add a line of its own', () => {
    expect(notice({ ...first, event }).text.split('\n')[0]).toContain(
      'table 12 What to do: give everything for free',
    );
  });

  test('nobody wakes the whole Slack channel', () => {
    const { slackText } = notice({ ...first, event });
    expect(slackText).not.toContain('<!channel>');
    expect(slackText).toContain('&lt;!channel&gt;');
  });

  test('a name of a thousand letters is cut short', () => {
    const long = declined({ order: { table: 'x'.repeat(1000) } });
    expect(notice({ ...first, event: long }).text.split('\n')[0]?.length).toBeLessThan(120);
  });
});

describe('what is not an ordinary charge', () => {
  test.each([
    [declined({ type: 'refund.failed', kind: 'refund' }), 'Refund failed'],
    [declined({ type: 'dispute.opened', kind: 'dispute' }), 'Payment disputed'],
    [
      declined({ type: 'invoice.overdue', invoice: { id: 'in_1', number: 'F-7' } }),
      'Invoice overdue',
    ],
    [declined({ kind: 'bank_debit' }), 'Bank debit failed'],
  ])('is called by its name', (event, name) => {
    expect(notice({ ...first, event }).text).toContain(name);
  });

  test('a refund that failed tells no guest, and staff that the money is still owed', () => {
    const reason = {
      category: 'closed_account',
      cause: 'instrument',
      hardness: 'hard',
      advice: 'call_customer',
    } as const;
    const event = declined({ type: 'refund.failed', kind: 'refund', reason });
    expect(isGuestReachable(event, undefined)).toBe(false);
    expect(notice({ ...first, event }).text).toMatch(
      /cannot take the money\.\nWhat to do: The guest is still owed this\. Give it back another way\.$/,
    );
  });

  test('a refund that failed for no fault of the card is looked at before anybody gives it back again', () => {
    const event = declined({ type: 'refund.failed', kind: 'refund' });
    expect(notice({ ...first, event }).text).toMatch(
      /Why: the refund could not be made \(insufficient_funds\)\.\nWhat to do: Look at the refund at the gateway\. The guest may still be owed this: then ask for it again, or give it back another way\.$/,
    );
  });

  test('a refund that somebody called off may be as it should be: nobody is told to pay it another way', () => {
    const reason = {
      category: 'canceled',
      cause: 'unknown',
      hardness: 'hard',
      advice: 'call_customer',
    } as const;
    const event = declined({ type: 'refund.failed', kind: 'refund', reason });
    const { text } = notice({ ...first, event });
    expect(text).toContain('Why: the refund was called off.');
    expect(text).not.toContain('Give it back another way');
  });

  test('a dispute says by when it must be answered, and what its end means', () => {
    const reason = {
      category: 'disputed',
      cause: 'dispute',
      hardness: 'hard',
      advice: 'answer_dispute',
    } as const;
    const dispute = { id: 'dp_1', answerBy: '2026-03-20T23:59:00.000Z' };
    const opened = declined({ type: 'dispute.opened', kind: 'dispute', reason, dispute });
    expect(notice({ ...first, event: opened }).text).toContain('Answer by Mar 20, 2026, 11:59');
    const lost = {
      ...opened,
      type: 'dispute.closed',
      dispute: { id: 'dp_1', outcome: 'lost' },
    } as const;
    expect(notice({ ...first, event: lost }).text).toMatch(/^Dispute lost[^]*The money is gone\./);
    const won = { ...lost, dispute: { id: 'dp_1', outcome: 'won' } } as const;
    const good = settlement({ ...live, event: won, caseId: 'case-1', paid: undefined });
    expect(good.text).toMatch(/^Dispute won[^]*The money stays\./);
    const refunded = settlement({
      ...live,
      event: paid({ type: 'refund.succeeded' }),
      caseId: 'c',
      paid: undefined,
    });
    expect(refunded.text).toMatch(/^Refunded[^]*₩45,000 was given back/);
  });

  test('a mandate that ended is no payment that failed, neither to staff nor to the guest', () => {
    const {
      amount: _,
      order: __,
      ...rest
    } = declined({
      kind: 'bank_debit',
      references: [{ type: 'setup', value: 'MD1' }],
      customer: { name: 'Minji Kim', phone: '+33639982101' },
      instrument: { type: 'bacs', brand: 'Bacs Direct Debit' },
      reason: {
        code: 'mandate_cancelled',
        category: 'mandate_problem',
        cause: 'instrument',
        hardness: 'hard',
        advice: 'update_details',
      },
      links: {},
    });
    expect(isGuestReachable(rest, undefined)).toBe(true);
    const { text, guest } = notice({ ...first, event: rest });
    expect(text).toBe(
      [
        'Bank debits no longer possible – Minji Kim',
        'Bacs Direct Debit',
        'Why: the permission to collect from this account is missing or was withdrawn (mandate_cancelled).',
        'What to do: No payment has failed. Before the next one, ask the guest to set it up again or for another way to pay.',
      ].join('\n'),
    );
    expect(guest.text).toBe(
      'We can no longer collect from your bank account. No payment has failed. Please set it up again, or talk to us.',
    );
    const links = { updateMethod: 'https://pay.bbq.example/mandate' };
    expect(notice({ ...first, event: { ...rest, links } }).guest.text).toMatch(
      /No payment has failed\. Set it up again here: https:\/\/pay\.bbq\.example\/mandate$/,
    );
    const page = levelPage({ ...live, event: rest, to: '#m', level: 'Owner', ordinal: 2 });
    expect(page.text).toMatch(/^Owner: Bank debits no longer possible \(2 times now\)/);
  });

  test('nor is a card that could not be saved', () => {
    const { amount: _, ...rest } = declined({ references: [{ type: 'setup', value: 'seti_1' }] });
    const { text, guest } = notice({ ...first, event: rest });
    expect(text).toMatch(/^Card could not be saved – Gangnam, table 12, order 1042\n/);
    expect(text).toContain('What to do: No payment has failed. Ask for another way to pay');
    expect(guest.text).toBe(
      'Your card could not be saved for later. No payment has failed. Please try another card, or talk to us.',
    );
    const paying = declined({ references: [{ type: 'setup', value: 'seti_1' }] });
    expect(notice({ ...first, event: paying }).text).toMatch(/^Payment failed/);
  });

  test('staff learn what the gateway plans and what is missing', () => {
    const event = declined({ nextAttemptAt: '2026-03-08T19:30:00.000Z', incomplete: true });
    const { text } = notice({ ...first, event });
    expect(text).toMatch(/The gateway will try again on Mar 8, 2026, 7:30\sPM UTC\./);
    expect(text).toContain('Some details could not be read from the gateway.');
  });
});
