import { booleanProblems } from '../../src/fleet/boolean-problems';
import { codes } from '../helpers';

test.each([true, false, undefined])('%s is accepted', (value) => {
  expect(booleanProblems('drained', value)).toEqual([]);
});

test.each(['no', 'true', 0, 1, null, {}])('%j is refused, whatever it would count as', (value) => {
  expect(codes(booleanProblems('drained', value))).toEqual([['fleet/not-a-boolean', 'drained']]);
});
