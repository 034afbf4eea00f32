import { ApiObject, Duration, type Chart } from 'cdk8s';
import {
  ConfigMap, Cpu, Env, EnvValue, MountPropagation, Probe, Secret, Volume,
} from 'cdk8s-plus-27';
import {
  InferenceDeployment, ModelServer, ModelSource, type ContainerOptions, type InferenceDeploymentProps,
} from '../../src';
import { deploymentProps, find, refusal, refused, testChart } from '../helpers';

const side = { name: 'side', image: 'a/side:1' };
const extra = (changes: Partial<ContainerOptions>) => ({ extraContainers: [{ ...side, ...changes }] });
const volume = (chart: Chart, name: string = 'v') => Volume.fromEmptyDir(chart, name, name);
const mount = (chart: Chart, options: object) => ({
  volumeMounts: [{ path: '/data', volume: volume(chart), ...options }],
});
const configMap = (chart: Chart, id: string) => ConfigMap.fromConfigMapName(chart, id, id.toLowerCase());

type Changes = (chart: Chart) => Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['a container without a name', () => ({ extraContainers: [{ image: 'a/side:1' }] }),
    ['validation/name', 'extraContainers[0].name']],
  ['a container with a name that is no DNS label', () => extra({ name: 'Side_Car' }),
    ['validation/name', 'extraContainers[0].name']],
  ['a container without an image', () => extra({ image: '' }),
    ['validation/image', 'extraContainers[0].image']],
  ['a container with an image that is no reference', () => extra({ image: 'A Server' }),
    ['validation/image', 'extraContainers[0].image']],
  ['an init container with a bad name and image', () => ({ initContainers: [{ name: 'Init', image: 'x y' }] }),
    ['validation/name', 'initContainers[0].name'],
    ['validation/image', 'initContainers[0].image']],
  ['a container with a request above its limit',
    () => extra({ resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }),
    ['values/request-above-limit', 'extraContainers[0].resources.cpu.request']],
  ['a container with a part of a byte', () => extra({ resources: { requests: { memory: '1500m' } } as object }),
    ['values/part-of-a-byte', 'extraContainers[0].resources.requests["memory"]']],
  ['a relative mount path', (chart) => ({ volumeMounts: [{ path: 'data', volume: volume(chart) }] }),
    ['validation/path', 'volumeMounts[0].path']],
  ['a mount path that goes up', (chart) => ({ volumeMounts: [{ path: '/a/../b', volume: volume(chart) }] }),
    ['validation/path', 'volumeMounts[0].path']],
  ['two mounts on one bad path',
    (chart) => ({ volumeMounts: [{ path: 'a', volume: volume(chart) }, { path: 'a', volume: volume(chart, 'w') }] }),
    ['validation/path', 'volumeMounts[0].path'],
    ['validation/path', 'volumeMounts[1].path']],
  ['two mounts on one path',
    (chart) => ({
      volumeMounts: [{ path: '/data', volume: volume(chart) }, { path: '/data', volume: volume(chart, 'w') }],
    }),
    ['serving/mount-path-taken', 'volumeMounts[1].path']],
  ['two mounts on one path, with a slash at the end',
    (chart) => extra({
      volumeMounts: [{ path: '/a', volume: volume(chart) }, { path: '/a/', volume: volume(chart, 'w') }],
    }),
    ['serving/mount-path-taken', 'extraContainers[0].volumeMounts[1].path']],
  ['a mount on the root of the image',
    (chart) => ({ initContainers: [{ ...side, volumeMounts: [{ path: '/', volume: volume(chart) }] }] }),
    ['serving/mount-path-taken', 'initContainers[0].volumeMounts[0].path']],
  ['a variable with a bad name', () => ({ envVariables: { 'a=b': EnvValue.fromValue('x') } }),
    ['validation/name', 'envVariables["a=b"]']],
  ['a variable that is not a string', () => ({ envVariables: { A: EnvValue.fromValue(true as never) } }),
    ['serving/variable-not-a-string', 'envVariables["A"]']],
  ['a variable that is no EnvValue', () => ({ envVariables: { A: 'text' as never, B: null as never } }),
    ['serving/wrong-type', 'envVariables["A"]'],
    ['serving/wrong-type', 'envVariables["B"]']],
  ['variables of a container with a bad name and a number',
    () => extra({ envVariables: { '1A': EnvValue.fromValue('x'), 'B': EnvValue.fromValue(1 as never) } }),
    ['validation/name', 'extraContainers[0].envVariables["1A"]'],
    ['serving/variable-not-a-string', 'extraContainers[0].envVariables["B"]']],
  ['variables of a map with a bad prefix',
    (chart) => ({
      envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'S', 's')), Env.fromConfigMap(configMap(chart, 'C'), '1_')],
    }),
    ['validation/name', 'envFrom[1].prefix']],
  ['variables of a map of a container with a bad prefix',
    (chart) => extra({ envFrom: [Env.fromConfigMap(configMap(chart, 'C'), 'a b')] }),
    ['validation/name', 'extraContainers[0].envFrom[0].prefix']],
  ['variables of a map that is no EnvFrom', () => ({ envFrom: [{} as never] }),
    ['serving/wrong-type', 'envFrom[0]']],
  ['arguments that are not strings', () => extra({ command: ['run', 1 as never], args: 'text' as never }),
    ['serving/argument-not-a-string', 'extraContainers[0].command[1]'],
    ['serving/not-a-list', 'extraContainers[0].args']],
  ['a mount without a volume', (chart) => mount(chart, { volume: undefined }),
    ['serving/mount-without-volume', 'volumeMounts[0].volume']],
  ['a mount of a volume with a bad name', (chart) => mount(chart, { volume: volume(chart, 'My_Data') }),
    ['validation/name', 'volumeMounts[0].volume']],
  ['an absolute sub path', (chart) => mount(chart, { subPath: '/a' }),
    ['serving/sub-path-outside', 'volumeMounts[0].subPath']],
  ['a sub path that goes up', (chart) => mount(chart, { subPath: 'a/../b' }),
    ['serving/sub-path-outside', 'volumeMounts[0].subPath']],
  ['a sub path of a container that goes up', (chart) => extra(mount(chart, { subPath: '..' })),
    ['serving/sub-path-outside', 'extraContainers[0].volumeMounts[0].subPath']],
  ['a sub path that is not a string', (chart) => mount(chart, { subPath: 1 }),
    ['serving/sub-path-outside', 'volumeMounts[0].subPath']],
  ['two sub paths', (chart) => mount(chart, { subPath: 'a', subPathExpr: '$(A)' }),
    ['serving/two-sub-paths', 'volumeMounts[0].subPathExpr']],
  ['a bidirectional mount', (chart) => mount(chart, { propagation: MountPropagation.BIDIRECTIONAL }),
    ['serving/bidirectional-mount', 'volumeMounts[0].propagation']],
  ['a propagation that is unknown', (chart) => mount(chart, { propagation: 'Shared' }),
    ['validation/choice', 'volumeMounts[0].propagation']],
  ['a volume with nothing but a name',
    () => ({ volumeMounts: [{ path: '/a', volume: { name: 'a' } as never }], volumes: [{ name: 'b' } as never] }),
    ['serving/mount-without-volume', 'volumeMounts[0].volume'],
    ['serving/wrong-type', 'volumes[0]']],
  ['pull policies that are unknown', () => ({ imagePullPolicy: 'Sometimes', ...extra({ imagePullPolicy: 'always' }) }),
    ['validation/choice', 'extraContainers[0].imagePullPolicy'],
    ['validation/choice', 'imagePullPolicy']],
  ['hooks and a security context that are none', () => extra({ lifecycle: 'stop', securityContext: 7 } as never),
    ['serving/not-an-object', 'extraContainers[0].lifecycle'],
    ['serving/not-an-object', 'extraContainers[0].securityContext']],
  ['a hook, a seccomp profile and a restart policy that cannot be printed',
    () => extra({
      lifecycle: { preStop: { exec: {} } },
      securityContext: { seccompProfile: { type: 'Localhost' } },
      restartPolicy: 'Always',
    } as never),
    ['cdk8s-plus/not-a-handler', 'extraContainers[0].lifecycle.preStop'],
    ['cdk8s-plus/seccomp-file', 'extraContainers[0].securityContext.seccompProfile.localhostProfile'],
    ['cdk8s-plus/container-restart-policy', 'extraContainers[0].restartPolicy']],
  ['an HTTP probe on port 0', () => ({ readiness: Probe.fromHttpGet('/', { port: 0 }) }),
    ['validation/port', 'readiness.port']],
  ['a TCP probe on port 65536', () => ({ liveness: Probe.fromTcpSocket({ port: 65536 }) }),
    ['validation/port', 'liveness.port']],
  ['a probe of a container on a fraction of a port', () => extra({ liveness: Probe.fromHttpGet('/', { port: 1.5 }) }),
    ['validation/port', 'extraContainers[0].liveness.port']],
  ['a probe of a custom server on port 0',
    () => ({
      server: ModelServer.custom({ image: 'a/b:1', httpPort: 80, liveness: Probe.fromTcpSocket({ port: 0 }) }),
    }),
    ['validation/port', 'server.liveness.port']],
  ['a probe that may not fail', () => ({ startup: Probe.fromTcpSocket({ failureThreshold: 0 }) }),
    ['validation/integer', 'startup.failureThreshold']],
  ['a probe that never succeeds', () => ({ readiness: Probe.fromTcpSocket({ successThreshold: 0 }) }),
    ['validation/integer', 'readiness.successThreshold']],
  ['a startup and a liveness probe that have to succeed twice',
    () => ({
      liveness: Probe.fromTcpSocket({ successThreshold: 2 }),
      startup: Probe.fromCommand(['true'], { successThreshold: 2 }),
    }),
    ['validation/integer', 'startup.successThreshold'],
    ['validation/integer', 'liveness.successThreshold']],
  ['a probe of no seconds',
    () => ({
      readiness: Probe.fromTcpSocket({ periodSeconds: Duration.seconds(0), timeoutSeconds: Duration.seconds(0) }),
    }),
    ['validation/seconds', 'readiness.periodSeconds'],
    ['validation/seconds', 'readiness.timeoutSeconds']],
  ['a probe of a part of a second, whatever else is wrong',
    () => ({
      readiness: Probe.fromTcpSocket({
        initialDelaySeconds: Duration.millis(500),
        periodSeconds: Duration.seconds(0),
        timeoutSeconds: Duration.millis(1500),
      }),
    }),
    ['serving/probe-duration', 'readiness']],
  ['a probe with a number in place of a Duration',
    () => ({ liveness: Probe.fromTcpSocket({ periodSeconds: 5 as never }) }),
    ['serving/probe-duration', 'liveness']],
  ['a probe as the API has it', () => ({ startup: { httpGet: { path: '/', port: 80 } } as never }),
    ['serving/wrong-type', 'startup']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual(problems);
});

