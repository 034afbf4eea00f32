import * as fc from 'fast-check';
import { podQueries } from '../../src/kubernetes/autoscaler';
import { Inventory } from '../../src/kubernetes/inventory';
import type { Manifest } from '../../src/kubernetes/manifest';
import { hpaFixedReplicas } from '../../src/rules/autoscaler/hpa-fixed-replicas';
import { hpaHostNetwork } from '../../src/rules/autoscaler/hpa-host-network';
import { hpaMissingRequest } from '../../src/rules/autoscaler/hpa-missing-request';
import { hpaPinnedNode } from '../../src/rules/autoscaler/hpa-pinned-node';
import { hpaTargetBelowIdle } from '../../src/rules/autoscaler/hpa-target-below-idle';
import { hpaUnreachableTarget } from '../../src/rules/autoscaler/hpa-unreachable-target';
import { twoAutoscalers } from '../../src/rules/autoscaler/two-autoscalers';
import { findings } from '../../src/rules/catalogue/findings';
import { pdbBlocksDrain } from '../../src/rules/workload/pdb-blocks-drain';
import { change, manifests, told } from '../rules/manifests';

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

const CPU = "{ type: cpu, metricType: Utilization, metadata: { value: '60' } }";
const REQUESTS = "requests: { cpu: '1' }, limits: { cpu: '2' }";
const DEPLOYMENT = 'Deployment vision/classifier';
const SCALER = 'ScaledObject vision/scaler';

const seen = (text: string) => new Inventory(manifests(text)).autoscalers;

describe('of a ScaledObject the rules see', () => {
  test('its target, its bounds, and CPU and memory among its triggers', () => {
    const [scaler] = seen(change(SCALED, CPU, `${CPU}\n    - { type: memory, metricType: AverageValue, metadata: { value: 1Gi, containerName: server } }`));
    expect([scaler.namespace, scaler.minReplicas, scaler.maxReplicas, scaler.targetRef, scaler.target?.object.metadata?.name]).toEqual(['vision', 1, 100, 'Deployment/classifier', 'classifier']);
    expect(scaler.metrics).toEqual([
      { type: 'External' },
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      { type: 'ContainerResource', containerResource: { name: 'memory', container: 'server', target: { type: 'AverageValue', averageValue: '1Gi' } } },
    ]);
    expect([0, 1].map((i) => scaler.metricPath(i))).toEqual(['spec.triggers[0]', 'spec.triggers[1]']);
  });

  test('a minimum of 0 and a maximum of 100 where it says none, as KEDA takes them', () => {
    const [scaler] = seen(change(SCALED, '  minReplicaCount: 1\n', ''));
    expect([scaler.minReplicas, scaler.maxReplicas]).toEqual([0, 100]);
    expect(seen(change(SCALED, 'minReplicaCount: 1', 'minReplicaCount: 3\n  maxReplicaCount: 7')).map((s) => [s.minReplicas, s.maxReplicas])).toEqual([[3, 7]]);
  });

  test('a target of another kind, and none where it names none', () => {
    expect(seen(change(SCALED, 'scaleTargetRef: { name: classifier }', 'scaleTargetRef: { kind: StatefulSet, name: classifier }'))[0]).toMatchObject({ targetRef: 'StatefulSet/classifier', target: undefined });
    expect(seen(change(SCALED, 'scaleTargetRef: { name: classifier }', 'scaleTargetRef: null'))[0]).toMatchObject({ targetRef: undefined, target: undefined });
    expect(seen(change(SCALED, 'name: scaler, namespace: vision', 'name: scaler'))[0].target).toBeUndefined();
  });

  test('the type of a target where older versions of KEDA have it', () => {
    const [scaler] = seen(change(SCALED, CPU, "{ type: cpu, metadata: { type: Utilization, value: '60' } }"));
    expect(scaler.metrics[1].resource.target).toEqual({ type: 'Utilization', averageUtilization: 60 });
  });

  test('no target where the value is no number', () => {
    expect(seen(change(SCALED, "value: '60'", 'value: much'))[0].metrics[1].resource.target).toEqual({ type: 'Utilization', averageUtilization: undefined });
    expect(seen(change(SCALED, "metadata: { value: '60' }", 'metadata: null'))[0].metrics[1].resource.target).toEqual({ type: 'Utilization', averageUtilization: undefined });
  });

  test('nothing when it is of another group', () => {
    expect(seen(change(SCALED, 'keda.sh/v1alpha1', 'example.com/v1'))).toEqual([]);
  });

  test('the queries that ask for the pods of its own target', () => {
    const own = '{ type: prometheus, metadata: { query: \'sum(x{pod=~"classifier-[a-z0-9]+"})\' } }';
    const asks = (trigger: string, ref: string = 'scaleTargetRef: { name: classifier }') => (
      seen(change(change(SCALED, CPU, trigger), 'scaleTargetRef: { name: classifier }', ref)).flatMap(podQueries));
    expect(asks(own)).toEqual([{ at: 'spec.triggers[1].metadata.query', query: 'sum(x{pod=~"classifier-[a-z0-9]+"})' }]);
    expect(asks(own.replace('classifier', 'other'))).toEqual([]);
    expect(asks(own.replace('prometheus', 'graphite'))).toEqual([]);
    expect(asks(own, 'scaleTargetRef: { name: elsewhere }')).toEqual([]);
    expect(asks('{ type: prometheus, metadata: { query: 5 } }')).toEqual([]);
    expect(asks('{ type: prometheus }')).toEqual([]);
  });
});

