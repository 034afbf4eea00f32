import { join } from 'path';
import { fileSource, inputSource, NoText, STDIN, type Source } from '../../../src/cli/input/source';
import { all, folder, pieces, removeFolders } from '../fake-terminal';

afterAll(removeFolders);

const text = async (source: Source): Promise<string> => (await all(source.pieces())).join('');
const input = (...given: Array<string | Uint8Array>): Source => inputSource(pieces(...given));
const utf16 = (given: string): Buffer => Buffer.from(`\uFEFF${given}`, 'utf16le');

describe('a source', () => {
  test('that is a file is read again each time', async () => {
    const source = fileSource(join(folder({ 'a.yaml': 'a: ü' }), 'a.yaml'), 'a.yaml', true);
    expect([await text(source), await text(source)]).toEqual(['a: ü', 'a: ü']);
  });

  test('that is standard input is kept for the second time', async () => {
    const source = input('a: ', '1\n', 'b: 2\n');
    expect(source.name).toBe(STDIN);
    expect([await text(source), await text(source)]).toEqual(['a: 1\nb: 2\n', 'a: 1\nb: 2\n']);
  });

  test('may cut a letter in two', async () => {
    const bytes = Buffer.from('a: ü🙂');
    const single = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(await text(input(...single))).toBe('a: ü🙂');
  });

  const marked: Array<[string, Array<string | Uint8Array>, string]> = [
    ['of UTF-8', ['\uFEFFa: 1'], 'a: 1'],
    ['of UTF-8, in pieces', [Buffer.from([0xef]), Buffer.from([0xbb]), Buffer.from([0xbf, 0x61])], 'a'],
    ['of UTF-16, as PowerShell writes', [utf16('a: ü\n')], 'a: ü\n'],
    ['of UTF-16 the other way round', [utf16('a: ü\n').swap16()], 'a: ü\n'],
    ['and nothing else', ['\uFEFF'], ''],
  ];
  test.each(marked)('loses the byte order mark %s', async (_, given, expected) => {
    expect(await text(input(...given))).toBe(expected);
  });

  test('may be empty, or a single letter', async () => {
    expect([await text(input()), await text(input('')), await text(input('a'))]).toEqual(['', '', 'a']);
  });

  test('that holds no text says so', async () => {
    await expect(text(input(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])))).rejects.toThrow(NoText);
  });

  test('that cannot be opened fails where it is read', async () => {
    await expect(text(fileSource(join(folder({}), 'none'), 'none', true))).rejects.toThrow(/ENOENT/);
  });
});
