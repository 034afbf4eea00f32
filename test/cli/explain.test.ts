import { ran } from './fake-terminal';
import { RULES } from '../../src/rules/catalogue/all-rules';

describe('explain', () => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))('shows all of %s', async (id, rule) => {
    const { code, out, err } = await ran(['explain', id]);
    expect([code, err]).toEqual([0, '']);
    const parts = [
      rule.title,
      rule.severity,
      rule.description.trim(),
      rule.failing.trim(),
      rule.repaired.trim(),
      rule.fix.trim(),
      rule.source,
    ];
    for (const part of parts) expect(out).toContain(part);
  });

  test('has its sections in the order in which they are read', async () => {
    const { out } = await ran(['explain', 'latest-tag']);
    expect(out.split('\n')[0]).toBe('latest-tag  warning');
    expect(out.match(/^(Why|Fails|Works|Fix|source:|page:)/gm)).toEqual([
      'Why',
      'Fails',
      'Works',
      'Fix',
      'source:',
      'page:',
    ]);
  });

  test('without an id lists the rules', async () => {
    expect(await ran(['explain'])).toEqual(await ran(['rules']));
  });

  test.each(['cli/repeated-key', 'cli/reason-missing', 'cli/unknown-rule'])(
    'shows where %s is explained',
    async (id) => {
      expect((await ran(['explain', id])).out).toMatch(new RegExp(`^${id}: see \\S+/docs/problems.md\n$`));
    },
  );

  test('says which rule is meant', async () => {
    expect(await ran(['explain', 'latest-tga'])).toEqual({
      code: 2,
      out: '',
      err: 'elastic-inference: there is no rule latest-tga\ndid you mean latest-tag?\n',
    });
    expect((await ran(['explain', 'zzzzzz'])).err).toBe(
      'elastic-inference: there is no rule zzzzzz\nelastic-inference rules lists them\n',
    );
  });

  test('has colours only where they are wanted', async () => {
    expect((await ran(['explain', 'latest-tag'], { hasColors: true })).out).toContain('\u001b[1mlatest-tag');
    expect((await ran(['explain', 'latest-tag'])).out).not.toContain('\u001b');
  });
});
