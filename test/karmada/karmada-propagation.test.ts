import { App, Chart, Duration } from 'cdk8s';
import { ClusterRole, Cpu, Deployment, Namespace } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BJ, SH, bare, federated, raw, scaled, send, told } from './karmada';
import {
  FederatedAutoscaler, InferenceAutoscaler, KarmadaOverrider, KarmadaPropagation, KarmadaPurgeMode, ReplicaDivision,
  ScalingEngine, ScalingMetric, Spoke, type KarmadaPropagationProps,
} from '../../src';
import { find, synth, testChart } from '../helpers';

const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';
const EIGHT = KarmadaOverrider.replace('/spec/maxReplicas', 8);
const CPU = [ScalingMetric.cpuUtilization(50)];
const EQUAL = {
  replicaSchedulingType: 'Divided',
  replicaDivisionPreference: 'Weighted',
  weightPreference: {
    staticWeightList: [
      { targetCluster: { clusterNames: ['bj'] }, weight: 1 }, { targetCluster: { clusterNames: ['sh'] }, weight: 1 },
    ],
  },
};

const policy = (changes: Partial<KarmadaPropagationProps> = {}) => find(send([scaled()], changes), 'PropagationPolicy');
const labelOf = (chart: Chart, name: string) => find(chart, 'Deployment', name).metadata.labels?.[RETAIN];
const selected = (spec: any) => spec.resourceSelectors.map((s: any) => `${s.kind} ${s.namespace ?? '-'}/${s.name}`);

