import type { Chart } from 'cdk8s';
import { ConfigMap, Env, EnvValue, Pod, Probe } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { CONTAINER, SIDES, sidecar, type Found } from './define-worker';
import {
  HardExampleMining, ScalingMetric, SednaJointInference, type SednaContainerOptions, type SednaEdgeWorkerOptions,
  type SednaJointInferenceProps,
} from '../../src';
import { jointProblems } from '../../src/sedna/joint-inference-problems';
import { DNS_1035_LABEL, matches } from '../../src/validation/names';
import { find, jointProps, refusal, refused, synth, testChart } from '../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

/** The least that a joint inference needs, with changes to it and to its edge worker that no compiler sees. */
function propsIn(chart: Chart, changes: object = {}, edge: object = {}): SednaJointInferenceProps {
  const props = jointProps(chart);
  return { ...props, edge: { ...props.edge, ...edge }, ...changes };
}

function define(changes?: object, edge?: object, id: string = 'Helmet'): SednaJointInference {
  const chart = testChart();
  return new SednaJointInference(chart, id, propsIn(chart, changes, edge));
}

function bert(environment: Record<string, unknown>): Partial<SednaEdgeWorkerOptions> {
  return {
    container: { ...CONTAINER, environment: environment as Record<string, string> },
    hardExampleMining: HardExampleMining.bertRouter(),
  };
}

type Row = [what: string, changes: object, edge: object, ...problems: Found[]];

