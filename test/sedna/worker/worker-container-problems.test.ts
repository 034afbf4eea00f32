import { Duration, type Chart } from 'cdk8s';
import { ConfigMap, Cpu, Env, EnvValue, MountPropagation, Probe, Volume } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { Accelerator, HardExampleMining, SednaJointInference, SednaModel, type SednaContainerOptions, type SednaHostFolder, type SednaWorkerOptions } from '../../../src';
import { DNS_LABEL, matches } from '../../../src/validation/names';
import { find, jointProps, refusal, RESOURCES, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const CONTAINER: SednaContainerOptions = { image: 'registry.example.com/worker:1.0', resources: RESOURCES };

type Side = 'edge' | 'cloud';
type Changes = Partial<SednaWorkerOptions>;

/** A joint inference one side of which is changed; its model is /data/little/m.pb, of which Sedna mounts the folder as `data-littlez`. */
function define(chart: Chart, changes: object, name: Side = 'edge'): SednaJointInference {
  const props = jointProps(chart, { edge: { exposed: false } });
  const model = SednaModel.fromModelName(chart, 'Model', 'helmet', '/data/little/m.pb');
  return new SednaJointInference(chart, 'Helmet', { ...props, [name]: { ...props[name], container: CONTAINER, model, ...changes } });
}

const own = (changes: object): Changes => ({ container: { ...CONTAINER, ...changes } });
const volume = (chart: Chart, name: string = 'v', id: string = name) => Volume.fromEmptyDir(chart, id, name);
const mount = (chart: Chart, options: object): Changes => own({ volumeMounts: [{ path: '/x', volume: volume(chart), ...options }] });
const side = { name: 'side', image: 'registry.example.com/side:1.0' };
const folder = (changes: object): SednaHostFolder => ({ path: '/var/out', mountPath: '/out', ...changes });

const API = '(Kubernetes API validation)';
const LABEL = `must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name ${API}`;
const EACH = `must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give each container a name ${API}`;
const IMAGE = 'must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2';
const PACKED = 'without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request';
const VARIABLE = 'must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object';
const TEXT = 'must be a string — the API server would reject the container; write the value as a string';
const PORT = 'must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535';
const PORT_NAME = `must be a port name (lower-case letters, digits and "-", with a letter, at most 15 characters) — the API server would reject the object; give another name ${API}`;
const PATH = `must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" ${API}`;
const MOUNTS = 'the API server rejects two mounts on one path; mount it elsewhere';
const VOLUMES = 'a pod tells its volumes apart by their names; give another name';
const PODS = 'the API server would reject the pod; give another name';
const RUN = 'is required without pod — there is nothing to run; describe the container, or give a pod';
const NETWORK = 'the containers of a pod share one network, and the API server wants ports and their names to differ; give another name and number';
const LITERAL = 'must not contain quotes, "$", backslashes and control characters — it is taken as it stands: nothing puts variables in, or takes quotes out; give a path of plain characters';
const INIT = 'cannot be set on a container that runs to its end — the API server would reject the pod; leave it out';
const PROBE = 'must be a Probe — nothing else can be printed; use a factory of Probe';
const ACCELERATOR = 'must be an Accelerator — nothing else can be checked and printed; use one of its factories';
const TWICE = 'only one of the two could take effect; keep one of them';

const tcp = Probe.fromTcpSocket({ port: 1 });

type Row = [what: string, changes: (chart: Chart) => object, ...lines: string[]];

const REFUSALS: Row[] = [
  ['no container', () => ({ container: undefined }), `container: got undefined; ${RUN}`],
  ['a container that is null', () => ({ container: null }), `container: got null; ${RUN}`],
  ['an image in place of a container', () => ({ container: 'registry.example.com/worker:1.0' }), `container: got "registry.example.com/worker:1.0"; ${RUN}`],
  ['an empty container', () => ({ container: {} }), `container.image: got undefined; ${IMAGE}`, `container.resources: got undefined; are required — ${PACKED}`],

  ['a container name with a capital', () => own({ name: 'Main' }), `container.name: got "Main"; ${LABEL}`],
  ['an empty container name', () => own({ name: '' }), `container.name: got ""; ${LABEL}`],
  ['a container name of 64 characters', () => own({ name: 'n'.repeat(64) }), `container.name: got "${'n'.repeat(64)}"; ${LABEL}`],
  ['a container name that is null', () => own({ name: null }), `container.name: got null; ${LABEL}`],
  ['an image that is none', () => own({ image: 'My Worker' }), `container.image: got "My Worker"; ${IMAGE}`],
  ['resources that name none', () => own({ resources: {} }), `container.resources: name no resource — ${PACKED}`],
  ['resources that are null', () => own({ resources: null }), `container.resources: got null; are required — ${PACKED}`],
  ['a request above its limit', () => own({ resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }),
    `container.resources.cpu.request: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request ${API}`],
  ['a quantity that does not parse', () => own({ resources: { requests: { memory: '64MB' } } }),
    `container.resources.requests["memory"]: got "64MB"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi ${API}`],

  ['variables with names that are none', () => own({ environment: { '1A': 'x', 'B C': 'y', '': 'z' } }),
    `container.environment["1A"]: got "1A"; ${VARIABLE}; rename the variable ${API}`,
    `container.environment["B C"]: got "B C"; ${VARIABLE}; rename the variable ${API}`,
    `container.environment[""]: got ""; ${VARIABLE}; rename the variable ${API}`],
  ['variables that are no strings', () => own({ environment: { A: 1, B: undefined, C: null, D: ['a'] } }),
    `container.environment["A"]: got 1; ${TEXT}`, `container.environment["B"]: got undefined; ${TEXT}`, `container.environment["C"]: got null; ${TEXT}`, `container.environment["D"]: got ["a"]; ${TEXT}`],
  ['a variable that is given twice', () => own({ environment: { A: '1', B: '2' }, envVariables: { B: EnvValue.fromValue('2') } }),
    `container.envVariables["B"]: is given in environment too — ${TWICE}`],
  ['a variable of cdk8s-plus with a name that is none, and one that is no string', () => own({ envVariables: { 2: EnvValue.fromValue('x'), B: EnvValue.fromValue(7 as never) } }),
    `container.envVariables["2"]: got "2"; ${VARIABLE}; rename the variable ${API}`, `container.envVariables["B"]: got 7; ${TEXT}`],
  ['a prefix of variables that none can start with', (chart) => own({ envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), '1_')] }),
    `container.envFrom[0].prefix: got "1_"; ${VARIABLE}; correct the prefix ${API}`],

  ['a probe as the API writes it', () => own({ readiness: { httpGet: {} } }), `container.readiness: got {"httpGet":{}}; ${PROBE}`],
  ['probes that are null and text', () => own({ startup: null, liveness: '/healthz' }), `container.startup: got null; ${PROBE}`, `container.liveness: got "/healthz"; ${PROBE}`],
  ['a probe of a port that is none', () => own({ readiness: Probe.fromHttpGet('/', { port: 0 }) }), `container.readiness.port: got 0; ${PORT}`],
  ['a probe that fails at once, and never succeeds', () => own({ startup: Probe.fromTcpSocket({ port: 1, failureThreshold: 0 }), readiness: Probe.fromTcpSocket({ port: 1, successThreshold: 0 }) }),
    'container.startup.failureThreshold: got 0; must be a whole number of at least 1 — the API server would reject the pod; give how often it may fail',
    'container.readiness.successThreshold: got 0; must be a whole number of at least 1 — the API server would reject the pod; leave it out'],
  ['a liveness probe that needs two answers', () => own({ liveness: Probe.fromTcpSocket({ port: 1, successThreshold: 2 }) }),
    'container.liveness.successThreshold: got 2; must be a whole number from 1 to 1 — the API server would reject the pod; leave it out'],
  ['the times of a probe in parts of a second', () => own({ liveness: Probe.fromTcpSocket({ port: 1, initialDelaySeconds: Duration.millis(500), periodSeconds: Duration.seconds(0), timeoutSeconds: Duration.millis(1500) }) }),
    'container.liveness.initialDelaySeconds: got 0.5; must be a whole number of at least 0 — the API server would reject the pod; give a Duration of whole seconds, 0 or more',
    'container.liveness.periodSeconds: got 0; must be a whole number of at least 1 — the API server would reject the pod; give a Duration of whole seconds, 1 or more',
    'container.liveness.timeoutSeconds: got 1.5; must be a whole number of at least 1 — the API server would reject the pod; give a Duration of whole seconds, 1 or more'],

  ['ports that are none', () => own({ ports: [{ number: 0 }, { number: 65536 }, { number: '80' }, { number: NaN }, {}] }),
    `container.ports[0].number: got 0; ${PORT}`, `container.ports[1].number: got 65536; ${PORT}`, `container.ports[2].number: got "80"; ${PORT}`, `container.ports[3].number: got NaN; ${PORT}`,
    `container.ports[4].number: got undefined; ${PORT}`],
  ['port names that are none', () => own({ ports: [{ number: 80, name: 'HTTP' }, { number: 81, name: '' }, { number: 82, name: 'n'.repeat(16) }, { number: 83, name: '8080' }, { number: 84, name: null }] }),
    ...['"HTTP"', '""', `"${'n'.repeat(16)}"`, '"8080"', 'null'].map((shown, i) => `container.ports[${i}].name: got ${shown}; ${PORT_NAME}`)],

  ['a port of the node that is none', () => own({ ports: [{ number: 80, hostPort: 0 }] }), `container.ports[0].hostPort: got 0; ${PORT}`],
  ['one port of the node for two', () => own({ ports: [{ number: 80, hostPort: 80 }, { number: 81, hostPort: 80 }] }),
    'container.ports[1].hostPort: got 80; is taken by container.ports[0] — each node has every port once; give another port of the node'],
  ['another port of the node on its network', () => ({ ...own({ ports: [{ number: 80, hostPort: 81 }] }), hostNetwork: true }),
    'container.ports[0].hostPort: got 81; must be 80, because the pod shares the node\'s network — the API server would reject the pod; leave it out'],
  ['two ports of one number', () => own({ ports: [{ number: 80 }, { number: 80, name: 'http' }] }),
    `container.ports[1]: got {"name":"http","number":80}; is the same as port container.ports[0] (80) — ${NETWORK}`],
  ['two ports of one name', () => own({ ports: [{ number: 80, name: 'http' }, { number: 81, name: 'http' }] }),
    `container.ports[1]: got {"name":"http","number":81}; is the same as port http (80) — ${NETWORK}`],
  ['ports of further containers that are the worker\'s, by number or name', () => ({
    ...own({ ports: [{ number: 80, name: 'http' }] }), extraContainers: [{ ...side, portNumber: 80 }, { ...side, name: 'other', ports: [{ number: 81, name: 'http' }] }],
  }),
  `extraContainers[0].portNumber: got {"number":80}; is the same as port http (80) — ${NETWORK}`,
  `extraContainers[1].ports[0]: got {"name":"http","number":81}; is the same as port http (80) — ${NETWORK}`],
  ['ports of further containers that are none', () => ({ extraContainers: [{ ...side, portNumber: 70000, ports: [{ number: 0, name: 'Not_A_Port', hostPort: 70000 }] }] }),
    `extraContainers[0].portNumber: got 70000; ${PORT}`,
    `extraContainers[0].ports[0].number: got 0; ${PORT}`,
    `extraContainers[0].ports[0].name: got "Not_A_Port"; ${PORT_NAME}`,
    `extraContainers[0].ports[0].hostPort: got 70000; ${PORT}`],

  ['a mount of a relative path', (chart) => mount(chart, { path: 'data' }), `container.volumeMounts[0].path: got "data"; ${PATH}`],
  ['a mount that leads upwards', (chart) => mount(chart, { path: '/a/../b' }), `container.volumeMounts[0].path: got "/a/../b"; ${PATH}`],
  ['a mount in place of the image', (chart) => mount(chart, { path: '/' }), `container.volumeMounts[0].path: got "/"; is taken by the image — ${MOUNTS}`],
  ['a mount on the model', (chart) => mount(chart, { path: '/home/data/data/little/' }), `container.volumeMounts[0].path: got "/home/data/data/little/"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['a mount on the model, without the slash at its end', (chart) => mount(chart, { path: '/home/data/data/little' }), `container.volumeMounts[0].path: got "/home/data/data/little"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['a mount where Sedna downloads', (chart) => ({ ...mount(chart, { path: '/downloads' }), model: SednaModel.fromModelName(chart, 'S3', 'helmet', 's3://models/m.pb') }),
    `container.volumeMounts[0].path: got "/downloads"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['two mounts on one path', (chart) => own({ volumeMounts: [{ path: '/x', volume: volume(chart, 'v') }, { path: '/x/', volume: volume(chart, 'w') }] }),
    `container.volumeMounts[1].path: got "/x/"; is taken by volumeMounts[0] — ${MOUNTS}`],
  ['a mount of nothing', (chart) => mount(chart, { volume: undefined }), 'container.volumeMounts[0].volume: got undefined; must be a volume — there is nothing to mount; give a Volume'],
  ['a mounted volume with a name that is none', (chart) => mount(chart, { volume: volume(chart, 'My_Data') }),
    `container.volumeMounts[0].volume: got "My_Data"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name the volume so ${API}`],
  ['a part of a volume that leads out of it', (chart) => mount(chart, { subPath: 'a/../..' }),
    'container.volumeMounts[0].subPath: got "a/../.."; must be a path inside the volume, without ".." — the API server would reject the pod; give the path below the volume\'s root'],
  ['a part of a volume that is given twice', (chart) => mount(chart, { subPath: 'a', subPathExpr: '$(A)' }),
    'container.volumeMounts[0].subPathExpr: got "$(A)"; cannot be combined with subPath — the API server would reject the pod; keep one of them'],
  ['a mount that changes the node', (chart) => mount(chart, { propagation: MountPropagation.BIDIRECTIONAL }),
    'container.volumeMounts[0].propagation: got "Bidirectional"; needs a privileged container — the API server would reject the pod; use NONE or HOST_TO_CONTAINER'],

  ['a folder with relative paths', () => ({ hostFolders: [{ path: 'out', mountPath: './out' }] }), `hostFolders[0].path: got "out"; ${PATH}`, `hostFolders[0].mountPath: got "./out"; ${PATH}`],
  ['a folder with a variable in its paths', () => ({ hostFolders: [{ path: '/home/$USER', mountPath: '/"out"' }] }),
    `hostFolders[0].path: got "/home/$USER"; ${LITERAL}`, `hostFolders[0].mountPath: got "/\\"out\\""; ${LITERAL}`],
  ['a folder without paths', () => ({ hostFolders: [{}] }), `hostFolders[0].path: got undefined; ${PATH}`, `hostFolders[0].mountPath: got undefined; ${PATH}`],
  ['a folder with a name that is none', () => ({ hostFolders: [folder({ name: 'Out_Put' })] }), `hostFolders[0].name: got "Out_Put"; ${LABEL}`],
  ['a folder with an empty name', () => ({ hostFolders: [folder({ name: '' })] }), `hostFolders[0].name: got ""; ${LABEL}`],
  ['a folder in place of the image', () => ({ hostFolders: [folder({ mountPath: '/' })] }), `hostFolders[0].mountPath: got "/"; is taken by the image — ${MOUNTS}`],
  ['a folder on the model', () => ({ hostFolders: [folder({ mountPath: '/home/data//data/./little' })] }), `hostFolders[0].mountPath: got "/home/data//data/./little"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['a folder where Sedna downloads', (chart) => ({ hostFolders: [folder({ mountPath: '/downloads/' })], model: SednaModel.fromModelName(chart, 'S3', 'helmet', 'https://example.com/m.pb') }),
    `hostFolders[0].mountPath: got "/downloads/"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['a folder on a mount of the container', (chart) => ({ ...mount(chart, { path: '/out' }), hostFolders: [folder({})] }), `hostFolders[0].mountPath: got "/out"; is taken by volumeMounts[0] — ${MOUNTS}`],
  ['two folders on one path', () => ({ hostFolders: [folder({}), folder({ path: '/var/other', mountPath: '/out/' })] }), `hostFolders[1].mountPath: got "/out/"; is taken by hostFolders[0] — ${MOUNTS}`],
  ['two folders of one path', () => ({ hostFolders: [folder({}), folder({ mountPath: '/again' })] }), `hostFolders[1].name: got "var-out"; is the name of the volume of hostFolders[0] already — ${VOLUMES}`],
  ['two folders of one name', () => ({ hostFolders: [folder({ name: 'a' }), folder({ name: 'a', path: '/b', mountPath: '/b' })] }), `hostFolders[1].name: got "a"; is the name of the volume of hostFolders[0] already — ${VOLUMES}`],
  ['two folders whose paths make one name', () => ({ hostFolders: [folder({ path: '/a.b' }), folder({ path: '/a/b', mountPath: '/b' })] }), `hostFolders[1].name: got "a-b"; is the name of the volume of hostFolders[0] already — ${VOLUMES}`],
  ['a folder with the name of the model\'s volume', () => ({ hostFolders: [folder({ path: '/data/littlez' })] }), `hostFolders[0].name: got "data-littlez"; is the name of the model's volume already — ${VOLUMES}`],
  ['a folder with the name of the downloads\' volume', (chart) => ({
    hostFolders: [folder({ name: 'sedna-storage-initializer' })], model: SednaModel.fromModelName(chart, 'S3', 'helmet', 's3://models/m.pb'),
  }), `hostFolders[0].name: got "sedna-storage-initializer"; is the name of the model's volume already — ${VOLUMES}`],
  ['a volume with a name that is none', (chart) => ({ volumes: [volume(chart, 'spare'), volume(chart, 'My_Data')] }),
    `volumes[1]: got "My_Data"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; name the volume so ${API}`],
  ['volumes of other containers with the name of the model\'s, and of another', (chart) => ({
    ...mount(chart, {}),
    initContainers: [{ ...side, name: 'before', volumeMounts: [{ path: '/a', volume: volume(chart, 'data-littlez') }] }],
    extraContainers: [{ ...side, volumeMounts: [{ path: '/a', volume: volume(chart, 'v', 'Other') }] }],
  }),
  `volumes: got "data-littlez"; is the name of the model's volume already — ${VOLUMES}`,
  `volumes: got "v"; is the name of the volume test/v already — ${VOLUMES}`],
  ['a further container that mounts on the model', (chart) => ({ extraContainers: [{ ...side, volumeMounts: [{ path: '/a', volume: volume(chart) }, { path: '/home/data//data/little/', volume: volume(chart, 'w') }] }] }),
    `extraContainers[0].volumeMounts[1].path: got "/home/data//data/little/"; is taken by the model that Sedna mounts — ${MOUNTS}`],
  ['a volume with the name of the model\'s', (chart) => ({ volumes: [volume(chart, 'data-littlez')] }), `volumes: got "data-littlez"; is the name of the model's volume already — ${VOLUMES}`],
  ['a mounted volume with the name of the model\'s', (chart) => mount(chart, { volume: volume(chart, 'data-littlez') }), `volumes: got "data-littlez"; is the name of the model's volume already — ${VOLUMES}`],
  ['two volumes of one name', (chart) => ({ ...mount(chart, {}), volumes: [volume(chart, 'v', 'Other')] }), `volumes: got "v"; is the name of the volume test/v already — ${VOLUMES}`],
  ['a folder with the name of a volume', (chart) => ({ volumes: [volume(chart, 'var-out')], hostFolders: [folder({})] }), `hostFolders[0].name: got "var-out"; is the name of the volume test/var-out already — ${VOLUMES}`],

  ['a further container without a name', () => ({ extraContainers: [{ image: side.image }] }), `extraContainers[0].name: got undefined; ${EACH}`],
  ['a further container with a name and an image that are none', () => ({ extraContainers: [{ name: 'Side_Car', image: '' }] }),
    `extraContainers[0].name: got "Side_Car"; ${EACH}`, `extraContainers[0].image: got ""; ${IMAGE}`],
  ['a further container with resources, variables, mounts and probes that are none', (chart) => ({
    extraContainers: [side, {
      ...side,
      name: 'other',
      resources: { cpu: { request: Cpu.units(0) } },
      envVariables: { '1A': EnvValue.fromValue('x') },
      volumeMounts: [{ path: 'x', volume: volume(chart) }],
      readiness: Probe.fromTcpSocket({ port: -1 }),
    }],
  }),
  `extraContainers[1].resources.cpu.request: got "0"; must be above zero — nothing would be reserved, and utilization has no meaning; give a positive quantity ${API}`,
  `extraContainers[1].envVariables["1A"]: got "1A"; ${VARIABLE}; rename the variable ${API}`,
  `extraContainers[1].volumeMounts[0].path: got "x"; ${PATH}`,
  `extraContainers[1].readiness.port: got -1; ${PORT}`],
  ['two further containers of one name', () => ({ extraContainers: [side, side] }), `extraContainers[1].name: got "side"; is the name of extraContainers[0] already — ${PODS}`],
  ['a further container with the name of one before', () => ({ initContainers: [side], extraContainers: [side] }), `extraContainers[0].name: got "side"; is the name of initContainers[0] already — ${PODS}`],
  ['a further container with the name that was given to the worker', () => ({ ...own({ name: 'main' }), extraContainers: [{ ...side, name: 'main' }] }), `extraContainers[0].name: got "main"; is the name of the worker already — ${PODS}`],
  ['containers with the name of Sedna\'s own', () => ({ initContainers: [{ ...side, name: 'storage-initializer' }], extraContainers: [{ ...side, name: 'storage-initializer' }] }),
    `initContainers[0].name: got "storage-initializer"; is the name of the container by which Sedna downloads a model already — ${PODS}`,
    `extraContainers[0].name: got "storage-initializer"; is the name of the container by which Sedna downloads a model already — ${PODS}`],
  ['a container before with a name and an image that are none', () => ({ initContainers: [{ name: '_', image: ' ' }] }), `initContainers[0].name: got "_"; ${EACH}`, `initContainers[0].image: got " "; ${IMAGE}`],

  ['a container before that has probes and a lifecycle', () => ({
    initContainers: [{ ...side, startup: tcp, readiness: tcp, liveness: tcp, lifecycle: {} }],
  }), ...['startup', 'readiness', 'liveness', 'lifecycle'].map((key) => `initContainers[0].${key}: ${INIT}`)],
  ['the name of Sedna\'s own container', () => own({ name: 'storage-initializer' }), `container.name: got "storage-initializer"; is the name of the container by which Sedna downloads a model already — ${PODS}`],

  ['an accelerator by its name', () => ({ accelerator: 'nvidia.com/gpu' }), `accelerator: got "nvidia.com/gpu"; ${ACCELERATOR}`],
  ['an accelerator that is null', () => ({ accelerator: null }), `accelerator: got null; ${ACCELERATOR}`],
  ['half an accelerator', () => ({ accelerator: Accelerator.nvidia(0.5) }),
    'accelerator.count: got 0.5; must be a whole number of at least 1 — Kubernetes hands out whole devices only; give the number of devices of one replica'],
  ['limits that are null beside an accelerator', () => ({ ...own({ resources: { requests: { cpu: '1' }, limits: null } }), accelerator: Accelerator.nvidia() }),
    'container.resources.limits: got null; must be a map of quantities — there is no resource to ask for; write it as { memory: "64M" }'],
  ['an accelerator that is given twice', () => ({ ...own({ resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } } }), accelerator: Accelerator.nvidia() }),
    `accelerator: got "nvidia.com/gpu"; is given in resources too — ${TWICE}`],
  ['an accelerator that is none, given twice', () => ({ ...own({ resources: { requests: { 'cpu': '1', 'amd.com/gpu': '1' }, limits: { 'amd.com/gpu': '1' } } }), accelerator: Accelerator.amd(0) }),
    'accelerator.count: got 0; must be a whole number of at least 1 — Kubernetes hands out whole devices only; give the number of devices of one replica',
    `accelerator: got "amd.com/gpu"; is given in resources too — ${TWICE}`],

  ['everything at once, in the order of the properties', (chart) => ({
    ...own({ name: '', image: '', environment: { A: 1 }, ports: [{ number: 0 }], volumeMounts: [{ path: '/', volume: volume(chart) }] }),
    hostFolders: [folder({ path: 'x', mountPath: '/' })],
    volumes: [volume(chart, 'data-littlez')],
    initContainers: [{ ...side, name: 'storage-initializer' }],
    extraContainers: [{ ...side, image: '' }],
    accelerator: {},
  }),
  `container.name: got ""; ${LABEL}`,
  `container.image: got ""; ${IMAGE}`,
  `container.environment["A"]: got 1; ${TEXT}`,
  `container.ports[0].number: got 0; ${PORT}`,
  `hostFolders[0].path: got "x"; ${PATH}`,
  `container.volumeMounts[0].path: got "/"; is taken by the image — ${MOUNTS}`,
  `hostFolders[0].mountPath: got "/"; is taken by the image — ${MOUNTS}`,
  `volumes: got "data-littlez"; is the name of the model's volume already — ${VOLUMES}`,
  `initContainers[0].name: got "storage-initializer"; is the name of the container by which Sedna downloads a model already — ${PODS}`,
  `extraContainers[0].image: got ""; ${IMAGE}`,
  `accelerator: got {}; ${ACCELERATOR}`],
];

