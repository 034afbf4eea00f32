import { ApiObject, Chart } from 'cdk8s';
import { ClusterRole, ConfigMap, Deployment, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AutoscaledInference, MLService, MLServiceRuntime } from '../../src';
import { constructsProblems, isTakenOut, nested, objectsOf, takeOut } from '../../src/fleet/nested-objects';
import { autoscaledProps, codes, synth, testChart } from '../helpers';

const kinds = (construct: Construct) => objectsOf(construct).map((o) => o.kind);

describe('the objects of a construct', () => {
  test('are all of them, in the order in which they are printed', () => {
    const chart = testChart();
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    expect(objectsOf(server).map((o) => o.toJson())).toEqual(synth(chart));
    expect(kinds(server)).toEqual([
      'ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler',
    ]);
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
    expect(nested(ApiObject.of(map))).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'm', namespace: 'vision' },
      data: { a: 'b', c: 'd' },
      immutable: false,
    });
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
    expect(map.node.path).toBe('test/Map');
    expect(Chart.of(map)).toBe(chart);
    expect(nested(ApiObject.of(map)).metadata.namespace).toBe('vision');
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

test.each<[string, (chart: Chart) => unknown, [code: string, field: string]]>([
  ['nothing', () => undefined, ['fleet/no-construct', 'of']],
  ['an empty list', () => [], ['fleet/no-construct', 'of']],
  ['a plain manifest', () => [{ kind: 'Pod' }], ['fleet/not-a-construct', 'of[0]']],
  ['undefined in the list', () => [undefined], ['fleet/not-a-construct', 'of[0]']],
  ['a reference', (chart) => [
    new Deployment(chart, 'D', { containers: [{ image: 'a/b:1' }] }),
    Secret.fromSecretName(chart, 'S', 's'),
  ], ['fleet/construct-without-objects', 'of[1]']],
])('a list of constructs is refused: %s', (_, make, expected) => {
  expect(codes(constructsProblems('of', make(testChart())))).toEqual([expected]);
});
