import { ApiObject, Duration } from 'cdk8s';
import { AutoscaledInference, ScalingEngine, ScalingMetric } from '../../../src';
import { findings } from '../../../src/rules/catalogue/findings';
import { kedaSignalUnsettled } from '../../../src/rules/metrics/keda-signal-unsettled';
import { autoscaledProps, OWN, synth, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaSignalUnsettled;
const FIRES = [['ScaledObject vision/engine', 'spec.triggers[0].metadata.query']];
const SUM = 'sum(requests_in_flight{namespace="vision",pod=~"engine-[a-z0-9]+-[a-z0-9]+"})';

test('the examples of keda-signal-unsettled', () => {
  expect(codes(failing)).toEqual(['keda-signal-unsettled']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-signal-unsettled fires', () => {
  test('on a sum over pods that are scraped every 15 seconds', () => {
    expect(told(kedaSignalUnsettled, failing)).toEqual([[
      'ScaledObject vision/engine',
      'spec.triggers[0].metadata.query: got "scraped every 15 s"; must be scraped every 5 s — the samples of removed '
      + 'pods count for about two scrapes after their load has moved to the others, so the replicas may not settle '
      + 'after scaling down; set the interval of the monitor to 5 s, or follow the average with metricType Value '
      + `(${kedaSignalUnsettled.source})`,
    ]]);
  });

  test.each(['10s', '30s', '1m'])('with an interval of %s', (interval) => {
    expect(fires(kedaSignalUnsettled, change(failing, 'interval: 15s', `interval: ${interval}`))).toEqual(FIRES);
  });

  test('on the gauge of each pod, summed', () => {
    const each = change(failing, SUM, 'sum((avg(requests_in_flight{pod=~"engine-[a-z0-9]+"}) by (pod)) >= 0)');
    expect(fires(kedaSignalUnsettled, each)).toEqual(FIRES);
  });
});

describe('keda-signal-unsettled and an average', () => {
  const WINDOW = 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds';
  const AVERAGE = change(change(failing, SUM, SUM.replace('sum', 'avg')), '- type: prometheus',
    '- type: prometheus\n      metricType: Value');
  const waiting = (seconds: number, text = AVERAGE) => change(
    text, 'minReplicaCount: 1', 'minReplicaCount: 1\n  advanced: { horizontalPodAutoscalerConfig: '
    + `{ behavior: { scaleUp: { stabilizationWindowSeconds: ${seconds} } } } }`,
  );

  test('fires where scaling up does not wait', () => {
    const [[object, message], ...others] = told(kedaSignalUnsettled, AVERAGE);
    expect([object, others]).toEqual(['ScaledObject vision/engine', []]);
    const rule = 'must be at least 20 with an average of pods that are scraped every 15 s';
    expect(message).toContain(`${WINDOW}: got 0; ${rule}`);
  });

  test.each<[number, string, number]>([[19, '15s', 1], [20, '15s', 0], [37, '30s', 1], [38, '30s', 0], [14, '10s', 0]])(
    'with a window of %i s and a scrape every %s fires %i times',
    (seconds, interval, times) => {
      const text = change(waiting(seconds), 'interval: 15s', `interval: ${interval}`);
      expect(fires(kedaSignalUnsettled, text)).toHaveLength(times);
    },
  );

  test('is silent on an average that is divided by the replicas, whatever that is', () => {
    expect(fires(kedaSignalUnsettled, change(AVERAGE, '\n      metricType: Value', ''))).toEqual([]);
  });
});

test('what ScalingEngine.keda prints settles, whatever the scrape interval', () => {
  const found = (scrapeSeconds: number, monitorSeconds: number) => {
    const chart = testChart();
    const scrapeInterval = Duration.seconds(scrapeSeconds);
    const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090', scrapeInterval });
    const of = new AutoscaledInference(chart, 'M', autoscaledProps({
      ...OWN,
      engine,
      metrics: [ScalingMetric.pods('fps', '1')],
    }));
    new ApiObject(chart, 'Monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'm' },
      spec: {
        selector: { matchLabels: of.selector },
        podMetricsEndpoints: [{ port: 'metrics', interval: `${monitorSeconds}s` }],
      },
    });
    return findings(synth(chart), [kedaSignalUnsettled]).length;
  };
  expect([[5, 5], [10, 10], [15, 15], [30, 30]].map(([a, b]) => found(a, b))).toEqual([0, 0, 0, 0]);
  // A monitor that scrapes less often than the engine was told.
  expect([[5, 15], [15, 30]].map(([a, b]) => found(a, b))).toEqual([1, 1]);
});

describe('keda-signal-unsettled is silent', () => {
  test.each<[string, string, string]>([
    ['when the interval is not measured', 'interval: 15s', 'interval: 9s'],
    ['when the monitor leaves the interval to Prometheus', '      interval: 15s\n', ''],
    ['when the value is an average', SUM, SUM.replace('sum', 'avg')],
    ['when it is a rate', SUM, SUM.replace('sum(', 'sum(rate(').replace('})', '}[1m]))')],
    ['when the pods are of another workload', 'pod=~"engine-', 'pod=~"other-'],
    ['when the monitor is of other pods', 'spec:\n  selector: { matchLabels: { app: engine } }\n  podMetrics',
      'spec:\n  selector: { matchLabels: { app: other } }\n  podMetrics'],
    ['when the value is compared as it is', '- type: prometheus', '- type: prometheus\n      metricType: Value'],
  ])('%s', (_, from, to) => {
    expect(fires(kedaSignalUnsettled, change(failing, from, to))).toEqual([]);
  });
});
