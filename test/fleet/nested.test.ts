import { ApiObject, Chart } from 'cdk8s';
import { ClusterRole, ConfigMap, Deployment, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AutoscaledInference, MLService, MLServiceRuntime } from '../../src';
import { constructsProblems, identityOf, isTakenOut, nested, objectsOf, takeOut } from '../../src/fleet/nested';
import { describe as told } from '../../src/validation/problem';
import { autoscaledProps, synth, testChart } from '../helpers';

const kinds = (construct: Construct) => objectsOf(construct).map((o) => o.kind);

describe('the objects of a construct', () => {
  test('are all of them, in the order in which they are printed', () => {
    const chart = testChart();
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    expect(objectsOf(server).map((o) => o.toJson())).toEqual(synth(chart));
    expect(kinds(server)).toEqual(['ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler']);
  });

  test('begin with what others depend on, whether an object says so or a construct around it', () => {
    const chart = testChart();
    const all = new Construct(chart, 'All');
    const runtime = () => new MLServiceRuntime(all, 'Runtime', { image: 'a/b:1' });
    const around = new Construct(all, 'Around');
    const late = new ConfigMap(around, 'Late');
    const mnist = new MLService(all, 'Mnist', { releases: [{ name: 'a', runtime: runtime() }] });
    const first = new ConfigMap(all, 'First', { metadata: { name: 'first' } });
    around.node.addDependency(first);
    expect(objectsOf(all).map((o) => o.name)).toEqual(['first', late.name, 'all-runtime', 'all-mnist']);
    expect(mnist.apiObject.name).toBe('all-mnist');
  });

  test('come to an end where they depend on each other', () => {
    const all = new Construct(testChart(), 'All');
    const [a, b] = ['a', 'b'].map((name) => new ConfigMap(all, name, { metadata: { name } }));
    a.node.addDependency(b);
    b.node.addDependency(a);
    expect(objectsOf(all).map((o) => o.name)).toEqual(['b', 'a']);
  });
});

describe('a nested manifest', () => {
  test('is plain JSON, with every token resolved and the namespace of its chart', () => {
    const server = new AutoscaledInference(testChart(), 'Server', autoscaledProps());
    const manifests = objectsOf(server).map(nested);
    expect(JSON.parse(JSON.stringify(manifests))).toEqual(manifests);
    expect(JSON.stringify(manifests)).not.toMatch(/\$\{Token|null|undefined|\[object/);
    expect(manifests.map((m) => m.metadata.namespace)).toEqual(manifests.map(() => 'vision'));
    expect(manifests.map((m) => m.metadata.name)).toEqual(['server-server', 'server', 'server', 'server', 'server']);
  });

  test('of a cluster-wide kind has no namespace, though the chart gives it one', () => {
    const role = new ClusterRole(testChart(), 'Role', { metadata: { name: 'reader' } });
    const [object] = objectsOf(role);
    expect(object.toJson().metadata.namespace).toBe('vision');
    expect(nested(object).metadata).toEqual({ name: 'reader' });
  });

  test('holds what was patched', () => {
    const map = new ConfigMap(testChart(), 'Map', { metadata: { name: 'm' }, data: { a: 'b' } });
    map.addData('c', 'd');
    expect(nested(ApiObject.of(map))).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'vision' }, data: { a: 'b', c: 'd' }, immutable: false });
  });
});

describe('what an API server takes for the same object', () => {
  const of = (apiVersion: string, kind: string, name: string, namespace?: string) => identityOf({ apiVersion, kind, metadata: { name, namespace } });
  test.each<[string, string, string, boolean]>([
    ['two versions of a group', of('apps/v1', 'Deployment', 'a', 'n'), of('apps/v1beta1', 'Deployment', 'a', 'n'), true],
    ['two namespaces', of('v1', 'Secret', 'a', 'n'), of('v1', 'Secret', 'a', 'm'), false],
    ['two kinds', of('v1', 'Secret', 'a', 'n'), of('v1', 'ConfigMap', 'a', 'n'), false],
    ['two groups', of('serving.knative.dev/v1', 'Service', 'a', 'n'), of('v1', 'Service', 'a', 'n'), false],
    ['a cluster-wide kind with two namespaces', of('v1', 'Namespace', 'a', 'n'), of('v1', 'Namespace', 'a'), true],
  ])('%s', (_, a, b, same) => {
    expect(a === b).toBe(same);
  });
});

describe('a construct that is taken out', () => {
  test('is printed no more, and so is all below it', () => {
    const chart = testChart();
    const outer = new Construct(chart, 'Outer');
    const inner = new ConfigMap(outer, 'Inner');
    new Secret(chart, 'Left', { metadata: { name: 'left' } });
    takeOut(outer);
    expect(synth(chart).map((o) => o.kind)).toEqual(['Secret']);
    expect([outer, inner, chart, chart.node.root].map(isTakenOut)).toEqual([true, true, false, false]);
  });

  test('keeps its path, its chart and its namespace', () => {
    const chart = testChart();
    const map = new ConfigMap(chart, 'Map');
    takeOut(map);
    expect([map.node.path, Chart.of(map) === chart, nested(ApiObject.of(map)).metadata.namespace]).toEqual(['test/Map', true, 'vision']);
  });

  test('is told from a new one that has its id', () => {
    const chart = testChart();
    const [a, b] = [0, 1].map(() => {
      const made = new ConfigMap(chart, 'Map');
      if (isTakenOut(made)) throw new Error('taken out already');
      takeOut(made);
      return made;
    });
    const c = new ConfigMap(chart, 'Map');
    expect([a, b, c].map(isTakenOut)).toEqual([true, true, false]);
  });
});

test.each<[string, (chart: Chart) => unknown, string]>([
  ['nothing', () => undefined, 'of: got undefined; must hold at least one construct — nothing would be deployed; give an AutoscaledInference, an MLService or any other'],
  ['an empty list', () => [], 'of: got []; must hold at least one construct — nothing would be deployed; give an AutoscaledInference, an MLService or any other'],
  ['a plain manifest', () => [{ kind: 'Pod' }], 'of[0]: got {"kind":"Pod"}; must be a construct — nothing else has objects; give a construct'],
  ['undefined in the list', () => [undefined], 'of[0]: got undefined; must be a construct — nothing else has objects; give a construct'],
  ['a reference', (chart) => [new Deployment(chart, 'D', { containers: [{ image: 'a/b:1' }] }), Secret.fromSecretName(chart, 'S', 's')],
    'of[1]: got "test/S"; has no object — nothing would be deployed; give a construct that emits objects'],
])('no constructs: %s', (_, make, line) => {
  expect(constructsProblems('of', make(testChart())).map(told)).toEqual([line]);
});
