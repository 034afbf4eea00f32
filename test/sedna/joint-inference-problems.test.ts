import type { Chart } from 'cdk8s';
import { ConfigMap, Env, EnvValue, Pod, Probe } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { HardExampleMining, ScalingMetric, SednaJointInference, type SednaContainerOptions, type SednaEdgeWorkerOptions, type SednaJointInferenceProps } from '../../src';
import { DNS_1035_LABEL, matches } from '../../src/validation/names';
import { find, jointProps, refusal, RESOURCES, synth, testChart } from '../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const CONTAINER = { image: 'registry.example.com/worker:1.0', resources: RESOURCES };

/** The least that a joint inference needs, with changes to it and to its edge worker that no compiler sees. */
function propsIn(chart: Chart, changes: object = {}, edge: object = {}): SednaJointInferenceProps {
  const props = jointProps(chart);
  return { ...props, edge: { ...props.edge, ...edge }, ...changes };
}

function define(changes?: object, edge?: object, id: string = 'Helmet'): SednaJointInference {
  const chart = testChart();
  return new SednaJointInference(chart, id, propsIn(chart, changes, edge));
}

const SEDNA = '(https://github.com/kubeedge/sedna)';
const API = '(Kubernetes API validation)';
const SIDES = 'is required — Sedna knows no joint inference with one side only; describe both workers';
const VERSION = 'must be a version — nothing can be told by it; write it as 0.7.0';
const OLD = `must be 0.7.0 or newer — an older Sedna ignores hpa without a word, and makes pods in place of the Deployments that are named here; upgrade Sedna; its Helm chart pins v0.6.0 of the images ${SEDNA}`;
const MINING = 'must be a HardExampleMining — nothing else says which examples go to the cloud; use one of its factories, such as HardExampleMining.ibt()';
const KEY = 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the';
const needed = (value: string) => `must be ${value} for BertRouter — Sedna's library has no such algorithm otherwise, or asks it too late; leave the variable out ${SEDNA}`;
const bert = (environment: Record<string, unknown>): Partial<SednaEdgeWorkerOptions> => (
  { container: { ...CONTAINER, environment: environment as Record<string, string> }, hardExampleMining: HardExampleMining.bertRouter() });

type Row = [what: string, changes: object, edge: object, ...lines: string[]];

