import { integer, isObject, list, object, text } from '../../../nodes/core/event/json';

describe('JSON that somebody else wrote', () => {
  test('is read as what it is, or not at all', () => {
    expect(object({ table: 12 })).toEqual({ table: 12 });
    expect(text('12')).toBe('12');
    expect(integer(12)).toBe(12);
    expect(list([1, 2])).toEqual([1, 2]);
  });

  test.each([undefined, null, 12.5, Number.NaN, '', true, 2 ** 60])(
    'never raises, whatever it is: %p',
    (value) => {
      expect(object(value)).toEqual({});
      expect(text(value)).toBeUndefined();
      expect(integer(value)).toBeUndefined();
      expect(list(value)).toEqual([]);
      expect(isObject(value)).toBe(false);
    },
  );

  test('a list is no object', () => {
    expect(isObject([])).toBe(false);
  });
});
