import { Spoke } from '../../src';
import { spokeProblems, spokesProblems } from '../../src/fleet/spoke-problems';
import { codes } from '../helpers';

type Refusal = [code: string, field: string];

test.each<[string, unknown, ...Refusal[]]>([
  ['no list', undefined, ['fleet/no-spoke', 'spokes']],
  ['an empty list', [], ['fleet/no-spoke', 'spokes']],
  ['a name in place of a spoke', ['bj'], ['fleet/not-a-spoke', 'spokes[0]']],
  ['undefined in the list', [undefined], ['fleet/not-a-spoke', 'spokes[0]']],
  ['the same cluster twice', [Spoke.of('bj'), Spoke.of('sh'), Spoke.of('bj')], ['fleet/spoke-repeated', 'spokes[2]']],
  ['an invalid spoke', [Spoke.of('bj'), Spoke.of('B')], ['validation/name', 'spokes[1].name']],
  ['an invalid spoke twice, as one fault each', [Spoke.of('B'), Spoke.of('B')],
    ['validation/name', 'spokes[0].name'],
    ['fleet/spoke-repeated', 'spokes[1]']],
])('a list of spokes is refused: %s', (_, spokes, ...expected) => {
  expect(codes(spokesProblems('spokes', spokes))).toEqual(expected);
});

test('a list of spokes is accepted', () => {
  expect(spokesProblems('spokes', [Spoke.of('bj'), Spoke.of('sh')])).toEqual([]);
});

test.each<[string, unknown, ...Refusal[]]>([
  ['a name', 'bj', ['fleet/not-a-spoke', 'spoke']],
  ['an object with the options of a spoke', { name: 'bj', _options: {} }, ['fleet/not-a-spoke', 'spoke']],
  ['an invalid spoke', Spoke.of('B'), ['validation/name', 'spoke.name']],
])('a spoke is refused: %s', (_, spoke, ...expected) => {
  expect(codes(spokeProblems('spoke', spoke))).toEqual(expected);
});