const REFUSALS: Row[] = [
  ['labels that the server rejects', { labels: { 'a b': 'c', 'team': 'no spaces', 'n': 1 } }, {},
    `labels["a b"]: ${KEY} label; rename the key ${API}`,
    `labels["team"]: got "no spaces"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value ${API}`,
    `labels["n"]: got 1; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value ${API}`],
  ['annotations that the server rejects', { annotations: { 'a/b/c': 'd', 'n': null } }, {},
    `annotations["a/b/c"]: ${KEY} annotation; rename the key ${API}`,
    `annotations["n"]: got null; must be a string — the API server would reject the annotation; write the value as a string ${API}`],
  ['annotations of more than an object holds', { annotations: { a: 'x'.repeat(256 * 1024) } }, {},
    `annotations: got "262145 bytes"; must not be above 262144 bytes — the API server would reject the object; put it into a ConfigMap ${API}`],
  ['no edge worker', { edge: undefined }, {}, `edge: got undefined; ${SIDES}`],
  ['an edge worker that is null', { edge: null }, {}, `edge: got null; ${SIDES}`],
  ['an edge worker that is a text', { edge: 'registry.example.com/worker' }, {}, `edge: got "registry.example.com/worker"; ${SIDES}`],
  ['no cloud worker', { cloud: undefined }, {}, `cloud: got undefined; ${SIDES}`],
  ['no worker at all', { edge: undefined, cloud: 7 }, {}, `edge: got undefined; ${SIDES}`, `cloud: got 7; ${SIDES}`],
  ['a version that is none', { sednaVersion: 'latest' }, {}, `sednaVersion: got "latest"; ${VERSION}`],
  ['an empty version', { sednaVersion: '' }, {}, `sednaVersion: got ""; ${VERSION}`],
  ['a version that is null', { sednaVersion: null }, {}, `sednaVersion: got null; ${VERSION}`],
  ['a version that is a number', { sednaVersion: 0.7 }, {}, `sednaVersion: got 0.7; ${VERSION}`],
  ['a version of one part', { sednaVersion: '1' }, {}, `sednaVersion: got "1"; ${VERSION}`],
  ['a version with an end of line', { sednaVersion: '0.7.0\n' }, {}, `sednaVersion: got "0.7.0\\n"; ${VERSION}`],
  ['the version before autoscalers', { sednaVersion: '0.6.0' }, {}, `sednaVersion: got "0.6.0"; ${OLD}`],
  ['the last version before autoscalers', { sednaVersion: 'v0.6.99' }, {}, `sednaVersion: got "v0.6.99"; ${OLD}`],
  ['the version of the seed\'s images', { sednaVersion: '0.5' }, {}, `sednaVersion: got "0.5"; ${OLD}`],
  ['no hard example mining', {}, { hardExampleMining: undefined }, `edge.hardExampleMining: got undefined; ${MINING}`],
  ['hard example mining that is null', {}, { hardExampleMining: null }, `edge.hardExampleMining: got null; ${MINING}`],
  ['hard example mining by its name', {}, { hardExampleMining: 'IBT' }, `edge.hardExampleMining: got "IBT"; ${MINING}`],
  ['hard example mining as the API writes it', {}, { hardExampleMining: { name: 'IBT' } }, `edge.hardExampleMining: got {"name":"IBT"}; ${MINING}`],
  ['hard example mining that is not called', {}, { hardExampleMining: HardExampleMining.ibt }, `edge.hardExampleMining: got a function; ${MINING}`],
  ['another backend than the algorithm needs', { sednaVersion: '0.8.0' }, bert({ BACKEND_TYPE: 'TENSORFLOW' }),
    `edge.container.environment["BACKEND_TYPE"]: got "TENSORFLOW"; ${needed('TORCH')}`],
  ['both variables otherwise than the algorithm needs', { sednaVersion: '0.8.0' }, bert({ MINING_MODE: 'inference-then-mining', BACKEND_TYPE: 'torch' }),
    `edge.container.environment["BACKEND_TYPE"]: got "torch"; ${needed('TORCH')}`,
    `edge.container.environment["MINING_MODE"]: got "inference-then-mining"; ${needed('mining-then-inference')}`],
  ['an empty variable that the algorithm needs', { sednaVersion: '0.8.0' }, bert({ BACKEND_TYPE: '' }), `edge.container.environment["BACKEND_TYPE"]: got ""; ${needed('TORCH')}`],
  ['another backend from a variable of cdk8s-plus', { sednaVersion: '0.8.0' }, {
    container: { ...CONTAINER, envVariables: { BACKEND_TYPE: EnvValue.fromValue('TENSORFLOW') } }, hardExampleMining: HardExampleMining.bertRouter(),
  }, `edge.container.envVariables["BACKEND_TYPE"]: got "TENSORFLOW"; ${needed('TORCH')}`],
  ['the right to make autoscalers where nothing scales', { grantAutoscalerAccess: true }, {},
    'grantAutoscalerAccess: got true; needs a worker that scales — without an autoscaler it could have no effect; leave it out, or let a worker scale'],
  ['everything at once, in the order of the properties', { name: 'Helmet', labels: { a: ' ' }, annotations: { '': 'b' }, sednaVersion: '0.6.0' }, {
    hardExampleMining: HardExampleMining.threshold({ threshold: 2 }),
    scaling: { maxReplicas: 0, metrics: [ScalingMetric.cpuUtilization(50)] },
    exposed: true,
  },
  'name: got "Helmet"; must be a DNS-1035 label ',
  `labels["a"]: got " "; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value ${API}`,
  `annotations[""]: ${KEY} annotation; rename the key ${API}`,
  `sednaVersion: got "0.6.0"; ${OLD}`,
  'edge.scaling.maxReplicas: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold',
  'edge.hardExampleMining.threshold: got 2; must be a number from 0 to 1 — it is compared with scores and probabilities, so every example would be easy or every one hard; give a share such as 0.5',
  'edge.service.ports: name none, and no container declares one — a Service needs a port; declare the port on the container, or give it here'],
];

