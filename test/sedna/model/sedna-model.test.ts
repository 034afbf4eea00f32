import { App, Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { SednaModel, type SednaModelProps } from '../../../src';
import { find, refused, synth, testChart } from '../../helpers';

const FILE = { url: '/data/little/model.pb', format: 'pb' };

function printed(props: Partial<SednaModelProps> = {}): any {
  const chart = testChart();
  new SednaModel(chart, 'LittleModel', { ...FILE, ...props });
  return find(chart, 'Model');
}

describe('SednaModel emits', () => {
  test('a Model named after its construct', () => {
    expect(printed()).toEqual({
      apiVersion: 'sedna.io/v1alpha1',
      kind: 'Model',
      metadata: { name: 'little-model', namespace: 'vision' },
      spec: { url: '/data/little/model.pb', format: 'pb' },
    });
  });

  test.each(['helmet.v2', '0', 'a'.repeat(253)])('the name that was given: %s', (name) => {
    expect(printed({ name }).metadata.name).toBe(name);
  });

  test('the chips in the schema\'s own spelling, as they were when it was defined', () => {
    const deviceSocVersions = ['Ascend310', 'Ascend910'];
    const chart = testChart();
    new SednaModel(chart, 'Model', { ...FILE, deviceSocVersions });
    deviceSocVersions.push('other');
    expect(find(chart, 'Model').spec).toEqual({ ...FILE, device_soc_versions: ['Ascend310', 'Ascend910'] });
  });

  test('the name of the Secret, and nothing of what it holds', () => {
    const chart = testChart();
    const credential = new Secret(chart, 'Keys', {
      metadata: { name: 'keys' },
      stringData: { ACCESS_KEY_ID: 'id', SECRET_ACCESS_KEY: 'hidden' },
    });
    const url = 's3://models/helmet/big.pb';
    new SednaModel(chart, 'Model', { url, format: 'pb', credential });
    expect(find(chart, 'Model').spec).toEqual({ url, format: 'pb', credentialName: 'keys' });
  });

  test('the URL of an archive alone: its file is for the workers', () => {
    const url = 's3://models/helmet.tar.gz';
    expect(printed({ url, fileInArchive: 'export/1' }).spec).toEqual({ url, format: 'pb' });
  });

  test.each([undefined, 'vision'])('the namespace of its chart: %s', (namespace) => {
    const chart = new Chart(Testing.app(), 'models', { namespace });
    expect(new SednaModel(chart, 'Model', FILE).modelNamespace).toBe(namespace);
    expect(find(chart, 'Model').metadata).toEqual({ name: 'model', ...(namespace && { namespace }) });
  });

  test('the same again', () => {
    const chart = testChart();
    new SednaModel(chart, 'Model', FILE);
    expect(synth(chart)).toEqual(synth(chart));
  });
});

describe('a model', () => {
  test('has the properties that a joint inference reads', () => {
    const model = new SednaModel(testChart(), 'Model', { ...FILE, name: 'helmet' });
    expect([model.modelName, model.modelUrl, model.modelNamespace, model.apiObject.name]).toEqual([
      'helmet',
      FILE.url,
      'vision',
      'helmet',
    ]);
    expect(model.node.defaultChild).toBe(model.apiObject);
  });

  test('is printed behind its Secret, for Sedna goes on without one that comes later', () => {
    const chart = testChart();
    const below = new Construct(chart, 'Below');
    const credential = new Secret(chart, 'Zz', { metadata: { name: 'keys' } });
    new SednaModel(below, 'Model', { url: 's3://models/big.pb', format: 'pb', credential });
    expect(synth(chart).map((o) => o.kind)).toEqual(['Secret', 'Model']);
  });

  test('may use a Secret of another chart, or of none: charts are ordered by their user', () => {
    const app = new App();
    const [secrets, models] = [
      new Chart(app, 'secrets', { namespace: 'vision' }),
      new Chart(app, 'models', { namespace: 'vision' }),
    ];
    const there = new Secret(secrets, 'Keys', { metadata: { name: 'there' } });
    new SednaModel(models, 'A', { url: 's3://models/a.pb', format: 'pb', credential: there });
    new SednaModel(models, 'B', {
      url: 's3://models/b.pb',
      format: 'pb',
      credential: Secret.fromSecretName(models, 'Elsewhere', 'elsewhere'),
    });
    expect(synth(models).map((o) => o.spec.credentialName)).toEqual(['there', 'elsewhere']);
    expect(models.node.dependencies).toEqual([]);
  });
});

describe('the path of a model in its worker', () => {
  test.each<[string, string, string]>([
    ['s3://models/helmet.zip', 'model.pb', '/downloads/models/model.pb'],
    ['s3://models/helmet/big.tar.gz', 'export/1', '/downloads/models/helmet/export/1'],
    ['https://example.com:8443/my%20models/big.tgz?v=1', 'a.pb', '/downloads/example.com:8443/my models/a.pb'],
  ])('that is unpacked from %s is below the folder of the archive', (url, fileInArchive, path) => {
    expect(new SednaModel(testChart(), 'Model', { url, format: 'pb', fileInArchive }).modelPath).toBe(path);
  });

  test('is that of its URL otherwise', () => {
    expect(new SednaModel(testChart(), 'Model', FILE).modelPath).toBeUndefined();
  });
});

describe('a model that is defined elsewhere', () => {
  test('prints nothing, and has its name', () => {
    const chart = testChart();
    const model = SednaModel.fromModelName(chart, 'Elsewhere', 'helmet');
    expect([model.modelName, model.modelUrl, model.modelNamespace]).toEqual(['helmet', undefined, undefined]);
    expect(synth(chart)).toEqual([]);
  });

  test('has the URL of its file when that is given', () => {
    expect(SednaModel.fromModelName(testChart(), 'Elsewhere', 'helmet', 's3://models/big.pb').modelUrl).toBe(
      's3://models/big.pb',
    );
  });
});

type Found = [code: string, field: string];

describe('SednaModel refuses', () => {
  const keys = Secret.fromSecretName(testChart(), 'Keys', 'keys');

  const REFUSALS: Array<[what: string, props: Partial<SednaModelProps>, ...problems: Found[]]> = [
    ['a name that is none', { name: 'Big_Model' }, ['validation/name', 'name']],
    ['an empty name', { name: '' }, ['validation/name', 'name']],
    ['a name that ends in a hyphen', { name: 'helmet-' }, ['validation/name', 'name']],
    ['a name of 254 characters', { name: 'a'.repeat(254) }, ['validation/name', 'name']],
    ['a name that is a number', { name: 7 as never }, ['validation/name', 'name']],
    ['a relative path', { url: 'models/big.pb' }, ['sedna/model-path-relative', 'url']],
    ['no format', { format: undefined as never }, ['sedna/format-missing', 'format']],
    ['an empty format', { format: '' }, ['sedna/format-missing', 'format']],
    ['a format that is null', { format: null as never }, ['sedna/format-missing', 'format']],
    ['a format that is a list', { format: ['pb'] as never }, ['sedna/format-missing', 'format']],
    ['a credential for a path', { credential: keys }, ['sedna/credential-without-s3', 'credential']],
    ['a credential for https', { url: 'https://example.com/a.pb', credential: keys },
      ['sedna/credential-without-s3', 'credential']],
    ['a credential for another scheme', { url: 'hf://org/model', credential: keys },
      ['sedna/credential-without-s3', 'credential']],
    ['a credential for what only looks like S3', { url: 's3a://models/a.pb', credential: keys },
      ['sedna/credential-without-s3', 'credential']],
    ['chips without names', { deviceSocVersions: ['Ascend310', '', 7 as never] },
      ['sedna/chip-name-missing', 'deviceSocVersions[1]'],
      ['sedna/chip-name-missing', 'deviceSocVersions[2]']],
    ['a credential by its name', { url: 's3://models/a.pb', credential: 'keys' as never },
      ['sedna/credential-not-a-secret', 'credential']],
    ['a credential by its name, for a path', { credential: 'keys' as never },
      ['sedna/credential-not-a-secret', 'credential']],
    ['a credential that is null', { credential: null as never }, ['sedna/credential-not-a-secret', 'credential']],
    ['a credential without a name', { url: 's3://models/a.pb', credential: { name: '' } as never },
      ['sedna/credential-not-a-secret', 'credential']],
    ['one chip in place of a list', { deviceSocVersions: 'Ascend310' as never },
      ['sedna/chips-not-a-list', 'deviceSocVersions']],
    ['chips that are null', { deviceSocVersions: null as never }, ['sedna/chips-not-a-list', 'deviceSocVersions']],
    ['everything at once', { name: 'A', url: 'a', format: '', credential: keys, deviceSocVersions: [''] },
      ['validation/name', 'name'],
      ['sedna/model-path-relative', 'url'],
      ['sedna/format-missing', 'format'],
      ['sedna/credential-without-s3', 'credential'],
      ['sedna/chip-name-missing', 'deviceSocVersions[0]']],
  ];

  test.each(REFUSALS.map(([what, props, ...problems]) => ({ what, props, problems })))(
    '$what',
    ({ props, problems }) => {
      expect(refused(() => new SednaModel(testChart(), 'Model', { ...FILE, ...props }))).toEqual(problems);
    },
  );

  test('an id that makes no name', () => {
    expect(refused(() => new SednaModel(testChart(), '模型', FILE))).toEqual([['validation/name', 'name']]);
  });

  test.each([undefined, null])('no properties at all: %p', (props) => {
    const chart = testChart();
    expect(refused(() => new SednaModel(chart, 'Model', props as never))).toEqual([
      ['sedna/model-url-missing', 'url'],
      ['sedna/format-missing', 'format'],
    ]);
    expect(chart.node.children).toEqual([]);
  });

  test('and leaves nothing of it in the tree, nor its id', () => {
    const chart = testChart();
    expect(refused(() => new SednaModel(chart, 'Model', { ...FILE, format: '' }))).not.toEqual([]);
    expect(chart.node.children).toEqual([]);
    expect(synth(chart)).toEqual([]);
    expect(refused(() => new SednaModel(chart, 'Model', FILE))).toEqual([]);
  });
});

describe('SednaModel.fromModelName refuses', () => {
  test.each<[string, [name: unknown, url?: unknown], Found[]]>([
    ['a name that no Model can have', ['Big Model'], [['validation/name', 'modelName']]],
    ['no name', [undefined], [['validation/name', 'modelName']]],
    ['a URL that Sedna cannot use', ['helmet', 'a'], [['sedna/model-path-relative', 'url']]],
    ['both', ['', 'a'], [['validation/name', 'modelName'], ['sedna/model-path-relative', 'url']]],
  ])('%s', (_, [name, url], problems) => {
    const attempt = () => SednaModel.fromModelName(testChart(), 'Elsewhere', name as string, url as string | undefined);
    expect(refused(attempt)).toEqual(problems);
  });

  test('and leaves nothing of it in the tree, nor its id', () => {
    const chart = testChart();
    expect(refused(() => SednaModel.fromModelName(chart, 'Elsewhere', ''))).not.toEqual([]);
    expect(chart.node.children).toEqual([]);
    expect(SednaModel.fromModelName(chart, 'Elsewhere', 'helmet').node.path).toBe('test/Elsewhere');
  });
});
