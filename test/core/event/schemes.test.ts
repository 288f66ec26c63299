import { SCHEMES } from '../../../nodes/core/event/schemes';
import { lookUpReason } from '../../../nodes/core/library';
import { SCHEME_CODES } from '../../fixtures/schemes/codes';

const { sepa, nacha, ...BACS } = SCHEME_CODES;
const published = (codes: string): readonly string[] => codes.split(' ');

test('each scheme explains every code that it publishes, and no other', () => {
  expect([...SCHEMES.sepa.keys()].toSorted()).toEqual(published(sepa).toSorted());
  expect([...SCHEMES.nacha.keys()].toSorted()).toEqual(published(nacha).toSorted());
  const reports = Object.entries(BACS).flatMap(([report, codes]) =>
    published(codes).map((code) => `${report}-${code}`),
  );
  expect([...SCHEMES.bacs.keys()].toSorted()).toEqual(
    [...published(BACS.ARUDD), ...reports].toSorted(),
  );
});

test.each(['sepa', 'nacha', 'bacs'] as const)('%s speaks to people', (scheme) => {
  for (const [code, row] of SCHEMES[scheme]) {
    expect(row.code).toBe(code);
    expect(row.category).not.toBe('unknown');
    expect(row.source).toMatch(/^https:\/\//);
    // One plain line: no full stop, no jargon of the banks.
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(row.meaning).not.toMatch(/RDFI|ODFI|DDI|mandate|debtor|creditor bank/i);
  }
});

test('of somebody who has died nobody is asked for money again', () => {
  const told = ['MD07', 'R15', '2', 'ARUDD-2', 'ADDACS-2', 'AUDDIS-2'];
  const rows = told.map((code) => Object.values(SCHEMES).flatMap((table) => table.get(code) ?? []));
  for (const row of rows.flat()) expect(row).toMatchObject({ advice: 'do_not_retry' });
  expect(rows.every((found) => found.length === 1)).toBe(true);
});

test('the library finds a scheme as it finds a gateway', () => {
  expect(lookUpReason('sepa', 'AM04')).toMatchObject({ cause: 'funds', advice: 'retry_later' });
  expect(lookUpReason('nacha', 'R02')).toMatchObject({ category: 'closed_account' });
  expect(lookUpReason('bacs', '1').meaning).toBe(lookUpReason('bacs', 'ARUDD-1').meaning);
  expect(lookUpReason('bacs', '0')).toMatchObject({ category: 'insufficient_funds' });
  expect(lookUpReason('bacs', 'ADDACS-0')).toMatchObject({ category: 'mandate_problem' });
  expect(lookUpReason('iso8583', '51')).toMatchObject({ category: 'insufficient_funds' });
  expect(lookUpReason('sepa', 'R02')).toMatchObject({ category: 'unknown' });
  expect(() => lookUpReason('constructor', '1')).toThrow('There is no gateway "constructor"');
});
