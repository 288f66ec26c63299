import { distinct, references } from '../../../nodes/core/event/references';

test('a case is known by every name that the gateway gives, each once', () => {
  expect(
    references(
      ['payment', 'pay_12'],
      ['order', undefined],
      ['order', ''],
      ['payment', 'pay_12'],
      ['charge', 'pay_12'],
    ),
  ).toEqual([
    { type: 'payment', value: 'pay_12' },
    { type: 'charge', value: 'pay_12' },
  ]);
});

test('names that are not there are left out, and the others keep their order', () => {
  const [order, payment] = [
    { type: 'order', value: 'table-12' },
    { type: 'payment', value: 'pay_12' },
  ] as const;
  expect(distinct([undefined, order, payment, { ...order }, undefined])).toEqual([order, payment]);
});
