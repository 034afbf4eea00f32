import { all, apiService, autoscaler, CPU, deployment, ids, named, needs, only } from '../needs';

const WEB = deployment('');
const CONTAINER = '{ type: ContainerResource, containerResource: { name: cpu, container: web } }';
const MEMORY = '{ type: Resource, resource: { name: memory } }';
const OF = (triggers: string) => named(
  'keda.sh/v1alpha1',
  'ScaledObject',
  'web',
  `spec: { scaleTargetRef: { name: web }, triggers: [${triggers}] }`,
);

test.each([CPU, MEMORY, CONTAINER])('the metric %s needs metrics-server', (metric) => {
  expect(needs(all(WEB, autoscaler(`{ type: Pods }, ${metric}`))).filter(([id]) => id === 'metrics-server'))
    .toEqual([['metrics-server', 'HorizontalPodAutoscaler web spec.metrics[1]']]);
});

test('the default metric and autoscaling/v1 need it', () => {
  const v1 = named(
    'autoscaling/v1',
    'HorizontalPodAutoscaler',
    'web',
    'spec: { scaleTargetRef: { kind: Deployment, name: web } }',
  );
  expect(needs(all(WEB, autoscaler('')))).toEqual([['metrics-server', 'HorizontalPodAutoscaler web spec.metrics[0]']]);
  expect(ids(all(WEB, v1))).toEqual(['metrics-server']);
});

test('cpu and memory triggers of KEDA need it, other triggers do not', () => {
  expect(needs(all(WEB, OF("{ type: cpu, metricType: Utilization, metadata: { value: '60' } }"))))
    .toContainEqual(['metrics-server', 'ScaledObject web spec.triggers[0]']);
  expect(ids(all(WEB, OF('{ type: cron }')))).toEqual(['keda']);
});

test('a VerticalPodAutoscaler needs it', () => {
  expect(
    ids(named('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web')),
  ).toEqual(['vertical-pod-autoscaler', 'metrics-server']);
});

test('a set that brings metrics-server does not need one', () => {
  expect(ids(all(WEB, autoscaler(CPU), apiService('metrics.k8s.io')))).toEqual([]);
});

test('the line that checks it', () => {
  expect(only(all(WEB, autoscaler(CPU)), 'metrics-server')).toMatchObject({
    check: 'kubectl get apiservice v1beta1.metrics.k8s.io',
    expected: 'one line, with True under AVAILABLE',
    clusters: [],
  });
});

test('pods on edge nodes need the metrics of edge nodes', () => {
  const edge = deployment("nodeSelector: { node-role.kubernetes.io/edge: '' }");
  expect(ids(all(edge, autoscaler(CPU)))).toEqual(['edge-metrics', 'metrics-server', 'kubeedge']);
  expect(ids(all(edge, autoscaler('{ type: Pods }')))).not.toContain('edge-metrics');
});

test('a FederatedHPA needs the adapter on the hub, and metrics-server where its target runs', () => {
  const federated = autoscaler(CPU).replace('autoscaling/v2', 'autoscaling.karmada.io/v1alpha1')
    .replace('kind: HorizontalPodAutoscaler', 'kind: FederatedHPA');
  const policy = named('policy.karmada.io/v1alpha1', 'PropagationPolicy', 'web', `spec: {
    resourceSelectors: [{ apiVersion: apps/v1, kind: Deployment }],
    placement: { clusterAffinity: { clusterNames: [b, a] } } }`);
  const set = all(WEB, federated, policy);
  expect(only(set, 'metrics-server')).toMatchObject({
    clusters: ['a', 'b'],
    neededBy: [{ title: 'Deployment web' }],
  });
  expect(only(set, 'karmada-metrics-adapter')).toMatchObject(
    { clusters: [], neededBy: [{ title: 'FederatedHPA web' }] },
  );
});