describe('KarmadaPropagation prints', () => {
  test('a policy that sends all objects of a server to all clusters, whole', () => {
    const it = scaled();
    const fleet = send([it]);
    expect(find(fleet, 'PropagationPolicy')).toEqual({
      apiVersion: 'policy.karmada.io/v1alpha1',
      kind: 'PropagationPolicy',
      metadata: { name: 'everywhere', namespace: 'vision' },
      spec: {
        resourceSelectors: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'm-server', namespace: 'vision' },
          { apiVersion: 'apps/v1', kind: 'Deployment', name: 'm', namespace: 'vision' },
          { apiVersion: 'v1', kind: 'Service', name: 'm', namespace: 'vision' },
          { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', name: 'm', namespace: 'vision' },
          { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'm', namespace: 'vision' },
        ],
        propagateDeps: true,
        placement: {
          clusterAffinity: { clusterNames: ['bj', 'sh'] },
          replicaScheduling: { replicaSchedulingType: 'Duplicated' },
        },
      },
    });
    expect(fleet.node.defaultChild).toBe(fleet.policy);
    expect([fleet.name, fleet.spokes, fleet.overridePolicies, fleet.clusterPolicy]).toEqual([
      'everywhere', [BJ, SH], [], undefined,
    ]);
  });

  test.each<[string, Partial<KarmadaPropagationProps>, (p: any) => unknown, unknown]>([
    ['name', { name: 'all' }, (p) => p.metadata.name, 'all'],
    ['spokes', { spokes: [Spoke.of('hz')] }, (p) => p.spec.placement.clusterAffinity, { clusterNames: ['hz'] }],
    ['priority', { priority: -3 }, (p) => p.spec.priority, -3],
    ['overwriteExisting', { overwriteExisting: true }, (p) => p.spec.conflictResolution, 'Overwrite'],
    ['preserveOnDeletion', { preserveOnDeletion: true }, (p) => p.spec.preserveResourcesOnDeletion, true],
    ['propagateDependencies', { propagateDependencies: false }, (p) => p.spec.propagateDeps, false],
    ['failover', { failover: {} }, (p) => p.spec.failover, {
      application: { decisionConditions: { tolerationSeconds: 300 }, purgeMode: 'Gracefully' },
    }],
    ['failover.toleration', { failover: { toleration: Duration.minutes(1) } }, (p) => (
      p.spec.failover?.application.decisionConditions), { tolerationSeconds: 60 }],
    ['failover.purgeMode', { failover: { purgeMode: KarmadaPurgeMode.NEVER } }, (p) => (
      p.spec.failover?.application.purgeMode), 'Never'],
    ['spread, with a maximum that the scheduler does not take for 0', {
      spread: [{ by: 'cluster' }, { by: 'region', minGroups: 2 }],
    }, (p) => p.spec.placement.spreadConstraints, [
      { spreadByField: 'cluster', maxGroups: 2 }, { spreadByField: 'region', minGroups: 2, maxGroups: 2 },
    ]],
    ['spread.maxGroups', { spread: [{ by: 'cluster', minGroups: 1, maxGroups: 1 }] }, (p) => (
      p.spec.placement.spreadConstraints), [{ spreadByField: 'cluster', minGroups: 1, maxGroups: 1 }]],
  ])('%s', (_, changes, read, expected) => {
    expect(read(policy(changes))).toEqual(expected);
    expect(read(policy())).not.toEqual(expected);
  });

  test('nothing for what is false', () => {
    expect(policy({ overwriteExisting: false, preserveOnDeletion: false })).toEqual(policy());
  });

  test.each<[string, ReplicaDivision, object]>([
    ['weights', ReplicaDivision.weighted({ bj: 1, sh: 1 }), {
      staticWeightList: [
        { targetCluster: { clusterNames: ['bj'] }, weight: 1 }, { targetCluster: { clusterNames: ['sh'] }, weight: 1 },
      ],
    }],
    ['room', ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true }), { dynamicWeight: 'AvailableReplicas' }],
  ])('replicas divided by %s', (_, replicas, expected) => {
    const fleet = send([bare(testChart(), 'own', 4)], { replicas });
    expect(find(fleet, 'PropagationPolicy').spec.placement.replicaScheduling.weightPreference).toEqual(expected);
  });

  test('what has no namespace by a policy of its own, which has none either', () => {
    const chart = testChart();
    const role = new ClusterRole(chart, 'Role', { metadata: { name: 'reader' } });
    const fleet = send([scaled({}, chart), role]);
    const wide = find(chart, 'ClusterPropagationPolicy');
    expect(wide.metadata).toEqual({ name: 'everywhere' });
    expect(selected(wide.spec)).toEqual(['ClusterRole -/reader']);
    expect(selected(find(chart, 'PropagationPolicy').spec)).toHaveLength(5);
    expect(fleet.clusterPolicy?.kind).toBe('ClusterPropagationPolicy');
    const alone = send([new ClusterRole(testChart(), 'Role', { metadata: { name: 'reader' } })]);
    expect([alone.policy, alone.node.defaultChild]).toEqual([undefined, alone.clusterPolicy]);
  });

  test.each([
    ['a FederatedHPA', undefined], ['the program', ReplicaDivision.weighted({ bj: 3, sh: 7 })],
  ])('replicas divided for %s, but not those of what has no namespace, which has none', (_, replicas) => {
    const chart = testChart();
    const role = new ClusterRole(chart, 'Role', { metadata: { name: 'reader' } });
    send([federated({ minReplicas: 4 }, chart), role], { replicas });
    const type = (kind: string) => find(chart, kind).spec.placement.replicaScheduling.replicaSchedulingType;
    expect([type('PropagationPolicy'), type('ClusterPropagationPolicy')]).toEqual(['Divided', 'Duplicated']);
    expect(told(chart)).toEqual([]);
  });

  test('a division of what has no namespace alone is refused: it would have no effect', () => {
    const role = new ClusterRole(testChart(), 'Role', { metadata: { name: 'reader' } });
    send([role], { replicas: ReplicaDivision.weighted({ bj: 3, sh: 7 }) });
    expect(told(Chart.of(role)).map(([code]) => code)).toEqual(['karmada-nothing-to-divide']);
  });

  test('neither namespaces nor what stays on the hub', () => {
    const chart = testChart();
    const namespace = new Namespace(chart, 'Vision', { metadata: { name: 'vision' } });
    const it = federated({}, chart);
    namespace.node.addDependency(it);
    expect(selected(find(send([it]), 'PropagationPolicy').spec)).toEqual([
      'ConfigMap vision/m-server', 'Deployment vision/m', 'Service vision/m', 'PodDisruptionBudget vision/m',
    ]);
  });

  test('each object once, also where a construct and a part of it are named', () => {
    const it = scaled();
    expect(selected(find(send([it, it.deployment]), 'PropagationPolicy').spec)).toHaveLength(5);
  });

  test('objects that are added to a construct later', () => {
    const it = scaled();
    const fleet = send([it]);
    raw(it, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } });
    expect(selected(find(fleet, 'PropagationPolicy').spec)).toContain('ConfigMap vision/late');
  });

  test('the policies into the namespace of the objects, wherever the propagation is declared', () => {
    const app = new App();
    const hub = new Chart(app, 'hub', { namespace: 'hub' });
    const it = scaled({}, new Chart(app, 'services', { namespace: 'vision' }));
    const overrides = [{ spokes: [SH], target: it.autoscaler, overriders: [EIGHT] }];
    new KarmadaPropagation(hub, 'P', { of: [it], spokes: [BJ, SH], overrides });
    expect(synth(hub).map((o) => [o.kind, o.metadata.namespace])).toEqual([
      ['OverridePolicy', 'vision'], ['PropagationPolicy', 'vision'],
    ]);
    expect(find(hub, 'OverridePolicy').spec.resourceSelectors[0].namespace).toBe('vision');
  });

  test('the host at which a cluster serves', () => {
    const fleet = send([scaled()], { spokes: [BJ, Spoke.of('sh', { domain: 'sh.example.com' })] });
    expect(fleet.spokes.map((s) => fleet.hostIn(s))).toEqual([undefined, 'm.vision.sh.example.com']);
  });
});

