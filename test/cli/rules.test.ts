import { ran } from './fake-terminal';
import { RULES } from '../../src/rules/catalogue/all-rules';

describe('rules', () => {
  test('lists each rule with its title below its severity, in the order of the ids', async () => {
    const { code, out } = await ran(['rules']);
    expect(code).toBe(0);
    const listed = out.split('\n').filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim().split(/ {2,}/));
    const of = (severity: string): string[][] => RULES
      .filter((rule) => rule.severity === severity)
      .map(({ id, title }) => [id, title])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    expect(listed).toEqual([...of('error'), ...of('warning'), ...of('advice')]);
  });

  test('is data in JSON', async () => {
    const rules = JSON.parse((await ran(['rules', '--format', 'json'])).out);
    expect(rules.map(({ id }: any) => id)).toEqual(RULES.map(({ id }) => id));
    expect(Object.keys(rules[0])).toEqual(['id', 'title', 'severity', 'source', 'link']);
  });
});
