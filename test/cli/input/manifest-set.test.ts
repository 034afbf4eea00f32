import { join } from 'path';
import { ManifestSet } from '../../../src/cli/input/manifest-set';
import { fileSource, inputSource, type Source } from '../../../src/cli/input/source';
import { deployment, folder, pieces, removeFolders } from '../fake-terminal';

afterAll(removeFolders);

const nothing = (): void => {};
const input = (...texts: string[]): Source => inputSource(pieces(...texts));
const read = (...sources: Source[]): Promise<ManifestSet> => ManifestSet.read(sources, nothing);
const inFolder = (text: string | Uint8Array): Source =>
  fileSource(join(folder({ 'a.yaml': text }), 'a.yaml'), 'a.yaml', false);

/** Names of the objects, each with the line of a field of it. */
async function lines(set: ManifestSet, field: string): Promise<Array<[name: string, line: number]>> {
  const positions = await set.positions(set.objects.map((object) => ({ object, field })));
  return set.objects.map((object, i) => [String(object.metadata?.name), positions[i].line]);
}

const LIST = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
  - apiVersion: v1
    kind: List
    items:
      - { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
`;

describe('a set of manifests', () => {
  test('knows the line of each field in each document', async () => {
    const set = await read(input(`# c\n---\n${deployment('a')}---\n\n# d\n${deployment('b')}`));
    expect(await lines(set, 'metadata.name')).toEqual([
      ['a', 6],
      ['b', 23],
    ]);
    expect(await lines(set, 'spec.template.spec.containers["server"].image')).toEqual([
      ['a', 16],
      ['b', 33],
    ]);
  });

  test('knows it in lists, and lists of lists', async () => {
    expect(await lines(await read(input(`---\n${LIST}`)), 'metadata.name')).toEqual([
      ['a', 8],
      ['b', 12],
    ]);
  });

  test('knows it in typed lists, whose items repeat neither version nor kind', async () => {
    const set = await read(input('apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata:\n    name: a\n'));
    expect(set.objects[0]).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
    expect(await lines(set, 'metadata.name')).toEqual([['a', 5]]);
  });

  test('knows it in JSON, also in objects one after the other', async () => {
    const json = (name: string): string =>
      `{\r\n\t"apiVersion": "v1",\r\n\t"kind": "ConfigMap",\r\n\t"metadata": {"name": "${name}"}\r\n}\r\n`;
    expect(await lines(await read(input(json('a'), json('b'))), 'metadata.name')).toEqual([
      ['a', 4],
      ['b', 9],
    ]);
  });

  test('knows it where YAML itself splits documents', async () => {
    const map = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
    const set = await read(input(`${map('a')}...\n${map('b')}...\n---\n${map('c')}`));
    expect(await lines(set, 'metadata.name')).toEqual([
      ['a', 3],
      ['b', 7],
      ['c', 12],
    ]);
  });

  test('knows the source of each object', async () => {
    const set = await read(inFolder(deployment('a')), input(deployment('b')));
    expect(set.objects.map((object) => set.placeOf(object)?.source.name)).toEqual(['a.yaml', 'stdin']);
    expect([...set.files]).toEqual(['a.yaml', 'stdin']);
  });

  test('says how far it is after each document', async () => {
    const seen: number[] = [];
    await ManifestSet.read([input(`${deployment('a')}---\n${deployment('b')}---\n# c\n`)], (objects) =>
      seen.push(objects),
    );
    expect(seen).toEqual([1, 2, 2]);
  });

  test('still has its findings where a file is gone meanwhile', async () => {
    const cwd = folder({ 'a.yaml': deployment('a') });
    const set = await read(fileSource(join(cwd, 'a.yaml'), 'a.yaml', true));
    removeFolders();
    expect(await lines(set, 'metadata.name')).toEqual([['a', 1]]);
  });
});

describe('what cannot be used', () => {
  test('is said with its line, and the rest is read', async () => {
    const set = await read(
      input(`${deployment('a')}---\nb: "\n---\n\n# c\nhello: 1\n---\n[1]\n---\n${deployment('d')}`),
    );
    expect(set.objects.map(({ metadata }) => metadata?.name)).toEqual(['a', 'd']);
    expect(set.unusable.map(({ file, line, message }) => [file, line, message])).toEqual([
      ['stdin', 16, 'unexpected end of the stream within a double quoted scalar'],
      ['stdin', 20, 'the document has neither apiVersion nor kind'],
      ['stdin', 22, 'the document is a list'],
    ]);
  });

  test('is silent in a folder, which may hold anything', async () => {
    const set = await read(
      inFolder('a: 1\n'),
      inFolder('{{ x }}'),
      inFolder('- a'),
      inFolder(Buffer.from([0, 1])),
      inFolder(''),
    );
    expect([set.objects, set.unusable]).toEqual([[], []]);
  });

  test('is said of a file in a folder that speaks of apiVersion and kind', async () => {
    const set = await read(inFolder('apiVersion: v1\nkind: ConfigMap\ndata: {{ x }}\n  y: 1\n'));
    expect(set.unusable).toMatchObject([{ file: 'a.yaml', expected: expect.stringContaining('helm template') }]);
  });

  test('is a file that holds no text, and one that is not there', async () => {
    const image = fileSource(join(folder({ 'a.png': Buffer.from([0x89, 0, 0]) }), 'a.png'), 'a.png', true);
    const set = await read(image, fileSource(join(folder({}), 'none'), 'nowhere', true));
    expect(set.unusable.map(({ file, message }) => [file, message])).toEqual([
      ['a.png', 'it is not a text file'],
      ['nowhere', expect.stringContaining('ENOENT')],
    ]);
  });

  test('is nothing where a document is empty', async () => {
    const set = await read(input(`---\n# c\n---\n~\n---\nnull\n---\n${deployment('a')}`));
    expect([set.objects.length, set.unusable]).toEqual([1, []]);
  });
});

describe('a key that is there twice', () => {
  test('is reported of the object it is in', async () => {
    const list = LIST.replace('      name: a\n', '      name: a\n      name: a2\n');
    const set = await read(input(`---\n${list}`));
    expect(set.repeatedKeys.map(({ object, line }) => [object.metadata?.name, line])).toEqual([['a2', 9]]);
    const last = await read(input(LIST.replace('{ name: b }', '{ name: b, name: c }')));
    expect(last.repeatedKeys.map(({ object, line }) => [object.metadata?.name, line])).toEqual([['c', 11]]);
  });

  test('is silent where there is no object', async () => {
    expect((await read(input('a: 1\na: 2\n'))).repeatedKeys).toEqual([]);
  });
});
