import {
  AutoscaledInference, InferenceMonitor, InferenceRules, ModelServer, PrometheusAdapterRules, ScalingEngine,
} from '../../../src';
import { customMetricUnserved } from '../../../src/rules/metrics/custom-metric-unserved';
import { autoscaledProps, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const TARGET = "{ type: AverageValue, averageValue: '1' }";
const POD = `{ type: Pods, pods: { metric: { name: ei_scale_ratio }, target: ${TARGET} } }`;
const SCALER: [string, string] = ['HorizontalPodAutoscaler vision/scaler', 'spec.metrics[1]'];

/** What the message says after the metric's name, before and after the rule. */
const WHY = 'Kubernetes has no such metric itself: without a server of custom.metrics.k8s.io '
  + 'the autoscaler reports <unknown> (FailedGetPodsMetric) and cannot scale by it; '
  + 'give prometheus-adapter a rule for it, and Prometheus a monitor that scrapes the series, '
  + 'or let KEDA query Prometheus; '
  + `acknowledge this where the cluster serves the metric (${customMetricUnserved.source})`;

const PODS = 'resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}';

/** A configuration of the adapter with one rule. */
function adapter(rule: string, list: string = 'rules'): string {
  return `
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
}

const EXTERNAL = '{ type: External, external: { metric: { name: queue }, target: { type: AverageValue, '
  + "averageValue: '1' } } }";

/** The values of the chart of the adapter. */
const values = (series: string, more: string) => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: values, namespace: monitoring }
data:
  values.yaml: |
    prometheus: {url: http://prometheus}
    rules:
      ${more}
      custom:
      - seriesQuery: ${series}
        ${PODS}
        metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
      external:
      - seriesQuery: queue
        metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>})
    replicas: 2
`;

test('the examples of custom-metric-unserved', () => {
  expect(codes(customMetricUnserved.failing)).toEqual(['custom-metric-unserved']);
  expect(codes(customMetricUnserved.repaired)).toEqual([]);
});

describe('custom-metric-unserved fires', () => {
  test('on a metric of pods without an adapter', () => {
    expect(told(customMetricUnserved, UNSERVED)).toEqual([[
      SCALER[0], `${SCALER[1]}: got "ei_scale_ratio"; is served by nothing among these objects — ${WHY}`,
    ]]);
  });

  test('on a metric that no rule of an adapter serves', () => {
    expect(told(customMetricUnserved, `${UNSERVED}${adapter('seriesQuery: ei_infer_fps')}`)).toEqual([[
      SCALER[0],
      `${SCALER[1]}: got "ei_scale_ratio"; is served by no rule of the adapter among these objects — ${WHY}`,
    ]]);
  });

  test('on a metric of an object', () => {
    const object = '{ type: Object, object: { metric: { name: hits }, '
      + 'describedObject: { apiVersion: v1, kind: Service, name: web } } }';
    expect(fires(customMetricUnserved, change(UNSERVED, POD, object))).toEqual([SCALER]);
  });

  test.each<[string, string]>([
    ['another metric', 'seriesQuery: ei_infer_fps'],
    ['a metric whose name holds this one', 'seriesQuery: ei_scale_ratio_total'],
    ['it from a series of another name, and calls it otherwise',
      'seriesQuery: \'ei_scale_ratio{namespace!=""}\'\nname: {as: ratio}'],
  ])('on an adapter that serves %s', (_, rule) => {
    expect(fires(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([SCALER]);
  });

  test('on an adapter that serves it as an external metric', () => {
    const external = adapter('seriesQuery: ei_scale_ratio', 'externalRules');
    expect(fires(customMetricUnserved, `${UNSERVED}${external}`)).toEqual([SCALER]);
  });

  test('on an adapter whose rule of the name is not for pods, and says what lacks', () => {
    const rule = 'seriesQuery: ei_scale_ratio\nresources: {overrides: {kubernetes_namespace: {resource: namespace}}}';
    expect(told(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([[
      SCALER[0],
      `${SCALER[1]}: got "ei_scale_ratio"; is served by a rule of the adapter for namespace, and not for a Pod of a `
      + 'namespace — Kubernetes has no such metric itself: without a server of custom.metrics.k8s.io the autoscaler '
      + 'reports <unknown> (FailedGetPodsMetric) and cannot scale by it; '
      + 'give the rule resources.overrides for namespace and '
      + `pod: <the label of the series that holds it>: {resource: pod} (${customMetricUnserved.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['names no resources', 'seriesQuery: ei_scale_ratio'],
    ['is of Services', 'seriesQuery: ei_scale_ratio\nresources: {overrides: {namespace: {resource: namespace}, '
      + 'service: {resource: service}}}'],
    ['has no namespace', 'seriesQuery: ei_scale_ratio\nresources: {overrides: {pod: {resource: pod}}}'],
  ])('on an adapter whose rule of the name %s', (_, rule) => {
    expect(fires(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([SCALER]);
  });

  test('once for a name, where there is no adapter', () => {
    const other = change(UNSERVED, 'name: scaler', 'name: other');
    expect(fires(customMetricUnserved, `${UNSERVED}---${other}`)).toEqual([SCALER]);
    const unserving = adapter('seriesQuery: ei_infer_fps');
    expect(fires(customMetricUnserved, `${UNSERVED}---${other}${unserving}`)).toHaveLength(2);
  });

  test.each<[string, string, string]>([
    ['has it in its rules only', 'rules', 'queue'],
    ['has external rules of other names', 'externalRules', 'other'],
  ])('on an external metric, where the adapter %s', (_, list, name) => {
    const text = `${change(UNSERVED, POD, EXTERNAL)}${adapter(`seriesQuery: ${name}\n${PODS}`, list)}`;
    expect(fires(customMetricUnserved, text)).toEqual([SCALER]);
  });

  test('on what the values of the chart do not serve', () => {
    expect(fires(customMetricUnserved, `${UNSERVED}${values('other', 'default: false')}`)).toEqual([SCALER]);
  });

  test('at a worker of Sedna', () => {
    const text = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec: { cloudWorker: { hpa: { maxReplicas: 3, metrics: [${POD}] } } }
`;
    expect(fires(customMetricUnserved, text)).toEqual([
      ['JointInferenceService vision/helmet', 'spec.cloudWorker.hpa.metrics[0]'],
    ]);
  });
});

describe('custom-metric-unserved is silent', () => {
  test.each<[string, string]>([
    ['serves it from the series of its name', `seriesQuery: 'ei_scale_ratio{namespace!="",pod!=""}'\n${PODS}`],
    ['serves it from another series', `seriesQuery: ratio\nname: {as: ei_scale_ratio}\n${PODS}`],
    ['computes the names of what it serves',
      'seriesQuery: \'{__name__=~"^ei_.*"}\'\nresources: {template: "<<.Resource>>"}'],
    ['cuts its names out of those of the series',
      'seriesQuery: ei_scale_ratio_total\nname: {matches: "^(.*)_total$"}'],
  ])('when an adapter %s', (_, rule) => {
    expect(fires(customMetricUnserved, `${UNSERVED}${adapter(rule)}`)).toEqual([]);
  });

  test('when the rules of the adapter are not all understood', () => {
    const config = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data: { config.yaml: '{"rules":[{"seriesQuery":"ei_scale_ratio","metricsQuery":"x"}]}' }
`;
    expect(fires(customMetricUnserved, `${UNSERVED}${config}`)).toEqual([]);
  });

  test('when the values of the chart serve it, and when they keep the rules of the chart', () => {
    expect(fires(customMetricUnserved, `${UNSERVED}${values('ei_scale_ratio', 'default: false')}`)).toEqual([]);
    expect(fires(customMetricUnserved, `${UNSERVED}${values('other', 'default: true')}`)).toEqual([]);
    const external = change(UNSERVED, POD, EXTERNAL);
    expect(fires(customMetricUnserved, `${external}${values('other', 'default: false')}`)).toEqual([]);
  });

  test('on a metric of a Service, when a rule of Services serves it', () => {
    const metric = '{ type: Object, object: { metric: { name: hits }, '
      + 'describedObject: { apiVersion: v1, kind: Service, name: web } } }';
    const rule = 'seriesQuery: hits\nresources: {overrides: {namespace: {resource: namespace}, '
      + 'svc: {resource: services}}}';
    expect(fires(customMetricUnserved, `${change(UNSERVED, POD, metric)}${adapter(rule)}`)).toEqual([]);
  });

  test('on a metric of an object whose kind is no text', () => {
    const metric = '{ type: Object, object: { metric: { name: hits }, describedObject: { kind: 5, name: web } } }';
    const rule = 'seriesQuery: hits\nresources: {overrides: {namespace: {resource: namespace}, '
      + 'svc: {resource: services}}}';
    expect(fires(customMetricUnserved, `${change(UNSERVED, POD, metric)}${adapter(rule)}`)).toEqual([]);
  });

  test('on a metric of Google Cloud', () => {
    const name = '"prometheus.googleapis.com|vllm:num_requests_waiting|gauge"';
    expect(fires(customMetricUnserved, change(UNSERVED, 'name: ei_scale_ratio', `name: ${name}`))).toEqual([]);
  });

  test('on CPU, and on what is outside the cluster', () => {
    const external = '{ type: External, external: { metric: { name: queue } } }';
    expect(fires(customMetricUnserved, change(UNSERVED, POD, external))).toEqual([]);
  });

  test('on a ScaledObject, for KEDA queries Prometheus itself', () => {
    expect(fires(customMetricUnserved, `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: s }
spec:
  scaleTargetRef: { name: d }
  triggers: [{ type: prometheus, name: ei_scale_ratio, metadata: { query: sum(ei_scale_ratio) } }]
`)).toEqual([]);
  });
});

describe('in a program', () => {
  const triton = ModelServer.triton();

  /** The rules that fire in a program with one autoscaled server and what is added to it. */
  function found(extend: (scaled: AutoscaledInference) => void, engine?: ScalingEngine): string[] {
    const chart = testChart();
    const props = autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], engine });
    extend(new AutoscaledInference(chart, 'M', props));
    return InferenceRules.check(chart).map(({ rule }) => rule);
  }

  test('it is silent once there are rules of the adapter, or with KEDA', () => {
    expect(found(() => {})).toEqual(['custom-metric-unserved']);
    expect(found((scaled) => {
      new InferenceMonitor(scaled, 'Monitor', { of: [scaled] });
      new PrometheusAdapterRules(scaled, 'Rules', { of: [scaled] });
    })).toEqual([]);
    expect(found(() => {}, ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }))).toEqual([]);
  });
});
