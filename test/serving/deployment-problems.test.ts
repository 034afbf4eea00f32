import { Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { Accelerator, InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, refused, testChart } from '../helpers';

const SKLEARN = 'docker.io/kserve/sklearnserver:v0.21.0';
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });
const resources = (given: object) => ({ resources: given });

type Changes = Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['an empty name', { name: '' }, ['validation/name', 'name']],
  ['a name with a capital', { name: 'Resnet' }, ['validation/name', 'name']],
  ['a name that starts with a digit', { name: '1st' }, ['validation/name', 'name']],
  ['a name with a dot', { name: 'res.net' }, ['validation/name', 'name']],
  ['a name that is too long', { name: 'a'.repeat(64) }, ['validation/name', 'name']],
  ['a bad claim and a path out of it', { model: ModelSource.volumeClaim('Models', '../other') },
    ['validation/name', 'model.claimName'],
    ['values/claim-path-outside-volume', 'model.subPath']],
  ['TensorFlow Serving without a model', { model: undefined }, ['serving/model-missing', 'model']],
  ['vLLM without a model', { model: undefined, server: ModelServer.vllm() }, ['serving/model-missing', 'model']],
  ...['huggingface', 'lgb', 'paddle', 'pmml', 'sklearn', 'xgb'].map((framework): Row => [
    `KServe's server of ${framework} without a model`,
    { model: undefined, server: ModelServer.kserve({ image: `docker.io/kserve/${framework}server:v0.21.0` }) },
    ['serving/model-missing', 'model'],
  ]),
  ['Triton with a model that would be in its image',
    { model: ModelSource.inServerImage(), server: ModelServer.triton() },
    ['serving/model-missing', 'model']],
  ['a model for a server that brings its own',
    {
      model: ModelSource.volumeClaim('models'),
      server: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }),
    },
    ['serving/model-not-used', 'model']],
  ['a model for vLLM with a model of its own',
    { model: ModelSource.volumeClaim('models'), server: ModelServer.vllm({ model: 'Qwen/Qwen3-0.6B' }) },
    ['serving/model-not-used', 'model']],
  ['no resources', { resources: undefined as never }, ['values/resources-missing', 'resources']],
  ['resources that are null', { resources: null as never }, ['values/resources-missing', 'resources']],
  ['resources without any', resources({}), ['values/no-resource-named', 'resources']],
  ['resources that are all empty', resources({ cpu: {}, memory: {} }), ['values/no-resource-named', 'resources']],
  ['requests above their limits',
    resources({
      cpu: { request: Cpu.units(2), limit: Cpu.units(1) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) },
    }),
    ['values/request-above-limit', 'resources.cpu.request'],
    ['values/request-above-limit', 'resources.memory.request']],
  ['a CPU request that is not a number', resources({ cpu: { request: Cpu.millis(NaN) } }),
    ['validation/quantity', 'resources.cpu.request']],
  ['a CPU request below zero', resources({ cpu: { request: Cpu.units(-1) } }),
    ['validation/quantity-not-positive', 'resources.cpu.request']],
  ['a memory request of nothing', resources({ memory: { request: Size.mebibytes(0) } }),
    ['validation/quantity-not-positive', 'resources.memory.request']],
  ['a CPU request that is set twice', resources({ cpu: { request: Cpu.units(1) }, requests: { cpu: '1' } }),
    ['values/resource-given-twice', 'resources.requests["cpu"]']],
  ['a memory request in an unknown unit', resources({ requests: { memory: '2GB' } }),
    ['validation/quantity', 'resources.requests["memory"]']],
  ['a resource with a space in its name', resources({ requests: { 'no such': '1' } }),
    ['values/unknown-resource-name', 'resources.requests["no such"]']],
  ['a device that is requested alone', resources({ requests: { 'nvidia.com/gpu': '1' } }),
    ['values/device-request-differs', 'resources.limits["nvidia.com/gpu"]']],
  ['a device whose request is not its limit',
    resources({ requests: { 'cpu': '1', 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '2' } }),
    ['values/device-request-differs', 'resources.limits["nvidia.com/gpu"]']],
  ['a part of a device', resources({ limits: { 'nvidia.com/gpu': '0.5' } }),
    ['values/part-of-a-device', 'resources.limits["nvidia.com/gpu"]']],
  ['huge pages alone', resources({ limits: { 'hugepages-2Mi': '64Mi' } }),
    ['values/huge-pages-alone', 'resources.limits']],
  ['a resource without a domain', resources({ requests: { gpu: '1' } }),
    ['values/unknown-resource-name', 'resources.requests["gpu"]']],
  ['a part of an accelerator', { accelerator: Accelerator.nvidia(0.5) }, ['validation/integer', 'accelerator.count']],
  ['an accelerator without a domain', { accelerator: Accelerator.custom('gpu') },
    ['values/resource-without-domain', 'accelerator.resource']],
  ['a start-up budget of nothing', { startupBudget: Duration.seconds(0) }, ['validation/seconds', 'startupBudget']],
  ['a start-up budget of days', { startupBudget: Duration.days(2) }, ['validation/seconds', 'startupBudget']],
  ['a start-up budget of a part of a second', { startupBudget: Duration.millis(1500) },
    ['validation/seconds', 'startupBudget']],
  ['a start-up budget that is a number', { startupBudget: 60 as never }, ['validation/duration', 'startupBudget']],
  ['a start-up budget beside a startup probe', { startupBudget: Duration.minutes(1), startup: Probe.fromTcpSocket() },
    ['serving/startup-given-twice', 'startupBudget']],
  ['a request of a part of a second', { maxRequestDuration: Duration.millis(100) },
    ['validation/seconds', 'maxRequestDuration']],
  ['a request of more than a day', { maxRequestDuration: Duration.hours(25) },
    ['validation/seconds', 'maxRequestDuration']],
  ['a request of the server of more than a day',
    { server: custom({ httpPort: 80, maxRequestDuration: Duration.days(2) }) },
    ['serving/request-too-long', 'maxRequestDuration']],
  ['a bad priority class and a bad scheduler', { priorityClassName: '', schedulerName: 'My Scheduler' },
    ['validation/name', 'priorityClassName'],
    ['validation/name', 'schedulerName']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual(problems);
});

