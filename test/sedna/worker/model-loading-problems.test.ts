import type { Chart } from 'cdk8s';
import { ConfigMap, Env, EnvValue, Pod } from 'cdk8s-plus-27';
import { InferenceRules, SednaJointInference, SednaModel, type SednaWorkerOptions } from '../../../src';
import { jointProps, refusal, RESOURCES, synth, testChart } from '../../helpers';

const CONTAINER = { image: 'a/b:1', resources: RESOURCES };
const NEWER = { sednaVersion: '0.8.0' };
const HF = 'hf://org/model';
const ARCHIVE = 's3://models/m.tar.gz';

type Changes = (chart: Chart) => Partial<SednaWorkerOptions>;

const NOTHING: Changes = () => ({});

/** What is found of a joint inference of which one worker has a model of that URL, defined elsewhere. */
function problems(type: 'edge' | 'cloud', url: string, worker = NOTHING, more: object = {}): Array<[string, string]> {
  const chart = testChart();
  const model = SednaModel.fromModelName(chart, 'Elsewhere', 'elsewhere', url);
  new SednaJointInference(chart, 'Helmet', jointProps(chart, { [type]: { model, ...worker(chart) }, ...more }));
  return found(chart);
}

/** The same with a Model in the app. */
function ownProblems(type: 'edge' | 'cloud', url: string, worker = NOTHING, more: object = {}) {
  const chart = testChart();
  const model = new SednaModel(chart, 'Own', { url, format: 'pb' });
  new SednaJointInference(chart, 'Helmet', jointProps(chart, { [type]: { model, ...worker(chart) }, ...more }));
  return found(chart);
}

function found(chart: Chart): Array<[string, string]> {
  return InferenceRules.check(chart)
    .filter(({ rule, severity }) => severity === 'error' && rule.startsWith('sedna'))
    .map(({ rule, field }) => [rule, field]);
}

const variables = (environment: Record<string, string>) => () => ({ container: { ...CONTAINER, environment } });

describe.each(['edge', 'cloud'] as const)('the %s worker', (type) => {
  test.each([HF, 'file:///data/m.pb', 'oci://registry.example.com/m:1'])('does not start with %s', (url) => {
    expect(problems(type, url)).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
    expect(problems(type, url, undefined, NEWER)).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
  });

  test('starts with it when the library passes URLs on, and only then', () => {
    const mode = (value: string, more?: object) => problems(type, HF, variables({ MODEL_LOAD_MODE: value }), more);
    expect(mode('url', NEWER)).toEqual([]);
    expect(mode('url')).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
    expect(mode('url', { sednaVersion: '0.7.0' })).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
    expect(mode('file', NEWER)).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
    expect(mode('', NEWER)).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
  });

  test('does not start with an archive, whatever its library', () => {
    expect(problems(type, ARCHIVE)).toEqual([['sedna/model-archive-without-path', `${type}.model`]]);
    expect(problems(type, ARCHIVE, variables({ MODEL_LOAD_MODE: 'url' }), NEWER)).toEqual([
      ['sedna/model-archive-without-path', `${type}.model`],
    ]);
  });

  test.each([HF, ARCHIVE])('starts with %s when it is told where the model is', (url) => {
    expect(problems(type, url, variables({ MODEL_PATH: '/models/m' }))).toEqual([]);
    expect(problems(type, url, variables({ model_path: '/models/m' }))).toEqual([]);
    expect(problems(type, url, variables({ MODEL_PATH: '' }))).toHaveLength(1);
    expect(problems(type, url, variables({ MODEL_NAME: '/models/m' }))).toHaveLength(1);
  });

  test.each([HF, ARCHIVE])('may be told so by what is unknown at synth: %s', (url) => {
    const map = (chart: Chart) => ConfigMap.fromConfigMapName(chart, 'Map', 'map');
    expect(problems(type, url, (chart) => ({
      container: { ...CONTAINER, envVariables: { MODEL_PATH: EnvValue.fromConfigMap(map(chart), 'path') } },
    }))).toEqual([]);
    expect(problems(type, url, (chart) => ({
      container: { ...CONTAINER, envFrom: [Env.fromConfigMap(map(chart))] },
    }))).toEqual([]);
  });

  test('may be told so in a ready pod', () => {
    const pod = (chart: Chart, name: string) => ({
      container: undefined,
      pod: new Pod(chart, 'Pod', {
        containers: [{ ...CONTAINER, envVariables: { [name]: EnvValue.fromValue('/models/m') } }],
      }),
    });
    expect(problems(type, HF, (chart) => pod(chart, 'MODEL_PATH'))).toEqual([]);
    expect(problems(type, HF, (chart) => pod(chart, 'OTHER'))).toEqual([
      ['sedna/model-not-delivered', `${type}.model`],
    ]);
  });

  test.each(['/data/m.pb', 's3://models/m.pb', 'https://example.com/m.pb'])('starts with %s', (url) => {
    expect(problems(type, url)).toEqual([]);
  });
});

