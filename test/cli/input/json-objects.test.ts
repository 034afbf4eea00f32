import { jsonObjects } from '../../../src/cli/input/json-objects';

describe('objects of JSON one after the other', () => {
  const split: Array<[string, string, string[]]> = [
    ['on lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '\n{"b":2}']],
    ['without a space', '{"a":1}{"b":{}}', ['{"a":1}', '{"b":{}}']],
    ['with braces and quotes in texts', '{"a":"}\\"{"}\n{"b":"\\\\"}', ['{"a":"}\\"{"}', '\n{"b":"\\\\"}']],
    ['over several lines, with tabs', '{\n\t"a": [{}]\n}\n\n{\n}', ['{\n\t"a": [{}]\n}', '\n\n{\n}']],
  ];
  test.each(split)('are split %s', (_, text, expected) => {
    expect(jsonObjects(text)).toEqual(expected);
  });

  const whole: Array<[string, string]> = [
    ['a single object', '{"a":1}\n'],
    ['no text', ''],
    ['YAML', 'a: {b: 1}\n'],
    ['a list', '[{"a":1}]'],
    ['a template', '{{ if .x }}{ "a": 1 }{{ end }}'],
    ['an object that does not end', '{"a":1}\n{"b":'],
    ['a text that does not end', '{"a":1}\n{"b": "x\n}'],
    ['more behind it', '{"a":1} b'],
  ];
  test.each(whole)('are not seen in %s', (_, text) => {
    expect(jsonObjects(text)).toBeUndefined();
  });

  test('are found in one pass over a hostile text', () => {
    const started = Date.now();
    jsonObjects(`${'{'.repeat(500_000)}${'"'.repeat(500_001)}`);
    jsonObjects(`{}${' '.repeat(500_000)}{}${' '.repeat(500_000)}x`);
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
