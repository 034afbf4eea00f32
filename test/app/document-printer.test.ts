import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { DocumentPrinter, writeDocuments } from '../../src/app/document-printer';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'document-printer-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function written(...texts: string[]): string {
  const file = path.join(folder, 'file.yaml');
  writeDocuments(file, texts);
  return fs.readFileSync(file, 'utf8');
}

describe('documents are printed', () => {
  const print = (...documents: unknown[]) => new DocumentPrinter().print(documents);

  test('one text for each, an empty line for none', () => {
    expect(print({ a: '0o17' }, undefined, ['x'])).toEqual(['a: "0o17"\n', '\n', '- x\n']);
  });

  test('by cdk8s where only it knows how, the others as before', () => {
    const date = { at: new Date(0), also: [1] };
    expect(print({ a: '0o17' }, date, { b: '0o17' })).toEqual(['a: "0o17"\n', Yaml.stringify(date), 'b: "0o17"\n']);
  });

  test('or not at all, as with cdk8s', () => {
    expect(() => print({ a: () => 1 })).toThrow('Tag not resolved for Function value');
  });

  test('with anchors where one holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(print(circle)).toEqual([Yaml.stringify(circle)]);
  });
});

describe('a file of documents', () => {
  test('has a line between them', () => {
    expect(written('a: 1\n', '\n', 'b: 2\n')).toBe('a: 1\n---\n\n---\nb: 2\n');
    expect(written('a: 1\n')).toBe('a: 1\n');
    expect(written()).toBe('');
  });

  test('is one however large it is', () => {
    const texts = Array.from({ length: 7 }, (_, i) => `a: ${`${i}é`.repeat(300_000)}\n`);
    expect(written(...texts)).toBe(texts.join('---\n'));
  });

  test('takes the place of what was there', () => {
    written('a: long text\n');
    expect(written('b\n')).toBe('b\n');
  });

  test('is closed where it cannot be written', () => {
    const system = jest.requireActual<typeof fs>('fs');
    const close = jest.spyOn(system, 'closeSync');
    const write = jest.spyOn(system, 'writeFileSync').mockImplementation(() => { throw new Error('no space left'); });
    try {
      expect(() => writeDocuments(path.join(folder, 'full.yaml'), ['a\n'])).toThrow('no space left');
      expect(close).toHaveBeenCalledTimes(1);
    } finally {
      write.mockRestore();
      close.mockRestore();
    }
  });
});
