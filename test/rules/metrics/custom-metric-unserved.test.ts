import { change, told } from '../manifests';
import { AutoscaledInference, InferenceMonitor, InferenceRules, ModelServer, PrometheusAdapterRules, ScalingEngine } from '../../../src';
import { customMetricUnserved } from '../../../src/rules/metrics/custom-metric-unserved';
import { autoscaledProps, testChart } from '../../helpers';

const UNSERVED = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    - { type: Pods, pods: { metric: { name: ei_scale_ratio }, target: { type: AverageValue, averageValue: '1' } } }
`;

const POD = '{ type: Pods, pods: { metric: { name: ei_scale_ratio }, target: { type: AverageValue, averageValue: \'1\' } } }';

const adapter = (rule: string, list: string = 'rules') => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    ${list}:
    - ${rule.split('\n').join('\n      ')}
      metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;

const AWAY = 'is served by nothing among these objects';
const NONE = 'is made by no rule of the adapter among these objects';

function message(rule: string = AWAY, name: string = 'ei_scale_ratio'): string {
  return `spec.metrics[1]: got "${name}"; ${rule} — Kubernetes has no such metric of its own: without a server of custom.metrics.k8s.io the autoscaler says <unknown> (FailedGetPodsMetric) and never scales; `
    + 'add PrometheusAdapterRules and an InferenceMonitor, or use ScalingEngine.keda; acknowledge this where the cluster serves it '
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis)';
}

const SCALER = 'HorizontalPodAutoscaler vision/scaler';

describe('custom-metric-unserved fires', () => {
  test('on a metric of pods without an adapter', () => {
    expect(told(customMetricUnserved, UNSERVED)).toEqual([[SCALER, message()]]);
  });

  test('on a metric of an object', () => {
    const text = change(UNSERVED, POD, '{ type: Object, object: { metric: { name: hits }, describedObject: { apiVersion: v1, kind: Service, name: web } } }');
    expect(told(customMetricUnserved, text)).toEqual([[SCALER, message(AWAY, 'hits')]]);
  });

  test.each<[string, string]>([
    ['another metric', 'seriesQuery: ei_infer_fps'],
    ['a metric whose name holds this one', 'seriesQuery: ei_scale_ratio_total'],
    ['it from a series of another name, and calls it otherwise', 'seriesQuery: \'ei_scale_ratio{namespace!=""}\'\nname: {as: ratio}'],
  ])('on an adapter that makes %s', (_, rule) => {
    expect(told(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([[SCALER, message(NONE)]]);
  });

  test('on an adapter that serves it as an external metric', () => {
    expect(told(customMetricUnserved, `${UNSERVED}${adapter('seriesQuery: ei_scale_ratio', 'externalRules')}`)).toEqual([[SCALER, message(NONE)]]);
  });

  test('at a worker of Sedna', () => {
    const text = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec: { cloudWorker: { hpa: { maxReplicas: 3, metrics: [${POD}] } } }
`;
    expect(told(customMetricUnserved, text)).toEqual([['JointInferenceService vision/helmet', message().replace('spec.metrics[1]', 'spec.cloudWorker.hpa.metrics[0]')]]);
  });
});

describe('custom-metric-unserved is silent', () => {
  test.each<[string, string]>([
    ['makes it of the series of its name', 'seriesQuery: \'ei_scale_ratio{namespace!="",pod!=""}\''],
    ['makes it of another series', 'seriesQuery: ratio\nname: {as: ei_scale_ratio}'],
    ['computes the names of what it makes', 'seriesQuery: \'{__name__=~"^ei_.*"}\'\nresources: {template: "<<.Resource>>"}'],
    ['cuts its names out of those of the series', 'seriesQuery: ei_scale_ratio_total\nname: {matches: "^(.*)_total$"}'],
  ])('when an adapter %s', (_, rule) => {
    expect(told(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([]);
  });

  test('when the rules of the adapter are not all understood', () => {
    const config = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { config.yaml: \'{"rules":[{"seriesQuery":"ei_scale_ratio","metricsQuery":"x"}]}\' }\n';
    expect(told(customMetricUnserved, `${UNSERVED}${config}`)).toEqual([]);
  });

  test('on CPU, and on what is outside the cluster', () => {
    expect(told(customMetricUnserved, change(UNSERVED, POD, '{ type: External, external: { metric: { name: queue } } }'))).toEqual([]);
  });

  test('on a ScaledObject, for KEDA asks Prometheus itself', () => {
    const text = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: s }\nspec: { scaleTargetRef: { name: d }, triggers: [{ type: prometheus, name: ei_scale_ratio, metadata: { query: sum(ei_scale_ratio) } }] }\n';
    expect(told(customMetricUnserved, text)).toEqual([]);
  });
});

describe('in a program', () => {
  const triton = ModelServer.triton();
  const rules = (extend: (chart: ReturnType<typeof testChart>, scaled: AutoscaledInference) => void, engine?: ScalingEngine) => {
    const chart = testChart();
    extend(chart, new AutoscaledInference(chart, 'M', autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], engine })));
    return InferenceRules.check(chart).map(({ rule }) => rule);
  };

  test('it is silent once there are rules of the adapter, or with KEDA', () => {
    expect(rules(() => {})).toEqual(['custom-metric-unserved']);
    expect(rules((chart, scaled) => {
      new InferenceMonitor(chart, 'Monitor', { of: [scaled] });
      new PrometheusAdapterRules(chart, 'Rules', { of: [scaled] });
    })).toEqual([]);
    expect(rules(() => {}, ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }))).toEqual([]);
  });
});
