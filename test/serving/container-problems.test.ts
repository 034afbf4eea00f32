import { Duration, type Chart } from 'cdk8s';
import { ConfigMap, Cpu, Env, EnvValue, MountPropagation, Probe, Secret, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

const TIMES = { initialDelaySeconds: Duration.millis(500), periodSeconds: Duration.seconds(0), timeoutSeconds: Duration.millis(1500) };
const side = { name: 'side', image: 'a/side:1' };
const volume = (chart: Chart, name: string = 'v') => Volume.fromEmptyDir(chart, name, name);
const mount = (chart: Chart, options: object) => ({ volumeMounts: [{ path: '/data', volume: volume(chart), ...options }] });

type Row = [changes: (chart: Chart) => Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [() => ({ extraContainers: [{ image: 'a/side:1' }] }),
    'extraContainers[0].name: got undefined; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ ...side, name: 'Side_Car' }] }),
    'extraContainers[0].name: got "Side_Car"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ ...side, image: '' }] }),
    'extraContainers[0].image: got ""; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [() => ({ extraContainers: [{ ...side, image: 'A Server' }] }),
    'extraContainers[0].image: got "A Server"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [() => ({ initContainers: [{ name: 'Init', image: 'x y' }] }),
    'initContainers[0].name: got "Init"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)',
    'initContainers[0].image: got "x y"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [() => ({ extraContainers: [{ ...side, resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }] }),
    'extraContainers[0].resources.cpu.request: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: 'data', volume: volume(chart) }] }),
    'volumeMounts[0].path: got "data"; must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: '/a/../b', volume: volume(chart) }] }),
    'volumeMounts[0].path: got "/a/../b"; must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: '/data', volume: volume(chart) }, { path: '/data', volume: volume(chart, 'w') }] }),
    'volumeMounts[1].path: got "/data"; is taken by volumeMounts[0] — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ envVariables: { 'a=b': EnvValue.fromValue('x') } }),
    'envVariables["a=b"]: got "a=b"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ ...side, resources: { requests: { memory: '1500m' } } }] }),
    'extraContainers[0].resources.requests["memory"]: got "1500m"; must be a whole number of bytes — the API server would reject or round it; round it, such as 64Mi'],
  [() => ({ extraContainers: [{ ...side, envVariables: { '1A': EnvValue.fromValue('x'), 'B': EnvValue.fromValue(1 as never) } }] }),
    'extraContainers[0].envVariables["1A"]: got "1A"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)',
    'extraContainers[0].envVariables["B"]: got 1; must be a string — the API server would reject the container; write the value as a string'],
  [() => ({ envVariables: { A: EnvValue.fromValue(true as never) } }),
    'envVariables["A"]: got true; must be a string — the API server would reject the container; write the value as a string'],
  [(chart) => ({ envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'S', 's')), Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), '1_')] }),
    'envFrom[1].prefix: got "1_"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; correct the prefix (Kubernetes API validation)'],
  [(chart) => ({ extraContainers: [{ ...side, envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), 'a b')] }] }),
    'extraContainers[0].envFrom[0].prefix: got "a b"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; correct the prefix (Kubernetes API validation)'],
  [(chart) => ({ extraContainers: [{ ...side, volumeMounts: [{ path: '/a', volume: volume(chart) }, { path: '/a/', volume: volume(chart, 'w') }] }] }),
    'extraContainers[0].volumeMounts[1].path: got "/a/"; is taken by volumeMounts[0] — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ initContainers: [{ ...side, volumeMounts: [{ path: '/', volume: volume(chart) }] }] }),
    'initContainers[0].volumeMounts[0].path: got "/"; is taken by the image — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => mount(chart, { volume: undefined }),
    'volumeMounts[0].volume: got undefined; must be a volume — there is nothing to mount; give a Volume'],
  [(chart) => mount(chart, { volume: volume(chart, 'My_Data') }),
    'volumeMounts[0].volume: got "My_Data"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name the volume so (Kubernetes API validation)'],
  [(chart) => mount(chart, { subPath: '/a' }),
    'volumeMounts[0].subPath: got "/a"; must be a path inside the volume, without ".." — the API server would reject the pod; give the path below the volume\'s root'],
  [(chart) => mount(chart, { subPath: 'a/../b' }),
    'volumeMounts[0].subPath: got "a/../b"; must be a path inside the volume, without ".." — the API server would reject the pod; give the path below the volume\'s root'],
  [(chart) => mount(chart, { subPath: 'a', subPathExpr: '$(A)' }),
    'volumeMounts[0].subPathExpr: got "$(A)"; cannot be combined with subPath — the API server would reject the pod; keep one of them'],
  [(chart) => mount(chart, { propagation: MountPropagation.BIDIRECTIONAL }),
    'volumeMounts[0].propagation: got "Bidirectional"; needs a privileged container — the API server would reject the pod; use NONE or HOST_TO_CONTAINER'],
  [(chart) => ({ extraContainers: [{ ...side, ...mount(chart, { subPath: '..' }) }] }),
    'extraContainers[0].volumeMounts[0].subPath: got ".."; must be a path inside the volume, without ".." — the API server would reject the pod; give the path below the volume\'s root'],
  [() => ({ readiness: Probe.fromHttpGet('/', { port: 0 }) }),
    'readiness.port: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [() => ({ liveness: Probe.fromTcpSocket({ port: 65536 }) }),
    'liveness.port: got 65536; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [() => ({ startup: Probe.fromTcpSocket({ failureThreshold: 0 }) }),
    'startup.failureThreshold: got 0; must be a whole number of at least 1 — the API server would reject the pod; give how often it may fail'],
  [() => ({ readiness: Probe.fromTcpSocket({ successThreshold: 0 }) }),
    'readiness.successThreshold: got 0; must be a whole number of at least 1 — the API server would reject the pod; leave it out'],
  [() => ({ liveness: Probe.fromTcpSocket({ successThreshold: 2 }), startup: Probe.fromCommand(['true'], { successThreshold: 2 }) }),
    'startup.successThreshold: got 2; must be a whole number from 1 to 1 — the API server would reject the pod; leave it out',
    'liveness.successThreshold: got 2; must be a whole number from 1 to 1 — the API server would reject the pod; leave it out'],
  [() => ({ readiness: Probe.fromTcpSocket(TIMES) }),
    'readiness.initialDelaySeconds: got 0.5; must be a whole number of at least 0 — the API server would reject the pod; give a Duration of whole seconds, 0 or more',
    'readiness.periodSeconds: got 0; must be a whole number of at least 1 — the API server would reject the pod; give a Duration of whole seconds, 1 or more',
    'readiness.timeoutSeconds: got 1.5; must be a whole number of at least 1 — the API server would reject the pod; give a Duration of whole seconds, 1 or more'],
  [() => ({ extraContainers: [{ ...side, liveness: Probe.fromHttpGet('/', { port: 1.5 }) }] }),
    'extraContainers[0].liveness.port: got 1.5; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, (chart: Chart) => Partial<InferenceDeploymentProps>]>([
  ['a container that asks for nothing', () => ({ extraContainers: [{ ...side, resources: {} }, { ...side, name: 'other', resources: { cpu: undefined } }] })],
  ['one path in two containers', (chart) => ({ extraContainers: [{ ...side, volumeMounts: [{ path: '/models/resnet', volume: volume(chart) }] }] })],
  ['one volume on two paths', (chart) => {
    const shared = volume(chart);
    return { volumeMounts: [{ path: '/a', volume: shared, subPath: 'a' }, { path: '/b', volume: shared, subPath: '..b/c' }] };
  }],
  ['a mount that follows the node', (chart) => mount(chart, { propagation: MountPropagation.HOST_TO_CONTAINER })],
  ['a part of the volume that a variable names', (chart) => mount(chart, { subPathExpr: '$(A)' })],
  ['variables of a map without a prefix, or with one', (chart) => ({
    envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), ''), Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'D', 'd'), 'D_')],
  })],
  ['a probe that starts at once', () => ({ readiness: Probe.fromHttpGet('/', { initialDelaySeconds: Duration.seconds(0) }) })],
  ['a pod that is ready after two answers', () => ({ readiness: Probe.fromTcpSocket({ successThreshold: 2 }) })],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toBeUndefined();
});
