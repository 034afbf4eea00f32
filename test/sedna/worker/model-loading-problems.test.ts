import type { Chart } from 'cdk8s';
import { ConfigMap, Env, EnvValue, Pod } from 'cdk8s-plus-27';
import { SednaJointInference, SednaModel, type SednaWorkerOptions } from '../../../src';
import { refused, jointProps, RESOURCES, testChart } from '../../helpers';

const CONTAINER = { image: 'a/b:1', resources: RESOURCES };
const NEWER = { sednaVersion: '0.8.0' };
const HF = 'hf://org/model';
const ARCHIVE = 's3://models/m.tar.gz';

/** The problems of a joint inference of which one worker has a model of that URL, defined elsewhere. */
function problems(
  type: 'edge' | 'cloud',
  url: string,
  worker: (chart: Chart) => Partial<SednaWorkerOptions> = () => ({}),
  more: object = {},
): Array<[string, string]> {
  const chart = testChart();
  const model = SednaModel.fromModelName(chart, 'Elsewhere', 'elsewhere', url);
  const props = jointProps(chart, { [type]: { model, ...worker(chart) }, ...more });
  return refused(() => new SednaJointInference(chart, 'Helmet', props));
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
