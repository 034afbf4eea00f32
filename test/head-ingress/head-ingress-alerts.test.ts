import { Duration } from 'cdk8s';
import { alertedIngresses } from './head-alert-cases';
import { HeadIngress, HeadIngressAlerts, type HeadIngressAlertsProps } from '../../src';
import { find, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props: Partial<HeadIngressAlertsProps> = {}, name: string = 'head'): any {
  const chart = testChart();
  new HeadIngressAlerts(chart, 'Alerts', { of: alertedIngresses(chart), ...props });
  return find(chart, 'PrometheusRule', name);
}
const rulesOf = (object: any): any[] => object.spec.groups[0].rules;

describe('HeadIngressAlerts emits', () => {
  test('a PrometheusRule for each head ingress, with two alerts for each host', () => {
    const it = printed({ labels: { release: 'prometheus' } });
    expect(it.metadata).toEqual({ name: 'head', namespace: 'vision', labels: { release: 'prometheus' } });
    expect(rulesOf(it).map((r) => [r.alert, r.for, r.labels])).toEqual(['bj-1', 'sh'].flatMap((spoke) => {
      const host = `mnist.vision.${spoke}.example.com`;
      const labels = { namespace: 'vision', ingress: 'head', host };
      return [
        ['HeadIngressSpokeFailing', '2m', { ...labels, severity: 'critical' }],
        ['HeadIngressSpokeEjected', '1m', { ...labels, severity: 'warning' }],
      ];
    }));
  });

  test('the alerts of the one host of a failover, which say where its requests go', () => {
    const rules = rulesOf(printed({}, 'nearest'));
    expect(rules.map((r) => r.labels.host)).toEqual(['mnist.spokes.example.com', 'mnist.spokes.example.com']);
    expect(rules[1].annotations.description).toContain('go to the other spokes');
    expect(rulesOf(printed())[1].annotations.description).toContain('does not go to another spoke');
  });

  test('what is set', () => {
    const rules = rulesOf(printed({
      failureRatio: 0.5,
      failedRequests: 100,
      alertLabels: { team: 'edge' },
      spokeFailing: { after: Duration.seconds(90), severity: 'page' },
      spokeEjected: { enabled: false },
    }));
    expect(rules.map((r) => [r.alert, r.for, r.labels.severity, r.labels.team])).toEqual([
      ['HeadIngressSpokeFailing', '90s', 'page', 'edge'],
      ['HeadIngressSpokeFailing', '90s', 'page', 'edge'],
    ]);
    expect(rules[0].expr).toMatch(/ >= 100 and .* >= 0\.5$/);
  });
});

describe('HeadIngressAlerts refuses', () => {
  test.each<[string, Partial<HeadIngressAlertsProps>, ...Expected[]]>([
    ['no ingress', { of: [] }, ['head-ingress/no-ingress', 'of']],
    ['what is no ingress', { of: ['head' as unknown as HeadIngress] }, ['head-ingress/not-an-ingress', 'of[0]']],
    ['a ratio of 0', { failureRatio: 0 }, ['head-ingress/failure-ratio', 'failureRatio']],
    ['a ratio in per cent', { failureRatio: 20 }, ['head-ingress/failure-ratio', 'failureRatio']],
    ['half a request', { failedRequests: 0.5 }, ['validation/integer', 'failedRequests']],
    ['a label that alerts have', { alertLabels: { host: 'a' } },
      ['metrics/alert-label-taken', 'alertLabels["host"]']],
    ['labels that are none', { labels: { release: 'my release' } }, ['validation/label-value', 'labels["release"]']],
    ['half a second', { spokeEjected: { after: Duration.millis(500) } },
      ['validation/seconds', 'spokeEjected.after']],
    ['no alert that is left', { spokeEjected: { enabled: false }, spokeFailing: { enabled: false } },
      ['head-ingress/no-alert-left', 'of']],
  ])('%s', (_, props, ...expected) => {
    const chart = testChart();
    const of = alertedIngresses(chart);
    expect(refused(() => new HeadIngressAlerts(chart, 'It', { of, ...props }))).toEqual(expected);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });

  test('an ingress that is named twice', () => {
    const chart = testChart();
    const [one] = alertedIngresses(chart);
    expect(refused(() => new HeadIngressAlerts(chart, 'It', { of: [one, one] }))).toEqual([
      ['head-ingress/ingress-named-twice', 'of[1]'],
    ]);
  });
});
