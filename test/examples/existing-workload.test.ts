import * as fs from 'fs';
import * as path from 'path';
import { golden, missing, objects, only, run } from './example';

const FOLDER = path.resolve(__dirname, '../../examples/existing-workload');
const files = run('existing-workload');
const all = objects(files);
const named = (kind: string, name: string) => all.find((o) => o.kind === kind && o.metadata.name === name);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('existing-workload'));
});

test('prints what is in the YAML, with the namespace of the chart and nothing else', () => {
  const given = objects({ yaml: fs.readFileSync(path.join(FOLDER, 'recommender.yaml'), 'utf8') });
  expect(given).toHaveLength(2);
  for (const { metadata, ...rest } of given) {
    const printed = named(rest.kind, metadata.name);
    expect(printed).toEqual({ ...rest, metadata: { ...metadata, namespace: 'shop' } });
  }
});

test('leaves the replicas of both workloads to their autoscalers', () => {
  expect(named('Deployment', 'recommender').spec).not.toHaveProperty('replicas');
  expect(only(all, 'StatefulSet').spec).not.toHaveProperty('replicas');
});

test('scales, scrapes and shows both, and serves and tests the one that needs it', () => {
  expect(missing({ scaleTargetRef: { kind: 'StatefulSet', name: 'search' }, minReplicas: 2 },
    named('HorizontalPodAutoscaler', 'search').spec)).toEqual([]);
  expect(named('PodMonitor', 'recommender').spec.podMetricsEndpoints[0]).toMatchObject({ targetPort: 8002 });
  expect(named('PodMonitor', 'search').spec.podMetricsEndpoints[0]).toMatchObject({ port: 'http' });
  expect(named('ConfigMap', 'search-dashboard').data['search.json']).toContain('kube_statefulset_status_replicas');
  expect(named('ConfigMap', 'adapter-config').data['config.yaml']).toContain('as: triton_requests_in_flight');
  expect(JSON.stringify(named('Deployment', 'locust-master'))).toContain('http://recommender.shop');
});
