import { type Chart } from 'cdk8s';
import { EnvValue, Probe, Secret, Volume, type ContainerProps } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, refused, testChart, warned } from '../helpers';

const tcp = Probe.fromTcpSocket({ port: 1 });
const side = { name: 'side', image: 'a/side:1' };
const empty = (chart: Chart, name: string) => Volume.fromEmptyDir(chart, name, name);
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });
const mount = (chart: Chart, path: string, name: string = 'v') => ({
  volumeMounts: [{ path, volume: empty(chart, name) }],
});
const modelAt = (mountPath: string) => ModelSource.volumeClaim('models', undefined, { mountPath });
const extra = (...changes: Array<Partial<ContainerProps>>) => ({
  extraContainers: changes.map((c) => ({ ...side, ...c })),
});
const config = (data: object, more: object = {}) => ({ config: { data: data as Record<string, string>, ...more } });

type Changes = (chart: Chart) => Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['a container name with a capital', () => ({ containerName: 'Main' }), ['validation/name', 'containerName']],
  ['an empty container name', () => ({ containerName: '' }), ['validation/name', 'containerName']],
  ['two containers of one name', () => extra({}, {}), ['serving/container-name-taken', 'extraContainers[1].name']],
  ['a container with the name of the server', () => extra({ name: 'tensorflow-serving' }),
    ['serving/container-name-taken', 'extraContainers[0].name']],
  ['a container with the name that the server got', () => ({ containerName: 'main', ...extra({ name: 'main' }) }),
    ['serving/container-name-taken', 'extraContainers[0].name']],
  ['a container with the name of the download', () => extra({ name: 'fetch-model' }),
    ['serving/container-name-taken', 'extraContainers[0].name']],
  ['a container with the name of an init container', () => ({ initContainers: [side], ...extra({}) }),
    ['serving/container-name-taken', 'extraContainers[0].name']],
  ['a mount on the model', (chart) => mount(chart, '/models/resnet'),
    ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a mount on the model with a slash at the end', (chart) => mount(chart, '/models/resnet/'),
    ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a mount on the configuration',
    (chart) => ({ ...config({ a: 'b' }, { mountPath: '/etc/own' }), ...mount(chart, '/etc/own') }),
    ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a mount on /tmp', (chart) => mount(chart, '/tmp'), ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a mount on a writable folder of the server',
    (chart) => ({ server: custom({ httpPort: 80, writableFolders: ['/cache'] }), ...mount(chart, '/cache') }),
    ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a mount on /dev/shm', (chart) => ({ server: ModelServer.triton(), ...mount(chart, '/dev/shm') }),
    ['serving/mount-path-taken', 'volumeMounts[0].path']],
  ['a model on /tmp', () => ({ model: modelAt('/tmp') }), ['serving/mount-path-taken', 'model.mountPath']],
  ['a model on a writable folder of the server',
    () => ({ server: custom({ httpPort: 80, writableFolders: ['/models'] }) }),
    ['serving/mount-path-taken', 'model.mountPath']],
  ['a model on the configuration of the server',
    () => ({ server: ModelServer.torchServe(), model: modelAt('/etc/model-server') }),
    ['serving/mount-path-taken', 'model.mountPath']],
  ['configuration on the model', () => config({ a: 'b' }, { mountPath: '/models/resnet' }),
    ['serving/mount-path-taken', 'config.mountPath']],
  ['configuration on the root of the image', () => config({ a: 'b' }, { mountPath: '/' }),
    ['serving/mount-path-taken', 'config.mountPath']],
  ['configuration on /dev/shm',
    () => ({ server: ModelServer.triton(), ...config({ a: 'b' }, { mountPath: '/dev/shm' }) }),
    ['serving/mount-path-taken', 'config.mountPath']],
  ['variables with bad names', () => ({ environment: { '1A': 'x', 'B C': 'y' } }),
    ['validation/name', 'environment["1A"]'],
    ['validation/name', 'environment["B C"]']],
  ['variables named by dots', () => ({ environment: { '.': 'x', '..a': 'y' } }),
    ['validation/name', 'environment["."]'],
    ['validation/name', 'environment["..a"]']],
  ['variables that are not strings', () => ({ environment: { A: 1 as never, B: undefined as never } }),
    ['serving/variable-not-a-string', 'environment["A"]'],
    ['serving/variable-not-a-string', 'environment["B"]']],
  ['a variable of the workers of MLServer, which is a property',
    () => ({
      server: ModelServer.mlServer({ parallelWorkers: 4 }),
      environment: { MLSERVER_PARALLEL_WORKERS: '1' },
    }),
    ['serving/variable-of-a-property', 'environment["MLSERVER_PARALLEL_WORKERS"]']],
  ['a variable of the metrics of MLServer that are off',
    () => ({
      server: ModelServer.mlServer({ enableMetrics: false }),
      envVariables: { MLSERVER_METRICS_ENDPOINT: EnvValue.fromValue('/metrics') },
    }),
    ['serving/variable-of-a-property', 'envVariables["MLSERVER_METRICS_ENDPOINT"]']],
  ['the token of a model, which is a property too',
    (chart) => ({
      server: ModelServer.vllm({
        model: 'a/b',
        huggingFaceToken: { secret: Secret.fromSecretName(chart, 'Token', 'token'), key: 'token' },
      }),
      model: undefined,
      environment: { HF_TOKEN: 'x' },
    }),
    ['serving/variable-of-a-property', 'environment["HF_TOKEN"]']],
  ['a variable that is set twice', () => ({ environment: { A: '1' }, envVariables: { A: EnvValue.fromValue('2') } }),
    ['serving/variable-given-twice', 'envVariables["A"]']],
  ['configuration without an entry', () => config({}), ['serving/config-empty', 'config.data']],
  ['configuration without data', () => config(undefined as never), ['serving/config-empty', 'config.data']],
  ['configuration without a value', () => config({ A: '' }), ['serving/config-empty', 'config.data']],
  ['configuration that is a text', () => config('A=b' as never), ['serving/not-an-object', 'config.data']],
  ['configuration that is a number', () => config({ 'model.txt': 1 }),
    ['serving/config-value-not-a-string', 'config.data["model.txt"]']],
  ['configuration with a space in the name of a variable', () => config({ 'a b': 'x' }),
    ['validation/name', 'config.data["a b"]']],
  ['configuration with a variable that starts with a digit', () => config({ '1st': 'x' }),
    ['validation/name', 'config.data["1st"]']],
  ['a file named by dots', () => config({ '..': 'x' }, { mountPath: '/etc/own' }),
    ['validation/name', 'config.data[".."]']],
  ['a file with a slash in its name', () => config({ 'a/b': 'x' }, { mountPath: '/etc/own' }),
    ['validation/name', 'config.data["a/b"]']],
  ['configuration in a relative folder', () => config({ a: 'x' }, { mountPath: 'etc' }),
    ['validation/path', 'config.mountPath']],
  ['configuration with a bad name', () => config({ A: 'x' }, { name: 'My_Config' }),
    ['validation/name', 'config.name']],
  ['a hook of an init container', () => ({ initContainers: [{ ...side, lifecycle: {} }] }),
    ['serving/init-container-hook', 'initContainers[0].lifecycle']],
  ['probes of an init container',
    () => ({ initContainers: [{ ...side, startup: tcp, readiness: tcp, liveness: tcp }] }),
    ['serving/init-container-hook', 'initContainers[0].startup'],
    ['serving/init-container-hook', 'initContainers[0].readiness'],
    ['serving/init-container-hook', 'initContainers[0].liveness']],
  ['a volume with a bad name', (chart) => ({ volumes: [empty(chart, 'spare'), empty(chart, 'My_Data')] }),
    ['validation/name', 'volumes[1]']],
  ['a volume with the name of the model\'s', (chart) => ({ volumes: [empty(chart, 'model')] }),
    ['serving/volume-name-taken', 'volumes']],
  ['a volume with the name of the configuration\'s',
    (chart) => ({ ...config({ a: 'b' }, { mountPath: '/etc/own' }), ...mount(chart, '/x', 'config') }),
    ['serving/volume-name-taken', 'volumes']],
  ['a volume of a container with the name of the server configuration\'s',
    (chart) => ({ server: ModelServer.torchServe(), ...extra(mount(chart, '/x', 'server-files')) }),
    ['serving/volume-name-taken', 'volumes']],
  ['a volume of an init container with the name of the shared memory\'s',
    (chart) => ({
      server: ModelServer.triton(),
      initContainers: [{ ...side, ...mount(chart, '/x', 'shared-memory') }],
    }),
    ['serving/volume-name-taken', 'volumes']],
  ['a volume with the name of that of /tmp', (chart) => ({ volumes: [empty(chart, 'tmp')] }),
    ['serving/volume-name-taken', 'volumes']],
  ['two volumes of one name',
    (chart) => ({
      volumes: [empty(chart, 'v')],
      volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'Other', 'v') }],
    }),
    ['serving/volume-name-taken', 'volumes']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual(problems);
});

