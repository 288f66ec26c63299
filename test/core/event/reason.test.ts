import { reasonFor, reasonTable, type ReasonRow } from '../../../nodes/core/event/reason';

const row: ReasonRow = {
  code: '51',
  category: 'insufficient_funds',
  hardness: 'soft',
  advice: 'retry_later',
  meaning: 'Not enough money',
  source: 'https://example.com',
};

describe('a table of reasons', () => {
  test('knows its codes', () => {
    expect(reasonFor(reasonTable([row]), '51')).toEqual({
      code: '51',
      category: 'insufficient_funds',
      cause: 'funds',
      hardness: 'soft',
      advice: 'retry_later',
    });
  });

  test('never guesses: a code that nobody published is unknown', () => {
    const unknown = { category: 'unknown', cause: 'unknown', advice: 'call_customer' };
    expect(reasonFor(reasonTable([row]), '52')).toMatchObject({ code: '52', ...unknown });
    expect(reasonFor(reasonTable([row]), undefined)).toMatchObject(unknown);
  });

  test('that contradicts itself is a mistake of ours', () => {
    expect(() => reasonTable([row], [row])).toThrow('51 is listed twice');
  });
});
