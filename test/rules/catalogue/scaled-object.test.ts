import * as fc from 'fast-check';
import { Inventory } from '../../../src/kubernetes/inventory';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { hpaFixedReplicas } from '../../../src/rules/autoscaler/hpa-fixed-replicas';
import { hpaHostNetwork } from '../../../src/rules/autoscaler/hpa-host-network';
import { hpaMissingRequest } from '../../../src/rules/autoscaler/hpa-missing-request';
import { hpaPinnedNode } from '../../../src/rules/autoscaler/hpa-pinned-node';
import { hpaTargetBelowIdle } from '../../../src/rules/autoscaler/hpa-target-below-idle';
import { metricBelowMaximum } from '../../../src/rules/autoscaler/metric-below-maximum';
import { twoAutoscalers } from '../../../src/rules/autoscaler/two-autoscalers';
import { findings } from '../../../src/rules/catalogue/findings';
import type { Rule } from '../../../src/rules/rule';
import { pdbBlocksDrain } from '../../../src/rules/workload/pdb-blocks-drain';
import { change, fires, manifests } from '../manifests';

/** The rules of autoscalers see a ScaledObject as the HorizontalPodAutoscaler that KEDA makes of it. */
const SCALED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } }] }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  triggers:
    - { type: redis, metadata: { address: 'redis:6379', listName: queue, listLength: '8' } }
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`;

const REQUESTS = "requests: { cpu: '1' }, limits: { cpu: '2' }";
const DEPLOYMENT = 'Deployment vision/classifier';
const SCALER = 'ScaledObject vision/scaler';

/** The rule of each problem that is found: the part with the numbers. */
const rules = (rule: Rule, text: string) => findings(manifests(text), [rule]).map(({ problem }) => problem.rule);

describe('two-autoscalers', () => {
  const HPA = `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: keda-hpa-scaler, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
