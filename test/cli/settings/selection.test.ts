import { ruleFilter, ruleNames } from '../../../src/cli/settings/selection';
import { UsageError } from '../../../src/cli/settings/usage-error';

const chosen = (...patterns: string[]): string[] => ruleNames().filter(ruleFilter('select', patterns));

function refusal(...patterns: string[]): [string, string | undefined] {
  try {
    ruleFilter('select', patterns);
    return ['', undefined];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error.message, error.hint];
  }
}

describe('a choice of rules', () => {
  test('is by id', () => {
    expect(chosen('latest-tag', 'hpa-missing-request').sort()).toEqual(['hpa-missing-request', 'latest-tag']);
    expect(chosen('cli/repeated-key')).toEqual(['cli/repeated-key']);
    expect(chosen()).toEqual([]);
  });

  test('is by * for any letters, also none, at any place', () => {
    const all = ruleNames();
    expect(chosen('*')).toEqual(all);
    expect(chosen('**')).toEqual(all);
    expect(chosen('hpa-*')).toEqual(all.filter((id) => id.startsWith('hpa-')));
    expect(chosen('*-tag')).toEqual(all.filter((id) => id.endsWith('-tag')));
    expect(chosen('*tag*')).toEqual(all.filter((id) => id.includes('tag')));
    expect(chosen('latest*tag')).toEqual(['latest-tag']);
    expect(chosen('latest-tag*')).toEqual(['latest-tag']);
    expect(chosen('cli/*').length).toBe(3);
  });

  test('does not count letters twice', () => {
    expect(refusal('latest-tag*tag')[0]).toBe('select: there is no rule latest-tag*tag');
    expect(refusal('latest-ta*ag')[0]).toBe('select: there is no rule latest-ta*ag');
  });

  test('is of rules that there are, and says which is meant', () => {
    expect(refusal('latest-tga')).toEqual(['select: there is no rule latest-tga', 'did you mean latest-tag?']);
    expect(refusal('latest-tag', 'zzz')).toEqual([
      'select: there is no rule zzz',
      'elastic-inference rules lists them',
    ]);
    expect(refusal('latest.tag')[0]).toBe('select: there is no rule latest.tag');
    expect(refusal('')[0]).toBe('select: there is no rule ');
  });

  test('takes no time for a hostile pattern', () => {
    const started = Date.now();
    expect(refusal(`${'*a'.repeat(5000)}x`)[0]).toMatch(/^select: there is no rule/);
    expect(refusal(`${'*'.repeat(5000)}~`)[0]).toMatch(/^select: there is no rule/);
    expect(Date.now() - started).toBeLessThan(1000);
  });

  test('names each rule once', () => {
    expect(new Set(ruleNames()).size).toBe(ruleNames().length);
  });
});
