import { amountOf } from '../../src/kubernetes/quantities';
import { parseQuantity } from '../../src/validation/quantity';

test.each<[unknown, number | undefined]>([
  ['500m', 0.5], ['2Gi', 2 * 2 ** 30], [2, 2], ['much', undefined], ['', undefined], [undefined, undefined],
  [null, undefined],
])('the amount of %j is %j, the second time too', (quantity, amount) => {
  expect([amountOf(quantity), amountOf(quantity)]).toEqual([amount, amount]);
});

test('however many quantities there are, each has its own amount', () => {
  const many = Array.from({ length: 5000 }, (_, i) => `${i}m`);
  expect([...many, ...many].map(amountOf)).toEqual([...many, ...many].map(parseQuantity));
});
