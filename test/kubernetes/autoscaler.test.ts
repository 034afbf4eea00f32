import { autoscaler, jointAutoscaler } from '../../src/kubernetes/autoscaler';
import type { Manifest } from '../../src/kubernetes/manifest';
import { worker, type Workload } from '../../src/kubernetes/workload';
import { manifests } from '../rules/manifests';

function one(text: string): Manifest {
  return manifests(text)[0];
}

const NONE: ReadonlyMap<string, Workload> = new Map();
const cpu = (averageUtilization: number) => (
  [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }]);

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

describe('the autoscaler of a worker', () => {
  test('has the numbers of hpa, and one replica at least where none is given', () => {
    expect((['edge', 'cloud'] as const).map((type) => jointAutoscaler(worker(JOINT, type))!)
      .map((a) => [a.minReplicas, a.maxReplicas, a.metrics])).toEqual([
      [1, 2, cpu(80)], [2, 5, [{ type: 'Pods' }, { type: 'External' }]],
    ]);
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
    const found = jointAutoscaler(
      worker(one('apiVersion: sedna.io/v1alpha1\nkind: J\nspec: { edgeWorker: { hpa: { maxReplicas: 3 } } }'), 'edge'),
    );
    expect([found?.maxReplicas, found?.targetRef]).toEqual([3, undefined]);
  });

  test.each([
    '', 'edgeWorker: {}', 'edgeWorker: { template: {} }',
  ])('is none where the worker has no hpa: { %s }', (spec) => {
    expect(jointAutoscaler(worker(
      one(`apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\nmetadata: { name: helmet }\nspec: { ${spec} }`),
      'edge',
    ))).toBeUndefined();
  });

  test('measures CPU at the default of the API server where it names no metric', () => {
    const measured = (hpa: string) => jointAutoscaler(worker(
      one(`apiVersion: sedna.io/v1alpha1\nkind: J\nmetadata: { name: h }\nspec: { edgeWorker: { hpa: ${hpa} } }`),
      'edge',
    ))?.metrics;
    expect([measured('{ maxReplicas: 3 }'), measured('{ maxReplicas: 3, metrics: [] }'), measured('{}')])
      .toEqual([cpu(80), cpu(80), cpu(80)]);
  });
});

describe('an autoscaler', () => {
  test('of v1 has its one metric elsewhere than that of v2', () => {
    const at = (version: string) => autoscaler(one(
      `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nspec: { targetCPUUtilizationPercentage: 60 }`,
    ), NONE);
    expect([at('v1').metricPath(0), at('v1').metrics]).toEqual(['spec.targetCPUUtilizationPercentage', cpu(60)]);
    expect(at('v2').metricPath(2)).toBe('spec.metrics[2]');
  });

  test('refers to nothing where kind or name is missing', () => {
    const ref = (target: string) => autoscaler(
      one(`apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: { scaleTargetRef: ${target} }`), NONE,
    ).targetRef;
    expect([
      ref('{ kind: Deployment, name: d }'), ref('{ kind: Deployment }'), ref('{ name: d }'),
      ref("{ kind: '', name: d }"),
    ]).toEqual(['Deployment/d', undefined, undefined, undefined]);
  });
});