test('a refusal names the mount that a path is taken by, and the Duration that cannot be rendered', () => {
  const chart = testChart();
  const volumeMounts = [{ path: '/a', volume: volume(chart) }, { path: '/a', volume: volume(chart, 'w') }];
  const startup = Probe.fromTcpSocket({ periodSeconds: Duration.millis(500) });
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps({ volumeMounts, startup })));
  expect(message).toContain('volumeMounts[0]');
  expect(message).toContain('500 millis');
});

test.each<[string, Changes]>([
  ['a container that requests nothing',
    () => ({
      extraContainers: [{ ...side, resources: {} }, { ...side, name: 'other', resources: { cpu: undefined } }],
    })],
  ['one path in two containers',
    (chart) => extra({ volumeMounts: [{ path: '/models/resnet', volume: volume(chart) }] })],
  ['one volume on two paths', (chart) => {
    const shared = volume(chart);
    return {
      volumeMounts: [
        { path: '/a', volume: shared, subPath: 'a' },
        { path: '/b', volume: shared, subPath: '..b/c' },
      ],
    };
  }],
  ['a mount that follows the node', (chart) => mount(chart, { propagation: MountPropagation.HOST_TO_CONTAINER })],
  ['a part of the volume that a variable names', (chart) => mount(chart, { subPathExpr: '$(A)' })],
  ['variables of a map without a prefix, or with one', (chart) => ({
    envFrom: [Env.fromConfigMap(configMap(chart, 'C'), ''), Env.fromConfigMap(configMap(chart, 'D'), 'D_')],
  })],
  ['a probe without a delay',
    () => ({ readiness: Probe.fromHttpGet('/', { initialDelaySeconds: Duration.seconds(0) }) })],
  ['a pod that is ready after two successes', () => ({ readiness: Probe.fromTcpSocket({ successThreshold: 2 }) })],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual([]);
});