describe('SednaJointInference refuses', () => {
  test.each(REFUSALS.map(([what, changes, edge, ...lines]) => ({ what, changes, edge, lines })))('$what', ({ changes, edge, lines }) => {
    // What a name must be has its own test below.
    const told = refusal(() => define(changes, edge))!.split('\n').map((line) => line.replace(/(name: got "\w+"; must be a DNS-1035 label ).*/, '$1'));
    expect(told).toEqual(['SednaJointInference cannot be defined:', ...lines.map((line) => `  [test/Helmet] ${line}`)]);
  });

  test('both workers at once, each by its side', () => {
    const told = refusal(() => define({ cloud: { container: CONTAINER } }, { model: undefined }))!.split('\n');
    expect(told).toEqual([
      'SednaJointInference cannot be defined:',
      ...['edge', 'cloud'].map((side) => (
        `  [test/Helmet] ${side}.model: got undefined; must be a SednaModel — a service without its model is Failed for good; define one, or refer to it by SednaModel.fromModelName`)),
    ]);
  });

  const talks = (...jobs: Array<object | undefined>) => {
    const [edge, cloud] = jobs.map((environment) => ({ container: { ...CONTAINER, environment: environment as Record<string, string> } }));
    const chart = testChart();
    return refusal(() => new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge, cloud })));
  };

  test.each<[string, object | undefined, object | undefined, string, string]>([
    ['a job name of the edge worker alone', { JOB_NAME: 'helmet' }, undefined, '"sedna"', 'helmet'],
    ['a job name of the cloud worker alone', {}, { JOB_NAME: 'helmet' }, '"helmet"', 'sedna'],
    ['two job names', { JOB_NAME: 'helmet' }, { JOB_NAME: 'Helmet' }, '"Helmet"', 'helmet'],
  ])('%s, under which the workers would not find each other', (_, edge, cloud, got, wanted) => {
    expect(talks(edge, cloud)).toBe([
      'SednaJointInference cannot be defined:',
      `  [test/Helmet] cloud.container.environment["JOB_NAME"]: got ${got}; must be that of the edge worker (${wanted}) — the edge worker would ask for a path that the cloud worker does not have, `
      + `and take its own answer for every hard example; set the same on both, or on none: unset it is sedna ${SEDNA}`,
    ].join('\n'));
  });

  const JOB = 'must be that of the edge worker';
  const ASKED = `the edge worker would ask for a path that the cloud worker does not have, and take its own answer for every hard example; set the same on both, or on none: unset it is sedna ${SEDNA}`;
  const podIn = (chart: Chart, id: string, JOB_NAME?: string) => new Pod(chart, id, {
    containers: [{ image: CONTAINER.image, envVariables: { ...(JOB_NAME !== undefined && { JOB_NAME: EnvValue.fromValue(JOB_NAME) }) } }],
  });
  const container = (changes: Partial<SednaContainerOptions>) => ({ container: { ...CONTAINER, ...changes } });
  const named = (job: string) => container({ environment: { JOB_NAME: job } });
  const wrapped = (job: string) => container({ envVariables: { JOB_NAME: EnvValue.fromValue(job) } });
  const config = (chart: Chart) => ConfigMap.fromConfigMapName(chart, 'Config', 'config');
  const both = (sides: (chart: Chart) => [edge: object, cloud: object]) => {
    const chart = testChart();
    const [edge, cloud] = sides(chart);
    return refusal(() => new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge, cloud })));
  };

  test.each<[string, (chart: Chart) => [object, object], string]>([
    ['in variables of cdk8s-plus', () => [wrapped('a'), wrapped('b')], `cloud.container.envVariables["JOB_NAME"]: got "b"; ${JOB} (a)`],
    ['in the edge worker\'s pod', (chart) => [{ container: undefined, pod: podIn(chart, 'Own', 'a') }, {}], `cloud.container.environment["JOB_NAME"]: got "sedna"; ${JOB} (a)`],
    ['in the cloud worker\'s pod', (chart) => [named('a'), { container: undefined, pod: podIn(chart, 'Own', 'b') }], `cloud.pod.containers[0].env["JOB_NAME"]: got "b"; ${JOB} (a)`],
    ['not in the cloud worker\'s pod', (chart) => [named('a'), { container: undefined, pod: podIn(chart, 'Own') }], `cloud.pod.containers[0].env["JOB_NAME"]: got "sedna"; ${JOB} (a)`],
    ['that are empty, for which the library takes the service\'s name', () => [{}, named('')], `cloud.container.environment["JOB_NAME"]: got "helmet"; ${JOB} (sedna)`],
  ])('two job names %s', (_, sides, line) => {
    expect(both(sides)).toBe(`SednaJointInference cannot be defined:\n  [test/Helmet] ${line} — ${ASKED}`);
  });

  test.each<[string, (chart: Chart) => [object, object]]>([
    ['the same of both kinds', () => [named('a'), wrapped('a')]],
    ['the service\'s own name and an empty one', () => [named('helmet'), wrapped('')]],
    ['one that a ConfigMap holds', (chart) => [named('a'), container({ envVariables: { JOB_NAME: EnvValue.fromConfigMap(config(chart), 'job') } })]],
    ['one that may be among the entries of a ConfigMap', (chart) => [container({ envFrom: [Env.fromConfigMap(config(chart))] }), named('a')]],
  ])('no job names of which nobody knows that they differ: %s', (_, sides) => {
    expect(both(sides)).toBeUndefined();
  });

  test('another backend in the edge worker\'s pod than the algorithm needs', () => {
    const chart = testChart();
    const pod = new Pod(chart, 'Own', { containers: [{ image: CONTAINER.image, envVariables: { BACKEND_TYPE: EnvValue.fromValue('KERAS') } }] });
    const props = jointProps(chart, { edge: { container: undefined, pod, hardExampleMining: HardExampleMining.bertRouter() }, sednaVersion: '0.8.0' });
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBe(
      `SednaJointInference cannot be defined:\n  [test/Helmet] edge.pod.containers[0].env["BACKEND_TYPE"]: got "KERAS"; ${needed('TORCH')}`,
    );
  });

  test('one Pod for both workers', () => {
    const chart = testChart();
    const pod = podIn(chart, 'Own');
    const one = { container: undefined, pod };
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', jointProps(chart, { edge: one, cloud: one })))).toBe(
      'SednaJointInference cannot be defined:\n  [test/Helmet] cloud.pod: got "test/Own"; is that of the edge worker — a change to one would change the other; make a Pod for each',
    );
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['Model', 'Model', 'Pod']);
  });

  test.each<[string, object | undefined, object | undefined]>([
    ['none', undefined, {}], ['the same', { JOB_NAME: 'helmet' }, { JOB_NAME: 'helmet' }], ['that of the library', undefined, { JOB_NAME: 'sedna' }],
  ])('no job names when they agree: %s', (_, edge, cloud) => {
    expect(talks(edge, cloud)).toBeUndefined();
  });

  test.each(REFUSALS.map(([what, changes, edge]) => ({ what, changes, edge })))('$what, and leaves nothing of it in the tree', ({ changes, edge }) => {
    const chart = testChart();
    const props = propsIn(chart, changes, edge);
    const before = chart.node.findAll();
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBeDefined();
    expect(chart.node.findAll()).toEqual(before);
    expect(synth(chart).map((o) => o.kind)).toEqual(['Model', 'Model']);
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', propsIn(chart)))).toBeUndefined();
  });
});