describe.each<Side>(['edge', 'cloud'])('the %s worker is refused with', (name) => {
  test.each(REFUSALS.map(([what, changes, ...lines]) => ({ what, changes, lines })))('$what', ({ changes, lines }) => {
    const chart = testChart();
    const given = changes(chart);
    expect(refusal(() => define(chart, given, name))).toBe(['SednaJointInference cannot be defined:', ...lines.map((line) => `  [test/Helmet] ${name}.${line}`)].join('\n'));
    expect(chart.node.tryFindChild('Helmet')).toBeUndefined();
  });

  test('a further container with the name that it has by itself', () => {
    const chart = testChart();
    const [itself, other] = name === 'edge' ? ['little-model', 'big-model'] : ['big-model', 'little-model'];
    const extraContainers = [itself, other].map((of) => ({ ...side, name: of }));
    expect(refusal(() => define(chart, { extraContainers }, name))).toBe(
      `SednaJointInference cannot be defined:\n  [test/Helmet] ${name}.extraContainers[0].name: got "${itself}"; is the name of the worker already — ${PODS}`,
    );
  });
});

test('both workers may have what one of them may have once', () => {
  const chart = testChart();
  const worker = (name: string, path: string) => ({
    model: SednaModel.fromModelName(chart, name, 'helmet', '/data/little/m.pb'),
    container: { ...CONTAINER, name: 'worker', ports: [{ number: 80, name: 'http' }] },
    hostFolders: [folder({ path })],
    extraContainers: [side],
  });
  expect(refusal(() => new SednaJointInference(chart, 'Helmet', { edge: { ...worker('A', '/a'), hardExampleMining: HardExampleMining.ibt() }, cloud: worker('B', '/a') }))).toBeUndefined();
});

