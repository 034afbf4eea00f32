import { YAMLException } from 'js-yaml';
import { readYaml } from '../../../src/cli/input/kubernetes-yaml';
import { leniently } from '../../../src/cli/input/lenient';

describe('lines in brackets and quotes that are not indented', () => {
  // What Go reads was run with sigs.k8s.io/yaml v1.6.0.
  const cases: Array<[string, string, unknown]> = [
    ['a bracket below its key', 'a: [\n1,\n2\n]\nb: 3\n', { a: [1, 2], b: 3 }],
    ['a brace below its key', 'k:\n  a: {\n    b: 1\n  }\n  c: 2\n', { k: { a: { b: 1 }, c: 2 } }],
    ['a comment before the bracket', 'k:\n  a: [\n  1 # one\n  ]\n  b: 2\n', { k: { a: [1], b: 2 } }],
    ['tabs', 'k:\n  - a: [1,\n2,\n  3]\n    b: {\n\t"c": 1 }\n', { k: [{ a: [1, 2, 3], b: { c: 1 } }] }],
    ['a text in quotes', "a: 'x\ny'\n", { a: 'x y' }],
    ['line ends of Windows', 'a: [\r\n1\r\n]\r\nb: 2\r\n', { a: [1], b: 2 }],
    ['a # in a text', 'a: ["x#y",\n"z"\n]\n', { a: ['x#y', 'z'] }],
  ];
  test.each(cases)('are read as Go reads them: %s', (_, text, expected) => {
    expect(readYaml(text).values).toEqual([expected]);
  });

  test('keep every offset', () => {
    const seen: string[] = [];
    leniently('a: [\n1\n]\n', (text) => {
      seen.push(text);
      return readYaml('a: 1');
    });
    let calls = 0;
    const text = 'a: [\n  # c\n1\n]\n';
    leniently(text, (joined) => {
      expect(joined).toHaveLength(text.length);
      calls += 1;
      if (calls < 3) YAMLException.throwAt(joined, joined.indexOf('1'), 'deficient indentation');
      return joined;
    });
    expect(seen).toEqual(['a: [\n1\n]\n']);
    expect(calls).toBe(3);
  });

  test('are given up in time where there are very many', () => {
    const text = `a: [\n${'1,\n'.repeat(200_000)}]\n`;
    const started = Date.now();
    expect(() => readYaml(text)).toThrow(/deficient indentation/);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('leave every other fault as it is', () => {
    expect(() => leniently('x', () => { throw new Error('else'); })).toThrow('else');
  });
});