describe('the name of a service', () => {
  const RULE = 'must be a DNS-1035 label of at most 53 characters (starts with a lower-case letter, then letters, digits and "-") — '
    + 'Sedna makes a Service "<name>-cloud" and a label "<name>-Cloud-svc" of it; what the API server rejects of these is never made, and the service fails for good; '
    + `give a short name of lower-case letters, digits and "-" ${SEDNA}`;

  test.each(['a', 'helmet', 'a0', 'a-b', 'helmet-deployment-edge', 'n'.repeat(53)])('may be %s', (name) => {
    expect(find(define({ name }), 'JointInferenceService').metadata.name).toBe(name);
  });

  test.each<[unknown, string]>([
    ['', '""'], ['0', '"0"'], ['1st', '"1st"'], ['-a', '"-a"'], ['a-', '"a-"'], ['Helmet', '"Helmet"'], ['a.b', '"a.b"'], ['a_b', '"a_b"'], ['a b', '"a b"'], ['a\n', '"a\\n"'], ['é', '"é"'],
    ['n'.repeat(54), `"${'n'.repeat(54)}"`], ['n'.repeat(63), `"${'n'.repeat(63)}"`], [7, '7'], [true, 'true'], [['a'], '["a"]'], [{}, '{}'], [Symbol('a'), 'Symbol(a)'],
  ])('may not be %j', (name, shown) => {
    expect(refusal(() => define({ name }))).toBe(`SednaJointInference cannot be defined:\n  [test/Helmet] name: got ${shown}; ${RULE}`);
  });

  test.each([['n'.repeat(53), true], ['n'.repeat(54), false], ['Helmet', true], ['模型', false], ['2ndHelmet', false]])('comes from the id %s where none is given: taken %s', (id, taken) => {
    const message = refusal(() => define({}, {}, id));
    expect(message === undefined || message.includes(`[test/${id}] name: got `)).toBe(true);
    expect(message === undefined).toBe(taken);
  });

  test('of any text is taken, when it is a DNS-1035 label of at most 53 characters, and refused by that name otherwise', () => {
    const near = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'az09-.A_ '), maxLength: 8 }), fc.integer({ min: 50, max: 64 }).map((n) => 'n'.repeat(n)), fc.stringMatching(/^[a-z][-a-z0-9]{0,60}$/),
    );
    fc.assert(fc.property(near, (name) => {
      const message = refusal(() => define({ name }));
      const valid = matches(DNS_1035_LABEL, name) && name.length <= 53;
      expect(message === undefined).toBe(valid);
      expect(message ?? `] name: got ${JSON.stringify(name)}; `).toContain(`] name: got ${JSON.stringify(name)}; `);
    }), { numRuns: 150 });
  });
});

