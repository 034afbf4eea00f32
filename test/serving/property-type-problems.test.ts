import type { Chart } from 'cdk8s';
import { Probe, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { isRefusal } from '../../src/validation/refuse';
import { deploymentProps, refused, synth, testChart } from '../helpers';

type Row = [title: string, changes: Record<string, unknown>, ...problems: Array<[code: string, field: string]>];

const side = { name: 'side', image: 'a/side:1' };
const props = (changes: Record<string, unknown>) => deploymentProps(changes as Partial<InferenceDeploymentProps>);

const REFUSALS: Row[] = [
  ['no server', { server: undefined }, ['serving/not-a-model-server', 'server']],
  ['a server that is a text, whatever else is wrong', { server: 'vllm', name: '', model: {} },
    ['serving/not-a-model-server', 'server'], ['validation/type', 'model']],
  ['a model that is an object', { model: {} }, ['serving/wrong-type', 'model']],
  ['a model that is null', { model: null }, ['serving/wrong-type', 'model']],
  ['a model and an accelerator that are texts, before a bad name',
    { model: 's3://models/resnet', accelerator: 'nvidia.com/gpu', name: 'not checked yet' },
    ['serving/wrong-type', 'model'],
    ['serving/wrong-type', 'accelerator']],
  ['a placement that is a text', { placement: 'edge' }, ['serving/wrong-type', 'placement']],
  ['a rollout that is an object', { rollout: { maxSurge: 1 } }, ['serving/wrong-type', 'rollout']],
  ['a size that is a text', { sharedMemory: '64Mi' }, ['serving/wrong-type', 'sharedMemory']],
  ['a service account that is a text', { serviceAccount: 'reader' }, ['serving/wrong-type', 'serviceAccount']],
  ['service links that are a text', { enableServiceLinks: 'false' }, ['serving/wrong-type', 'enableServiceLinks']],
  ['a pull secret that is a text', { imagePullSecret: 'registry' }, ['values/not-a-secret', 'imagePullSecret']],
  ['lists that are none', { ports: 8080, volumes: {}, envFrom: 'settings' },
    ['serving/not-a-list', 'ports'],
    ['serving/not-a-list', 'envFrom'],
    ['serving/not-a-list', 'volumes']],
  ['items that are no objects', { extraContainers: [side, 'proxy'], initContainers: [null], volumeMounts: ['/data'] },
    ['serving/not-an-object', 'extraContainers[1]'],
    ['serving/not-an-object', 'initContainers[0]'],
    ['serving/not-an-object', 'volumeMounts[0]']],
  ['objects that are none', { labels: 'vision', config: 'A=b', service: ['front'], admit: true },
    ['serving/not-an-object', 'labels'],
    ['serving/not-an-object', 'config'],
    ['serving/not-an-object', 'service'],
    ['serving/not-an-object', 'admit']],
  ['a fixed number of replicas beside a wrong type', { server: undefined, replicas: -1 },
    ['serving/not-a-model-server', 'server'],
    ['validation/integer', 'replicas']],
  ['many replicas beside ports that are no list', { ports: 8080, replicas: 3 }, ['serving/not-a-list', 'ports']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', props(changes)))).toEqual(problems);
});

test('what is null counts as not set', () => {
  const none = Object.fromEntries([
    'placement', 'labels', 'selector', 'podAnnotations', 'imagePullSecret', 'serviceAccount', 'environment',
    'envVariables', 'envFrom', 'config', 'extraContainers', 'initContainers', 'volumeMounts', 'volumes', 'ports',
    'service', 'rollout', 'disruptionBudget', 'admit', 'sharedMemory', 'wasmRuntime', 'enableServiceLinks',
  ].map((key) => [key, null]));
  const printed = (changes: Record<string, unknown>) => {
    const chart = testChart();
    new InferenceDeployment(chart, 'M', props(changes));
    return synth(chart);
  };
  expect(printed(none)).toEqual(printed({}));
});

describe('a value of any type is refused or rendered, and never crashes', () => {
  const VALUES: unknown[] = [
    null, 0, NaN, -1, '', 'text', true, false, [], ['text'], [null], [undefined], [{}], {}, { a: 1 }, () => 1,
  ];

  type Place = (value: unknown, chart: Chart) => Record<string, unknown>;

  const places: Array<[string, Place]> = [];
  const add = (prefix: string, keys: string, place: (key: string) => Place) => {
    for (const key of keys.split(' ')) places.push([`${prefix}${key}`, place(key)]);
  };

  add('', 'server resources model name accelerator placement labels selector podAnnotations containerName', (key) => (
    (v) => ({ [key]: v })));
  add('', 'imagePullPolicy imagePullSecret serviceAccount environment envVariables envFrom config replicas', (key) => (
    (v) => ({ [key]: v })));
  add('', 'extraContainers initContainers volumeMounts volumes ports service readiness liveness startup', (key) => (
    (v) => ({ [key]: v })));
  add('', 'startupBudget maxRequestDuration rollout disruptionBudget admit sharedMemory hostNetwork', (key) => (
    (v) => ({ [key]: v })));
  add('', 'wasmRuntime priorityClassName schedulerName enableServiceLinks', (key) => (v) => ({ [key]: v }));
  add('service.', 'name type ports labels annotations selector loadBalancerSourceRanges', (key) => (
    (v) => ({ service: { [key]: v } })));
  add('service.ports[0].', 'name port targetPort nodePort protocol', (key) => (
    (v) => ({ service: { ports: [{ name: 'a', port: 8501, [key]: v }] } })));
  add('config.', 'name data mountPath', (key) => (v) => ({ config: { data: { A: 'b' }, [key]: v } }));
  add('disruptionBudget.', 'maxUnavailable minAvailable', (key) => (v) => ({ disruptionBudget: { [key]: v } }));
  add('admit.', 'callers metricsScraper', (key) => (v) => ({ admit: { callers: [], [key]: v } }));
  add('environment.', 'A', (key) => (v) => ({ environment: { [key]: v } }));
  add('envVariables.', 'A', (key) => (v) => ({ envVariables: { [key]: v } }));
  add('ports[0].', 'number name hostPort protocol', (key) => (
    (v) => ({ ports: [{ name: 'a', number: 6000, [key]: v }] })));
  add('volumeMounts[0].', 'path volume subPath subPathExpr propagation readOnly', (key) => (
    (v, chart) => ({ volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'V', 'v'), [key]: v }] })));
  for (const list of ['extraContainers', 'initContainers']) {
    add(`${list}[0].`, 'name image ports portNumber envVariables envFrom volumeMounts startup readiness', (key) => (
      (v) => ({ [list]: [{ ...side, [key]: v }] })));
    add(`${list}[0].`, 'command args lifecycle securityContext workingDir', (key) => (
      (v) => ({ [list]: [{ ...side, [key]: v }] })));
  }
  add('wasmRuntime.', 'runtimeClassName podAnnotations', (key) => (
    (v) => ({ wasmRuntime: { runtimeClassName: 'w', podAnnotations: {}, [key]: v } })));

  /** Whether a deployment of these properties is defined. */
  function isDefined(chart: Chart, changes: Record<string, unknown>): boolean {
    try {
      new InferenceDeployment(chart, 'M', props(changes));
      return true;
    } catch (e) {
      if (isRefusal(e)) return false;
      throw e;
    }
  }

  /** What cdk8s-plus prints as it is may be of another type: the rules then stop the synth, and say so. */
  function printed(chart: Chart): void {
    try {
      synth(chart);
    } catch (e) {
      if (!/^\s*\[.*\] error {2}field-(type-wrong|missing|unknown) /m.test((e as Error).message)) throw e;
    }
  }

  test.each(places)('%s', (_, place) => {
    for (const value of VALUES) {
      const chart = testChart();
      if (isDefined(chart, place(value, chart))) printed(chart);
    }
  });

  test.each(places)('%s under WebAssembly', (_, place) => {
    const server = ModelServer.custom({ image: 'a/b:1', httpPort: 80, liveness: Probe.fromTcpSocket({ port: 80 }) });
    for (const value of VALUES) {
      const chart = testChart();
      const wasmRuntime = { runtimeClassName: 'wasm', podAnnotations: { a: 'b' } };
      isDefined(chart, { server, wasmRuntime, ...place(value, chart) });
    }
  });
});
