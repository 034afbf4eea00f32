import { cidr } from '../../src/validation/cidr';
import type { Problem } from '../../src/validation/problem';

/** Code, field and value of each problem. */
function found(problems: readonly Problem[]): unknown[] {
  return problems.map(({ code, field, value }) => [code, field, value]);
}

test.each([
  '10.0.0.0/8', '0.0.0.0/0', '192.0.2.7/32', '128.0.0.0/1', '192.0.2.128/25', '::/0', '2001:db8::/32',
  '2001:db8::1/128',
])('%s is a block of addresses', (value) => {
  expect(cidr('block', value)).toEqual([]);
});

test.each<[unknown]>([
  ['10.0.0.0'], ['10.0.0.0/'], ['10.0.0.0/33'], ['10.0.0.0/8/8'], ['10.0.0/8'], ['10.0.0.0/-1'], ['::/129'], [''],
  ['office'], [undefined], [8], [['10.0.0.0/8']], [Object.create(null)],
])('%j is none', (value) => {
  expect(found(cidr('block', value))).toEqual([['validation/cidr', 'block', value]]);
});

test.each([
  '10.0.0.1/8', '0.0.0.1/0', '192.0.2.1/31', '255.255.255.255/1',
])('%s has bits after its prefix', (value) => {
  expect(found(cidr('block', value))).toEqual([['validation/cidr-bits', 'block', value]]);
});
