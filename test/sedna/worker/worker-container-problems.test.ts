import { Duration, type Chart } from 'cdk8s';
import { ConfigMap, Cpu, Env, EnvValue, Probe, Volume } from 'cdk8s-plus-27';
import { Accelerator, HardExampleMining, SednaJointInference, SednaModel, type SednaHostFolder } from '../../../src';
import { refused, testChart } from '../../helpers';
import { CONTAINER, defineWithModel, own, sidecar, testAccepted, testRefusals, type Row } from '../define-worker';

const folder = (changes: object): SednaHostFolder => ({ path: '/var/out', mountPath: '/out', ...changes });
const volume = (chart: Chart, name: string = 'v') => Volume.fromEmptyDir(chart, name, name);
const tcp = Probe.fromTcpSocket({ port: 1 });

const REFUSALS: Row[] = [
  ['no container', () => ({ container: undefined }), ['sedna/container-missing', 'container']],
  ['a container that is null', () => ({ container: null }), ['sedna/container-missing', 'container']],
  ['an image in place of a container', () => ({ container: 'registry.example.com/worker:1.0' }),
    ['sedna/container-missing', 'container']],
  ['an empty container', () => ({ container: {} }),
    ['validation/image', 'container.image'],
    ['values/resources-missing', 'container.resources']],
  ['a container name with a capital', () => own({ name: 'Main' }), ['validation/name', 'container.name']],
  ['an empty container name', () => own({ name: '' }), ['validation/name', 'container.name']],
  ['a container name of 64 characters', () => own({ name: 'n'.repeat(64) }), ['validation/name', 'container.name']],
  ['a container name that is null', () => own({ name: null }), ['validation/name', 'container.name']],
  ['an image that is none', () => own({ image: 'My Worker' }), ['validation/image', 'container.image']],
  ['resources that name none', () => own({ resources: {} }), ['values/no-resource-named', 'container.resources']],
  ['resources that are null', () => own({ resources: null }), ['values/resources-missing', 'container.resources']],
  ['a request above its limit', () => own({ resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }),
    ['values/request-above-limit', 'container.resources.cpu.request']],
  ['a quantity that does not parse', () => own({ resources: { requests: { memory: '64MB' } } }),
    ['validation/quantity', 'container.resources.requests["memory"]']],
  ['variables with names that are none', () => own({ environment: { '1A': 'x', 'B C': 'y', '': 'z' } }),
    ['validation/name', 'container.environment["1A"]'],
    ['validation/name', 'container.environment["B C"]'],
    ['validation/name', 'container.environment[""]']],
  ['variables that are no strings', () => own({ environment: { A: 1, B: undefined, C: null, D: ['a'] } }),
    ['serving/variable-not-a-string', 'container.environment["A"]'],
    ['serving/variable-not-a-string', 'container.environment["B"]'],
    ['serving/variable-not-a-string', 'container.environment["C"]'],
    ['serving/variable-not-a-string', 'container.environment["D"]']],
  [
    'a variable that is given twice',
    () => own({ environment: { A: '1', B: '2' }, envVariables: { B: EnvValue.fromValue('2') } }),
    ['sedna/variable-set-twice', 'container.envVariables["B"]'],
  ],
  [
    'a variable of cdk8s-plus with a name that is none, and one that is no string',
    () => own({ envVariables: { 2: EnvValue.fromValue('x'), B: EnvValue.fromValue(7 as never) } }),
    ['validation/name', 'container.envVariables["2"]'],
    ['serving/variable-not-a-string', 'container.envVariables["B"]'],
  ],
  [
    'a prefix of variables that none can start with',
    (chart) => own({ envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'C', 'c'), '1_')] }),
    ['validation/name', 'container.envFrom[0].prefix'],
  ],
  ['a probe as the API writes it', () => own({ readiness: { httpGet: {} } }),
    ['serving/wrong-type', 'container.readiness']],
  ['probes that are null and text', () => own({ startup: null, liveness: '/healthz' }),
    ['serving/wrong-type', 'container.startup'],
    ['serving/wrong-type', 'container.liveness']],
  ['a probe of a port that is none', () => own({ readiness: Probe.fromHttpGet('/', { port: 0 }) }),
    ['validation/port', 'container.readiness.port']],
  [
    'a probe that fails at once, and never succeeds',
    () =>
      own({
        startup: Probe.fromTcpSocket({ port: 1, failureThreshold: 0 }),
        readiness: Probe.fromTcpSocket({ port: 1, successThreshold: 0 }),
      }),
    ['validation/integer', 'container.startup.failureThreshold'],
    ['validation/integer', 'container.readiness.successThreshold'],
  ],
  [
    'a liveness probe that needs two answers',
    () => own({ liveness: Probe.fromTcpSocket({ port: 1, successThreshold: 2 }) }),
    ['validation/integer', 'container.liveness.successThreshold'],
  ],
  [
    'the times of a probe in parts of a second',
    () =>
      own({
        liveness: Probe.fromTcpSocket({
          port: 1,
          initialDelaySeconds: Duration.millis(500),
          periodSeconds: Duration.seconds(0),
          timeoutSeconds: Duration.millis(1500),
        }),
      }),
    ['serving/probe-duration', 'container.liveness'],
  ],
  ['a further container without a name', () => ({ extraContainers: [{ image: sidecar.image }] }),
    ['validation/name', 'extraContainers[0].name']],
  [
    'a further container with a name and an image that are none',
    () => ({ extraContainers: [{ name: 'Side_Car', image: '' }] }),
    ['validation/name', 'extraContainers[0].name'],
    ['validation/image', 'extraContainers[0].image'],
  ],
  [
    'a further container with resources, variables, mounts and probes that are none',
    (chart) => ({
      extraContainers: [
        sidecar,
        {
          ...sidecar,
          name: 'other',
          resources: { cpu: { request: Cpu.units(0) } },
          envVariables: { '1A': EnvValue.fromValue('x') },
          volumeMounts: [{ path: 'x', volume: volume(chart) }],
          readiness: Probe.fromTcpSocket({ port: -1 }),
        },
      ],
    }),
    ['validation/quantity-not-positive', 'extraContainers[1].resources.cpu.request'],
    ['validation/name', 'extraContainers[1].envVariables["1A"]'],
    ['validation/path', 'extraContainers[1].volumeMounts[0].path'],
    ['validation/port', 'extraContainers[1].readiness.port'],
  ],
  ['a container before with a name and an image that are none', () => ({ initContainers: [{ name: '_', image: ' ' }] }),
    ['validation/name', 'initContainers[0].name'],
    ['validation/image', 'initContainers[0].image']],
  [
    'a container before that has probes and a lifecycle',
    () => ({
      initContainers: [{ ...sidecar, startup: tcp, readiness: tcp, liveness: tcp, lifecycle: {} }],
    }),
    ['serving/init-container-hook', 'initContainers[0].startup'],
    ['serving/init-container-hook', 'initContainers[0].readiness'],
    ['serving/init-container-hook', 'initContainers[0].liveness'],
    ['serving/init-container-hook', 'initContainers[0].lifecycle'],
  ],
  ['an accelerator by its name', () => ({ accelerator: 'nvidia.com/gpu' }), ['serving/wrong-type', 'accelerator']],
  ['an accelerator that is null', () => ({ accelerator: null }), ['serving/wrong-type', 'accelerator']],
  ['half an accelerator', () => ({ accelerator: Accelerator.nvidia(0.5) }),
    ['validation/integer', 'accelerator.count']],
  [
    'limits that are null beside an accelerator',
    () => ({ ...own({ resources: { requests: { cpu: '1' }, limits: null } }), accelerator: Accelerator.nvidia() }),
    ['values/quantities-not-a-map', 'container.resources.limits'],
  ],
  [
    'an accelerator that is given twice',
    () => ({
      ...own({ resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } } }),
      accelerator: Accelerator.nvidia(),
    }),
    ['sedna/accelerator-set-twice', 'accelerator'],
  ],
  [
    'an accelerator that is none, given twice',
    () => ({
      ...own({ resources: { requests: { 'cpu': '1', 'amd.com/gpu': '1' }, limits: { 'amd.com/gpu': '1' } } }),
      accelerator: Accelerator.amd(0),
    }),
    ['validation/integer', 'accelerator.count'],
    ['sedna/accelerator-set-twice', 'accelerator'],
  ],
  [
    'everything at once, in the order of the properties',
    (chart) => ({
      ...own({
        name: '',
        image: '',
        environment: { A: 1 },
        ports: [{ number: 0 }],
        volumeMounts: [{ path: '/', volume: volume(chart) }],
      }),
      hostFolders: [folder({ path: 'x', mountPath: '/' })],
      volumes: [volume(chart, 'data-littlez')],
      initContainers: [{ ...sidecar, name: 'storage-initializer' }],
      extraContainers: [{ ...sidecar, image: '' }],
      accelerator: {},
    }),
    ['validation/name', 'container.name'],
    ['validation/image', 'container.image'],
    ['serving/variable-not-a-string', 'container.environment["A"]'],
    ['validation/port', 'container.ports[0].number'],
    ['validation/path', 'hostFolders[0].path'],
    ['serving/mount-path-taken', 'container.volumeMounts[0].path'],
    ['sedna/mount-path-taken', 'hostFolders[0].mountPath'],
    ['sedna/volume-name-taken', 'volumes'],
    ['sedna/container-name-taken', 'initContainers[0].name'],
    ['validation/image', 'extraContainers[0].image'],
    ['serving/wrong-type', 'accelerator'],
  ],
  ['a pull policy that is unknown', () => own({ imagePullPolicy: 'Sometimes' }),
    ['validation/choice', 'container.imagePullPolicy']],
  ['a lifecycle and a security context that are none', () => own({ lifecycle: 'sleep', securityContext: [] }),
    ['sedna/not-an-object', 'container.lifecycle'],
    ['sedna/not-an-object', 'container.securityContext']],
  ['a command and arguments that are not strings', () => own({ command: ['run', 1], args: [null] }),
    ['serving/wrong-type', 'container.command[1]'],
    ['serving/wrong-type', 'container.args[0]']],
  ['a network by a text', () => ({ hostNetwork: 'true' }), ['validation/boolean', 'hostNetwork']],
  ['service links by a number', () => ({ enableServiceLinks: 0 }), ['validation/boolean', 'enableServiceLinks']],
  ['a ServiceAccount and a Secret by their names', () => ({ serviceAccount: 'reader', imagePullSecret: 'registry' }),
    ['serving/wrong-type', 'serviceAccount'],
    ['serving/wrong-type', 'imagePullSecret']],
  [
    'an init container with ports that are none',
    () => ({ initContainers: [{ ...sidecar, portNumber: 70000, ports: [{ number: '80' }] }] }),
    ['validation/port', 'initContainers[0].portNumber'],
    ['validation/port', 'initContainers[0].ports[0].number'],
  ],
];