test('texts of enumerations are as good as their members', () => {
  const chart = testChart();
  new InferenceDeployment(chart, 'M', deploymentProps({
    imagePullPolicy: 'Never',
    service: { type: 'NodePort' },
    model: ModelSource.hostPath('/srv', { type: 'Directory' }),
    ...mount(chart, { propagation: 'HostToContainer' }),
    ...extra({ imagePullPolicy: 'Always' }),
  }));
  const { containers, volumes } = find(chart, 'Deployment').spec.template.spec;
  expect(containers.map((c: any) => c.imagePullPolicy)).toEqual(['Never', 'Always']);
  expect(containers[0].volumeMounts).toContainEqual(expect.objectContaining({ mountPropagation: 'HostToContainer' }));
  expect(volumes).toContainEqual(expect.objectContaining({ hostPath: { path: '/srv', type: 'Directory' } }));
  expect(find(chart, 'Service').spec.type).toBe('NodePort');
});

test('the seccomp profile of a container is printed, also behind the init container of the model', () => {
  const chart = testChart();
  const profile = (type: string) => ({ image: 'a/side:1', securityContext: { seccompProfile: { type } } });
  new InferenceDeployment(chart, 'M', deploymentProps({
    model: ModelSource.s3('s3://models/one'),
    initContainers: [{ ...side, name: 'plain' }, { ...profile('Unconfined'), name: 'first' }],
    extraContainers: [{ ...profile('RuntimeDefault'), name: 'second' }],
  }));
  const { containers, initContainers } = find(chart, 'Deployment').spec.template.spec;
  const types = [...initContainers, ...containers].map((c: any) => [c.name, c.securityContext.seccompProfile?.type]);
  expect(types).toEqual([
    ['fetch-model', undefined], ['plain', undefined], ['first', 'Unconfined'], [containers[0].name, undefined],
    ['second', 'RuntimeDefault'],
  ]);
});

test('a Secret and a ServiceAccount may be plain objects', () => {
  const chart = testChart();
  const object = (kind: string, name: string) => (
    new ApiObject(chart, kind, { apiVersion: 'v1', kind, metadata: { name } }));
  new InferenceDeployment(chart, 'M', deploymentProps({
    model: ModelSource.s3('s3://models/one', { credentials: object('Secret', 'keys') }),
    serviceAccount: object('ServiceAccount', 'server'),
  }));
  const { initContainers, serviceAccountName } = find(chart, 'Deployment').spec.template.spec;
  expect(serviceAccountName).toBe('server');
  expect(initContainers[0].envFrom).toEqual([{ secretRef: { name: 'keys' } }]);
});
