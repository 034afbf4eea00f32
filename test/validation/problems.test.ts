import type { Problem } from '../../src/validation/problem';
import { Problems } from '../../src/validation/problems';

const problem = (field: string): Problem => (
  { code: 'validation/odd', field, rule: 'is odd', why: 'nothing works', fix: 'make it even' });

describe('the collector', () => {
  test('keeps what is added, in its order', () => {
    const problems = new Problems();
    problems.add(problem('a'));
    problems.addAll([problem('b'), problem('c')]);
    problems.within('d', [problem('[0]')]);
    expect(problems.all.map((p) => p.field)).toEqual(['a', 'b', 'c', 'd[0]']);
  });

  test('is empty until something is added', () => {
    const problems = new Problems();
    expect(problems.isEmpty).toBe(true);
    problems.addAll([]);
    expect([problems.isEmpty, problems.all]).toEqual([true, []]);
    problems.add(problem('a'));
    expect(problems.isEmpty).toBe(false);
  });
});