describe('what only a program without types gives is refused too:', () => {
  const LIST = 'must be a list — nothing else can be checked and printed; write it in brackets, or leave it out';
  const OBJECT = 'must be an object — nothing else can be checked and printed; describe it, or take it out of the list';
  const MAP = 'must be a map — nothing else can be checked and printed; write it as { NAME: … }, or leave it out';
  const own = (changes: object) => ({ container: { ...CONTAINER, ...changes } });
  const side = { name: 'side', image: 'registry.example.com/side:1.0' };

  test.each<[string, object, string[]]>([
    ['folders that are null', { hostFolders: null }, [`hostFolders: got null; ${LIST}`]],
    ['a folder that is null', { hostFolders: [null] }, [`hostFolders[0]: got null; ${OBJECT}`]],
    ['volumes that are a map', { volumes: { data: {} } }, [`volumes: got {"data":{}}; ${LIST}`]],
    ['a volume by its name', { volumes: ['data'] }, [`volumes[0]: got "data"; ${OBJECT}`]],
    ['one container in place of a list', { initContainers: side }, [`initContainers: got ${JSON.stringify(side)}; ${LIST}`]],
    ['further containers that are null, one or all', { initContainers: [null], extraContainers: null }, [`initContainers[0]: got null; ${OBJECT}`, `extraContainers: got null; ${LIST}`]],
    ['lists of a further container that are none', { extraContainers: [{ ...side, envVariables: null, envFrom: null, ports: 80, volumeMounts: [null] }] }, [
      `extraContainers[0].envVariables: got null; ${MAP}`,
      `extraContainers[0].envFrom: got null; ${LIST}`,
      `extraContainers[0].ports: got 80; ${LIST}`,
      `extraContainers[0].volumeMounts[0]: got null; ${OBJECT}`,
    ]],
    ['lists and maps of the container that are none', own({ command: 'serve', args: null, environment: null, envVariables: ['A'], envFrom: null, ports: 8080, volumeMounts: null }), [
      `container.command: got "serve"; ${LIST}`,
      `container.args: got null; ${LIST}`,
      `container.environment: got null; ${MAP}`,
      `container.envVariables: got ["A"]; ${MAP}`,
      `container.envFrom: got null; ${LIST}`,
      `container.ports: got 8080; ${LIST}`,
      `container.volumeMounts: got null; ${LIST}`,
    ]],
    ['a port by its number', own({ ports: [8080] }), [`container.ports[0]: got 8080; ${OBJECT}`]],
    ['a Service by its name', { service: 'front' }, ['service: got "front"; must be an object — nothing else can be checked and printed; write it as { name: … }']],
    ['ports of the Service that are null', { service: { ports: null } }, [`service.ports: got null; ${LIST}`]],
    ['a placement that is null', { placement: null }, ['placement: got null; must be an EdgePlacement — nothing else places the pods; define one']],
    ['an autoscaler that is null', { scaling: null }, ['scaling: got null; must say how many replicas there are — there is nothing to scale by; give maxReplicas and metrics, or leave it out']],
    ['a number in place of an autoscaler', { scaling: 3 }, ['scaling: got 3; must say how many replicas there are — there is nothing to scale by; give maxReplicas and metrics, or leave it out']],
    ['a number of seconds', { terminationGracePeriod: 30 }, ['terminationGracePeriod: got 30; must be a Duration — a number alone has no unit; write it as Duration.seconds(30)']],
  ])('%s', (_, edge, lines) => {
    const chart = testChart();
    const props = propsIn(chart, {}, edge);
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBe(['SednaJointInference cannot be defined:', ...lines.map((line) => `  [test/Helmet] edge.${line}`)].join('\n'));
    expect(chart.node.tryFindChild('Helmet')).toBeUndefined();
  });

  test('lists of the cloud worker that are none', () => {
    const chart = testChart();
    const props = jointProps(chart, { cloud: { hostFolders: 7 as never } });
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBe(`SednaJointInference cannot be defined:\n  [test/Helmet] cloud.hostFolders: got 7; ${LIST}`);
  });

  test.each([undefined, null, {}, 'helmet'])('no properties at all: %p', (props) => {
    const chart = testChart();
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props as never))).toBe([
      'SednaJointInference cannot be defined:', ...['edge', 'cloud'].map((of) => `  [test/Helmet] ${of}: got undefined; ${SIDES}`),
    ].join('\n'));
    expect(chart.node.children).toEqual([]);
  });

  test.each<[string, object]>([
    ['a probe of a further container whose times are numbers', { extraContainers: [{ ...side, readiness: Object.assign(Object.create(Probe.prototype), { probeOptions: { periodSeconds: 5 } }) }] }],
    ['a placement that fails', { placement: { onEdge: true, placeOn: () => { throw new Error('no'); } } }],
  ])('%s fails by itself, and leaves nothing in the tree', (_, edge) => {
    const chart = testChart();
    const props = propsIn(chart, {}, edge);
    const before = chart.node.findAll();
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBeDefined();
    expect(chart.node.findAll()).toEqual(before);
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', propsIn(chart)))).toBeUndefined();
  });

  test('a placement that fails leaves the pod in its chart', () => {
    const chart = testChart();
    const pod = new Pod(chart, 'Own', { containers: [{ image: CONTAINER.image }] });
    const props = propsIn(chart, {}, { container: undefined, pod, placement: { onEdge: true, placeOn: () => { throw new Error('no'); } } });
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBe('no');
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['Model', 'Model', 'Pod']);
  });
});

