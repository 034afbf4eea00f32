import { App, Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { SednaModel, type SednaModelProps } from '../../../src';
import { find, refusal, synth, testChart } from '../../helpers';

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

  test.each(['s3://models/helmet/big.pb', 'S3://models/helmet/big.pb'])('the name of the Secret for %s, and nothing of what it holds', (url) => {
    const chart = testChart();
    const credential = new Secret(chart, 'Keys', { metadata: { name: 'keys' }, stringData: { ACCESS_KEY_ID: 'id', SECRET_ACCESS_KEY: 'hidden' } });
    new SednaModel(chart, 'Model', { url, format: 'pb', credential });
    expect(find(chart, 'Model').spec).toEqual({ url, format: 'pb', credentialName: 'keys' });
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
  test('tells what a service needs of it', () => {
    const model = new SednaModel(testChart(), 'Model', { ...FILE, name: 'helmet' });
    expect([model.modelName, model.modelUrl, model.modelNamespace, model.apiObject.name]).toEqual(['helmet', FILE.url, 'vision', 'helmet']);
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
    const [secrets, models] = [new Chart(app, 'secrets', { namespace: 'vision' }), new Chart(app, 'models', { namespace: 'vision' })];
    const there = new Secret(secrets, 'Keys', { metadata: { name: 'there' } });
    new SednaModel(models, 'A', { url: 's3://models/a.pb', format: 'pb', credential: there });
    new SednaModel(models, 'B', { url: 's3://models/b.pb', format: 'pb', credential: Secret.fromSecretName(models, 'Elsewhere', 'elsewhere') });
    expect(synth(models).map((o) => o.spec.credentialName)).toEqual(['there', 'elsewhere']);
    expect(models.node.dependencies).toEqual([]);
  });
});

describe('a model that is made elsewhere', () => {
  test('prints nothing, and tells its name', () => {
    const chart = testChart();
    const model = SednaModel.fromModelName(chart, 'Elsewhere', 'helmet');
    expect([model.modelName, model.modelUrl, model.modelNamespace]).toEqual(['helmet', undefined, undefined]);
    expect(synth(chart)).toEqual([]);
  });

  test('tells where its file is when that is given', () => {
    expect(SednaModel.fromModelName(testChart(), 'Elsewhere', 'helmet', 's3://models/big.pb').modelUrl).toBe('s3://models/big.pb');
  });
});

const SUBDOMAIN = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)';
const ABSOLUTE = 'must be an absolute path or have a scheme — a folder of the node can be mounted by its absolute path only; '
  + 'give an absolute path on the node, s3://bucket/key, http(s)://host/path, or <scheme>:// that the worker fetches itself (https://github.com/kubeedge/sedna)';

