import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { alertedModels } from './alert-cases';
import {
  AutoscaledInference, InferenceAlerts, InferenceDeployment, InferenceMonitor, ModelServer, ScalingEngine,
  type IInference, type InferenceAlertsProps,
} from '../../src';
import { autoscaledProps, deploymentProps, find, refused, synth, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props: Partial<InferenceAlertsProps> = {}, name: string = 'chat'): any {
  const chart = testChart();
  new InferenceAlerts(chart, 'Alerts', { of: alertedModels(chart), ...props });
  return find(chart, 'PrometheusRule', name);
}
const rulesOf = (object: any): any[] => object.spec.groups[0].rules;
const names = (object: any): string[] => rulesOf(object).map((r) => r.alert.replace('Inference', ''));
const rule = (object: any, name: string): any => rulesOf(object).find((r) => r.alert === `Inference${name}`);

const REPLICAS = ['NoReadyReplica', 'ReplicasNotReady', 'Restarting', 'OutOfMemory'];
const AUTOSCALER = ['AtMaximum', 'Overloaded', 'MetricUnreadable', 'AutoscalerBlocked', 'AutoscalerMissing'];

describe('InferenceAlerts emits', () => {
  test('a PrometheusRule for each model, with its name and the labels that Prometheus selects by', () => {
    const chart = testChart();
    const of = alertedModels(chart);
    const it = new InferenceAlerts(chart, 'Alerts', { of, labels: { release: 'prometheus' } });
    expect(it.rules.map((r) => r.name)).toEqual(of.map(({ name }) => name));
    expect(it.node.defaultChild).toBe(it.rules[0]);
    expect(find(chart, 'PrometheusRule', 'resnet')).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { name: 'resnet', namespace: 'vision', labels: { app: 'resnet', release: 'prometheus' } },
      spec: { groups: [{ name: 'inference-vision-resnet' }] },
    });
  });

  test.each<[string, string[]]>([
    ['chat', [...REPLICAS, ...AUTOSCALER, 'StuckAtZero', 'NotScraped', 'Unobserved']],
    ['resnet', [...REPLICAS, ...AUTOSCALER, 'StuckAtZero', 'Unobserved']],
    ['resting', [...REPLICAS, ...AUTOSCALER, 'KedaScalerFailing', 'NotScraped', 'Unobserved']],
    ['fixed', [...REPLICAS, 'Unobserved']],
  ])('the alerts that %s can have', (name, expected) => {
    expect(names(printed({}, name))).toEqual(expected);
  });

  test('no alert of an autoscaler that Karmada runs on the hub: the clusters have none', () => {
    const chart = testChart();
    const of = [new AutoscaledInference(chart, 'Hub', autoscaledProps({ engine: ScalingEngine.federated() }))];
    new InferenceAlerts(chart, 'Alerts', { of });
    expect(names(find(chart, 'PrometheusRule'))).toEqual([...REPLICAS, 'Unobserved']);
  });

  test('the alert of pods that are not scraped, although the monitor is defined later', () => {
    const chart = testChart();
    const of = [new InferenceDeployment(chart, 'Late', deploymentProps())];
    new InferenceAlerts(chart, 'Alerts', { of });
    expect(names(find(chart, 'PrometheusRule'))).not.toContain('NotScraped');
    new InferenceMonitor(chart, 'Monitor', { of });
    expect(names(find(chart, 'PrometheusRule'))).toContain('NotScraped');
  });

  test('what it was given, though the caller changes it afterwards', () => {
    const chart = testChart();
    const [labels, alertLabels, of] = [{ a: 'b' }, { team: 'vision' }, alertedModels(chart)];
    new InferenceAlerts(chart, 'Alerts', { of, labels, alertLabels });
    labels.a = 'c';
    alertLabels.team = 'audio';
    of.pop();
    expect(synth(chart).filter((o) => o.kind === 'PrometheusRule')).toHaveLength(4);
    expect(find(chart, 'PrometheusRule', 'chat').metadata.labels.a).toBe('b');
    expect(rulesOf(find(chart, 'PrometheusRule', 'chat'))[0].labels.team).toBe('vision');
  });

  test('the namespace of the model and its name on each alert, also from another chart', () => {
    const chart = testChart();
    const of = alertedModels(chart);
    const other = new Chart(chart.node.root as Chart, 'alerts', { namespace: 'monitoring' });
    new InferenceAlerts(other, 'Alerts', { of });
    const it = find(other, 'PrometheusRule', 'chat');
    expect(it.metadata.namespace).toBe('monitoring');
    const labels = rulesOf(it).map((r) => `${r.labels.namespace}/${r.labels.inference}`);
    expect(new Set(labels)).toEqual(new Set(['vision/chat']));
  });
});

describe('alerts of replicas that are not ready wait for a start', () => {
  const waits = (of: (chart: Chart) => IInference, props: Partial<InferenceAlertsProps> = {}) => {
    const chart = testChart();
    const inference = of(chart);
    new InferenceAlerts(chart, 'Alerts', { of: [inference], ...props });
    const it = find(chart, 'PrometheusRule');
    return [rule(it, 'NoReadyReplica').for, rule(it, 'ReplicasNotReady').for];
  };
  const served = (changes = {}) => (chart: Chart) => new InferenceDeployment(chart, 'M', deploymentProps(changes));

  test('as long as the server may take, and five minutes', () => {
    const { startupSeconds } = ModelServer.vllm({ model: 'a/b' })._row;
    expect(startupSeconds % 60).toBe(0);
    const vllm = served({ server: ModelServer.vllm({ model: 'a/b' }), model: undefined });
    expect(waits(vllm)).toEqual(Array(2).fill(`${startupSeconds / 60 + 5}m`));
  });

  test('as long as the program lets it take', () => {
    expect(waits(served({ startupBudget: Duration.minutes(40) }))).toEqual(['45m', '45m']);
  });

  test('as long as the probe that is printed lets it take', () => {
    const patched = (chart: Chart) => {
      const it = served()(chart);
      ApiObject.of(it.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/startupProbe', {
        exec: { command: ['true'] }, initialDelaySeconds: 60, failureThreshold: 54,
      }));
      return it;
    };
    expect(waits(patched)).toEqual(['15m', '15m']);
  });

  test('as long as is said', () => {
    expect(waits(served(), { startup: Duration.minutes(55) })).toEqual(['1h', '1h']);
  });

  test('as long as the alert itself says', () => {
    expect(waits(served(), { noReadyReplica: { after: Duration.minutes(2) } })[0]).toBe('2m');
  });
});