describe.each<Side>(['edge', 'cloud'])('the %s worker may have', (name) => {
  test.each<[string, (chart: Chart) => object]>([
    ['a name of 63 characters', () => own({ name: 'n'.repeat(63) })],
    ['the last port', () => own({ ports: [{ number: 1 }, { number: 65535, name: 'n'.repeat(15) }] })],
    ['one number for two protocols', () => own({ ports: [{ number: 53, protocol: 'TCP' }, { number: 53, protocol: 'UDP' }] })],
    ['variables with dots and dashes, and empty ones', () => own({ environment: { 'log.level-x': '', '_A': 'b' } })],
    ['variables that are called as what every object has', () => own({ environment: { constructor: 'x', toString: 'y' }, envVariables: { B: EnvValue.fromValue('c') } })],
    ['variables of both kinds', () => own({ environment: { A: 'b' }, envVariables: { B: EnvValue.fromValue('c') } })],
    ['mounts beside the model', (chart) => own({ volumeMounts: [{ path: '/home/data', volume: volume(chart, 'v') }, { path: '/home/data/data/little/more', volume: volume(chart, 'w') }] })],
    ['a mount of /downloads when nothing is downloaded', (chart) => mount(chart, { path: '/downloads' })],
    ['a mount where a model is when it is passed on', (chart) => ({ ...mount(chart, { path: '/downloads' }), model: SednaModel.fromModelName(chart, 'Hf', 'helmet', 'hf://org/model') })],
    ['a container before that mounts where the model will be', (chart) => ({ initContainers: [{ ...side, volumeMounts: [{ path: '/home/data/data/little', volume: volume(chart) }] }] })],
    ['any mount when nobody knows where its model is', (chart) => ({ ...mount(chart, { path: '/home/data/data/little' }), model: SednaModel.fromModelName(chart, 'Elsewhere', 'helmet') })],
    ['one volume in several places', (chart) => {
      const shared = volume(chart);
      return { ...own({ volumeMounts: [{ path: '/a', volume: shared, subPath: 'a' }, { path: '/b', volume: shared, subPath: 'b' }] }), volumes: [shared], extraContainers: [{ ...side, volumeMounts: [{ path: '/a', volume: shared }] }] };
    }],
    ['folders with names of their own', () => ({ hostFolders: [folder({ name: 'a' }), folder({ name: 'b', mountPath: '/again' })] })],
    ['a folder of the node\'s root', () => ({ hostFolders: [folder({ path: '/' })] })],
    ['an accelerator beside other resources', () => ({ ...own({ resources: { requests: { cpu: '1' }, limits: { 'amd.com/gpu': '1' } } }), accelerator: Accelerator.nvidia(2) })],
    ['no further containers', () => ({ extraContainers: [], initContainers: [], hostFolders: [], volumes: [] })],
  ])('%s', (_, changes) => {
    const chart = testChart();
    const given = changes(chart);
    expect(refusal(() => define(chart, given, name))).toBeUndefined();
    expect(find(chart, 'JointInferenceService').spec[`${name}Worker`].template.spec.containers[0].image).toBe(CONTAINER.image);
  });
});

describe('the volume of a folder of the node', () => {
  const named = (path: string): string => {
    const joint = define(testChart(), { hostFolders: [{ path, mountPath: '/out' }] });
    return find(joint, 'JointInferenceService').spec.edgeWorker.template.spec.volumes[0].name;
  };

  test.each([
    ['/joint_inference/output', 'joint-inference-output'], ['/', 'node'], ['/模型', 'node'], ['/A.B//c/', 'a-b-c'], ['/-a-', 'a'], [`/${'x'.repeat(70)}`, 'x'.repeat(63)],
    [`/${'x'.repeat(62)}/y`, 'x'.repeat(62)],
  ])('%s is called %s', (path, name) => {
    expect(named(path)).toBe(name);
  });

  test('has a DNS label for its name, whatever the folder is called', () => {
    const marks = fc.constantFrom(...'aZ0-_. /é模ſ'.split(''), 'K', 'İ', 'x'.repeat(33));
    fc.assert(fc.property(fc.array(marks, { maxLength: 8 }).map((m) => `/${m.join('')}`).filter((p) => !p.split('/').includes('..')), (path) => {
      const name = named(path);
      expect([name, matches(DNS_LABEL, name)]).toEqual([name, true]);
    }), { numRuns: 150 });
  });
});
