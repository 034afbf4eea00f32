import * as fc from 'fast-check';
import { judged, pieces, ran } from './fake-terminal';
import { RULES } from '../../src/rules/catalogue/all-rules';

/** Any input gives findings or a fault, never an exception: texts that look like YAML, and manifests gone wrong. */
const words = fc.constantFrom(
  'apiVersion: v1',
  'kind: Pod',
  'kind: List',
  'items:',
  'metadata:',
  'spec:',
  'a: b',
  '- a',
  '- - ',
  'a:',
  '? a',
  ': b',
  '&x',
  '*x',
  '<<: *x',
  '!!str',
  '!!binary =',
  '!x',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '|',
  '>-',
  '#',
  '---',
  '...',
  '%YAML 1.1',
  '\t',
  ' ',
  '  ',
  '\r',
  '\u0000',
  '\uFEFF',
  '\u2028',
  'ü🙂',
  '\ud83d',
  '{{ x }}',
  '0x',
  '.inf',
  '~',
  '{"a":1}',
  '__proto__: 1',
);
const text = fc
  .array(fc.tuple(words, fc.constantFrom('', ' ', '\n', '\n  ', '\n    ')), { maxLength: 25 })
  .map((parts) => parts.flat().join(''));

test('texts that look like YAML', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('text', 'json', 'sarif', 'github', 'junit'), async (given, format) => {
      const { code, err } = await ran(['check', '-', '--format', format], { input: pieces(given) });
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toContain('fault of the command');
    }),
    { numRuns: 200 },
  );
}, 60_000);

const wrong = fc.constantFrom(
  '7',
  '-1',
  '1e99',
  '""',
  '~',
  '[]',
  '{}',
  '[null]',
  '{a: [1]}',
  'true',
  '"x"',
  '.nan',
  '2001-01-01',
  '"99999999999999999999m"',
  '"${x}"',
);
const example = fc.constantFrom(...RULES.flatMap(({ failing, repaired }) => [failing, repaired]));

/** One line of a manifest changed: its value, its key, its place, or the line itself. */
function changed(manifest: string, at: number, value: string, how: number): string {
  const lines = manifest.split('\n');
  const i = at % lines.length;
  const [, start = '', key = ''] = /^([ -]*)([^:]*)/.exec(lines[i])!;
  const changes = [`${start}${key}: ${value}`, `${start}${value}`, '', `${lines[i]}\n${lines[i]}`, `${start}- ${key}`];
  return [...lines.slice(0, i), changes[how % changes.length], ...lines.slice(i + 1)].join('\n');
}

test('the examples of the rules with one line gone wrong', async () => {
  await fc.assert(
    fc.asyncProperty(example, fc.nat(200), wrong, fc.nat(4), async (manifest, at, value, how) => {
      const given = changed(manifest, at, value, how);
      const lines = given.split('\n').length;
      const { findings, unusable } = await judged(given);
      for (const { line, file } of findings) expect([file, line >= 1 && line <= lines]).toEqual(['stdin', true]);
      for (const { line = 1 } of unusable) expect(line >= 1 && line <= lines).toBe(true);
    }),
    { numRuns: 400 },
  );
}, 60_000);