describe('overrides', () => {
  const { imageRegistry, imageTag, labels, replace } = KarmadaOverrider;

  test('are one policy each, of one object, and the policy waits for them', () => {
    const it = scaled();
    const fleet = send([it], {
      overrides: [
        {
          spokes: [SH],
          target: it,
          overriders: [imageTag('2'), labels({ a: 'b' }), imageRegistry('reg.sh.example.com')],
        },
        { spokes: [BJ, SH], target: it.autoscaler, overriders: [replace('/spec/minReplicas', 2), EIGHT] },
      ],
    });
    expect(fleet.overridePolicies.map((o) => [o.kind, o.name])).toEqual([
      ['OverridePolicy', 'everywhere-0'], ['OverridePolicy', 'everywhere-1'],
    ]);
    expect(find(fleet, 'OverridePolicy', 'everywhere-0').spec).toEqual({
      resourceSelectors: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'm', namespace: 'vision' }],
      overrideRules: [{
        targetCluster: { clusterNames: ['sh'] },
        overriders: {
          imageOverrider: [
            { component: 'Tag', operator: 'replace', value: '2' },
            { component: 'Registry', operator: 'replace', value: 'reg.sh.example.com' },
          ],
          labelsOverrider: [{ operator: 'add', value: { a: 'b' } }],
        },
      }],
    });
    expect(find(fleet, 'OverridePolicy', 'everywhere-1').spec.overrideRules[0]).toEqual({
      targetCluster: { clusterNames: ['bj', 'sh'] },
      overriders: {
        plaintext: [
          { path: '/spec/minReplicas', operator: 'replace', value: 2 },
          { path: '/spec/maxReplicas', operator: 'replace', value: 8 },
        ],
      },
    });
    expect(find(fleet, 'PropagationPolicy').spec.dependentOverrides).toEqual(['everywhere-0', 'everywhere-1']);
  });

  test('have names that sort in their order, however many there are, and keep them when more come', () => {
    const named = (count: number) => {
      const it = scaled();
      const rule = { spokes: [SH], target: it.autoscaler, overriders: [EIGHT] };
      return send([it], { overrides: Array.from({ length: count }, () => rule) }).overridePolicies.map((o) => o.name);
    };
    const names = named(101);
    expect([...names].sort()).toEqual(names);
    expect([names[9], names[10], names[100]]).toEqual(['everywhere-9', 'everywhere-a10', 'everywhere-b100']);
    expect(names.slice(0, 11)).toEqual(named(11));
  });

  test('of what has no namespace are ClusterOverridePolicies, which the other policy waits for', () => {
    const chart = testChart();
    const role = new ClusterRole(chart, 'Role', { metadata: { name: 'reader', labels: { a: 'b' } } });
    const it = scaled({}, chart);
    send([it, role], {
      overrides: [
        { spokes: [SH], target: role, overriders: [labels({ a: 'c' })] },
        { spokes: [SH], target: it.autoscaler, overriders: [EIGHT] },
      ],
    });
    const wide = find(chart, 'ClusterOverridePolicy');
    expect(wide.metadata).toEqual({ name: 'everywhere-0' });
    expect(wide.spec.resourceSelectors).toEqual([
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'reader' },
    ]);
    expect(find(chart, 'ClusterPropagationPolicy').spec.dependentOverrides).toEqual(['everywhere-0']);
    expect(find(chart, 'PropagationPolicy').spec.dependentOverrides).toEqual(['everywhere-1']);
  });
});

