import { type Chart } from 'cdk8s';
import { EnvValue, Probe, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart, synth } from '../helpers';

const tcp = Probe.fromTcpSocket({ port: 1 });
const side = { name: 'side', image: 'a/side:1' };
const empty = (chart: Chart, name: string) => Volume.fromEmptyDir(chart, name, name);
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

type Row = [changes: (chart: Chart) => Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [() => ({ containerName: 'Main' }),
    'containerName: got "Main"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ containerName: '' }),
    'containerName: got ""; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ extraContainers: [side, side] }),
    'extraContainers[1].name: got "side"; is the name of extraContainers[0] already — the API server would reject the pod; give another name'],
  [() => ({ extraContainers: [{ ...side, name: 'tensorflow-serving' }] }),
    'extraContainers[0].name: got "tensorflow-serving"; is the name of the server already — the API server would reject the pod; give another name'],
  [() => ({ containerName: 'main', extraContainers: [{ ...side, name: 'main' }] }),
    'extraContainers[0].name: got "main"; is the name of the server already — the API server would reject the pod; give another name'],
  [() => ({ extraContainers: [{ ...side, name: 'fetch-model' }] }),
    'extraContainers[0].name: got "fetch-model"; is the name of the container that fetches the model already — the API server would reject the pod; give another name'],
  [() => ({ initContainers: [side], extraContainers: [side] }),
    'extraContainers[0].name: got "side"; is the name of initContainers[0] already — the API server would reject the pod; give another name'],
  [(chart) => ({ volumeMounts: [{ path: '/models/resnet', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/models/resnet"; is taken by the model — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ config: { data: { a: 'b' }, mountPath: '/etc/own' }, volumeMounts: [{ path: '/etc/own', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/etc/own"; is taken by config — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ volumeMounts: [{ path: '/tmp', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/tmp"; is taken by a writable folder — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ server: custom({ httpPort: 80, writableFolders: ['/cache'] }), volumeMounts: [{ path: '/cache', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/cache"; is taken by a writable folder — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ model: ModelSource.volumeClaim('models', undefined, { mountPath: '/tmp' }) }),
    'model.mountPath: got "/tmp"; is taken by a writable folder — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ config: { data: { a: 'b' }, mountPath: '/models/resnet' } }),
    'config.mountPath: got "/models/resnet"; is taken by the model — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ server: ModelServer.triton(), volumeMounts: [{ path: '/dev/shm', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/dev/shm"; is taken by shared memory — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ server: custom({ httpPort: 80, writableFolders: ['/models'] }) }),
    'model.mountPath: got "/models"; is taken by a writable folder — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ environment: { '1A': 'x', 'B C': 'y' } }),
    'environment["1A"]: got "1A"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)',
    'environment["B C"]: got "B C"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)'],
  [() => ({ environment: { '.': 'x', '..a': 'y' } }),
    'environment["."]: got "."; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)',
    'environment["..a"]: got "..a"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)'],
  [() => ({ environment: { A: 1 as never, B: undefined as never } }),
    'environment["A"]: got 1; must be a string — the API server would reject the container; write the value as a string',
    'environment["B"]: got undefined; must be a string — the API server would reject the container; write the value as a string'],
  [() => ({ environment: { A: '1' }, envVariables: { A: EnvValue.fromValue('2') } }),
    'envVariables["A"]: is given in environment too — only one of the two could take effect; keep one of them'],
  [() => ({ config: { data: {} } }),
    'config.data: got {}; must hold an entry with a value — the ConfigMap would be empty; add an entry or leave config out'],
  [() => ({ config: { data: undefined as never } }),
    'config.data: got undefined; must hold an entry with a value — the ConfigMap would be empty; add an entry or leave config out'],
  [() => ({ config: { data: { A: '' } } }),
    'config.data: got {"A":""}; must hold an entry with a value — the ConfigMap would be empty; add an entry or leave config out'],
  [() => ({ config: { data: { 'model.txt': 1 as never } } }),
    'config.data["model.txt"]: got 1; must be a string — the API server would reject the ConfigMap; write the value as a string'],
  [() => ({ config: { data: { 'a b': 'x' } } }),
    'config.data["a b"]: got "a b"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the entry, or set mountPath for files (Kubernetes API validation)'],
  [() => ({ config: { data: { '1st': 'x' } } }),
    'config.data["1st"]: got "1st"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the entry, or set mountPath for files (Kubernetes API validation)'],
  [() => ({ config: { data: { '..': 'x' }, mountPath: '/etc/own' } }),
    'config.data[".."]: got ".."; must be a ConfigMap key (letters, digits, "-", "_" and ".", at most 253 characters) — the API server would reject the object; rename the entry (Kubernetes API validation)'],
  [() => ({ config: { data: { 'a/b': 'x' }, mountPath: '/etc/own' } }),
    'config.data["a/b"]: got "a/b"; must be a ConfigMap key (letters, digits, "-", "_" and ".", at most 253 characters) — the API server would reject the object; rename the entry (Kubernetes API validation)'],
  [() => ({ config: { data: { a: 'x' }, mountPath: 'etc' } }),
    'config.mountPath: got "etc"; must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)'],
  [() => ({ config: { data: { A: 'x' }, name: 'My_Config' } }),
    'config.name: got "My_Config"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ initContainers: [{ ...side, lifecycle: {} }] }),
    'initContainers[0].lifecycle: cannot be set on a container that runs to its end — the API server would reject the pod; leave it out'],
  [() => ({ initContainers: [{ ...side, startup: tcp, readiness: tcp, liveness: tcp }] }),
    'initContainers[0].startup: cannot be set on a container that runs to its end — the API server would reject the pod; leave it out',
    'initContainers[0].readiness: cannot be set on a container that runs to its end — the API server would reject the pod; leave it out',
    'initContainers[0].liveness: cannot be set on a container that runs to its end — the API server would reject the pod; leave it out'],
  [(chart) => ({ volumes: [empty(chart, 'spare'), empty(chart, 'My_Data')] }),
    'volumes[1]: got "My_Data"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name the volume so (Kubernetes API validation)'],
  [(chart) => ({ volumes: [empty(chart, 'model')] }),
    'volumes: got "model"; is the name of the volume of the model already — a pod tells its volumes apart by their names; give another name'],
  [(chart) => ({ config: { data: { a: 'b' }, mountPath: '/etc/own' }, volumeMounts: [{ path: '/x', volume: empty(chart, 'config') }] }),
    'volumes: got "config"; is the name of the volume of the configuration already — a pod tells its volumes apart by their names; give another name'],
  [(chart) => ({ server: ModelServer.torchServe(), extraContainers: [{ ...side, volumeMounts: [{ path: '/x', volume: empty(chart, 'server-files') }] }] }),
    "volumes: got \"server-files\"; is the name of the volume of the server's own configuration already — a pod tells its volumes apart by their names; give another name"],
  [(chart) => ({ server: ModelServer.triton(), initContainers: [{ ...side, volumeMounts: [{ path: '/x', volume: empty(chart, 'shared-memory') }] }] }),
    'volumes: got "shared-memory"; is the name of the volume of shared memory already — a pod tells its volumes apart by their names; give another name'],
  [(chart) => ({ volumes: [empty(chart, 'tmp')] }),
    'volumes: got "tmp"; is the name of the volume of the writable folder /tmp already — a pod tells its volumes apart by their names; give another name'],
  [(chart) => ({ volumes: [empty(chart, 'v')], volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'Other', 'v') }] }),
    'volumes: got "v"; is the name of the volume of another volume (test/v) already — a pod tells its volumes apart by their names; give another name'],
  [() => ({ server: ModelServer.torchServe(), model: ModelSource.volumeClaim('models', undefined, { mountPath: '/etc/model-server' }) }),
    "model.mountPath: got \"/etc/model-server\"; is taken by the server's own configuration — the API server rejects two mounts on one path; mount it elsewhere"],
  [() => ({ config: { data: { a: 'b' }, mountPath: '/' } }),
    'config.mountPath: got "/"; is taken by the image — the API server rejects two mounts on one path; mount it elsewhere'],
  [() => ({ server: ModelServer.triton(), config: { data: { a: 'b' }, mountPath: '/dev/shm' } }),
    'config.mountPath: got "/dev/shm"; is taken by shared memory — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ volumeMounts: [{ path: '/models/resnet/', volume: empty(chart, 'v') }] }),
    'volumeMounts[0].path: got "/models/resnet/"; is taken by the model — the API server rejects two mounts on one path; mount it elsewhere'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, (chart: Chart) => Partial<InferenceDeploymentProps>]>([
  ['a variable with dots and dashes', () => ({ environment: { 'log.level-x': 'y' } })],
  ['variables that are called as what every object has', () => ({ environment: { constructor: 'x', toString: 'y' }, envVariables: { B: EnvValue.fromValue('c') } })],
  ['a file that starts with a digit', () => ({ config: { data: { '1st.txt': '', 'b': 'c' }, mountPath: '/etc/own' } })],
  ['a volume with the name of one that the pod has not', (chart) => ({ volumes: ['config', 'server-files', 'shared-memory'].map((name) => empty(chart, name)), server: custom({ httpPort: 80 }) })],
  ['one volume in several places', (chart) => {
    const shared = empty(chart, 'shared');
    const volumeMounts = [{ path: '/shared', volume: shared }];
    return { volumes: [shared], volumeMounts, extraContainers: [{ ...side, volumeMounts }] };
  }],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toBeUndefined();
});

test('a variable that an argument refers to has to be defined', () => {
  const chart = testChart();
  const server = ModelServer.tensorflowServing({ args: ['--model_name=$(MODEL)', '--literal=$$(NOT)'] });
  new InferenceDeployment(chart, 'M', deploymentProps({ server, environment: { OTHER: '1' } }));
  expect(refusal(() => synth(chart))).toBe([
    'Validation failed with the following errors:',
    '  [test/M] Deployment m container "tensorflow-serving" args: got "$(MODEL)"; no variable of that name is defined for the container — Kubernetes leaves an undefined reference as it is, so the server would read the text itself; define MODEL in the environment, or write $$(MODEL) to mean the text (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/) [undefined-variable]',
  ].join('\n'));
  const config = testChart();
  new InferenceDeployment(config, 'M', deploymentProps({ server, config: { data: { MODEL: 'resnet' } } }));
  expect(refusal(() => synth(config))).toBeUndefined();
});
