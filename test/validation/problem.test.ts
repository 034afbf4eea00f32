import { within, type Problem } from '../../src/validation/problem';

const PROBLEM: Problem = {
  code: 'test/odd',
  field: 'replicas',
  rule: 'must be a number',
  why: 'it would be rejected',
  fix: 'give a number',
};

describe('within', () => {
  test.each([
    ['service', 'name', 'service.name'],
    ['metrics', '[0]', 'metrics[0]'],
    ['behavior', '', 'behavior'],
    ['service', 'ports[1].name', 'service.ports[1].name'],
  ])('in %j, %j is %j', (outer, inner, at) => {
    expect(within(outer, [{ ...PROBLEM, field: inner }])).toEqual([{ ...PROBLEM, field: at }]);
  });

  test('the given problems stay as they are', () => {
    const given = [PROBLEM];
    within('outer', given);
    expect(given).toEqual([PROBLEM]);
    expect(PROBLEM.field).toBe('replicas');
  });

  test('a problem without a value gets none', () => {
    expect('value' in within('outer', [PROBLEM])[0]).toBe(false);
  });
});