describe('the label that keeps Karmada from writing replicas', () => {
  test('is on what a HorizontalPodAutoscaler scales, on the Deployment alone', () => {
    const it = scaled();
    send([it]);
    const deployment = find(it, 'Deployment');
    expect(deployment.metadata.labels).toEqual({ app: 'm', [RETAIN]: 'true' });
    expect(JSON.stringify(deployment.spec)).not.toContain(RETAIN);
  });

  test('is on what KEDA scales', () => {
    const it = scaled({ engine: ScalingEngine.keda() });
    send([it]);
    expect(labelOf(Chart.of(it), 'm')).toBe('true');
  });

  test('is on what an autoscaler scales that comes later, by another policy, or in a chart of its own', () => {
    const chart = testChart();
    const [later, apart, direct] = ['later', 'apart', 'direct'].map((name) => bare(chart, name));
    send([later], {}, 'A');
    send([apart], {}, 'B');
    send([direct], {}, 'C');
    const hpa = (scope: Chart, target: Deployment, id: string) => (
      new InferenceAutoscaler(scope, id, { target, maxReplicas: 3, metrics: CPU }));
    send([hpa(chart, apart, 'Apart')], {}, 'D');
    hpa(new Chart(chart.node.root as App, 'spoke-bj', { namespace: 'vision' }), direct, 'Direct');
    expect(['later', 'apart', 'direct'].map((name) => labelOf(chart, name))).toEqual([undefined, 'true', 'true']);
    send([hpa(chart, later, 'Later')], {}, 'E');
    expect(labelOf(chart, 'later')).toBe('true');
  });

  test('is on no Deployment without an autoscaler, nor on one of the same name in another namespace', () => {
    const app = new App();
    const own = bare(new Chart(app, 'a', { namespace: 'a' }), 'm');
    const chart = new Chart(app, 'b', { namespace: 'b' });
    const it = scaled({}, chart, 'M');
    send([own], {}, 'A');
    send([it], {}, 'B');
    expect([labelOf(Chart.of(own), 'm'), labelOf(chart, 'm')]).toEqual([undefined, 'true']);
    expect(find(own, 'Deployment').metadata).toEqual({ name: 'm', namespace: 'a' });
  });

  test('is on no Deployment that a federated autoscaler scales, before or after the propagation', () => {
    const chart = testChart();
    const [before, after] = ['before', 'after'].map((name) => bare(chart, name));
    const autoscaler = (target: Deployment, id: string) => (
      new FederatedAutoscaler(chart, id, { target, minReplicas: 2, maxReplicas: 4, metrics: CPU }));
    autoscaler(before, 'Before');
    send([before], {}, 'A');
    send([after], {}, 'B');
    autoscaler(after, 'After');
    expect(told(chart)).toEqual([]);
    expect([labelOf(chart, 'before'), labelOf(chart, 'after')]).toEqual([undefined, undefined]);
    const scheduling = (name: string) => find(chart, 'PropagationPolicy', name).spec.placement.replicaScheduling;
    expect([scheduling('a'), scheduling('b')]).toEqual([EQUAL, EQUAL]);
  });

  test('is set on what is added to a construct after the propagation', () => {
    const chart = testChart();
    const it = scaled({}, chart);
    send([it]);
    const container = { name: 'c', image: 'a/b:1', resources: { requests: { cpu: '1' } } };
    const template = { metadata: { labels: { a: 'late' } }, spec: { containers: [container] } };
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'late' };
    raw(it, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'late' },
      spec: { selector: { matchLabels: { a: 'late' } }, template },
    });
    raw(it, {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'late' },
      spec: { maxReplicas: 3, scaleTargetRef },
    });
    expect(labelOf(chart, 'late')).toBe('true');
    // Within a synth each object is rendered once.
    const printed = (chart.node.root as App).synthYaml();
    expect(printed.match(new RegExp(`${RETAIN}: "true"`, 'g'))).toHaveLength(2);
  });

  test('is set where a construct gets its first Deployment after the propagation', () => {
    const chart = testChart();
    const late = new Construct(chart, 'Late');
    raw(late, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    send([late]);
    const { deployment } = scaled({}, chart, 'Server');
    const own = new Deployment(late, 'Own', {
      metadata: { name: 'own' },
      containers: [{ image: 'a/own:1', ports: [{ number: 8080 }], resources: { cpu: { request: Cpu.units(1) } } }],
    });
    const hpa = new InferenceAutoscaler(late, 'Autoscaler', { target: own, maxReplicas: 3, metrics: CPU });
    const printed = (chart.node.root as App).synthYaml();
    expect(printed.match(new RegExp(`${RETAIN}: "true"`, 'g'))).toHaveLength(1);
    expect([labelOf(chart, 'own'), labelOf(chart, deployment.name)]).toEqual(['true', undefined]);
    expect(selected(find(chart, 'PropagationPolicy').spec)).toEqual([
      'ConfigMap vision/settings', 'Deployment vision/own', `HorizontalPodAutoscaler vision/${hpa.name}`,
    ]);
  });

  test('is printed once where two propagations name one Deployment, which is refused for its own reason', () => {
    const it = scaled();
    send([it], {}, 'A');
    send([it], {}, 'B');
    expect(it.deployment.metadata.toJson().labels).toEqual({ app: 'm', [RETAIN]: 'true' });
  });
});

test('a cluster more is a name more, everywhere', () => {
  const names = (spokes: Spoke[]) => {
    const it = scaled();
    const fleet = send([it], { spokes });
    return find(fleet, 'PropagationPolicy').spec.placement.clusterAffinity.clusterNames;
  };
  expect(names([BJ, SH, Spoke.of('hz')])).toEqual([...names([BJ, SH]), 'hz']);
});
