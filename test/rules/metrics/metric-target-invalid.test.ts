import { metricTargetInvalid } from '../../../src/rules/metrics/metric-target-invalid';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = metricTargetInvalid;
const METRIC = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }';

/** Where it fires in the target of a source. */
function fields(type: string, target: string, apiVersion = 'autoscaling/v2'): string[] {
  const source = `${type[0].toLowerCase()}${type.slice(1)}`;
  const metric = `{ type: ${type}, ${source}: { name: cpu, container: a, metric: { name: m }${target} } }`;
  const text = change(change(repaired, METRIC, metric), 'autoscaling/v2', apiVersion);
  return fires(metricTargetInvalid, text).map(([, field]) => field);
}

const at = (source: string, field: string) => [`spec.metrics[0].${source}.target${field}`];

test('the examples of metric-target-invalid', () => {
  expect(codes(failing)).toEqual(['metric-target-invalid']);
  expect(codes(repaired)).toEqual([]);
});

test('metric-target-invalid says which fields belong to the source', () => {
  expect(told(metricTargetInvalid, failing)).toEqual([[
    'HorizontalPodAutoscaler classifier',
    'spec.metrics[0].resource.target: must hold averageUtilization or averageValue, and not both — the API server '
    + `rejects the autoscaler; remove one of them (${metricTargetInvalid.source})`,
  ]]);
});

describe('metric-target-invalid fires', () => {
  test.each<[string, string, string[]]>([
    ['Resource', '', at('resource', '')],
    ['Resource', ', target: { averageUtilization: 60 }', at('resource', '.type')],
    ['Resource', ', target: { type: Percent, averageUtilization: 60 }', at('resource', '.type')],
    ['Resource', ', target: { type: Utilization, averageUtilization: 0 }', at('resource', '.averageUtilization')],
    ['Resource', ', target: { type: Utilization, averageUtilization: -5 }', at('resource', '.averageUtilization')],
    ['Resource', ', target: { type: Value, value: 500m }', at('resource', '')],
    ['ContainerResource', ', target: { type: Utilization }', at('containerResource', '')],
    ['Pods', ', target: { type: AverageValue, value: 5 }', at('pods', '')],
    ['Pods', ', target: { type: Utilization, averageUtilization: 60 }', at('pods', '')],
    ['Pods', ', target: { type: AverageValue, averageValue: "0" }', at('pods', '.averageValue')],
    ['Pods', ', target: { type: AverageValue, averageValue: 5rps }', at('pods', '.averageValue')],
    ['External', ', target: { type: Utilization, averageUtilization: 60 }', at('external', '')],
    ['External', ', target: { type: Value, value: 5, averageValue: 5 }', at('external', '')],
    ['Object', ', target: { type: AverageValue }', at('object', '')],
    ['Object', ', target: { type: AverageValue, value: 5 }', at('object', '.type')],
    ['Object', ', target: { type: Value, averageValue: 5 }', at('object', '.type')],
    ['Object', ', target: { type: Utilization, value: 5 }', at('object', '.type')],
  ])('on %s%s', (type, target, expected) => {
    expect(fields(type, target)).toEqual(expected);
  });

  test.each(['60.5', '"60"'])('on a utilization of another type, %s, no more than field-type-wrong', (value) => {
    const text = change(repaired, 'averageUtilization: 60', `averageUtilization: ${value}`);
    expect(codes(text)).toEqual(['field-type-wrong']);
  });

  test('on a FederatedHPA, and on a worker of Sedna', () => {
    expect(fires(metricTargetInvalid, `
apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: f }
spec: { metrics: [{ type: Pods, pods: { metric: { name: m }, target: { type: AverageValue } } }] }
---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: j }
spec: { cloudWorker: { hpa: { metrics: [{ type: Resource, resource: { name: cpu } }] } } }
`)).toEqual([
      ['FederatedHPA f', 'spec.metrics[0].pods.target'],
      ['JointInferenceService j', 'spec.cloudWorker.hpa.metrics[0].resource.target'],
    ]);
  });
});

describe('metric-target-invalid is silent', () => {
  test.each([
    ['Resource', ', target: { type: AverageValue, averageUtilization: 60 }'],
    ['ContainerResource', ', target: { type: AverageValue, averageValue: 500m }'],
    ['Pods', ', target: { type: Value, averageValue: 0.5 }'],
    ['Pods', ', target: { type: AverageValue, averageValue: 5, value: 5 }'],
    ['Pods', ', target: { type: AverageValue, averageValue: "${TARGET}" }'],
    // Each of these is reported by another rule.
    ['Resource', ', target: { type: Utilization, averageUtilization: "60" }'],
    ['Resource', ', targetAverageUtilization: 60'],
    ['Pods', ', targetAverageValue: 5'],
    ['External', ', target: { type: AverageValue, value: 5 }'],
    ['Resource', ', target: { type: Utilization, averageUtilization: {{ .Values.cpu }} }'],
    ['Object', ', target: { type: Value, value: 5, averageValue: 5 }'],
  ])('on %s%s', (type, target) => {
    expect(fields(type, target)).toEqual([]);
  });

  test('on a version that has other fields', () => {
    expect(fields('Resource', ', targetAverageUtilization: 60', 'autoscaling/v2beta1')).toEqual([]);
  });

  test('on an autoscaler of v1, and on a ScaledObject', () => {
    expect(fires(metricTargetInvalid, `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 0 }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: b }
spec: { triggers: [{ type: cpu, metadata: { value: '0' } }] }
`)).toEqual([]);
  });
});
