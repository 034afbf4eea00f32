import { execFileSync } from 'child_process';
import { symlinkSync, chmodSync } from 'fs';
import { join } from 'path';
import { sourcesOf, type Sources } from '../../../src/cli/input/sources';
import { all, folder, pieces, removeFolders } from '../fake-terminal';

afterAll(removeFolders);

const found = (cwd: string, ...paths: string[]): Sources => sourcesOf(paths, cwd, pieces(''));
const names = (cwd: string, ...paths: string[]): string[] => found(cwd, ...paths).sources.map(({ name }) => name);

describe('what is read of a folder', () => {
  test('are its YAML and JSON files and all below, in the order of their names', () => {
    const cwd = folder({
      'd/b.yaml': '',
      'd/a.yml': '',
      'd/c.json': '',
      'd/D.YAML': '',
      'd/e.txt': '',
      'd/README.md': '',
      'd/sub/f.yaml': '',
    });
    expect(names(cwd, 'd')).toEqual(['d/D.YAML', 'd/a.yml', 'd/b.yaml', 'd/c.json', 'd/sub/f.yaml']);
    expect(names(join(cwd, 'd'), '.')).toEqual(['D.YAML', 'a.yml', 'b.yaml', 'c.json', 'sub/f.yaml']);
  });

  test('is nothing hidden, and no package', () => {
    const cwd = folder({ '.github/a.yaml': '', '.b.yaml': '', 'node_modules/x/c.yaml': '', 'd.yaml': '' });
    expect(names(cwd, '.')).toEqual(['d.yaml']);
  });

  test('is what is hidden where it is named', () => {
    const cwd = folder({ '.hidden/a.yaml': '', '.b.yaml': '' });
    expect(names(cwd, '.hidden', '.b.yaml')).toEqual(['.hidden/a.yaml', '.b.yaml']);
  });

  test('is each file once, however it is named', () => {
    const cwd = folder({ 'a/x.yaml': '', 'y.yaml': '' });
    symlinkSync(join(cwd, 'y.yaml'), join(cwd, 'z.yaml'));
    expect(names(cwd, 'a', 'a/x.yaml', './a', 'y.yaml', 'z.yaml', '.')).toEqual(['a/x.yaml', 'y.yaml']);
  });

  test('ends where links lead in a circle', () => {
    const cwd = folder({ 'a/b/x.yaml': '' });
    symlinkSync(cwd, join(cwd, 'a/b/up'));
    symlinkSync(join(cwd, 'loop.yaml'), join(cwd, 'loop.yaml'));
    expect(names(cwd, '.')).toEqual(['a/b/x.yaml']);
    expect(found(cwd, '.').missing).toEqual([{ file: 'loop.yaml', message: 'its links lead in a circle' }]);
  });

  test('is no link that leads nowhere, unless it is called a manifest', () => {
    const cwd = folder({ 'a.yaml': '' });
    symlinkSync(join(cwd, 'gone'), join(cwd, 'lock'));
    symlinkSync(join(cwd, 'gone'), join(cwd, 'b.yaml'));
    expect(found(cwd, '.').missing).toEqual([{ file: 'b.yaml', message: 'there is no such file or folder' }]);
  });

  test('is no pipe that waits for somebody to write', () => {
    const cwd = folder({ 'a.yaml': '' });
    execFileSync('mkfifo', [join(cwd, 'b.yaml')]);
    expect(names(cwd, '.')).toEqual(['a.yaml']);
  });
});

describe('a kustomization in a folder', () => {
  test('and its patches are left out, wherever they lie, and the user is told', () => {
    const cwd = folder({
      'base/kustomization.yaml': 'resources: [a.yaml]',
      'base/a.yaml': '',
      'overlays/prod/kustomization.yaml': 'patches: [{path: p.yaml}, {path: patches/q.yaml}, {path: ../common/r.yaml}]',
      'overlays/prod/p.yaml': '',
      'overlays/prod/patches/q.yaml': '',
      'overlays/common/r.yaml': '',
      'overlays/common/s.yaml': '',
    });
    expect(names(cwd, '.')).toEqual(['base/a.yaml', 'overlays/common/s.yaml']);
    expect(found(cwd, '.').notes).toEqual([
      'base: files of a kustomization are read as they are; ' +
        'to check what it builds: kubectl kustomize base | elastic-inference check -',
      'overlays/prod: files of a kustomization are read as they are, without its patches; ' +
        'to check what it builds: kubectl kustomize overlays/prod | elastic-inference check -',
    ]);
  });

  test('that the user names is read, and the user is told', () => {
    const cwd = folder({ 'prod/kustomization.yaml': '' });
    expect(names(cwd, 'prod/kustomization.yaml')).toEqual(['prod/kustomization.yaml']);
    expect(found(cwd, 'prod/kustomization.yaml').notes).toEqual([
      'prod: a kustomization is no manifest; to check what it builds: '
      + 'kubectl kustomize prod | elastic-inference check -',
    ]);
  });

  test('does not hide a patch that the user names', () => {
    const cwd = folder({ 'kustomization.yaml': 'patches: [{path: p.yaml}]', 'p.yaml': '' });
    expect(names(cwd, 'p.yaml', '.')).toEqual(['p.yaml']);
  });
});

test('the templates of a chart are left out, and the user is told', () => {
  const cwd = folder({
    'shop/Chart.yaml': '',
    'shop/values.yaml': '',
    'shop/templates/a.yaml': '',
    'shop/crds/b.yaml': '',
  });
  expect(names(cwd, '.')).toEqual(['shop/crds/b.yaml', 'shop/values.yaml']);
  expect(found(cwd, 'shop').notes).toEqual([
    'shop: the templates of a Helm chart are no manifests; ' +
      'to check what it renders: helm template shop | elastic-inference check -',
  ]);
});

describe('a path that is named', () => {
  test('may have any ending', () => {
    expect(names(folder({ 'a.txt': '' }), 'a.txt')).toEqual(['a.txt']);
  });

  test('above the folder of the command is shown whole', () => {
    const cwd = folder({ 'a.yaml': '', 'sub/b.yaml': '' });
    expect(names(join(cwd, 'sub'), '../a.yaml')).toEqual([join(cwd, 'a.yaml')]);
  });

  test('may be -, which is read once', () => {
    expect(names('/', '-', '-')).toEqual(['stdin']);
  });

  test('may be a pipe, as a shell makes it of <(helm template .)', async () => {
    const cwd = folder({});
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const [source] = found(cwd, 'pipe').sources;
    execFileSync('sh', ['-c', '(echo a: 1 > pipe) &'], { cwd, stdio: 'ignore' });
    expect((await all(source.pieces())).join('')).toBe('a: 1\n');
    expect((await all(source.pieces())).join('')).toBe('a: 1\n');
  });

  test.each([
    ['nope.yaml', 'nope.yaml', 'there is no such file or folder'],
    ['a.yaml/b', 'a.yaml/b', 'there is no such file or folder'],
    ['x'.repeat(5000), 'x'.repeat(5000), 'there is no such file or folder'],
    ['', '""', 'the path is empty'],
  ])('and is not there is said', (path, file, message) => {
    expect(found(folder({ 'a.yaml': '' }), path).missing).toEqual([{ file, message }]);
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? test.skip : test)('and may not be read is said', () => {
    const cwd = folder({ 'closed/a.yaml': '' });
    chmodSync(join(cwd, 'closed'), 0);
    expect(found(cwd, '.').missing).toEqual([{ file: 'closed', message: 'it may not be read' }]);
    chmodSync(join(cwd, 'closed'), 0o755);
  });
});
