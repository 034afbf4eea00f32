import { Chart, type App } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { MLService, MLServiceRuntime, MLServiceStorage, type MLServiceDeploymentOptions, type MLServiceProps, type MLServiceRelease } from '../../src';
import { refusal, testChart } from '../helpers';

const REFUSED = 'TensorStack would refuse the MLService, or never make it ready';
const OBJECT = 'the API server would reject the object; give another name (Kubernetes API validation)';
const DNS_1035 = 'must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters)';
const DNS = 'must be a DNS label (lower-case letters, digits and "-", at most 63 characters)';
const MIN = `must be a whole number of at least 0 — ${REFUSED}; give the least replicas; 0 scales to zero`;
const TARGET = 'must be a number of at least 0.01 — Knative would refuse it; give the share of one replica';
const URLS = 'must be addresses with http:// or https:// — nothing could be sent; give one or more';

const runtimeOf = (chart: Chart) => MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');

/** What is refused, without the line that says so. */
function lines(props: (chart: Chart) => MLServiceProps, chart: Chart = testChart()): string[] | undefined {
  const before = chart.node.children.length;
  let given = 0;
  const message = refusal(() => {
    const p = props(chart);
    given = chart.node.children.length - before;
    return new MLService(chart, 'Mnist', p);
  });
  // Nothing half-made stays in the tree.
  if (message !== undefined) expect(chart.node.children).toHaveLength(before + given);
  const [first, ...rest] = message?.split('\n') ?? [];
  if (message !== undefined) expect(first).toBe('MLService cannot be defined:');
  return message === undefined ? undefined : rest.map((l) => l.replace('  [test/Mnist] ', ''));
}

