import * as fc from 'fast-check';
import { documents, type DocumentText } from '../../../src/cli/input/documents';
import { all, texts } from '../fake-terminal';

const of = (...pieces: string[]): Promise<DocumentText[]> => all(documents(texts(...pieces)));

/** Line and text of each document. */
async function split(...pieces: string[]): Promise<Array<[line: number, text: string]>> {
  return (await of(...pieces)).map(({ line, text }) => [line, text]);
}

describe('the documents of a text', () => {
  const cases: Array<[string, string, Array<[number, string]>]> = [
    ['nothing', '', []],
    ['one', 'a: 1\n', [[1, 'a: 1\n']]],
    ['one without a line end', 'a: 1', [[1, 'a: 1']]],
    [
      'two',
      'a: 1\n---\nb: 2\n',
      [
        [1, 'a: 1\n'],
        [3, 'b: 2\n'],
      ],
    ],
    ['a separator before the first', '---\na: 1\n', [[2, 'a: 1\n']]],
    ['a separator behind the last', 'a: 1\n---\n', [[1, 'a: 1\n']]],
    ['a separator behind the last, without a line end', 'a: 1\n---', [[1, 'a: 1\n']]],
    ['nothing but a separator', '---', []],
    [
      'separators one after the other',
      'a: 1\n---\n---\n\n---\nb: 2\n',
      [
        [1, 'a: 1\n'],
        [4, '\n'],
        [6, 'b: 2\n'],
      ],
    ],
    [
      'a separator with spaces and a comment',
      'a: 1\n--- \t# Source: x.yaml\nb: 2\n',
      [
        [1, 'a: 1\n'],
        [3, 'b: 2\n'],
      ],
    ],
    ['a separator with a comment at the end', 'a: 1\n--- # end', [[1, 'a: 1\n']]],
    [
      'line ends of Windows',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [1, 'a: 1\r\n'],
        [3, 'b: 2\r\n'],
      ],
    ],
    ['what only begins like a separator', 'a: 1\n---x\n----\n', [[1, 'a: 1\n---x\n----\n']]],
    ['dashes that are indented, as in a text', 'a: |\n  ---\n  b\n', [[1, 'a: |\n  ---\n  b\n']]],
    ['dashes at the end of a line', 'a: ---\nb: 2\n', [[1, 'a: ---\nb: 2\n']]],
    ['the end of a document, which YAML itself splits', 'a: 1\n...\nb: 2\n', [[1, 'a: 1\n...\nb: 2\n']]],
    ['content behind the dashes, which YAML itself splits', 'a: 1\n--- {b: 2}\n', [[1, 'a: 1\n--- {b: 2}\n']]],
  ];
  test.each(cases)('with %s', async (_, text, expected) => {
    expect(await split(text)).toEqual(expected);
  });

  test('with objects of JSON one after the other, each with the white space before it', async () => {
    expect(await split('{"a": 1}\n{"b":\n "}{\\""}\n')).toEqual([
      [1, '{"a": 1}'],
      [1, '\n{"b":\n "}{\\""}'],
    ]);
  });

  test('are numbered in their order, without those that are empty', async () => {
    const found = await of('---\na: 1\n---\n---\n{}{}\n---\nb: 1');
    expect(found.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  });

  const line = fc.constantFrom(
    '---',
    '--- # c',
    '---\r',
    '----',
    '...',
    'a: 1',
    '',
    ' ',
    '# c',
    '  - b',
    'a: |',
    '  ---',
    '{"a": 1}',
    '{"a": 1}{',
    '"',
    'ü🙂',
  );
  const text = fc
    .array(line, { maxLength: 12 })
    .chain((lines) => fc.constantFrom('\n', '').map((end) => lines.join('\n') + end));
  const cuts = fc.array(fc.nat(40), { maxLength: 12 });

  function cut(whole: string, at: readonly number[]): string[] {
    const places = [...new Set(at.map((place) => Math.min(place, whole.length)))].sort((a, b) => a - b);
    return [0, ...places].map((start, i) => whole.slice(start, places[i]));
  }

  test('do not depend on how the text is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (whole, at) => {
        expect(await of(...cut(whole, at))).toEqual(await of(whole));
      }),
      { numRuns: 500 },
    );
  });

  test('stand at their lines', async () => {
    const marked = fc.array(fc.constantFrom('---', 'x', '', '--- #'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(marked, async (lines) => {
        const whole = lines.map((one, i) => (one === 'x' ? `x${i + 1}` : one)).join('\n');
        for (const { text: found, line: first } of await of(whole)) {
          found.split('\n').forEach((one, i) => {
            if (one.startsWith('x')) expect(one).toBe(`x${first + i}`);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are refused where one is larger than allowed, and only then', async () => {
    const small = `${'a'.repeat(60)}\n`;
    await expect(all(documents(texts(small, small), 100))).rejects.toThrow(/larger than/);
    expect(await all(documents(texts(small, '---\n', small), 100))).toHaveLength(2);
    expect(await all(documents(texts(`${small}---\n${small}`), 130))).toHaveLength(2);
  });

  test('of one long line take time that grows with its length alone', async () => {
    async function* long(): AsyncGenerator<string> {
      for (let i = 0; i < 4000; i++) yield 'x'.repeat(8000);
    }
    const started = Date.now();
    const [found] = await all(documents(long()));
    expect(found.text).toHaveLength(32_000_000);
    expect(Date.now() - started).toBeLessThan(5000);
  });
});
