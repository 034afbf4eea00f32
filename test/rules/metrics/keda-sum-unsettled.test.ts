import { kedaSumUnsettled } from '../../../src/rules/metrics/keda-sum-unsettled';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaSumUnsettled;
const FIRES = [['ScaledObject vision/engine', 'spec.triggers[0].metadata.query']];
const SUM = 'sum(requests_in_flight{namespace="vision",pod=~"engine-[a-z0-9]+-[a-z0-9]+"})';

test('the examples of keda-sum-unsettled', () => {
  expect(codes(failing)).toEqual(['keda-sum-unsettled']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-sum-unsettled fires', () => {
  test('on a sum over pods that are scraped every 15 seconds', () => {
    expect(told(kedaSumUnsettled, failing)).toEqual([[
      'ScaledObject vision/engine',
      'spec.triggers[0].metadata.query: got "scraped every 15 s"; must be scraped every 5 s — the samples of removed '
      + 'pods count for about two scrapes after their load has moved to the others, so the replicas may not settle '
      + 'after scaling down; set the interval of the monitor to 5 s, or follow the average with metricType Value '
      + `(${kedaSumUnsettled.source})`,
    ]]);
  });

  test.each(['10s', '30s', '1m'])('with an interval of %s', (interval) => {
    expect(fires(kedaSumUnsettled, change(failing, 'interval: 15s', `interval: ${interval}`))).toEqual(FIRES);
  });

  test('on the gauge of each pod, summed', () => {
    const each = change(failing, SUM, 'sum((avg(requests_in_flight{pod=~"engine-[a-z0-9]+"}) by (pod)) >= 0)');
    expect(fires(kedaSumUnsettled, each)).toEqual(FIRES);
  });
});

describe('keda-sum-unsettled is silent', () => {
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
    expect(fires(kedaSumUnsettled, change(failing, from, to))).toEqual([]);
  });
});
