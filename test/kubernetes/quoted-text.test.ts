import { Yaml } from 'cdk8s';
import { isReadAsPrinted, quoted, QuotedText, readsAsNumber, unprintablePath } from '../../src/kubernetes/quoted-text';

const object = (data: any) => ({ apiVersion: 'v1', kind: 'ConfigMap', data });

/** What cdk8s prints of a text. */
const print = (text: string) => Yaml.stringify(quoted(object({ text }))).split('\n').find((l) => /^ {2}text/.test(l));

test.each(['0o770', '-0o7', '0O17', '0X1F', '+0x1f', '0B1', '0b11', '-0b1', '0_x1', '1_000', '07', '1e3', '.5'])(
  'Go reads %s as a number, so it is printed in quotes', (text) => {
    expect(readsAsNumber(text)).toBe(true);
    expect(print(text)).toBe(`  text: "${text}"`);
  },
);

test.each(['0o', '0o9', '0xg', '0b2', '1.2.3', '10.0.0.1', '2024-01-02', '1Gi', '500m', 'v1', '-', '.', 'o7'])(
  '%s is a text, which is printed as before', (text) => {
    expect(readsAsNumber(text)).toBe(false);
    expect(quoted(object({ text })).data!.text).toBe(text);
  },
);

test('what needs no quotes stays the same object', () => {
  const manifest = object({ a: 'x', list: [1, 'y', null, true] });
  expect(quoted(manifest)).toBe(manifest);
});

test('what needs them is copied, and reads as before', () => {
  const manifest: any = { ...object({ a: '0o7' }), spec: { args: ['x', '0X1F'], replicas: 7 } };
  const copy = quoted(manifest) as any;
  expect(copy).not.toBe(manifest);
  expect(copy.data.a).toBeInstanceOf(QuotedText);
  expect([`${copy.data.a}`, JSON.stringify(copy)]).toEqual(['0o7', JSON.stringify(manifest)]);
  expect(manifest.data.a).toBe('0o7');
  expect(Yaml.stringify(copy)).toContain('args:\n    - x\n    - "0X1F"\n  replicas: 7\n');
});

test('a control character or a line separator is found, in values and in keys', () => {
  expect(unprintablePath(object({ a: 'b\u2028c' }))).toBe('data.a');
  expect(unprintablePath({ spec: { list: ['a', '\u0085'] } })).toBe('spec.list[1]');
  expect(unprintablePath(object({ 'a/b': '\u007f' }))).toBe('data["a/b"]');
  expect(unprintablePath(object({ '\u2029': 'a' }))).toBe('data');
  expect(unprintablePath(object({ a: 'tab\t, line\n, é, 🙂' }))).toBeUndefined();
});

test.each([
  { a: '0o7' }, { list: ['x', '.5e3'] }, { a: '\u2028' }, { 'b\u0085': 'a' }, [['0X1F']], '0b1',
])('%j is not read as cdk8s prints it', (value) => {
  expect(isReadAsPrinted(value)).toBe(false);
});

test.each([
  { a: '4', b: '1Gi', c: null, d: [1, true], e: {} }, [], '10.0.0.1', 'true', 7,
])('%j is read as cdk8s prints it', (value) => {
  expect(isReadAsPrinted(value)).toBe(true);
});
