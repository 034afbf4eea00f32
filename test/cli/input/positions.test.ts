import { positionsOf, stepsOf, type Step } from '../../../src/cli/input/positions';

/** Line and column of a field of the first document. */
function at(text: string, field: string, document = 0): [line: number, column: number] {
  const [{ line, column }] = positionsOf(text, [{ document, steps: stepsOf(field) }]);
  return [line, column];
}

const BLOCK = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  template:
    spec:
      containers:
        - name: server
          image: x
          ports:
            - containerPort: 80
            - containerPort: 81
        - image: y
          name: "log\\x67er"
`;

describe('where a field stands', () => {
  const block: Array<[string, [number, number]]> = [
    ['', [1, 1]],
    ['kind', [2, 1]],
    ['metadata.name', [4, 3]],
    ['spec.template.spec.containers', [8, 7]],
    ['spec.template.spec.containers[0]', [9, 11]],
    ['spec.template.spec.containers["server"].image', [10, 11]],
    ['spec.template.spec.containers["server"].ports[1]', [13, 15]],
    ['spec.template.spec.containers[1].name', [15, 11]],
    ['spec.template.spec.containers["logger"].image', [14, 11]],
  ];
  test.each(block)('in block style: %s', (field, expected) => {
    expect(at(BLOCK, field)).toEqual(expected);
    expect(at(BLOCK.replaceAll('\n', '\r\n'), field)).toEqual(expected);
  });

  const nearest: Array<[string, [number, number]]> = [
    ['spec.replicas', [5, 1]],
    ['spec.template.spec.containers["server"].resources.requests', [9, 11]],
    ['spec.template.spec.containers["nobody"].image', [8, 7]],
    ['spec.template.spec.containers[7]', [8, 7]],
    ['status', [1, 1]],
    ['constructor.name', [1, 1]],
  ];
  test.each(nearest)('that is missing is where the nearest one around it stands: %s', (field, expected) => {
    expect(at(BLOCK, field)).toEqual(expected);
  });

  const elsewhere: Array<[string, string, string, [number, number]]> = [
    ['in flow style', 'a: {b: [{name: x, c: 1}, {name: y,\n c: 2}]}\n', 'a.b["y"].c', [2, 2]],
    ['in JSON with tabs', '{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', 'a.b', [3, 3]],
    ['behind a comment', '# c\n\na: 1\n', '', [3, 1]],
    ['with a key in quotes', 'a:\n  "x.y/z": 1\n  \'q\': 2\n', 'a["x.y/z"]', [2, 3]],
    ['with a key in single quotes', 'a:\n  "x": 1\n  \'q\': 2\n', 'a.q', [3, 3]],
    ['with an alias', 'x: &x\n  b: 1\na: *x\n', 'a', [3, 1]],
    ['behind an alias: where it is written', 'x: &x\n  b: 1\na: *x\n', 'a.b', [2, 3]],
    ['beside a merge key', 'x: &x\n  b: 1\na:\n  <<: *x\n  c: 1\n', 'a.c', [5, 3]],
    ['that is there twice: the last', 'a: 1\na: 2\n', 'a', [2, 1]],
    ['with a number for a key', 'a:\n  8080: x\n', 'a.8080', [2, 3]],
    ['in a list without dashes before it', 'a: [\nx,\ny\n]\n', 'a[1]', [3, 1]],
    ['of a list of lists', '- - a: 1\n  - a: 2\n', '[0][1].a', [2, 5]],
    ['of a text', 'a: |\n  b: 1\nc: 2\n', 'c', [3, 1]],
    ['with a tag', 'a: !x\n  b: 1\n', 'a.b', [2, 3]],
    ['with a key that is asked for with ?', '? a\n: b: 1\n', 'a.b', [2, 3]],
  ];
  test.each(elsewhere)('%s', (_, text, field, expected) => {
    expect(at(text, field)).toEqual(expected);
  });

  const config = `kind: ConfigMap
data:
  # c
  config.yaml: |

    # rules
    rules:
      - name: a
        query: x
      - query: y
  other: |-
     a: [1,
      {b: 2}]
  script: |
    echo "
  folded: >
    a: 1
`;
  test.each<[string, [number, number]]>([
    ['data["config.yaml"]', [4, 3]],
    ['data["config.yaml"]rules[0].query', [9, 9]],
    ['data["config.yaml"].rules[1]', [10, 9]],
    ['data["config.yaml"]rules["a"].query', [9, 9]],
    ['data["config.yaml"]rules[1].name', [10, 9]],
    ['data["config.yaml"]nothing', [4, 3]],
    ['data.other.a[1].b', [13, 8]],
    ['data.script.a', [14, 3]],
    ['data.folded.a', [16, 3]],
  ])('in a text that is YAML itself: %s', (field, expected) => {
    expect(at(config, field)).toEqual(expected);
    expect(at(config.replaceAll('\n', '\r\n'), field)).toEqual(expected);
  });

  test('in a document of several', () => {
    expect(at('a: 1\n...\n---\nb: 2\n', 'b', 1)).toEqual([4, 1]);
    expect(at('a: 1\n', 'b', 7)).toEqual([1, 1]);
  });

  test('of a text that cannot be read, or of none, is its beginning', () => {
    expect(at('a: "', 'a')).toEqual([1, 1]);
    expect(at('', 'a')).toEqual([1, 1]);
    expect(at('# c', 'a')).toEqual([1, 1]);
  });

  test('is found for many fields of a large text in time that grows with both', () => {
    const text = `items:\n${'- a: 1\n'.repeat(30_000)}`;
    const wanted = Array.from({ length: 30_000 }, (_, i) => ({ document: 0, steps: ['items', i, 'a'] }));
    const started = Date.now();
    const found = positionsOf(text, wanted);
    expect(Date.now() - started).toBeLessThan(5000);
    expect(found[29_999]).toEqual({ line: 30_001, column: 3 });
  });
});

describe('the steps of a field', () => {
  const cases: Array<[string, Step[]]> = [
    ['', []],
    ['a.b', ['a', 'b']],
    ['a[0].b', ['a', 0, 'b']],
    ['a["x.y"].b', ['a', 'x.y', 'b']],
    ['a["say \\"x\\""]', ['a', 'say "x"']],
    ['data["config.yaml"]rules[0].name', ['data', 'config.yaml', 'rules', 0, 'name']],
    ['a["\\q"]', ['a', '"\\q"']],
  ];
  test.each(cases)('%s', (field, expected) => {
    expect(stepsOf(field)).toEqual(expected);
  });
});
