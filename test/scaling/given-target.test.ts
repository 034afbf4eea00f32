import { ApiObject, Chart, Lazy } from 'cdk8s';
import { ConfigMap, DaemonSet, Deployment } from 'cdk8s-plus-27';
import {
  AutoscaledInference, FederatedAutoscaler, InferenceAutoscaler, InferenceDashboard, InferenceDeployment,
  InferenceMonitor,
  ScalingMetric, ServedWorkload,
} from '../../src';
import { autoscaledProps, deploymentProps, find, refused, testChart } from '../helpers';
import { WORKLOADS } from '../served/workloads';

const SCALING = { maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] };
const containers = [{ image: 'a/b:1', ports: [{ number: 8080 }] }];
const object = (chart: Chart, apiVersion: string, kind: string, spec?: object) => (
  new ApiObject(chart, 'It', { apiVersion, kind, metadata: { name: 'it' }, spec }));
const template: any = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'main', image: 'a/b:1' }] } };
const spec = { selector: { matchLabels: { a: 'b' } }, template };

const REFUSED: Array<[string, (chart: Chart) => unknown, code: string]> = [
  ['nothing', () => undefined, 'scaling/target-not-scalable'],
  ['a name', () => 'own', 'scaling/target-not-scalable'],
  ['a chart', (chart) => chart, 'scaling/target-not-scalable'],
  ['what cdk8s cannot render',
    (chart) => object(chart, 'apps/v1', 'Deployment', { template: Lazy.any({ produce: () => template.none.none }) }),
    'scaling/target-not-scalable'],
  ['a DaemonSet', (chart) => new DaemonSet(chart, 'It', { containers }), 'scaling/target-kind-unscalable'],
  ['a ConfigMap', (chart) => new ConfigMap(chart, 'It'), 'scaling/target-kind-unscalable'],
  ['a Deployment of a group that has none', (chart) => object(chart, 'v1', 'Deployment', spec),
    'scaling/target-kind-unscalable'],
  ['an InferenceDeployment', (chart) => new InferenceDeployment(chart, 'It', deploymentProps()),
    'scaling/target-of-the-library'],
  ['an AutoscaledInference', (chart) => new AutoscaledInference(chart, 'It', autoscaledProps()),
    'scaling/target-of-the-library'],
  ['replicas of a Deployment of cdk8s-plus', (chart) => new Deployment(chart, 'It', { replicas: 2, containers }),
    'scaling/target-has-replicas'],
  ['replicas of its object', (chart) => ApiObject.of(new Deployment(chart, 'It', { replicas: 2, containers })),
    'scaling/target-has-replicas'],
  ['replicas in YAML', (chart) => object(chart, 'apps/v1', 'Deployment', { ...spec, replicas: 1 }),
    'scaling/target-has-replicas'],
  ['replicas of a described workload',
    (chart) => ServedWorkload.of(object(chart, 'apps/v1', 'StatefulSet', { ...spec, replicas: 0 })),
    'scaling/target-has-replicas'],
];

test.each(REFUSED)('no autoscaler scales %s', (_, target, code) => {
  for (const Autoscaler of [InferenceAutoscaler, FederatedAutoscaler]) {
    const chart = testChart();
    const given = target(chart);
    expect(refused(() => new Autoscaler(chart, 'Scaler', { target: given as never, ...SCALING })))
      .toEqual([[code, 'target']]);
    expect(chart.node.tryFindChild('Scaler')).toBeUndefined();
  }
});

test('an extension may have a scale', () => {
  const chart = testChart();
  new InferenceAutoscaler(chart, 'Scaler', { target: object(chart, 'argoproj.io/v1alpha1', 'Rollout'), ...SCALING });
  expect(find(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef.kind).toBe('Rollout');
});

test('an autoscaler that others would have shown is refused, by the description or past it', () => {
  const chart = testChart();
  const [, make] = WORKLOADS[0];
  const { workload } = make(chart);
  const served = ServedWorkload.of(workload);
  new InferenceDashboard(chart, 'Dashboard', { of: [served] });
  for (const target of [served, workload]) {
    expect(refused(() => new InferenceAutoscaler(chart, 'Scaler', { target, ...SCALING })))
      .toEqual([['scaling/autoscaler-too-late', 'target']]);
  }
});

test('reading how a workload is scaled forbids no autoscaler, and what is refused shows nothing', () => {
  const chart = testChart();
  const [, make] = WORKLOADS[0];
  const { workload } = make(chart);
  const served = ServedWorkload.of(workload);
  expect([served.autoscalerName, served.scalingMetrics]).toEqual([undefined, []]);
  expect(refused(() => new InferenceDashboard(chart, 'Dashboard', { of: [served], folder: '' }))).toHaveLength(1);
  new InferenceAutoscaler(chart, 'Scaler', { target: served, ...SCALING });
  expect([served.autoscalerName, served.scalingMetrics]).toEqual(['own', SCALING.metrics]);
});

test.each([InferenceMonitor, InferenceDashboard])('an autoscaler behind one that shows it is refused: %p', (Shows) => {
  const chart = testChart();
  const [, make] = WORKLOADS[0];
  const { workload } = make(chart);
  const served = ServedWorkload.of(workload, { metricsPath: '/metrics' });
  new Shows(chart, 'Shows', { of: [served] });
  expect(refused(() => new InferenceAutoscaler(chart, 'Scaler', { target: workload, ...SCALING })))
    .toEqual([['scaling/autoscaler-too-late', 'target']]);
});