testRefusals(REFUSALS, defineWithModel);

test('both workers may have what one of them may have once', () => {
  const chart = testChart();
  const worker = (name: string, path: string) => ({
    model: SednaModel.fromModelName(chart, name, 'helmet', '/data/little/m.pb'),
    container: { ...CONTAINER, name: 'worker', ports: [{ number: 80, name: 'http' }] },
    hostFolders: [folder({ path })],
    extraContainers: [sidecar],
  });
  const edge = { ...worker('A', '/a'), hardExampleMining: HardExampleMining.ibt() };
  expect(refused(() => new SednaJointInference(chart, 'Helmet', { edge, cloud: worker('B', '/a') }))).toEqual([]);
});

testAccepted([
  ['a name of 63 characters', () => own({ name: 'n'.repeat(63) })],
  ['variables with dots and dashes, and empty ones', () => own({ environment: { 'log.level-x': '', '_A': 'b' } })],
  [
    'variables that are called as what every object has',
    () => own({ environment: { constructor: 'x', toString: 'y' }, envVariables: { B: EnvValue.fromValue('c') } }),
  ],
  [
    'variables of both kinds',
    () => own({ environment: { A: 'b' }, envVariables: { B: EnvValue.fromValue('c') } }),
  ],
  [
    'an accelerator beside other resources',
    () => ({
      ...own({ resources: { requests: { cpu: '1' }, limits: { 'amd.com/gpu': '1' } } }),
      accelerator: Accelerator.nvidia(2),
    }),
  ],
  ['null for what is left out', () => ({
    ...own({ imagePullPolicy: null, lifecycle: null, securityContext: null }),
    hostNetwork: null,
    enableServiceLinks: null,
    serviceAccount: null,
    imagePullSecret: null,
  })],
  ['no further containers', () => ({ extraContainers: [], initContainers: [], hostFolders: [], volumes: [] })],
], defineWithModel);
