import { type Chart } from 'cdk8s';
import { Cpu, EnvValue, Protocol, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart, synth } from '../helpers';

const side = { name: 'side', image: 'a/side:1' };
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

type Row = [changes: (chart: Chart) => Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [() => ({ containerName: 'Main' }),
    'containerName: got "Main"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ containerName: '' }),
    'containerName: got ""; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ image: 'a/side:1' }] }),
    'extraContainers[0].name: got undefined; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ ...side, name: 'Side_Car' }] }),
    'extraContainers[0].name: got "Side_Car"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)'],
  [() => ({ extraContainers: [{ ...side, image: '' }] }),
    'extraContainers[0].image: got ""; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [() => ({ extraContainers: [{ ...side, image: 'A Server' }] }),
    'extraContainers[0].image: got "A Server"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
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
  [() => ({ initContainers: [{ name: 'Init', image: 'x y' }] }),
    'initContainers[0].name: got "Init"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name (Kubernetes API validation)',
    'initContainers[0].image: got "x y"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  [() => ({ extraContainers: [{ ...side, resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }] }),
    'extraContainers[0].resources.cpu.request: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: 'data', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "data"; must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: '/a/../b', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/a/../b"; must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)'],
  [(chart) => ({ volumeMounts: [{ path: '/models/resnet', volume: Volume.fromEmptyDir(chart, 'V', 'v') }] }),
    'volumeMounts[0].path: got "/models/resnet"; is taken by the model — the API server rejects two mounts on one path; mount it elsewhere'],
  [(chart) => ({ volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'V', 'v') }, { path: '/data', volume: Volume.fromEmptyDir(chart, 'W', 'w') }] }),
    'volumeMounts[1].path: got "/data"; is taken by volumeMounts[0] — the API server rejects two mounts on one path; mount it elsewhere'],
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
  [() => ({ envVariables: { 'a=b': EnvValue.fromValue('x') } }),
    'envVariables["a=b"]: got "a=b"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)'],
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
  [() => ({ ports: [{ name: 'debug', number: 0 }] }),
    'ports[0].number: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [() => ({ ports: [{ name: 'debug', number: 65536, hostPort: -1 }] }),
    'ports[0].number: got 65536; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535',
    'ports[0].hostPort: got -1; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [() => ({ ports: [{ name: 'debug', number: 1.5 }] }),
    'ports[0].number: got 1.5; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535'],
  [() => ({ ports: [{ number: 6000 }] }),
    'ports[0].name: got undefined; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [() => ({ ports: [{ name: 'a-name-that-is-too-long', number: 6000 }] }),
    'ports[0].name: got "a-name-that-is-too-long"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [() => ({ ports: [{ name: '6000', number: 6000 }] }),
    'ports[0].name: got "6000"; must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; name the port, because the Service has several (Kubernetes API validation)'],
  [() => ({ ports: [{ name: 'debug', number: 8501 }] }),
    'ports[0]: got {"name":"debug","number":8501}; is the same as port http (8501) — the API server would reject the container; give another name and number'],
  [() => ({ ports: [{ name: 'http', number: 6000 }] }),
    'ports[0]: got {"name":"http","number":6000}; is the same as port http (8501) — the API server would reject the container; give another name and number'],
  [() => ({ ports: [{ name: 'a', number: 6000 }, { name: 'b', number: 6000 }] }),
    'ports[1]: got {"name":"b","number":6000}; is the same as port a (6000) — the API server would reject the container; give another name and number'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, Partial<InferenceDeploymentProps>]>([
  ['a port of one number and two protocols', { ports: [{ name: 'a', number: 6000, protocol: Protocol.TCP }, { name: 'b', number: 6000, protocol: Protocol.UDP }] }],
  ['a port name of digits and a letter', { ports: [{ name: '6000-a', number: 6000 }] }],
  ['a variable with dots and dashes', { environment: { 'log.level-x': 'y' } }],
  ['a file that starts with a digit', { config: { data: { '1st.txt': '', 'b': 'c' }, mountPath: '/etc/own' } }],
  ['a container that asks for nothing', { extraContainers: [{ ...side, resources: {} }, { ...side, name: 'other', resources: { cpu: undefined } }] }],
])('%s is accepted', (_, changes) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toBeUndefined();
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
