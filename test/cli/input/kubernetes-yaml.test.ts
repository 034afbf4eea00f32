import { readYaml, UnreadableYaml } from '../../../src/cli/input/kubernetes-yaml';

function fault(text: string): { message: string; line: number } | undefined {
  try {
    readYaml(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableYaml)) throw error;
    return error.fault;
  }
}

describe('a text of YAML is read as kubectl reads it', () => {
  // Run with sigs.k8s.io/yaml v1.6.0, which kubectl of Kubernetes 1.37 reads with.
  const cases: Array<[string, string, unknown]> = [
    ['words of YAML 1.1', 'a: yes\nb: off\nc: "yes"\nd: y', { a: true, b: false, c: 'yes', d: true }],
    ['keys that are words', 'on: 1\n', { true: 1 }],
    ['numbers', 'a: 0777\nb: 1e3\nc: .5\nd: 1_000\ne: "1"', { a: 511, b: 1000, c: 0.5, d: 1000, e: '1' }],
    [
      'a date, which stays a text',
      'a: 2001-12-14\nb: 2001-12-14T21:59:43Z',
      { a: '2001-12-14', b: '2001-12-14T21:59:43Z' },
    ],
    ['sixties, which stay texts', 'a: 12:30:45', { a: '12:30:45' }],
    ['more than a number holds', 'a: 1e400', { a: '1e400' }],
    ['keys that are numbers', '1: a\n1.5: b\n', { 1: 'a', 1.5: 'b' }],
    ['nothing', 'a:\nb: ~\nc: null', { a: null, b: null, c: null }],
    ['a merge key', 'x: &x {a: 1, b: 2}\nz:\n  <<: *x\n  b: 3', { x: { a: 1, b: 2 }, z: { a: 1, b: 3 } }],
    [
      'a list of merges',
      'x: &x {a: 1}\nv: &v {a: 2, c: 3}\nz:\n  <<: [*x, *v]',
      { x: { a: 1 }, v: { a: 2, c: 3 }, z: { a: 1, c: 3 } },
    ],
    ['bytes', 'a: !!binary aGVsbG8=', { a: 'hello' }],
    ['texts by a tag', 'a: !!str 1\nb: !!str yes', { a: '1', b: 'yes' }],
    ['numbers by a tag', 'a: !!int "7"\nb: !!float 1', { a: 7, b: 1 }],
    [
      'tags that nobody knows',
      'a: !Ref name\nb: !!foo 1\nc: !x {d: 1}\ne: !y [1]',
      { a: 'name', b: '1', c: { d: 1 }, e: [1] },
    ],
    ['JSON with tabs', '{\n\t"a": [\n\t\t1\n\t]\n}', { a: [1] }],
    ['letters of JSON', '{"a": "\\u00e9\\/\\ud83d\\ude00"}', { a: 'é/😀' }],
    ['a comment', '# c\na: b # c\nc: d#e', { a: 'b', c: 'd#e' }],
    ['names of the prototype', '__proto__: 1\nconstructor: 2', JSON.parse('{"__proto__": 1, "constructor": 2}')],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    expect(readYaml(text).values).toEqual([expected]);
  });

  test('several documents where only YAML itself splits them', () => {
    expect(readYaml('a: 1\n...\n--- {b: 2}\n').values).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('a key that is there twice counts the last time, and is said', () => {
    expect(readYaml('a: 1\nb: 2\na: 3\n')).toEqual({
      values: [{ a: 3, b: 2 }],
      repeatedKey: { message: 'duplicated mapping key', line: 3 },
    });
    expect(readYaml('a: 1\n').repeatedKey).toBeUndefined();
  });
});

describe('a text that is no YAML', () => {
  const cases: Array<[string, string, RegExp, number]> = [
    ['a template', 'a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n', /./, 2],
    ['a quote that is not closed', 'a: 1\nb: "x\n\n', /unexpected end/, 2],
    ['a tab that indents', 'a:\n\tb: 1\n', /tab/, 2],
    ['wrong indentation', 'a:\n  b: 1\n c: 2\n', /indentation/, 3],
    ['an alias of nothing', 'a: 1\nb: *nope\n', /alias/, 2],
    ['an alias of itself', 'a: &a {b: *a}\n', /aliases|alias/, 1],
    ['bytes that are none', 'a: 1\nb: !!binary "%"\n', /binary/, 2],
    ['a fault behind lines that were joined', 'a: [\n1\n]\nb: [\n2\n]\nc: *nope\n', /alias/, 7],
  ];
  test.each(cases)('%s: the fault and its line', (_, text, message, line) => {
    expect(fault(text)?.message).toMatch(message);
    expect(fault(text)?.line).toBe(line);
  });

  test('a bomb of aliases is refused', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i}: &l${i} [${i === 0 ? 'x' : `*l${i - 1}, *l${i - 1}`}]`);
    expect(fault(levels.join('\n'))?.message).toBe('aliases stand for more than 1,000,000 values, or for themselves');
  });

  test('a bomb of merge keys is refused', () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) =>
        `l${i}: &l${i} {${
          i === 0
            ? 'a: 1'
            : `<<: [${Array(90)
              .fill(`*l${i - 1}`)
              .join(', ')}], k${i}: 1`
        }}`,
    );
    expect(fault(levels.join('\n'))?.message).toMatch(/merge|aliases/);
  });

  test.each([
    ['lists', '[', 100_000],
    ['mappings', '{"a":', 100_000],
    ['dashes', '- ', 50_000],
    ['tags', '!a ', 100_000],
  ])('nesting without end is refused: %s', (_, opening, times) => {
    expect(() => fault(opening.repeat(times))).not.toThrow();
  });
});