describe('a refusal', () => {
  test('names every problem of the construct at once', () => {
    const props = deploymentProps({ name: 'M', resources: {}, labels: { 'a b': 'c' }, replicas: -1 });
    expect(refused(() => new InferenceDeployment(testChart(), 'M', props)).map(([, field]) => field)).toEqual([
      'name', 'resources', 'labels["a b"]', 'replicas',
    ]);
  });

  test('leaves nothing in the tree, and the id is free again', () => {
    const chart = testChart();
    refusal(() => new InferenceDeployment(chart, 'M', deploymentProps({ replicas: -1 })));
    expect(chart.node.findAll().map((c) => c.node.path)).toEqual(['test']);
    expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps()))).toBeUndefined();
  });

  test('of a name that the construct id does not make says so', () => {
    const attempt = (id: string, name?: string) => (
      refusal(() => new InferenceDeployment(testChart(), id, deploymentProps({ name }))));
    expect(attempt('7')).toContain('set name, because the construct id makes no valid one');
    expect(attempt('M', '7')).toContain('set another name');
  });

  test('of a model that is missing names the image', () => {
    const message = refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps({ model: undefined })));
    expect(message).toContain('docker.io/tensorflow/serving:2.19.1');
  });
});

test.each<[string, Changes]>([
  ['KServe\'s server of a framework with a model', { server: ModelServer.kserve({ image: SKLEARN }) }],
  ['KServe\'s server of a framework with arguments of its own',
    { model: undefined, server: ModelServer.kserve({ image: SKLEARN, args: ['--model_dir=gs://bucket/iris'] }) }],
  ['KServe\'s server of a framework with further arguments',
    { model: undefined, server: ModelServer.kserve({ image: SKLEARN, extraArgs: ['--configure_logging=false'] }) }],
  ['a server of KServe that may contain its model',
    { model: undefined, server: ModelServer.kserve({ image: 'registry.example.com/iris:1' }) }],
  ['the longest name', { name: 'a'.repeat(63) }],
  ['a limit alone', { resources: { limits: { cpu: '1' } } }],
  ['a request that is its limit', { resources: { requests: { cpu: '1000m' }, limits: { cpu: '1' } } }],
  ['the shortest start-up budget', { startupBudget: Duration.seconds(1) }],
  ['the longest request', { maxRequestDuration: Duration.days(1) }],
])('%s is accepted', (_, changes) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual([]);
});
