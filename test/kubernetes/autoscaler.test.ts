import { autoscaler, jointAutoscaler, scaledObject } from '../../src/kubernetes/autoscaler';
import { Inventory } from '../../src/kubernetes/inventory';
import type { Manifest } from '../../src/kubernetes/manifest';
import { worker, type Workload } from '../../src/kubernetes/workload';
import { change, manifests } from '../rules/manifests';

function one(text: string): Manifest {
  return manifests(text)[0];
}

const NONE: ReadonlyMap<string, Workload> = new Map();
const cpu = (averageUtilization?: number) => (
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } });

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec: { template: { spec: { containers: [{ name: server }] } } }
---`;

/** The autoscalers of a text beside a Deployment `classifier`. */
const seen = (text: string) => new Inventory(manifests(`${DEPLOYMENT}${text}`)).autoscalers;

describe('a HorizontalPodAutoscaler', () => {
  test('of v2beta1 is read in the form of v2', () => {
    const [utilization, value, pods] = seen(`
apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, targetAverageUtilization: 60 } }
    - { type: Resource, resource: { name: memory, targetAverageValue: 1Gi } }
    - { type: Pods, pods: { metricName: fps, targetAverageValue: '5' } }
`)[0].metrics;
    expect([utilization.resource.name, utilization.resource.target.averageUtilization]).toEqual(['cpu', 60]);
    expect([value.resource.target.averageUtilization, value.resource.target.averageValue]).toEqual([undefined, '1Gi']);
    expect([pods.pods.metric.name, pods.pods.target.averageValue]).toEqual(['fps', '5']);
  });

  test('scales a Deployment of extensions, where Deployments once were', () => {
    const old = DEPLOYMENT.replace('apps/v1', 'extensions/v1beta1');
    const target = '{ apiVersion: apps/v1, kind: Deployment, name: classifier }';
    const { autoscalers } = new Inventory(manifests(`${old}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec: { maxReplicas: 4, scaleTargetRef: ${target} }
`));
    expect(autoscalers[0].target?.object.metadata?.name).toBe('classifier');
  });

  const of = (version: string, spec: string) => (
    autoscaler(one(`apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nspec: ${spec}`), NONE));

  test('of v1 has its one metric elsewhere than that of v2', () => {
    const at = (version: string) => of(version, '{ targetCPUUtilizationPercentage: 60 }');
    expect([at('v1').metricPath(0), at('v1').metrics]).toEqual(['spec.targetCPUUtilizationPercentage', [cpu(60)]]);
    expect(at('v2').metricPath(2)).toBe('spec.metrics[2]');
  });

  test.each<[string, string | undefined]>([
    ['{ kind: Deployment, name: d }', 'Deployment/d'],
    ['{ kind: Deployment }', undefined],
    ['{ name: d }', undefined],
    ["{ kind: '', name: d }", undefined],
  ])('with scaleTargetRef %s refers to %s', (target, expected) => {
    expect(of('v2', `{ scaleTargetRef: ${target} }`).targetRef).toBe(expected);
  });
});

describe('a FederatedHPA of Karmada', () => {
  const METRICS = `  metrics: [${JSON.stringify(cpu(50))}]\n`;
  const FEDERATED = `
apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: classifier, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 2
  maxReplicas: 4