const HPA = `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: keda-hpa-scaler, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
`;

const OWNED = change(HPA, 'namespace: vision }', 'namespace: vision, ownerReferences: [{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: scaler }] }');
const TWO = 'spec.scaleTargetRef: got "Deployment/classifier"; is scaled by HorizontalPodAutoscaler vision/keda-hpa-scaler already — '
  + 'both see the same pods, so neither scales (AmbiguousSelector); put all metrics into one autoscaler';

describe('two-autoscalers', () => {
  test('fires on a ScaledObject and an autoscaler of one workload', () => {
    expect(told(twoAutoscalers, `${SCALED}${HPA}`)).toEqual([[SCALER, TWO]]);
  });

  test('fires on two ScaledObjects of one workload', () => {
    expect(told(twoAutoscalers, `${SCALED}---\n${change(SCALED.split('---\n')[1], 'name: scaler', 'name: other')}`).map(([object]) => object)).toEqual(['ScaledObject vision/other']);
  });

  test('is silent about the autoscaler that KEDA made of it', () => {
    expect(told(twoAutoscalers, `${SCALED}${OWNED}`)).toEqual([]);
    expect(seen(`${SCALED}${OWNED}`)).toHaveLength(1);
  });

  test('fires on an autoscaler that KEDA made of another', () => {
    expect(told(twoAutoscalers, `${SCALED}${change(OWNED, 'kind: ScaledObject, name: scaler', 'kind: ScaledObject, name: gone')}`)).toHaveLength(1);
  });
});

describe('the rules of autoscalers fire on what a ScaledObject scales', () => {
  test('hpa-missing-request', () => {
    expect(told(hpaMissingRequest, change(SCALED, REQUESTS, 'requests: { memory: 1Gi }'))).toEqual([[SCALER,
      'spec.triggers[1]: container "server" of Deployment vision/classifier requests no cpu — utilization is a share of the request, so the autoscaler says "missing request for cpu" and never scales; '
      + 'give container "server" a cpu request, or measure one container only (ContainerResource) (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics)']]);
    expect(told(hpaMissingRequest, SCALED)).toEqual([]);
  });

  test('hpa-fixed-replicas', () => {
    expect(told(hpaFixedReplicas, change(SCALED, 'spec:\n  template:', 'spec:\n  replicas: 3\n  template:')).map(([object, text]) => [object, text.split(' — ')[0]])).toEqual([
      [DEPLOYMENT, 'spec.replicas: got 3; must not be set on what ScaledObject vision/scaler scales'],
    ]);
  });

  test('hpa-pinned-node and hpa-host-network, unless there is one replica at most', () => {
    const pinned = change(SCALED, 'spec: { containers', 'spec: { nodeName: edge-1, hostNetwork: true, containers');
    const bound = change(pinned, '[{ name: server,', '[{ name: server, ports: [{ containerPort: 8501 }],');
    expect(told(hpaPinnedNode, bound)[0][1]).toContain('must not pin what ScaledObject vision/scaler scales to 100');
    expect(told(hpaHostNetwork, bound)[0][1]).toContain('must not bind ports of the node (8501) on what ScaledObject vision/scaler scales to 100');
    const one = change(bound, 'minReplicaCount: 1', 'minReplicaCount: 1\n  maxReplicaCount: 1');
    expect([...told(hpaPinnedNode, one), ...told(hpaHostNetwork, one)]).toEqual([]);
  });

  test('hpa-unreachable-target', () => {
    expect(told(hpaUnreachableTarget, change(SCALED, "value: '60'", "value: '200'"))[0][1]).toContain('spec.triggers[1]: got 200; the limits of Deployment vision/classifier end at 200 % of its requests for cpu');
    expect(told(hpaUnreachableTarget, SCALED)).toEqual([]);
  });

  test('hpa-target-below-idle', () => {
    expect(told(hpaTargetBelowIdle, change(SCALED, REQUESTS, 'requests: { cpu: 50m }'))[0][1]).toContain('spec.triggers[1]: got 60; 60 % of the 50m CPU that Deployment vision/classifier requests are 30m');
    expect(told(hpaTargetBelowIdle, SCALED)).toEqual([]);
  });

  test('pdb-blocks-drain, for the least that there is', () => {
    const budget = '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: b, namespace: vision }\nspec: { minAvailable: 1, selector: { matchLabels: { app: classifier } } }\n';
    expect(told(pdbBlocksDrain, `${SCALED}${budget}`)[0][1]).toContain('must be below the 1 replica(s) that Deployment vision/classifier has at least');
    expect(told(pdbBlocksDrain, `${change(SCALED, 'minReplicaCount: 1', 'minReplicaCount: 2')}${budget}`)).toEqual([]);
  });
});