const REFUSALS: Row[] = [
  ['labels that the server rejects', { labels: { 'a b': 'c', 'team': 'no spaces', 'n': 1 } }, {},
    ['validation/label-key', 'labels["a b"]'],
    ['validation/label-value', 'labels["team"]'],
    ['validation/label-value', 'labels["n"]']],
  ['annotations that the server rejects', { annotations: { 'a/b/c': 'd', 'n': null } }, {},
    ['validation/annotation-key', 'annotations["a/b/c"]'],
    ['validation/annotation-value', 'annotations["n"]']],
  ['annotations of more than an object holds', { annotations: { a: 'x'.repeat(256 * 1024) } }, {},
    ['validation/annotations-size', 'annotations']],
  ['no edge worker', { edge: undefined }, {}, ['sedna/worker-missing', 'edge']],
  ['an edge worker that is null', { edge: null }, {}, ['sedna/worker-missing', 'edge']],
  ['an edge worker that is a text', { edge: 'registry.example.com/worker' }, {}, ['sedna/worker-missing', 'edge']],
  ['no cloud worker', { cloud: undefined }, {}, ['sedna/worker-missing', 'cloud']],
  ['no worker at all', { edge: undefined, cloud: 7 }, {},
    ['sedna/worker-missing', 'edge'],
    ['sedna/worker-missing', 'cloud']],
  ['a version that is none', { sednaVersion: 'latest' }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['an empty version', { sednaVersion: '' }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['a version that is null', { sednaVersion: null }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['a version that is a number', { sednaVersion: 0.7 }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['a version of one part', { sednaVersion: '1' }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['a version with an end of line', { sednaVersion: '0.7.0\n' }, {}, ['sedna/version-invalid', 'sednaVersion']],
  ['the version before autoscalers', { sednaVersion: '0.6.0' }, {}, ['sedna/version-too-old', 'sednaVersion']],
  ['the last version before autoscalers', { sednaVersion: 'v0.6.99' }, {}, ['sedna/version-too-old', 'sednaVersion']],
  [
    "the version of the images in Sedna's example",
    { sednaVersion: '0.5' },
    {},
    ['sedna/version-too-old', 'sednaVersion'],
  ],
  ['no hard example mining', {}, { hardExampleMining: undefined },
    ['sedna/hard-example-mining-invalid', 'edge.hardExampleMining']],
  ['hard example mining that is null', {}, { hardExampleMining: null },
    ['sedna/hard-example-mining-invalid', 'edge.hardExampleMining']],
  ['hard example mining by its name', {}, { hardExampleMining: 'IBT' },
    ['sedna/hard-example-mining-invalid', 'edge.hardExampleMining']],
  ['hard example mining as the API writes it', {}, { hardExampleMining: { name: 'IBT' } },
    ['sedna/hard-example-mining-invalid', 'edge.hardExampleMining']],
  ['hard example mining that is not called', {}, { hardExampleMining: HardExampleMining.ibt },
    ['sedna/hard-example-mining-invalid', 'edge.hardExampleMining']],
  ['another backend than the algorithm needs', { sednaVersion: '0.8.0' }, bert({ BACKEND_TYPE: 'TENSORFLOW' }),
    ['sedna/variable-contradicts-algorithm', 'edge.container.environment["BACKEND_TYPE"]']],
  [
    'both variables otherwise than the algorithm needs',
    { sednaVersion: '0.8.0' },
    bert({ MINING_MODE: 'inference-then-mining', BACKEND_TYPE: 'torch' }),
    ['sedna/variable-contradicts-algorithm', 'edge.container.environment["BACKEND_TYPE"]'],
    ['sedna/variable-contradicts-algorithm', 'edge.container.environment["MINING_MODE"]'],
  ],
  ['an empty variable that the algorithm needs', { sednaVersion: '0.8.0' }, bert({ BACKEND_TYPE: '' }),
    ['sedna/variable-contradicts-algorithm', 'edge.container.environment["BACKEND_TYPE"]']],
  [
    'another backend from a variable of cdk8s-plus',
    { sednaVersion: '0.8.0' },
    {
      container: { ...CONTAINER, envVariables: { BACKEND_TYPE: EnvValue.fromValue('TENSORFLOW') } },
      hardExampleMining: HardExampleMining.bertRouter(),
    },
    ['sedna/variable-contradicts-algorithm', 'edge.container.envVariables["BACKEND_TYPE"]'],
  ],
  ['the right to make autoscalers where nothing scales', { grantAutoscalerAccess: true }, {},
    ['sedna/access-without-autoscaler', 'grantAutoscalerAccess']],
  ['the right to make autoscalers by a text', { grantAutoscalerAccess: 'true' }, {},
    ['validation/boolean', 'grantAutoscalerAccess']],
  [
    'everything at once, in the order of the properties',
    { name: 'Helmet', labels: { a: ' ' }, annotations: { '': 'b' }, sednaVersion: '0.6.0' },
    {
      hardExampleMining: HardExampleMining.threshold({ threshold: 2 }),
      scaling: { maxReplicas: 0, metrics: [ScalingMetric.cpuUtilization(50)] },
      exposed: true,
    },
    ['sedna/name-invalid', 'name'],
    ['validation/label-value', 'labels["a"]'],
    ['validation/annotation-key', 'annotations[""]'],
    ['sedna/version-too-old', 'sednaVersion'],
    ['validation/integer', 'edge.scaling.maxReplicas'],
    ['sedna/threshold-out-of-range', 'edge.hardExampleMining.threshold'],
    ['sedna/edge-service-without-port', 'edge.service.ports'],
  ],
];

const CASES = REFUSALS.map(([what, changes, edge, ...problems]) => ({ what, changes, edge, problems }));

describe('SednaJointInference refuses', () => {
  test.each(CASES)('$what', ({ changes, edge, problems }) => {
    expect(refused(() => define(changes, edge))).toEqual(problems);
  });

  test.each(CASES)('$what, and leaves nothing of it in the tree', ({ changes, edge }) => {
    const chart = testChart();
    const props = propsIn(chart, changes, edge);
    const before = chart.node.findAll();
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBeDefined();
    expect(chart.node.findAll()).toEqual(before);
    expect(synth(chart).map((o) => o.kind)).toEqual(['Model', 'Model']);
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', propsIn(chart)))).toBeUndefined();
  });

  test('both workers at once, each by its side', () => {
    const found = refused(() => define({ cloud: { container: CONTAINER } }, { model: undefined }));
    expect(found).toEqual(SIDES.map((side) => ['sedna/not-a-model', `${side}.model`]));
  });

  test.each([undefined, null, {}])('no properties at all: %p', (props) => {
    const chart = testChart();
    expect(refused(() => new SednaJointInference(chart, 'Helmet', props as never))).toEqual(
      SIDES.map((side) => ['sedna/worker-missing', side]),
    );
    expect(chart.node.children).toEqual([]);
  });

  test('one Pod for both workers', () => {
    const chart = testChart();
    const one = { container: undefined, pod: podIn(chart, 'Own') };
    const props = jointProps(chart, { edge: one, cloud: one });
    expect(refused(() => new SednaJointInference(chart, 'Helmet', props))).toEqual([['sedna/pod-shared', 'cloud.pod']]);
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['Model', 'Model', 'Pod']);
  });
});

describe('the variables that an algorithm needs', () => {
  test('are named with the value that they must have', () => {
    const chart = testChart();
    const props = propsIn(chart, { sednaVersion: '0.8.0' }, bert({ MINING_MODE: 'x', BACKEND_TYPE: 'torch' }));
    const rules = jointProblems(chart, 'helmet', props).map((p) => p.rule);
    expect(rules).toEqual(['must be TORCH for BertRouter', 'must be mining-then-inference for BertRouter']);
  });

  test('must have their value in the pod of the edge worker too', () => {
    const chart = testChart();
    const pod = podIn(chart, 'Own', { BACKEND_TYPE: 'KERAS' });
    const edge = { container: undefined, pod, hardExampleMining: HardExampleMining.bertRouter() };
    const props = jointProps(chart, { edge, sednaVersion: '0.8.0' });
    expect(refused(() => new SednaJointInference(chart, 'Helmet', props))).toEqual([
      ['sedna/variable-contradicts-algorithm', 'edge.pod.containers[0].env["BACKEND_TYPE"]'],
    ]);
  });

  test('are reported once when they are not strings', () => {
    expect(refused(() => define({ sednaVersion: '0.8.0' }, bert({ BACKEND_TYPE: 1, MINING_MODE: null })))).toEqual([
      ['serving/variable-not-a-string', 'edge.container.environment["BACKEND_TYPE"]'],
      ['serving/variable-not-a-string', 'edge.container.environment["MINING_MODE"]'],
    ]);
  });

  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['with the value that the algorithm needs', bert({ BACKEND_TYPE: 'TORCH', MINING_MODE: 'mining-then-inference' })],
    [
      'from a ConfigMap, whose value is unknown',
      {
        container: {
          ...CONTAINER,
          envVariables: {
            BACKEND_TYPE: EnvValue.fromConfigMap(ConfigMap.fromConfigMapName(testChart(), 'C', 'c'), 'backend'),
          },
        },
        hardExampleMining: HardExampleMining.bertRouter(),
      },
    ],
    ['beside other variables', bert({ LOG_LEVEL: 'DEBUG' })],
    [
      'of an algorithm that needs none',
      { container: { ...CONTAINER, environment: { BACKEND_TYPE: 'PYTORCH', MINING_MODE: 'inference-then-mining' } } },
    ],
  ])('may be set %s', (_, edge) => {
    expect(refused(() => define({ sednaVersion: '0.8.0' }, edge))).toEqual([]);
  });
});

describe('the job names of the workers', () => {
  const container = (changes: Partial<SednaContainerOptions>) => ({ container: { ...CONTAINER, ...changes } });
  const named = (job: string) => container({ environment: { JOB_NAME: job } });
  const wrapped = (job: string) => container({ envVariables: { JOB_NAME: EnvValue.fromValue(job) } });
  const config = (chart: Chart) => ConfigMap.fromConfigMapName(chart, 'Config', 'config');

  type Sides = (chart: Chart) => [edge: object, cloud: object];

  function problemsOf(sides: Sides) {
    const chart = testChart();
    const [edge, cloud] = sides(chart);
    return jointProblems(chart, 'helmet', jointProps(chart, { edge, cloud }));
  }

  test.each<[string, Sides, field: string, ofCloud: string, ofEdge: string]>([
    [
      'one of the edge worker alone',
      () => [named('helmet'), container({})],
      'container.environment',
      'sedna',
      'helmet',
    ],
    [
      'one of the cloud worker alone',
      () => [container({}), named('helmet')],
      'container.environment',
      'helmet',
      'sedna',
    ],
    ['two', () => [named('helmet'), named('Helmet')], 'container.environment', 'Helmet', 'helmet'],
    ['in variables of cdk8s-plus', () => [wrapped('a'), wrapped('b')], 'container.envVariables', 'b', 'a'],
    [
      'in the pod of the edge worker',
      (chart) => [{ container: undefined, pod: podIn(chart, 'Own', { JOB_NAME: 'a' }) }, {}],
      'container.environment',
      'sedna',
      'a',
    ],
    [
      'in the pod of the cloud worker',
      (chart) => [named('a'), { container: undefined, pod: podIn(chart, 'Own', { JOB_NAME: 'b' }) }],
      'pod.containers[0].env',
      'b',
      'a',
    ],
    [
      'not in the pod of the cloud worker',
      (chart) => [named('a'), { container: undefined, pod: podIn(chart, 'Own') }],
      'pod.containers[0].env',
      'sedna',
      'a',
    ],
    [
      'empty, for which the library takes the name of the joint inference',
      () => [{}, named('')],
      'container.environment',
      'helmet',
      'sedna',
    ],
  ])('must not differ: %s', (_, sides, field, ofCloud, ofEdge) => {
    expect(problemsOf(sides).map((p) => [p.code, p.field, p.value, p.rule])).toEqual([
      ['sedna/job-name-mismatch', `cloud.${field}["JOB_NAME"]`, ofCloud, `must be that of the edge worker (${ofEdge})`],
    ]);
  });

  test.each<[string, Sides]>([
    ['none', () => [container({}), container({ environment: {} })]],
    ['the same', () => [named('helmet'), named('helmet')]],
    ['that of the library', () => [container({}), named('sedna')]],
    ['the same of both kinds', () => [named('a'), wrapped('a')]],
    ['the name of the joint inference and an empty one', () => [named('helmet'), wrapped('')]],
    [
      'one in a ConfigMap, which is unknown',
      (chart) => [
        named('a'),
        container({ envVariables: { JOB_NAME: EnvValue.fromConfigMap(config(chart), 'job') } }),
      ],
    ],
    [
      'one that may be among the entries of a ConfigMap',
      (chart) => [container({ envFrom: [Env.fromConfigMap(config(chart))] }), named('a')],
    ],
  ])('may be %s', (_, sides) => {
    expect(problemsOf(sides)).toEqual([]);
  });

  test('are not compared when one is not a string', () => {
    const codesOf = problemsOf(() => [named('a'), named(7 as never)]).map((p) => p.code);
    expect(codesOf).toEqual(['serving/variable-not-a-string']);
  });
});

describe('the name of a joint inference', () => {
  test.each(['a', 'helmet', 'a0', 'a-b', 'helmet-deployment-edge', 'n'.repeat(53)])('may be %s', (name) => {
    expect(find(define({ name }), 'JointInferenceService').metadata.name).toBe(name);
  });

  test.each([
    '',
    '0',
    '1st',
    '-a',
    'a-',
    'Helmet',
    'a.b',
    'a_b',
    'a b',
    'a\n',
    'é',
    'n'.repeat(54),
    'n'.repeat(63),
    7,
    true,
    ['a'],
    {},
    Symbol('a'),
  ])('may not be %p', (name) => {
    expect(refused(() => define({ name }))).toEqual([['sedna/name-invalid', 'name']]);
  });

  test('has a limit of characters, which the message says', () => {
    const chart = testChart();
    const [problem] = jointProblems(chart, 'Helmet', jointProps(chart));
    expect(problem.rule).toContain('DNS-1035 label of at most 53 characters');
  });

  test.each([
    ['n'.repeat(53), true], ['n'.repeat(54), false], ['Helmet', true], ['模型', false], ['2ndHelmet', false],
  ])('comes from the id %s where none is given: accepted %s', (id, accepted) => {
    expect(refused(() => define({}, {}, id))).toEqual(accepted ? [] : [['sedna/name-invalid', 'name']]);
  });

  test('of any text is accepted when it is a DNS-1035 label of at most 53 characters, and refused otherwise', () => {
    const near = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'az09-.A_ '), maxLength: 8 }),
      fc.integer({ min: 50, max: 64 }).map((n) => 'n'.repeat(n)),
      fc.stringMatching(/^[a-z][-a-z0-9]{0,60}$/),
    );
    fc.assert(fc.property(near, (name) => {
      const chart = testChart();
      const found = jointProblems(chart, name, jointProps(chart)).map(({ code, value }) => [code, value]);
      const valid = matches(DNS_1035_LABEL, name) && name.length <= 53;
      expect(found).toEqual(valid ? [] : [['sedna/name-invalid', name]]);
    }), { numRuns: 150 });
  });
});

