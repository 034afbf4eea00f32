import { unknownNames } from '../../../src/kubernetes/keda/scaling-formula';

const KNOWN = new Set(['queue', 'rate']);

test.each<[string, string[]]>([
  ['queue + rate', []],
  ['queue + other', ['other']],
  ['(queue + other) / missing * other', ['other', 'missing']],
  ['max(queue, rate)', []],
  ['let sum = queue + rate; sum * 2', []],
  ['queue > 5 ? 1.5e3 : rate', []],
  ['queue + len("other")', []],
  ['constructor + queue', ['constructor']],
  ['filter([queue, other], # > 1)', []],
  ['$env["other"]', []],
  ['', []],
])('the unknown names of %j', (formula, expected) => {
  expect(unknownNames(formula, KNOWN)).toEqual(expected);
});

test('a huge formula is read once', () => {
  expect(unknownNames('queue + '.repeat(200_000) + '"', KNOWN)).toEqual([]);
});