/** What a release and a transformer may get wrong alike. */
const DEPLOYMENT: Array<[string, MLServiceDeploymentOptions, ...string[]]> = [
  ['fewer than no replicas', { minReplicas: -1 }, `minReplicas: got -1; ${MIN}`],
  ['half a replica', { minReplicas: 0.5 }, `minReplicas: got 0.5; ${MIN}`],
  ['at most -1', { maxReplicas: -1 }, `maxReplicas: got -1; must be a whole number of at least 0 — ${REFUSED}; give the most replicas; 0 sets no limit`],
  ['more at least than at most', { minReplicas: 3, maxReplicas: 2 }, `minReplicas: got 3; must not be above maxReplicas (2) — ${REFUSED}; lower it, or raise maxReplicas`],
  ['another metric of Knative', { scaling: { metric: 'cpu' as never, target: 1 } }, 'scaling.metric: got "cpu"; must be a KnativeMetric — Knative\'s autoscaler knows no other; use CONCURRENCY or RPS'],
  ['a target of 0', { scaling: { target: 0 } }, `scaling.target: got 0; ${TARGET}`],
  ['a target below what Knative takes', { scaling: { target: 0.001 } }, `scaling.target: got 0.001; ${TARGET}`],
  ['a target without end', { scaling: { target: Infinity } }, `scaling.target: got Infinity; ${TARGET}`],
  ['a target that is none', { scaling: { target: NaN } }, `scaling.target: got NaN; ${TARGET}`],
  ['a target that is text', { scaling: { target: '8' as never } }, `scaling.target: got "8"; ${TARGET}`],
  ['a target that is given twice', { scaling: { target: 8 }, podAnnotations: { 'autoscaling.knative.dev/target': '9' } },
    'scaling: got "autoscaling.knative.dev/target"; is given in podAnnotations too — only one of the two could take effect; keep one of them'],
  ['a metric that is given twice', { scaling: { target: 8 }, podAnnotations: { 'autoscaling.knative.dev/metric': 'rps' } },
    'scaling: got "autoscaling.knative.dev/metric"; is given in podAnnotations too — only one of the two could take effect; keep one of them'],
  ['a log that goes nowhere', { logger: { urls: [] } }, `logger.urls: got []; ${URLS}`],
  ['a log without a scheme', { logger: { urls: ['log.demo'] } }, `logger.urls: got ["log.demo"]; ${URLS}`],
  ['a log of another mode', { logger: { urls: ['http://a'], mode: 'both' as never } }, `logger.mode: got "both"; must be a LoggerMode — ${REFUSED}; use ALL, REQUEST or RESPONSE`],
  ['an image that is none', { image: 'a b' }, 'image: got "a b"; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2'],
  ['a variable with a space, and one that is no text', { environment: { 'A B': 'c', 'D': 1 as never } },
    'environment["A B"]: got "A B"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)',
    `environment["D"]: got 1; must be a string — ${REFUSED}; write the value as a string`],
  ['labels that cannot exist', { podLabels: { a: '-' } }, 'podLabels["a"]: got "-"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)'],
  ['annotations that cannot exist', { podAnnotations: { a: 1 as never } }, 'podAnnotations["a"]: got 1; must be a string — the API server would reject the annotation; write the value as a string (Kubernetes API validation)'],
  ['resources that name nothing', { resources: {} }, 'resources: name no resource — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  ['a storage that is none', { storage: { pvc: 'a' } as never }, 'storage: got {"pvc":"a"}; must be an MLServiceStorage — nothing else says where the model is; use MLServiceStorage.pvc or s3'],
  ['a storage with a wrong path', { storage: MLServiceStorage.pvc('m', { subPath: '/a' }) }, 'storage.subPath: got "/a"; must be a relative path without ".." — the API server would reject the pods; give the path below the claim\'s root'],
];

describe('a release is refused with', () => {
  test.each(DEPLOYMENT.map(([title, options, ...told]) => ({ title, options, told })))('$title', ({ options, told }) => {
    expect(lines((chart) => ({ releases: [{ name: 'origin', runtime: runtimeOf(chart), ...options }] }))).toEqual(told.map((l) => `releases[0].${l}`));
  });

  test.each<[string, (chart: Chart) => Partial<MLServiceRelease>, string]>([
    ['a name in capitals', () => ({ name: 'Origin' }), `releases[0].name: got "Origin"; ${DNS} — ${OBJECT}`],
    ['a name that makes its host too long', () => ({ name: 'r'.repeat(50) }), `releases[0].name: got "${'r'.repeat(50)}"; makes a host of 64 characters, of 63 that DNS allows — the release would have no address; shorten the name of the release or the MLService`],
    ['no runtime', () => ({ runtime: undefined }), `releases[0].runtime: got undefined; must be an MLServiceRuntime — ${REFUSED}; define one, or use MLServiceRuntime.fromRuntimeName`],
    ['the name of a runtime', () => ({ runtime: 'torch' as never }), `releases[0].runtime: got "torch"; must be an MLServiceRuntime — ${REFUSED}; define one, or use MLServiceRuntime.fromRuntimeName`],
    ['a runtime that is not enabled', (chart) => ({ runtime: new MLServiceRuntime(chart, 'Off', { image: 'a/b:1', enabled: false }) }), `releases[0].runtime: got "off"; is not enabled — ${REFUSED}; leave enabled of the runtime out`],
    ['a parameter that is no text', () => ({ parameters: { A: 1 as never } }), `releases[0].parameters["A"]: got 1; must be a string — ${REFUSED}; write the value as a string`],
  ])('%s', (_, release, line) => {
    expect(lines((chart) => ({ releases: [{ name: 'origin', runtime: runtimeOf(chart), ...release(chart) }] }))).toEqual([line]);
  });
});

test.each(DEPLOYMENT.map(([title, options, ...told]) => ({ title, options, told })))('a transformer is refused with $title', ({ options, told }) => {
  expect(lines((chart) => ({ releases: [{ name: 'origin', runtime: runtimeOf(chart) }], transformer: { image: 'a/t:1', ...options } }))).toEqual(told.map((l) => `transformer.${l}`));
});

describe('an MLService is refused with', () => {
  const two = (chart: Chart) => {
    const runtime = runtimeOf(chart);
    return [{ name: 'origin', runtime }, { name: 'next', runtime }];
  };
  const PERCENT = `must be a whole number from 1 to 99 — ${REFUSED}; give per cent of the requests`;

  test.each<[string, (chart: Chart) => Partial<MLServiceProps>, ...string[]]>([
    ['no releases', () => ({ releases: [] }), `releases: got []; must hold at least one release — ${REFUSED}; describe one`],
    ['releases that are undefined', () => ({ releases: undefined }), `releases: got undefined; must hold at least one release — ${REFUSED}; describe one`],
    ['a name that begins with a digit', () => ({ name: '1mnist' }), `name: got "1mnist"; ${DNS_1035} — ${OBJECT}`],
    ['two releases of one name', (chart) => ({ releases: [...two(chart), { name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(chart, 'Other', 'o') }] }), `releases[2].name: got "origin"; is the name of another release — ${REFUSED}; rename one`],
    ['a default that is no release', () => ({ defaultRelease: 'orign' }), `defaultRelease: got "orign"; is no release: origin, next — ${REFUSED}; name one of them`],
    ['a canary that is no release', () => ({ canary: { release: 'nxt', trafficPercent: 10 } }), `canary.release: got "nxt"; is no release: origin, next — ${REFUSED}; name one of them`],
    ['a canary that is the default', () => ({ canary: { release: 'origin', trafficPercent: 10 } }), 'canary.release: got "origin"; is the default release already — there would be nothing to try; name another release'],
    ['a canary with 0 per cent', () => ({ canary: { release: 'next', trafficPercent: 0 } }), `canary.trafficPercent: got 0; ${PERCENT}`],
    ['a canary with 100 per cent', () => ({ canary: { release: 'next', trafficPercent: 100 } }), `canary.trafficPercent: got 100; ${PERCENT}`],
    ['a canary with half a per cent', () => ({ canary: { release: 'next', trafficPercent: 0.5 } }), `canary.trafficPercent: got 0.5; ${PERCENT}`],
    ['a canary without a share', () => ({ canary: { release: 'next' } as never }), `canary.trafficPercent: got undefined; ${PERCENT}`],
    ['a transformer without an image', () => ({ transformer: {} }), 'transformer.image: got undefined; is required — a transformer has no runtime to take it from; give its image'],
    ['a queue with a space', () => ({ queue: 'a b' }), `queue: got "a b"; ${DNS} — ${OBJECT}`],
  ])('%s', (_, props, ...told) => {
    expect(lines((chart) => ({ releases: two(chart), ...props(testChart()) }))).toEqual(told);
  });

  test('a runtime and a Secret of another namespace', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'elsewhere' });
    const runtime = new MLServiceRuntime(other, 'Runtime', { image: 'a/b:1' });
    const storage = MLServiceStorage.s3('s3://a/b', new Secret(other, 'Credential', { metadata: { name: 's3' } }));
    expect(lines(() => ({ releases: [{ name: 'origin', runtime, storage }] }), chart)).toEqual([
      'releases[0].runtime: got "runtime in elsewhere"; must be a runtime of the namespace of the MLService, vision — TensorStack looks for it there, and the MLService is never ready; define both in one namespace',
      'releases[0].storage: got "s3 in elsewhere"; must be a Secret of the namespace of the MLService, vision — TensorStack looks for it there, and the MLService is never ready; define both in one namespace',
    ]);
  });

  test('a runtime without a namespace', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(new Chart(chart.node.root as App, 'bare'), 'Runtime', { image: 'a/b:1' });
    expect(lines(() => ({ releases: [{ name: 'origin', runtime }] }), chart)).toEqual([
      'releases[0].runtime: got "runtime in no namespace"; must be a runtime of the namespace of the MLService, vision — TensorStack looks for it there, and the MLService is never ready; define both in one namespace',
    ]);
  });

  test('everything at once', () => {
    expect(lines(() => ({ name: 'M', releases: [{ name: 'A', runtime: null as never }], canary: { release: 'b', trafficPercent: 0 }, transformer: {}, queue: '' }))).toEqual([
      `name: got "M"; ${DNS_1035} — ${OBJECT}`,
      `releases[0].name: got "A"; ${DNS} — ${OBJECT}`,
      `releases[0].runtime: got null; must be an MLServiceRuntime — ${REFUSED}; define one, or use MLServiceRuntime.fromRuntimeName`,
      `canary.release: got "b"; is no release: A — ${REFUSED}; name one of them`,
      `canary.trafficPercent: got 0; ${PERCENT}`,
      'transformer.image: got undefined; is required — a transformer has no runtime to take it from; give its image',
      `queue: got ""; ${DNS} — ${OBJECT}`,
    ]);
  });
});

test.each<[string, Partial<MLServiceRelease>, Partial<MLServiceProps>]>([
  ['1 and 99 per cent', {}, { canary: { release: 'next', trafficPercent: 99 } }],
  ['no limit above the least replicas', { minReplicas: 9, maxReplicas: 0 }, {}],
  ['one replica at most, without a least', { maxReplicas: 1 }, {}],
  ['a host of 63 characters', { name: 'r'.repeat(49) }, {}],
  ['the smallest target', { scaling: { target: 0.01 } }, {}],
])('%s is accepted', (_, release, props) => {
  expect(lines((chart) => {
    const runtime = runtimeOf(chart);
    return { releases: [{ name: 'origin', runtime, ...release }, { name: 'next', runtime }], ...props };
  })).toBeUndefined();
});