describe('what fails while a joint inference is defined leaves nothing in the tree:', () => {
  const fails = { onEdge: true, placeOn: () => { throw new Error('no'); } };
  const timeless = Object.assign(Object.create(Probe.prototype), { probeOptions: { periodSeconds: 5 } });

  test.each<[string, object]>([
    [
      'a probe of a further container whose times are numbers',
      { extraContainers: [{ ...sidecar, readiness: timeless }] },
    ],
    ['a placement that fails', { placement: fails }],
  ])('%s', (_, edge) => {
    const chart = testChart();
    const props = propsIn(chart, {}, edge);
    const before = chart.node.findAll();
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBeDefined();
    expect(chart.node.findAll()).toEqual(before);
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', propsIn(chart)))).toBeUndefined();
  });

  test('a placement that fails leaves the pod in its chart', () => {
    const chart = testChart();
    const props = propsIn(chart, {}, { container: undefined, pod: podIn(chart, 'Own'), placement: fails });
    expect(refusal(() => new SednaJointInference(chart, 'Helmet', props))).toBe('no');
    expect(synth(chart).map((o) => o.kind).sort()).toEqual(['Model', 'Model', 'Pod']);
  });
});

describe('SednaJointInference accepts', () => {
  test.each([
    undefined, '0.7.0', 'v0.7.0', '0.7', '0.7.1', '0.8.0-rc.1', 'v1.0', '0.10.0',
  ])('the version %s', (sednaVersion) => {
    expect(refused(() => define({ sednaVersion }))).toEqual([]);
  });

  test('labels and annotations, as they were when it was defined', () => {
    const labels: Record<string, string> = { team: 'vision', empty: '' };
    const annotations: Record<string, string> = { 'example.com/Owner': 'any text: é' };
    const joint = define({ labels, annotations });
    labels.team = 'other';
    annotations.more = 'x';
    expect(find(joint, 'JointInferenceService').metadata).toEqual({
      name: 'helmet',
      namespace: 'vision',
      labels: { team: 'vision', empty: '' },
      annotations: { 'example.com/Owner': 'any text: é' },
    });
  });
});

function podIn(chart: Chart, id: string, environment: Record<string, string> = {}): Pod {
  const variables = Object.entries(environment).map(([name, value]) => [name, EnvValue.fromValue(value)]);
  return new Pod(chart, id, { containers: [{ image: CONTAINER.image, envVariables: Object.fromEntries(variables) }] });
}
