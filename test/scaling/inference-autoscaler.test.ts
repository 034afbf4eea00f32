import { Chart, Duration } from 'cdk8s';
import { Cpu, Deployment, HorizontalPodAutoscaler, Metric, MetricTarget, Namespace, StatefulSet } from 'cdk8s-plus-27';
import {
  InferenceAutoscaler, InferenceDeployment, ScalingBehavior, ScalingMetric, type InferenceAutoscalerProps,
} from '../../src';
import { deploymentProps, find, refused, stopped, testChart } from '../helpers';

const resources = { cpu: { request: Cpu.units(1) } };
const containers = [{ name: 'main', image: 'registry.example.com/own:1', ports: [{ number: 8080 }], resources }];
const metrics = [ScalingMetric.cpuUtilization(60)];

function scaler(changes: Partial<InferenceAutoscalerProps> = {}): InferenceAutoscaler {
  const chart = testChart();
  const target = new Deployment(chart, 'Own', { metadata: { name: 'own' }, containers });
  return new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 3, metrics, ...changes });
}

describe('an autoscaler of an existing workload', () => {
  test('has the name and namespace of its target, and no field that was not set', () => {
    const a = scaler();
    expect(find(a, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'own', namespace: 'vision' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' },
        minReplicas: 1,
        maxReplicas: 3,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    });
    expect([a.name, a.autoscaler.name, a.node.defaultChild]).toEqual(['own', 'own', a.autoscaler]);
  });

  test('takes name, labels, replicas, metrics and behavior', () => {
    const a = scaler({
      name: 'scaler',
      labels: { team: 'vision' },
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [ScalingMetric.externalValue('queue', '10')],
      behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(15) } }),
    });
    const { metadata, spec } = find(a, 'HorizontalPodAutoscaler');
    expect(metadata).toEqual({ name: 'scaler', namespace: 'vision', labels: { team: 'vision' } });
    expect(spec).toMatchObject({ minReplicas: 2, maxReplicas: 9 });
    expect(spec.behavior).toEqual({ scaleDown: { stabilizationWindowSeconds: 900 } });
    expect(spec.metrics).toEqual([
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '10' } } },
    ]);
  });

  test('removes the replicas from the workload', () => {
    expect('replicas' in find(scaler(), 'Deployment').spec).toBe(false);
  });

  test('scales a StatefulSet too', () => {
    const chart = testChart();
    const target = new StatefulSet(chart, 'Set', { metadata: { name: 'set' }, containers });
    new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 3, metrics });
    const ref = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'set' };
    expect(find(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual(ref);
    expect('replicas' in find(chart, 'StatefulSet').spec).toBe(false);
  });

  test('scales an InferenceDeployment whose replicas nobody set, and no other', () => {
    const attempt = (replicas?: number) => {
      const chart = testChart();
      const { deployment } = new InferenceDeployment(chart, 'Resnet', deploymentProps({ replicas }));
      new InferenceAutoscaler(chart, 'Scaler', { target: deployment, maxReplicas: 3, metrics });
      return find(chart, 'Deployment').spec;
    };
    expect('replicas' in attempt()).toBe(false);
    expect(refused(() => attempt(1))).toEqual([['scaling/target-has-replicas', 'target']]);
  });

  test('is in the namespace of its target, wherever it is defined', () => {
    const chart = testChart();
    const target = new Deployment(testChart('far', 'far'), 'Own', { metadata: { name: 'own' }, containers });
    const a = new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 3, metrics });
    expect(find(a, 'HorizontalPodAutoscaler').metadata).toEqual({ name: 'own', namespace: 'far' });
  });

  test('takes over a name that cdk8s generates', () => {
    const chart = testChart();
    const target = new Deployment(chart, 'Own', { containers });
    new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 3, metrics });
    const { name } = find(chart, 'Deployment').metadata;
    expect(find(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe(name);
  });
});

describe('what could never scale stops the synth', () => {
  /** Code and object of what stops the synth of a chart. */
  const stops = (chart: Chart) => stopped(chart).map(([, code, object]) => [code, object]);
  const HPA = 'HorizontalPodAutoscaler vision/own';
  const ownOf = (a: InferenceAutoscaler) => a.node.scope!.node.findChild('Own') as Deployment;

  test('a workload without the request that a metric needs', () => {
    const chart = testChart();
    const target = new Deployment(chart, 'Own', {
      metadata: { name: 'own' },
      containers: [{ ...containers[0], resources: {} }],
    });
    new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 3, metrics });
    expect(stops(chart)).toEqual([['hpa-missing-request', HPA]]);
  });

  test('a container that is added later counts too', () => {
    const a = scaler();
    ownOf(a).addContainer({ name: 'late', image: 'a/b:1', resources: {} });
    expect(stops(Chart.of(a))).toEqual([['hpa-missing-request', HPA]]);
  });

  test('a second autoscaler, of this library or of cdk8s-plus', () => {
    const a = scaler();
    new HorizontalPodAutoscaler(a, 'Second', {
      target: ownOf(a),
      maxReplicas: 2,
      metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(50))],
      metadata: { name: 'second' },
    });
    expect(new Set(stops(Chart.of(a)).map(([code]) => code))).toEqual(new Set(['two-autoscalers']));
  });

  test('an unrelated object stops nothing', () => {
    const a = scaler();
    new Namespace(a, 'Namespace', { metadata: { name: 'vision' } });
    expect(stops(Chart.of(a))).toEqual([]);
  });
});
