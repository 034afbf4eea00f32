import { destinationsOf } from '../../src/head-ingress/destinations';
import { spokeAlerts } from '../../src/head-ingress/spoke-alerts';
import { testChart } from '../helpers';
import { propsOf } from './fleet';

test('a host is matched literally, by the names that Envoy gives its cluster', () => {
  const [destination] = destinationsOf('head', propsOf({}, testChart()));
  const { spokeEjected, spokeFailing } = spokeAlerts('vision/head', { ...destination, host: 'a.b-c.example.com' }, {
    ratio: 0.2, requests: 10,
  });
  expect(spokeFailing.expr).toContain('destination_service="a.b-c.example.com"');
  expect(spokeEjected.expr).toContain(
    '{__name__=~"envoy_cluster_(b_c_example_com_)?outlier_detection_ejections_active",'
    + 'cluster_name=~"outbound\\\\|80\\\\|\\\\|a(\\\\.b-c\\\\.example\\\\.com)?;?"}',
  );
});

test('the share is written in per cent', () => {
  const [destination] = destinationsOf('head', propsOf({}, testChart()));
  const of = (ratio: number) => (
    spokeAlerts('vision/head', destination, { ratio, requests: 1 }).spokeFailing.description);
  expect(of(0.07)).toMatch(/^7 % or more/);
  expect(of(0.005)).toMatch(/^0\.5 % or more/);
});