describe('SednaJointInference takes', () => {
  test.each([undefined, '0.7.0', 'v0.7.0', '0.7', '0.7.1', '0.8.0-rc.1', 'v1.0', '0.10.0'])('the version %s', (sednaVersion) => {
    expect(refusal(() => define({ sednaVersion }))).toBeUndefined();
  });

  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['the variables that the algorithm needs, as it needs them', bert({ BACKEND_TYPE: 'TORCH', MINING_MODE: 'mining-then-inference' })],
    ['a variable that the algorithm needs from a ConfigMap, where nobody knows its value', {
      container: { ...CONTAINER, envVariables: { BACKEND_TYPE: EnvValue.fromConfigMap(ConfigMap.fromConfigMapName(testChart(), 'C', 'c'), 'backend') } },
      hardExampleMining: HardExampleMining.bertRouter(),
    }],
    ['other variables beside an algorithm that needs some', bert({ LOG_LEVEL: 'DEBUG' })],
    ['those variables for an algorithm that needs none', { container: { ...CONTAINER, environment: { BACKEND_TYPE: 'PYTORCH', MINING_MODE: 'inference-then-mining' } } }],
  ])('%s', (_, edge) => {
    expect(refusal(() => define({ sednaVersion: '0.8.0' }, edge))).toBeUndefined();
  });

  test('labels and annotations, as they were when it was defined', () => {
    const [labels, annotations]: Array<Record<string, string>> = [{ team: 'vision', empty: '' }, { 'example.com/Owner': 'any text: é' }];
    const joint = define({ labels, annotations });
    labels.team = 'other';
    annotations.more = 'x';
    expect(find(joint, 'JointInferenceService').metadata).toEqual({
      name: 'helmet', namespace: 'vision', labels: { team: 'vision', empty: '' }, annotations: { 'example.com/Owner': 'any text: é' },
    });
  });
});