describe('every rule, over any ScaledObjects, monitors and configurations of adapters', () => {
  /** Each field is one of its kind, missing or null, or of another kind. */
  const odd = fc.constantFrom<unknown>(null, true, 0, -1.5, '', 'text', [], {}, [null], { a: null });
  const maybe = (value: fc.Arbitrary<unknown>) => (
    fc.oneof({ arbitrary: value, weight: 8 }, { arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: odd, weight: 1 }));
  const fields = (model: Record<string, fc.Arbitrary<unknown>>) => (
    fc.record(Object.fromEntries(Object.entries(model).map(([key, value]) => [key, maybe(value)])), { noNullPrototype: true }));
  const name = fc.constantFrom('a', 'b');
  const list = (item: fc.Arbitrary<unknown>) => fc.array(maybe(item), { maxLength: 3 });
  const selector = fields({ matchLabels: fields({ app: name }), matchExpressions: list(fields({ key: name, operator: fc.constantFrom('In', 'Exists'), values: list(name) })) });
  const endpoint = fields({ port: name, interval: fc.constantFrom('15s', '1m30s', 'x'), relabelings: list(fields({ sourceLabels: list(fc.constantFrom('__meta_kubernetes_pod_ready', 'x')), action: name })) });
  const namespaceSelector = fields({ any: fc.boolean(), matchNames: list(fc.constantFrom('default', 'vision')) });
  const text = fc.array(fc.constantFrom('rules:', '- seriesQuery: a', '  metricsQuery: sum(rate(a[5s]))', '  name: {as: b}', '  name:', '    as: "', '  metricsQuery: a/b', 'externalRules:'), { maxLength: 6 }).map((lines) => lines.join('\n'));
  const trigger = fields({
    type: fc.constantFrom('cpu', 'memory', 'prometheus', 'redis'),
    name,
    metricType: fc.constantFrom('Utilization', 'AverageValue'),
    metadata: fields({ value: fc.constantFrom('60', 60, 'x'), query: fc.constantFrom('sum(rate(x{pod=~"a-"}[5s]))', 'x'), containerName: name, type: fc.constantFrom('Utilization') }),
  });
  const pods = fields({ template: fields({ metadata: fields({ labels: fields({ app: name }) }), spec: fields({ containers: list(fields({ name, ports: list(fields({ name })), resources: fields({ requests: fields({ cpu: fc.constant('1') }) }) })) }) }) });
  const kinds: Record<string, fc.Arbitrary<unknown>> = {
    'keda.sh/v1alpha1 ScaledObject': fields({ scaleTargetRef: fields({ kind: fc.constant('Deployment'), name }), minReplicaCount: fc.nat(2), maxReplicaCount: fc.nat(5), idleReplicaCount: fc.nat(1), triggers: list(trigger) }),
    'monitoring.coreos.com/v1 PodMonitor': fields({ selector, namespaceSelector, podMetricsEndpoints: list(endpoint) }),
    'monitoring.coreos.com/v1 ServiceMonitor': fields({ selector, namespaceSelector, endpoints: list(endpoint) }),
    'apps/v1 Deployment': pods,
    'v1 Service': fields({ selector: fields({ app: name }), ports: list(fields({ name })) }),
    'v1 ConfigMap': fc.constant(undefined),
  };
  const object = fc.constantFrom(...Object.keys(kinds)).chain((type) => fc.record({
    apiVersion: fc.constant(type.split(' ')[0]),
    kind: fc.constant(type.split(' ')[1]),
    metadata: fields({ name, namespace: fc.constantFrom('default', 'vision'), labels: fields({ app: name }), ownerReferences: list(fields({ kind: fc.constant('ScaledObject'), name })) }),
    spec: maybe(kinds[type]),
    data: maybe(fc.dictionary(name, fc.oneof(text, odd), { noNullPrototype: true })),
  })) as fc.Arbitrary<unknown> as fc.Arbitrary<Manifest>;
  const settings = { seed: Number(process.env.SEED ?? 1), numRuns: 2000 };

  test('never throws, and changes nothing', () => {
    fc.assert(fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
      const before = JSON.stringify(objects);
      expect(() => findings(objects)).not.toThrow();
      expect(JSON.stringify(objects)).toBe(before);
    }), settings);
  });

  test('says something of each of the new kinds now and then', () => {
    const rules = new Set(fc.sample(fc.array(object, { maxLength: 6 }), settings).flatMap((objects) => findings(objects).map(({ rule }) => rule)));
    expect([...rules]).toEqual(expect.arrayContaining(['keda-cpu-only-zero', 'monitor-port-unknown', 'adapter-query-ungrouped', 'rate-window-too-short', 'two-autoscalers']));
  });
});