`;
  const OWNER = '{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: scaler }';
  const OWNED = change(HPA, 'namespace: vision }', `namespace: vision, ownerReferences: [${OWNER}] }`);

  test('is silent on one that is taken over by name and annotation', () => {
    const transfer = "annotations: { scaledobject.keda.sh/transfer-hpa-ownership: 'true' }";
    const metadata = 'metadata: { name: scaler, namespace: vision';
    const text = change(SCALED, `${metadata} }`, `${metadata}, ${transfer} }`);
    expect(fires(twoAutoscalers, `${text}${HPA}`)).toEqual([]);
    const other = change(HPA, 'name: keda-hpa-scaler', 'name: by-cpu');
    expect(fires(twoAutoscalers, `${text}${other}`)).toEqual([[SCALER, 'spec.scaleTargetRef']]);
  });

  test('fires on a ScaledObject and an autoscaler of one workload', () => {
    const text = `${SCALED}${HPA}`;
    expect(fires(twoAutoscalers, text)).toEqual([[SCALER, 'spec.scaleTargetRef']]);
    expect(rules(twoAutoscalers, text)[0]).toContain('HorizontalPodAutoscaler vision/keda-hpa-scaler');
  });

  test('fires on two ScaledObjects of one workload', () => {
    const other = change(SCALED.split('---\n')[1], 'name: scaler', 'name: other');
    expect(fires(twoAutoscalers, `${SCALED}---\n${other}`))
      .toEqual([['ScaledObject vision/other', 'spec.scaleTargetRef']]);
  });

  test('is silent about the autoscaler that KEDA made of it', () => {
    expect(fires(twoAutoscalers, `${SCALED}${OWNED}`)).toEqual([]);
    expect(new Inventory(manifests(`${SCALED}${OWNED}`)).autoscalers).toHaveLength(1);
  });

  test('fires on an autoscaler that KEDA made of another', () => {
    const gone = change(OWNED, 'kind: ScaledObject, name: scaler', 'kind: ScaledObject, name: gone');
    expect(fires(twoAutoscalers, `${SCALED}${gone}`)).toHaveLength(1);
  });
});

describe('the rules of autoscalers fire on what a ScaledObject scales', () => {
  test('hpa-missing-request', () => {
    const text = change(SCALED, REQUESTS, 'requests: { memory: 1Gi }');
    expect(fires(hpaMissingRequest, text)).toEqual([[SCALER, 'spec.triggers[1]']]);
    expect(fires(hpaMissingRequest, SCALED)).toEqual([]);
  });

  test('hpa-fixed-replicas', () => {
    const text = change(SCALED, 'spec:\n  template:', 'spec:\n  replicas: 3\n  template:');
    expect(fires(hpaFixedReplicas, text)).toEqual([[DEPLOYMENT, 'spec.replicas']]);
    expect(rules(hpaFixedReplicas, text)[0]).toContain(SCALER);
  });

  test('hpa-pinned-node and hpa-host-network, unless there is one replica at most', () => {
    const pinned = change(SCALED, 'spec: { containers', 'spec: { nodeName: edge-1, hostNetwork: true, containers');
    const bound = change(pinned, '[{ name: server,', '[{ name: server, ports: [{ containerPort: 8501 }],');
    expect(fires(hpaPinnedNode, bound)).toEqual([[DEPLOYMENT, 'spec.template.spec.nodeName']]);
    expect(fires(hpaHostNetwork, bound)).toEqual([[DEPLOYMENT, 'spec.template.spec.hostNetwork']]);
    for (const [text] of [rules(hpaPinnedNode, bound), rules(hpaHostNetwork, bound)]) {
      expect(text).toContain('ScaledObject vision/scaler scales to 100 replicas');
    }
    const one = change(bound, 'minReplicaCount: 1', 'minReplicaCount: 1\n  maxReplicaCount: 1');
    expect([...fires(hpaPinnedNode, one), ...fires(hpaHostNetwork, one)]).toEqual([]);
  });

  test('metric-below-maximum, as the other trigger may scale up', () => {
    const text = change(SCALED, "value: '60'", "value: '200'");
    expect(fires(metricBelowMaximum, text)).toEqual([[SCALER, 'spec.triggers[1]']]);
    expect(rules(metricBelowMaximum, text)[0]).toContain('200 %');
    expect(fires(metricBelowMaximum, SCALED)).toEqual([]);
  });

  test('hpa-target-below-idle', () => {
    const text = change(SCALED, REQUESTS, 'requests: { cpu: 50m }');
    expect(fires(hpaTargetBelowIdle, text)).toEqual([[SCALER, 'spec.triggers[1]']]);
    expect(rules(hpaTargetBelowIdle, text)[0]).toContain('30m');
    expect(fires(hpaTargetBelowIdle, SCALED)).toEqual([]);
  });

  test('pdb-blocks-drain, for the least that there is', () => {
    const budget = `
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: b, namespace: vision }
spec: { minAvailable: 1, selector: { matchLabels: { app: classifier } } }
`;
    const two = change(SCALED, 'minReplicaCount: 1', 'minReplicaCount: 2');
    expect(fires(pdbBlocksDrain, `${SCALED}${budget}`))
      .toEqual([['PodDisruptionBudget vision/b', 'spec.minAvailable']]);
    expect(fires(pdbBlocksDrain, `${two}${budget}`)).toEqual([]);
  });
});

describe('every rule, over any ScaledObjects, monitors and configurations of adapters', () => {
  /** Each field is one of its kind, missing or null, or of another kind. */
  const odd = fc.constantFrom<unknown>(null, true, 0, -1.5, '', 'text', [], {}, [null], { a: null });
  const maybe = (value: fc.Arbitrary<unknown>) => fc.oneof(
    { arbitrary: value, weight: 8 },
    { arbitrary: fc.constant(undefined), weight: 2 },
    { arbitrary: odd, weight: 1 },
  );
  const fields = (model: Record<string, fc.Arbitrary<unknown>>) => {
    const optional = Object.entries(model).map(([key, value]) => [key, maybe(value)]);
    return fc.record<Record<string, unknown>>(Object.fromEntries(optional), { noNullPrototype: true });
  };
  const list = (item: fc.Arbitrary<unknown>) => fc.array(maybe(item), { maxLength: 3 });

  const name = fc.constantFrom('a', 'b');
  const selector = fields({
    matchLabels: fields({ app: name }),
    matchExpressions: list(fields({ key: name, operator: fc.constantFrom('In', 'Exists'), values: list(name) })),
  });
  const relabeling = fields({ sourceLabels: list(fc.constantFrom('__meta_kubernetes_pod_ready', 'x')), action: name });
  const endpoint = fields({
    port: name,
    interval: fc.constantFrom('15s', '1m30s', 'x'),
    relabelings: list(relabeling),
  });
  const namespaceSelector = fields({ any: fc.boolean(), matchNames: list(fc.constantFrom('default', 'vision')) });
  const lines = fc.constantFrom(
    'rules:', '- seriesQuery: a', '  metricsQuery: sum(rate(a[5s]))', '  name: {as: b}', '  name:', '    as: "',
    '  metricsQuery: a/b', 'externalRules:',
  );
  const text = fc.array(lines, { maxLength: 6 }).map((all) => all.join('\n'));
  const trigger = fields({
    type: fc.constantFrom('cpu', 'memory', 'prometheus', 'redis'),
    name,
    metricType: fc.constantFrom('Utilization', 'AverageValue'),
    metadata: fields({
      value: fc.constantFrom('60', 60, 'x'),
      query: fc.constantFrom('sum(rate(x{pod=~"a-"}[5s]))', 'x'),
      containerName: name,
      type: fc.constantFrom('Utilization'),
    }),
  });
  const container = fields({
    name,
    ports: list(fields({ name })),
    resources: fields({ requests: fields({ cpu: fc.constant('1') }) }),
  });
  const pods = fields({
    template: fields({
      metadata: fields({ labels: fields({ app: name }) }),
      spec: fields({ containers: list(container) }),
    }),
  });
  const kinds: Record<string, fc.Arbitrary<unknown>> = {
    'keda.sh/v1alpha1 ScaledObject': fields({
      scaleTargetRef: fields({ kind: fc.constant('Deployment'), name }),
      minReplicaCount: fc.nat(2),
      maxReplicaCount: fc.nat(5),
      idleReplicaCount: fc.nat(1),
      triggers: list(trigger),
    }),
    'monitoring.coreos.com/v1 PodMonitor': fields({ selector, namespaceSelector, podMetricsEndpoints: list(endpoint) }),
    'monitoring.coreos.com/v1 ServiceMonitor': fields({ selector, namespaceSelector, endpoints: list(endpoint) }),
    'apps/v1 Deployment': pods,
    'v1 Service': fields({ selector: fields({ app: name }), ports: list(fields({ name })) }),
    'v1 ConfigMap': fc.constant(undefined),
  };
  const metadata = fields({
    name,
    namespace: fc.constantFrom('default', 'vision'),
    labels: fields({ app: name }),
    ownerReferences: list(fields({ kind: fc.constant('ScaledObject'), name })),
  });
  const object = fc.constantFrom(...Object.keys(kinds)).chain((type) => fc.record({
    apiVersion: fc.constant(type.split(' ')[0]),
    kind: fc.constant(type.split(' ')[1]),
    metadata,
    spec: maybe(kinds[type]),
    data: maybe(fc.dictionary(name, fc.oneof(text, odd), { noNullPrototype: true })),
  })) as fc.Arbitrary<unknown> as fc.Arbitrary<Manifest>;
  const numRuns = 2000;

  test('never throws, and changes nothing', () => {
    fc.assert(fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
      const before = JSON.stringify(objects);
      expect(() => findings(objects)).not.toThrow();
      expect(JSON.stringify(objects)).toBe(before);
    }), { seed: Number(process.env.SEED ?? 1), numRuns });
  });

  test('fires on each of these kinds now and then', () => {
    const sets = fc.sample(fc.array(object, { maxLength: 6 }), { seed: 1, numRuns });
    const found = sets.flatMap((objects) => findings(objects));
    expect([...new Set(found.map(({ rule }) => rule))]).toEqual(expect.arrayContaining([
      'keda-cpu-only-zero', 'monitor-port-unknown', 'adapter-query-ungrouped', 'rate-window-too-short',
      'two-autoscalers',
    ]));
  });
});