describe('SednaModel refuses', () => {
  const FORMAT = 'must be a string that is not empty — the schema of Model requires it; say what the file holds, such as pb';
  const CREDENTIAL = 'is for s3 URLs only — Sedna uses it for nothing else; leave it out, or give an s3 URL';
  const SECRET = 'must be a Secret of cdk8s-plus — nothing else has the name of one; refer to it by Secret.fromSecretName';
  const CHIPS = 'must be strings that are not empty — the schema of Model knows nothing else; name the chips';
  const keys = Secret.fromSecretName(testChart(), 'Keys', 'keys');

  test.each<[string, Partial<SednaModelProps>, string[]]>([
    ['a name that is none', { name: 'Big_Model' }, [`name: got "Big_Model"; ${SUBDOMAIN}`]],
    ['an empty name', { name: '' }, [`name: got ""; ${SUBDOMAIN}`]],
    ['a name that ends in a hyphen', { name: 'helmet-' }, [`name: got "helmet-"; ${SUBDOMAIN}`]],
    ['a name of 254 characters', { name: 'a'.repeat(254) }, [`name: got "${'a'.repeat(116)}…; ${SUBDOMAIN}`]],
    ['a name that is a number', { name: 7 as never }, [`name: got 7; ${SUBDOMAIN}`]],
    ['a relative path', { url: 'models/big.pb' }, [`url: got "models/big.pb"; ${ABSOLUTE}`]],
    ['no format', { format: undefined as never }, [`format: got undefined; ${FORMAT}`]],
    ['an empty format', { format: '' }, [`format: got ""; ${FORMAT}`]],
    ['a format that is null', { format: null as never }, [`format: got null; ${FORMAT}`]],
    ['a format that is a list', { format: ['pb'] as never }, [`format: got ["pb"]; ${FORMAT}`]],
    ['a credential for a path', { credential: keys }, [`credential: got "keys"; ${CREDENTIAL}`]],
    ['a credential for https', { url: 'https://example.com/a.pb', credential: keys }, [`credential: got "keys"; ${CREDENTIAL}`]],
    ['a credential for another scheme', { url: 'hf://org/model', credential: keys }, [`credential: got "keys"; ${CREDENTIAL}`]],
    ['a credential for what only looks like S3', { url: 's3a://models/a.pb', credential: keys }, [`credential: got "keys"; ${CREDENTIAL}`]],
    ['chips without names', { deviceSocVersions: ['Ascend310', '', 7 as never] }, [`deviceSocVersions: got ""; ${CHIPS}`, `deviceSocVersions: got 7; ${CHIPS}`]],
    ['a credential by its name', { url: 's3://models/a.pb', credential: 'keys' as never }, [`credential: got "keys"; ${SECRET}`]],
    ['a credential by its name, for a path', { credential: 'keys' as never }, [`credential: got "keys"; ${SECRET}`]],
    ['a credential that is null', { credential: null as never }, [`credential: got null; ${SECRET}`]],
    ['a credential without a name', { url: 's3://models/a.pb', credential: { name: '' } as never }, [`credential: got {"name":""}; ${SECRET}`]],
    ['one chip in place of a list', { deviceSocVersions: 'Ascend310' as never }, ['deviceSocVersions: got "Ascend310"; must be a list — the schema of Model knows nothing else; name the chips']],
    ['chips that are null', { deviceSocVersions: null as never }, ['deviceSocVersions: got null; must be a list — the schema of Model knows nothing else; name the chips']],
    ['everything at once', { name: 'A', url: 'a', format: '', credential: keys, deviceSocVersions: [''] }, [
      `name: got "A"; ${SUBDOMAIN}`,
      `url: got "a"; ${ABSOLUTE}`,
      `format: got ""; ${FORMAT}`,
      `credential: got "keys"; ${CREDENTIAL}`,
      `deviceSocVersions: got ""; ${CHIPS}`,
    ]],
  ])('%s', (_, props, lines) => {
    expect(refusal(() => new SednaModel(testChart(), 'Model', { ...FILE, ...props }))).toBe(['SednaModel cannot be defined:', ...lines.map((line) => `  [test/Model] ${line}`)].join('\n'));
  });

  test('an id that makes no name', () => {
    expect(refusal(() => new SednaModel(testChart(), '模型', FILE))).toBe(`SednaModel cannot be defined:\n  [test/模型] name: got ""; ${SUBDOMAIN}`);
  });

  test.each([undefined, null])('no properties at all: %p', (props) => {
    const chart = testChart();
    expect(refusal(() => new SednaModel(chart, 'Model', props as never))).toBe([
      'SednaModel cannot be defined:',
      '  [test/Model] url: got undefined; must be a URL or an absolute path — there would be no file to serve; give an absolute path on the node, s3://bucket/key, http(s)://host/path, '
      + 'or <scheme>:// that the worker fetches itself (https://github.com/kubeedge/sedna)',
      `  [test/Model] format: got undefined; ${FORMAT}`,
    ].join('\n'));
    expect(chart.node.children).toEqual([]);
  });

  test('and leaves nothing of it in the tree, nor its id', () => {
    const chart = testChart();
    expect(refusal(() => new SednaModel(chart, 'Model', { ...FILE, format: '' }))).toBeDefined();
    expect(chart.node.children).toEqual([]);
    expect(synth(chart)).toEqual([]);
    expect(refusal(() => new SednaModel(chart, 'Model', FILE))).toBeUndefined();
  });
});

describe('SednaModel.fromModelName refuses', () => {
  test.each<[string, [name: unknown, url?: unknown], string[]]>([
    ['a name that no Model can have', ['Big Model'], [`modelName: got "Big Model"; ${SUBDOMAIN}`]],
    ['no name', [undefined], [`modelName: got undefined; ${SUBDOMAIN}`]],
    ['a URL that Sedna cannot use', ['helmet', 'a'], [`url: got "a"; ${ABSOLUTE}`]],
    ['both', ['', 'a'], [`modelName: got ""; ${SUBDOMAIN}`, `url: got "a"; ${ABSOLUTE}`]],
  ])('%s', (_, [name, url], lines) => {
    expect(refusal(() => SednaModel.fromModelName(testChart(), 'Elsewhere', name as string, url as string | undefined))).toBe(
      ['SednaModel cannot be referred to:', ...lines.map((line) => `  [test/Elsewhere] ${line}`)].join('\n'),
    );
  });

  test('and leaves nothing of it in the tree, nor its id', () => {
    const chart = testChart();
    expect(refusal(() => SednaModel.fromModelName(chart, 'Elsewhere', ''))).toBeDefined();
    expect(chart.node.children).toEqual([]);
    expect(SednaModel.fromModelName(chart, 'Elsewhere', 'helmet').node.path).toBe('test/Elsewhere');
  });
});