describe('an alert', () => {
  test('has its own options', () => {
    const it = printed({
      atMaximum: { after: Duration.hours(1), severity: 'info' },
      restarting: { enabled: false },
      stuckAtZero: { enabled: false },
    });
    expect(rule(it, 'AtMaximum')).toMatchObject({ for: '1h', labels: { severity: 'info' } });
    expect(names(it)).not.toContain('Restarting');
    expect(names(it)).not.toContain('StuckAtZero');
    expect(names(it)).toContain('OutOfMemory');
  });

  test('has the thresholds that are set', () => {
    const it = printed({ saturation: 2, restarts: 5 });
    // A target of 2.8 requests in flight, which is 70 % of four slots.
    expect(rule(it, 'Overloaded').expr).toContain(' > 5.6)');
    expect(rule(printed(), 'Overloaded').expr).toContain(' > 3.64)');
    expect(rule(it, 'Restarting').expr).toMatch(/ >= 5$/);
  });

  test('of a load is about the metric that the autoscaler follows, or about ScalingLimited', () => {
    expect(rule(printed(), 'Overloaded').expr).toContain('llamacpp:requests_processing{namespace="vision",pod=~');
    expect(rule(printed({}, 'resnet'), 'Overloaded').expr).toContain('condition="ScalingLimited",status="true"');
  });

  test('with KEDA is about the autoscaler that KEDA creates, and the ScaledObject', () => {
    const it = printed({}, 'resting');
    expect(rule(it, 'AtMaximum').expr).toContain('horizontalpodautoscaler="keda-hpa-resting"');
    expect(rule(it, 'KedaScalerFailing').expr).toContain('scaledObject="resting"');
  });

  test('says what is wrong and what to do, and links a section of the guide that says how it is healed', () => {
    const guide = fs.readFileSync(path.resolve(__dirname, '../../docs/alerts.md'), 'utf8');
    const headings = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    const all = ['chat', 'resting'].flatMap((name) => rulesOf(printed({}, name)));
    expect(new Set(all.map((r) => r.alert)).size).toBe(13);
    for (const { alert, annotations } of all) {
      expect(headings).toContain(alert);
      expect(annotations.runbook_url).toMatch(new RegExp(`/docs/alerts\\.md#${alert.toLowerCase()}$`));
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.description.length).toBeGreaterThan(annotations.summary.length);
    }
  });
});

describe('InferenceAlerts refuses', () => {
  const off = { enabled: false };

  test.each<[string, Partial<InferenceAlertsProps>, ...Expected[]]>([
    ['no model', { of: [] }, ['metrics/no-served-model', 'of']],
    ['what is no model', { of: ['resnet' as unknown as IInference] }, ['metrics/not-a-served-model', 'of[0]']],
    ['labels that are none', { labels: { release: 'my release' } }, ['validation/label-value', 'labels["release"]']],
    ['a label that alerts have', { alertLabels: { inference: 'a' } },
      ['metrics/alert-label-taken', 'alertLabels["inference"]']],
    ['a start of no time', { startup: Duration.seconds(0) }, ['validation/seconds', 'startup']],
    ['a saturation below the target', { saturation: 0.9 }, ['metrics/saturation-below-target', 'saturation']],
    ['a saturation in per cent', { saturation: '130%' as unknown as number },
      ['metrics/saturation-below-target', 'saturation']],
    ['no restart', { restarts: 0 }, ['validation/integer', 'restarts']],
    ['options of one alert that are none', { atMaximum: 5 as unknown as undefined },
      ['metrics/alert-options', 'atMaximum']],
    ['several faults at once', { saturation: 0, unobserved: { severity: '' } },
      ['metrics/alert-severity', 'unobserved.severity'], ['metrics/saturation-below-target', 'saturation']],
    ['no alert that is left', {
      noReadyReplica: off,
      replicasNotReady: off,
      restarting: off,
      outOfMemory: off,
      atMaximum: off,
      overloaded: off,
      metricUnreadable: off,
      autoscalerBlocked: off,
      autoscalerMissing: off,
      stuckAtZero: off,
      kedaScalerFailing: off,
      notScraped: off,
      unobserved: off,
    }, ['metrics/no-alert-left', 'of']],
  ])('%s', (_, props, ...expected) => {
    const chart = testChart();
    const of = [new InferenceDeployment(chart, 'Resnet', deploymentProps())];
    expect(refused(() => new InferenceAlerts(chart, 'It', { of, ...props }))).toEqual(expected);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });
});

test('properties may be inherited', () => {
  const props: Partial<InferenceAlertsProps> = { overloaded: { enabled: false }, alertLabels: { team: 'a' } };
  const expected = printed(props);
  const chart = testChart();
  new InferenceAlerts(chart, 'Alerts', Object.create({ ...props, of: alertedModels(chart) }));
  expect(find(chart, 'PrometheusRule', 'chat')).toEqual(expected);
  expect(rulesOf(expected)[0].labels.team).toBe('a');
});
