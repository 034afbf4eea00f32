import { existsSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType, type AppProps } from 'cdk8s';
import { appDocuments, folders, manifestFiles } from '../../src/app/manifest-files';
import { writtenOrder } from '../../src/app/written-order';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/** A folder that must not come into being. */
const NOWHERE = join(tmpdir(), 'cdk8s-elastic-inference.nowhere');

function object(chart: Chart, id: string, kind: string = 'ConfigMap', metadata: object = { name: id }): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'v1', kind, metadata });
}

function appOf(yamlOutputType?: YamlOutputType, props: AppProps = {}): App {
  const app = new App({ outdir: NOWHERE, yamlOutputType, ...props });
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  object(a, 'One');
  object(a, 'Two', 'Secret');
  object(b, 'Three', 'Role', { name: 'read:all' });
  new Chart(app, 'empty');
  return app;
}

/** The names in each file, by the name of the file; a chart's `none` where a document has no name. */
function files(app: App): Record<string, string[]> {
  const found = manifestFiles(app, writtenOrder(app)!, (o) => o.toJson());
  return Object.fromEntries(found.map(({ name, documents }) => (
    [name, documents.map((d: any) => d?.metadata?.name ?? 'none')])));
}

test.each<[YamlOutputType | undefined, Record<string, string[]>, string[]]>([
  [FILE_PER_APP, { 'app.k8s.yaml': ['One', 'Two', 'read:all'] }, []],
  [FILE_PER_CHART, { 'a.k8s.yaml': ['One', 'Two'], 'b.k8s.yaml': ['read:all'], 'empty.k8s.yaml': [] }, []],
  [undefined, { 'a.k8s.yaml': ['One', 'Two'], 'b.k8s.yaml': ['read:all'], 'empty.k8s.yaml': [] }, []],
  [
    FILE_PER_RESOURCE,
    { 'ConfigMap.One.k8s.yaml': ['One'], 'Secret.Two.k8s.yaml': ['Two'], 'Role.readall.k8s.yaml': ['read:all'] },
    [],
  ],
  [
    FOLDER_PER_CHART_FILE_PER_RESOURCE,
    { 'a/ConfigMap.One.k8s.yaml': ['One'], 'a/Secret.Two.k8s.yaml': ['Two'], 'b/Role.readall.k8s.yaml': ['read:all'] },
    ['a', 'b', 'empty'],
  ],
])('type %s has its files, and folders', (type, expected, expectedFolders) => {
  const app = appOf(type);
  expect(files(app)).toEqual(expected);
  expect(Object.keys(files(app))).toEqual(Object.keys(expected));
  expect(folders(app, writtenOrder(app)!)).toEqual(expectedFolders);
  expect(existsSync(NOWHERE)).toBe(false);
});

test('charts have numbers where they depend on each other, files in their folders have none', () => {
  const numbered = (type: YamlOutputType) => {
    const app = appOf(type);
    (app.node.findChild('a') as Chart).addDependency(app.node.findChild('b'));
    return app;
  };
  expect(Object.keys(files(numbered(FILE_PER_CHART)))).toEqual([
    '0000-b.k8s.yaml', '0001-a.k8s.yaml', '0002-empty.k8s.yaml',
  ]);
  const app = numbered(FOLDER_PER_CHART_FILE_PER_RESOURCE);
  expect(folders(app, writtenOrder(app)!)).toEqual(['0000-b', '0001-a', '0002-empty']);
  expect(Object.keys(files(app))[0]).toBe('0000-b/Role.readall.k8s.yaml');
  expect(Object.keys(files(numbered(FILE_PER_RESOURCE)))[0]).toBe('Role.readall.k8s.yaml');
});

test('the extension may be another one, or none', () => {
  expect(Object.keys(files(appOf(FILE_PER_APP, { outputFileExtension: '.yml' })))).toEqual(['app.yml']);
  expect(Object.keys(files(appOf(FILE_PER_CHART, { outputFileExtension: '' })))).toEqual(['a', 'b', 'empty']);
});

test.each([FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])(
  'an app without charts has neither (%s)', (yamlOutputType) => {
    const app = new App({ yamlOutputType });
    expect(files(app)).toEqual({});
    expect(folders(app, writtenOrder(app)!)).toEqual([]);
  },
);

describe('a chart that renders itself', () => {
  class Own extends Chart {
    public override toJson(): any[] {
      return [undefined, { kind: 'Own', metadata: { name: 'own' } }, ...super.toJson()];
    }
  }

  function withOwn(yamlOutputType: YamlOutputType): App {
    const app = new App({ yamlOutputType });
    object(new Own(app, 'own'), 'One');
    return app;
  }

  test('is written as it says, and what is undefined has no file of its own', () => {
    expect(files(withOwn(FILE_PER_APP))).toEqual({ 'app.k8s.yaml': ['none', 'own', 'One'] });
    expect(files(withOwn(FILE_PER_CHART))).toEqual({ 'own.k8s.yaml': ['none', 'own', 'One'] });
    expect(Object.keys(files(withOwn(FILE_PER_RESOURCE)))).toEqual(['Own.own.k8s.yaml', 'ConfigMap.One.k8s.yaml']);
    const app = withOwn(FILE_PER_APP);
    expect(appDocuments(writtenOrder(app)!, (o) => o.toJson())).toHaveLength(3);
  });

  test('is not asked where each of its objects has a file in a folder', () => {
    expect(Object.keys(files(withOwn(FOLDER_PER_CHART_FILE_PER_RESOURCE)))).toEqual(['own/ConfigMap.One.k8s.yaml']);
  });
});

test('a file has the name of the construct in a folder, and that of the rendered object elsewhere', () => {
  const renamed = (type: YamlOutputType) => {
    const app = new App({ yamlOutputType: type });
    const one = object(new Chart(app, 'a'), 'One');
    one.toJson = () => ({ kind: 'Other', metadata: { name: 'renamed' } });
    return app;
  };
  expect(Object.keys(files(renamed(FOLDER_PER_CHART_FILE_PER_RESOURCE)))).toEqual(['a/ConfigMap.One.k8s.yaml']);
  expect(Object.keys(files(renamed(FILE_PER_RESOURCE)))).toEqual(['Other.renamed.k8s.yaml']);
});
