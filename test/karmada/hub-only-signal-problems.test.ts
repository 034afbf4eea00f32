import { App, Chart } from 'cdk8s';
import { BJ, federated, scaled, send, SH } from './karmada';
import {
  InferenceAlerts, InferenceMonitor, InferenceRules, KarmadaPropagation, ModelServer, PrometheusAdapterRules,
  PrometheusType, ScalingMetric, type AutoscaledInference,
} from '../../src';

const CODE = 'karmada/signal-on-hub-only';
const METRIC = 'ei_scale_ratio';
const FOLLOWS = {
  server: ModelServer.custom({ image: 'a/engine:1', metricsPort: 8000, metrics: { [METRIC]: PrometheusType.GAUGE } }),
  metrics: [ScalingMetric.pods(METRIC, '1')],
};
const MONITOR = ['warning', 'PodMonitor vision/m'];
const RULES = ['warning', 'ConfigMap vision/adapter-config'];

function charts(): [hub: Chart, platform: Chart] {
  const app = new App();
  return [new Chart(app, 'hub', { namespace: 'vision' }), new Chart(app, 'platform', { namespace: 'vision' })];
}

function monitorOf(chart: Chart, of: AutoscaledInference): InferenceMonitor {
  return new InferenceMonitor(chart, 'Monitor', { of: [of] });
}

function rulesOf(chart: Chart, of: AutoscaledInference[]): PrometheusAdapterRules {
  return new PrometheusAdapterRules(chart, 'Rules', { of, rbac: false, namespace: 'vision' });
}

/** The objects of which it is found that they stay on the hub. */
function found(chart: Chart): unknown[] {
  return InferenceRules.check(chart.node.root)
    .filter(({ rule }) => rule === CODE)
    .map(({ severity, message }) => [severity, /got "(.*?)"/.exec(message)?.[1]]);
}

test('a monitor and rules in the chart of the hub, which no policy propagates, are a warning', () => {
  const [hub] = charts();
  const it = federated(FOLLOWS, hub);
  monitorOf(hub, it);
  rulesOf(hub, [it]);
  send([it]);
  expect(found(hub)).toEqual([MONITOR, RULES]);
});

test('they are right where a policy propagates them', () => {
  const [hub] = charts();
  const it = federated(FOLLOWS, hub);
  send([it, monitorOf(hub, it), rulesOf(hub, [it])]);
  expect(found(hub)).toEqual([]);
});

test('they are right in another chart, which may be applied to each spoke, or propagated from there', () => {
  const [hub, platform] = charts();
  const it = federated(FOLLOWS, hub);
  monitorOf(platform, it);
  const rules = rulesOf(platform, [it]);
  send([it]);
  expect(found(hub)).toEqual([]);
  new KarmadaPropagation(platform, 'Rules2', { of: [rules], spokes: [BJ, SH] });
  expect(found(hub)).toEqual([]);
});

test('rules for two workloads with a policy each are reported once', () => {
  const [hub] = charts();
  const [one, two] = [federated(FOLLOWS, hub, 'One'), federated(FOLLOWS, hub, 'Two')];
  rulesOf(hub, [one, two]);
  send([one], {}, 'First');
  send([two], {}, 'Second');
  expect(found(hub)).toEqual([RULES]);
});

test('an autoscaler on CPU needs neither, and one in each cluster is another matter', () => {
  const [hub] = charts();
  const it = federated({ server: FOLLOWS.server }, hub);
  monitorOf(hub, it);
  send([it]);
  expect(found(hub)).toEqual([]);
  const [other] = charts();
  const own = scaled(FOLLOWS, other);
  monitorOf(other, own);
  send([own]);
  expect(found(other)).toEqual([]);
});

test('nothing is said where the set has no monitor and no rules: the clusters may have them', () => {
  const [hub] = charts();
  send([federated(FOLLOWS, hub)]);
  expect(found(hub)).toEqual([]);
});

test('alerts that stay on the hub see nothing, whatever the metric', () => {
  const [hub] = charts();
  const it = federated({}, hub);
  new InferenceAlerts(hub, 'Alerts', { of: [it] });
  send([it]);
  expect(found(hub)).toEqual([['warning', 'PrometheusRule vision/m']]);
});

test('alerts that are propagated, or in a chart for the spokes, are right', () => {
  const [hub] = charts();
  const sent = federated({}, hub);
  send([sent, new InferenceAlerts(hub, 'Alerts', { of: [sent] })]);
  expect(found(hub)).toEqual([]);
  const [other, platform] = charts();
  const applied = federated({}, other);
  send([applied]);
  new InferenceAlerts(platform, 'Alerts', { of: [applied] });
  expect(found(other)).toEqual([]);
});