describe.each(['edge', 'cloud'] as const)('the model of the %s worker, in the app,', (type) => {
  const ON_WORKER = [['sedna-model-url', `spec.${type}Worker.model.name`]];
  const ON_MODEL = [['sedna-model-url', 'spec.url']];

  test.each([HF, ARCHIVE])('is reported by the rule alone: %s', (url) => {
    expect(ownProblems(type, url)).toEqual(ON_WORKER);
    expect(ownProblems(type, url, variables({ MODEL_PATH: '/models/m' }))).toEqual([]);
  });

  test.each(['https://example.com/a%20b.pb', 'https://example.com/a;b.pb'])('may have another name: %s', (url) => {
    expect(ownProblems(type, url)).toEqual(ON_MODEL);
    expect(ownProblems(type, url, variables({ MODEL_PATH: '/downloads/example.com/a' }))).toEqual([]);
  });

  test('is found with a library that passes URLs on, and only then', () => {
    const mode = (more?: object) => ownProblems(type, HF, variables({ MODEL_LOAD_MODE: 'url' }), more);
    expect(mode(NEWER)).toEqual([]);
    expect(mode()).toEqual([['sedna/model-not-delivered', `${type}.model`]]);
  });
});

test.each<[string, string]>([
  ['s3://models/a%20b.pb', 'sedna/model-url-encoded-key'],
  ['s3://models/a.pb?versionId=3', 'sedna/model-url-s3-query'],
  ['https://example.com/a%20b.pb', 'sedna/model-url-encoded-name'],
  ['https://example.com/a;b.pb', 'sedna/model-url-semicolon'],
])('a file that is saved elsewhere is reported for a Model that is defined elsewhere: %s', (url, code) => {
  expect(problems('cloud', url)).toEqual([[code, 'cloud.model']]);
});

describe('an image that does not use the library of Sedna, or sets MODEL_PATH itself,', () => {
  const define = (url: string, isOwn: boolean): [Chart, SednaJointInference] => {
    const chart = testChart();
    const model = isOwn
      ? new SednaModel(chart, 'Third', { url, format: 'pb' })
      : SednaModel.fromModelName(chart, 'Third', 'third', url);
    return [chart, new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { model } }))];
  };

  test.each([HF, ARCHIVE])('is acknowledged, and synthesized: %s', (url) => {
    const [chart, helmet] = define(url, true);
    expect(refusal(() => synth(chart))).toContain('sedna-model-url');
    InferenceRules.acknowledge(helmet, 'sedna-model-url', 'the image sets MODEL_PATH');
    expect(synth(chart).map((o) => o.kind)).toContain('JointInferenceService');
  });

  test.each<[string, string]>([
    [HF, 'sedna/model-not-delivered'], [ARCHIVE, 'sedna/model-archive-without-path'],
  ])('is acknowledged for a Model that is defined elsewhere, too: %s', (url, code) => {
    const [chart, helmet] = define(url, false);
    expect(refusal(() => synth(chart))).toContain(code);
    InferenceRules.acknowledge(helmet, code, 'the image sets MODEL_PATH');
    expect(synth(chart).map((o) => o.kind)).toContain('JointInferenceService');
  });
});