test.each<[string, Changes, string]>([
  ['the container that has the name', () => ({ initContainers: [side], ...extra({}) }), 'initContainers[0]'],
  ['what the path is used by', (chart) => mount(chart, '/models/resnet'), 'used by the model'],
  ['the volume that has the name',
    (chart) => ({
      volumes: [empty(chart, 'v')],
      volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'Other', 'v') }],
    }),
    'test/v'],
])('a refusal names %s', (_, changes, part) => {
  const chart = testChart();
  expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toContain(part);
});

test.each<[string, Changes]>([
  ['a variable of a server that no property decides',
    () => ({ server: ModelServer.mlServer(), environment: { MLSERVER_METRICS_ENDPOINT: '/m', HF_HOME: '/data' } })],
  ['a token in the environment alone',
    () => ({ server: ModelServer.vllm({ model: 'a/b' }), model: undefined, environment: { HF_TOKEN: 'x' } })],
  ['a variable with dots and dashes', () => ({ environment: { 'log.level-x': 'y' } })],
  ['variables named as members of every object',
    () => ({ environment: { constructor: 'x', toString: 'y' }, envVariables: { B: EnvValue.fromValue('c') } })],
  ['a file that starts with a digit', () => config({ '1st.txt': '', 'b': 'c' }, { mountPath: '/etc/own' })],
  ['a volume with the name of one that the pod has not', (chart) => ({
    volumes: ['config', 'server-files', 'shared-memory'].map((name) => empty(chart, name)),
    server: custom({ httpPort: 80 }),
  })],
  ['one volume in several places', (chart) => {
    const shared = empty(chart, 'shared');
    const volumeMounts = [{ path: '/shared', volume: shared }];
    return { volumes: [shared], volumeMounts, extraContainers: [{ ...side, volumeMounts }] };
  }],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual([]);
});

test('a variable that an argument refers to has to be defined', () => {
  const chart = testChart();
  const server = ModelServer.tensorflowServing({ args: ['--model_name=$(MODEL)', '--literal=$$(NOT)'] });
  new InferenceDeployment(chart, 'M', deploymentProps({ server, environment: { OTHER: '1' } }));
  expect(warned(chart)).toEqual([
    ['undefined-variable', 'Deployment vision/m',
      'spec.template.spec.containers["tensorflow-serving"].args'],
  ]);
  const defined = testChart();
  new InferenceDeployment(defined, 'M', deploymentProps({ server, ...config({ MODEL: 'resnet' }) }));
  expect(warned(defined)).toEqual([]);
});