${METRICS}`;

  test('has the bounds, metrics and target of a HorizontalPodAutoscaler', () => {
    const [found, ...others] = seen(FEDERATED);
    expect(others).toEqual([]);
    expect([found.namespace, found.minReplicas, found.maxReplicas]).toEqual(['vision', 2, 4]);
    expect([found.targetRef, found.target?.object.metadata?.name]).toEqual(['Deployment/classifier', 'classifier']);
    expect([found.metrics, found.metricPath(0)]).toEqual([[cpu(50)], 'spec.metrics[0]']);
  });

  test('without metrics measures CPU at 80 %, as Karmada fills in', () => {
    expect(seen(change(FEDERATED, METRICS, ''))[0].metrics).toEqual([cpu(80)]);
  });
});

describe('a ScaledObject of KEDA', () => {
  const TARGET = 'scaleTargetRef: { name: classifier }';
  const CPU = "{ type: cpu, metricType: Utilization, metadata: { value: '60' } }";
  const SCALED = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  ${TARGET}
  minReplicaCount: 1
  triggers:
    - { type: redis, metadata: { address: 'redis:6379', listName: queue, listLength: '8' } }
    - ${CPU}
`;

  test('has its target, its bounds, and CPU and memory among its triggers', () => {
    const memory = '{ type: memory, metricType: AverageValue, metadata: { value: 1Gi, containerName: server } }';
    const [found] = seen(change(SCALED, CPU, `${CPU}\n    - ${memory}`));
    const value = { type: 'AverageValue', averageValue: '1Gi' };
    expect([found.namespace, found.minReplicas, found.maxReplicas]).toEqual(['vision', 1, 100]);
    expect([found.targetRef, found.target?.object.metadata?.name]).toEqual(['Deployment/classifier', 'classifier']);
    expect(found.metrics).toEqual([
      { type: 'External' },
      cpu(60),
      { type: 'ContainerResource', containerResource: { name: 'memory', container: 'server', target: value } },
    ]);
    expect([0, 1].map((i) => found.metricPath(i))).toEqual(['spec.triggers[0]', 'spec.triggers[1]']);
  });

  test.each<[string, string, [least: number, most: number]]>([
    ['none, as KEDA takes them', '', [0, 100]],
    ['both', '  minReplicaCount: 3\n  maxReplicaCount: 7\n', [3, 7]],
  ])('has its bounds where it says %s', (_, bounds, expected) => {
    const [found] = seen(change(SCALED, '  minReplicaCount: 1\n', bounds));
    expect([found.minReplicas, found.maxReplicas]).toEqual(expected);
  });

  test.each<[string, string, string, string | undefined]>([
    ['another kind', TARGET, 'scaleTargetRef: { kind: StatefulSet, name: classifier }', 'StatefulSet/classifier'],
    ['none', TARGET, 'scaleTargetRef: null', undefined],
    ['one in another namespace', 'name: scaler, namespace: vision', 'name: scaler', 'Deployment/classifier'],
  ])('has no target where it names %s', (_, from, to, targetRef) => {
    const [found] = seen(change(SCALED, from, to));
    expect([found.targetRef, found.target]).toEqual([targetRef, undefined]);
  });

  test('has the type of a metric where older versions of KEDA have it', () => {
    const trigger = "{ type: cpu, metadata: { type: Utilization, value: '60' } }";
    expect(seen(change(SCALED, CPU, trigger))[0].metrics[1]).toEqual(cpu(60));
  });

  test.each([
    ["value: '60'", 'value: much'],
    ["metadata: { value: '60' }", 'metadata: null'],
  ])('has no value of a metric that is no number: %s -> %s', (from, to) => {
    expect(seen(change(SCALED, from, to))[0].metrics[1]).toEqual(cpu(undefined));
  });

  test('has nothing where it is empty', () => {
    const found = scaledObject(one('apiVersion: keda.sh/v1alpha1\nkind: ScaledObject'), NONE);
    expect([found.minReplicas, found.maxReplicas, found.metrics, found.targetRef]).toEqual([0, 100, [], undefined]);
  });

  test('is none when it is of another group', () => {
    expect(seen(change(SCALED, 'keda.sh/v1alpha1', 'example.com/v1'))).toEqual([]);
  });
});

describe('the autoscaler of a worker', () => {
  const JOINT = one(`
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: default }
spec:
  edgeWorker:
    hpa: { maxReplicas: 2 }
    template: { spec: { hostNetwork: true, containers: [{ name: little-model }] } }
  cloudWorker:
    hpa: { minReplicas: 2, maxReplicas: 5, metrics: [{ type: Pods }, { type: External }] }
    template: { spec: { containers: [{ name: big-model }] } }
`);
  const joint = (spec: string, metadata: string = '{ name: helmet }') => one(
    `apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\nmetadata: ${metadata}\nspec: ${spec}`);

  test('has the numbers of hpa, and one replica at least where none is given', () => {
    const [edge, cloud] = (['edge', 'cloud'] as const).map((type) => jointAutoscaler(worker(JOINT, type))!);
    expect([edge.minReplicas, edge.maxReplicas, edge.metrics]).toEqual([1, 2, [cpu(80)]]);
    expect([cloud.minReplicas, cloud.maxReplicas, cloud.metrics])
      .toEqual([2, 5, [{ type: 'Pods' }, { type: 'External' }]]);
  });

  test('says where its metrics are', () => {
    expect(jointAutoscaler(worker(JOINT, 'cloud'))?.metricPath(1)).toBe('spec.cloudWorker.hpa.metrics[1]');
  });

  test('scales that worker, and is of its object', () => {
    const edge = worker(JOINT, 'edge');
    const found = jointAutoscaler(edge);
    expect([found?.target === edge, found?.object === JOINT, found?.namespace]).toEqual([true, true, 'default']);
  });

  test('refers to nothing where the service has no name', () => {
    const found = jointAutoscaler(worker(joint('{ edgeWorker: { hpa: { maxReplicas: 3 } } }', 'null'), 'edge'));
    expect([found?.maxReplicas, found?.targetRef]).toEqual([3, undefined]);
  });

  test.each([
    '{}',
    '{ edgeWorker: {} }',
    '{ edgeWorker: { template: {} } }',
  ])('is none where the worker has no hpa: %s', (spec) => {
    expect(jointAutoscaler(worker(joint(spec), 'edge'))).toBeUndefined();
  });

  test.each([
    '{ maxReplicas: 3 }',
    '{ maxReplicas: 3, metrics: [] }',
    '{}',
  ])('measures CPU at the default of the API server where it names no metric: %s', (hpa) => {
    expect(jointAutoscaler(worker(joint(`{ edgeWorker: { hpa: ${hpa} } }`), 'edge'))?.metrics).toEqual([cpu(80)]);
  });
});
