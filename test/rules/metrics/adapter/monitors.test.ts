import { Inventory } from '../../../../src/kubernetes/inventory';
import { monitorsOf } from '../../../../src/rules/metrics/adapter/monitors';
import { manifests } from '../../manifests';

test('the monitors are those of Services and of pods, with their endpoints; a Probe is none', () => {
  const inventory = new Inventory(manifests(`
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: services }
spec: { endpoints: [{ port: http, interval: 20s }, { port: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: pods }
spec: { podMetricsEndpoints: [{ port: http, relabelings: [{ sourceLabels: [x] }] }], endpoints: [{ port: none }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: empty }
---
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata: { name: probe }
spec: { endpoints: [{ port: http }] }
`));
  expect(monitorsOf(inventory).map(({ object, list, endpoints }) => [object.metadata?.name, list, endpoints])).toEqual([
    ['pods', 'podMetricsEndpoints', [{ port: 'http', relabelings: [{ sourceLabels: ['x'] }] }]],
    ['empty', 'podMetricsEndpoints', []],
    ['services', 'endpoints', [{ port: 'http', interval: '20s' }, { port: 'web' }]],
  ]);
});
