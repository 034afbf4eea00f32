import { App, Chart } from 'cdk8s';
import { ClusterRole, Deployment, StatefulSet } from 'cdk8s-plus-27';
import { BJ, SH, bare, dividing, errors, federated, raw, scaled, send, told } from './karmada';
import {
  FederatedAutoscaler, InferenceAutoscaler, InferenceDeployment, KarmadaPropagation, KarmadaReplicaRetention, MLService,
  MLServiceRuntime, ReplicaDivision, ScalingMetric, type KarmadaPropagationProps,
} from '../../src';
import { RESOURCES, deploymentProps, refusal, stopped, synth, testChart, type ApiObject } from '../helpers';

const CPU = { maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(50)] };
const EQUAL = ReplicaDivision.weighted({ bj: 1, sh: 1 });
const ROOM = ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true });

function statefulSet(chart: Chart, replicas?: number): StatefulSet {
  return new StatefulSet(chart, 'Set', {
    metadata: { name: 'set' },
    replicas,
    containers: [{ image: 'a/b:1', ports: [{ number: 1 }], resources: RESOURCES }],
  });
}

/** An object of some kind whose replicas Karmada knows, or does not. */
function kind(chart: Chart, apiVersion: string, name: string, spec: object): ApiObject {
  return raw(chart, { apiVersion, kind: name, metadata: { name: 'it' }, spec });
}

describe('what is scaled in each cluster', () => {
  const divided = (object: string) => dividing('karmada-autoscaled-and-divided', object);
  const overwritten = ['karmada-replicas-overwritten', 'StatefulSet vision/set', 'kind', 'StatefulSet'];

  test.each<[string, ReplicaDivision]>([
    ['by weight', EQUAL],
    ['by room', ROOM],
    ['into few clusters', ReplicaDivision.aggregated()],
  ])('must not be divided %s', (_, replicas) => {
    const it = scaled();
    send([it], { replicas });
    expect(told(Chart.of(it))).toEqual([divided('Deployment vision/m')]);
    expect(stopped(Chart.of(it))).toEqual([[
      'test/Everywhere', 'karmada-autoscaled-and-divided', 'PropagationPolicy vision/everywhere',
      'spec.placement.replicaScheduling',
    ]]);
  });

  test('must not be propagated with what is scaled from the hub, which is divided', () => {
    const chart = testChart();
    send([scaled({}, chart, 'A'), federated({}, chart, 'B')]);
    expect(told(chart)).toEqual([divided('Deployment vision/a')]);
  });

  test.each([true, false])('must not be scaled from the hub too, the autoscaler there coming first: %p', (first) => {
    const chart = testChart();
    const own = bare(chart);
    const fhpa = () => new FederatedAutoscaler(chart, 'F', { target: own, minReplicas: 2, ...CPU });
    if (first) fhpa();
    const hpa = new InferenceAutoscaler(chart, 'H', { target: own, ...CPU });
    send([own, hpa], { replicas: ReplicaDivision.duplicated() });
    if (!first) fhpa();
    expect(errors(chart)).toEqual(['two-autoscalers']);
  });

  test('must not be scaled from the hub too, which is one fault also where that divides it', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    new FederatedAutoscaler(chart, 'F', { target: set, minReplicas: 2, ...CPU });
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })]);
    expect(errors(chart)).toEqual(['two-autoscalers']);
  });

  test('must be a Deployment', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })]);
    expect(told(chart)).toEqual([overwritten]);
  });

  test('or Karmada must retain the replicas of that kind, in that version', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })]);
    new KarmadaReplicaRetention(chart, 'Other', { apiVersion: 'apps.kruise.io/v1beta1' });
    expect(told(chart)).toEqual([overwritten]);
    new KarmadaReplicaRetention(chart, 'Own');
    expect(told(chart)).toEqual([]);
  });

  test('must not be divided where Karmada retains them either', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    new KarmadaReplicaRetention(chart, 'Own');
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })], { replicas: EQUAL });
    expect(told(chart)).toEqual([divided('StatefulSet vision/set')]);
  });

  test('must not be divided, which is one fault also of a kind that Karmada cannot divide', () => {
    const chart = testChart();
    const server = kind(chart, 'example.com/v1', 'Server', { replicas: 10 });
    const spec = { maxReplicas: 3, scaleTargetRef: { apiVersion: 'example.com/v1', kind: 'Server', name: 'it' } };
    const hpa = raw(chart, {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'h' }, spec,
    });
    new KarmadaReplicaRetention(chart, 'Own', { apiVersion: 'example.com/v1', kind: 'Server' });
    send([server, hpa], { replicas: EQUAL });
    expect(told(chart)).toEqual([divided('Server vision/it')]);
  });
});

describe('what is divided', () => {
  const without = (least: string) => dividing('karmada-cluster-without-replica', least.replace(' ', ' vision/'));
  const whole = (object: string) => dividing('karmada-kind-not-divisible', object.replace(' ', ' vision/'));
  const nothing = dividing('karmada-nothing-to-divide', undefined);
  const FAR = ReplicaDivision.weighted({ bj: 1, sh: 1000 });
  const FEW = ReplicaDivision.aggregated();

  test.each<[string, (chart: Chart) => any, ReplicaDivision, unknown[]]>([
    ['one replica for two clusters, by weight', (c) => bare(c, 'own', 1), EQUAL, [without('Deployment own: 1')]],
    ['replicas that the hub fills in', (c) => kind(c, 'apps/v1', 'Deployment', {}), EQUAL, [
      without('Deployment it: 1'),
    ]],
    ['weights so far apart that one gets none', (c) => bare(c, 'own', 10), FAR, [without('Deployment own: 10')]],
    ['no replica at all', (c) => bare(c, 'own', 0), FEW, [without('Deployment own: 0')]],
    ['one task for two clusters', (c) => kind(c, 'batch/v1', 'Job', { parallelism: 1 }), EQUAL, [without('Job it: 1')]],
    ['a pod', (c) => kind(c, 'v1', 'Pod', {}), EQUAL, [without('Pod it: 1')]],
    ['an unknown kind', (c) => kind(c, 'example.com/v1', 'Server', { replicas: 10 }), EQUAL, [whole('Server it')]],
    ['a kind that has none', (c) => kind(c, 'v1', 'ConfigMap', {}), EQUAL, [nothing]],
    ['three replicas for two', (c) => bare(c, 'own', 3), EQUAL, []],
    ['ten by 3 and 7', (c) => bare(c, 'own', 10), ReplicaDivision.weighted({ bj: 3, sh: 7 }), []],
    ['one replica into few clusters', (c) => bare(c, 'own', 1), FEW, []],
    ['four tasks', (c) => kind(c, 'batch/v1', 'Job', { parallelism: 4 }), EQUAL, []],
    ['a StatefulSet of two', (c) => statefulSet(c, 2), EQUAL, []],
    ['a kind that Karmada has an interpreter for', (c) => (
      kind(c, 'apps.kruise.io/v1alpha1', 'CloneSet', { replicas: 2 })), EQUAL, []],
    ['one of each for each', (c) => bare(c, 'own', 1), ReplicaDivision.duplicated(), []],
  ])('%s', (_, make, replicas, expected) => {
    const chart = testChart();
    send([make(chart)], { replicas });
    expect(told(chart)).toEqual(expected);
  });

  test('an MLService, whose replicas Karmada does not know', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
    const service = new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] });
    send([runtime, service], { replicas: EQUAL });
    expect(told(chart)).toEqual([whole('MLService mnist')]);
  });

  test('a kind that Karmada divides by a script', () => {
    const chart = testChart();
    send([kind(chart, 'example.com/v1', 'Server', { replicas: 10 })], { replicas: EQUAL });
    raw(chart, {
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: 'ResourceInterpreterCustomization',
      metadata: { name: 'r' },
      spec: {
        target: { apiVersion: 'example.com/v1', kind: 'Server' },
        customizations: { replicaResource: {}, replicaRevision: {} },
      },
    });
    expect(told(chart)).toEqual([]);
  });

  test('one replica where the scheduler selects one of the clusters', () => {
    const chart = testChart();
    const replicas = ReplicaDivision.byAvailableReplicas();
    send([bare(chart, 'own', 1)], { replicas, spread: [{ by: 'cluster', maxGroups: 1 }] });
    expect(told(chart)).toEqual([]);
  });

  test.each<[string, Partial<KarmadaPropagationProps>, number | undefined, unknown[]]>([
    ['the minimum of a FederatedHPA that is below the clusters', {}, undefined, [without('FederatedHPA m: 1')]],
    ['the same by weight', { replicas: EQUAL }, 1, [without('FederatedHPA m: 1')]],
    ['a minimum of which one gets nothing by its weight', { replicas: ReplicaDivision.weighted({ bj: 1, sh: 9 }) }, 4, [
      without('FederatedHPA m: 4'),
    ]],
    ['a minimum that is enough', {}, 2, []],
    ['a minimum of one in few clusters', { replicas: FEW }, 1, []],
    ['a minimum of one in each', { replicas: ReplicaDivision.duplicated() }, 1, []],
  ])('%s', (_, changes, minReplicas, expected) => {
    const it = federated({ minReplicas });
    send([it], changes);
    expect(told(Chart.of(it))).toEqual(expected);
  });
});

describe('what is scaled from the hub', () => {
  test('must not have 0 replicas', () => {
    const chart = testChart();
    const own = kind(chart, 'apps/v1', 'Deployment', { replicas: 0 });
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'it' };
    raw(chart, {
      apiVersion: 'autoscaling.karmada.io/v1alpha1',
      kind: 'FederatedHPA',
      metadata: { name: 'f' },
      spec: { minReplicas: 2, maxReplicas: 3, scaleTargetRef },
    });
    send([own]);
    expect(told(chart)).toEqual([['karmada-federated-zero-replicas', 'Deployment vision/it', 'spec.replicas', 0]]);
  });

  const waiting = (name: string) => [
    'karmada-federated-target-not-propagated', `FederatedHPA vision/${name}`, 'spec.scaleTargetRef',
    `Deployment vision/${name}`,
  ];

  test('must be propagated, where the app propagates anything; it is reported once', () => {
    const chart = testChart();
    federated({}, chart, 'Forgotten');
    send([bare(chart, 'a', 1)], {}, 'A');
    send([bare(chart, 'b', 1)], {}, 'B');
    expect(told(chart)).toEqual([waiting('forgotten')]);
  });

  test('may be propagated by another app', () => {
    const chart = testChart();
    federated({}, chart);
    expect(told(chart)).toEqual([]);
  });

  test.each([
    ['by its kind', {}],
    ['by its labels', { labelSelector: { matchLabels: { app: 'm' } } }],
    ['by a label expression', { labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }],
  ])('may be propagated by a policy that selects it %s', (_, selector) => {
    const chart = testChart();
    federated({}, chart);
    send([bare(chart, 'a', 1)], { name: 'a' });
    raw(chart, {
      apiVersion: 'policy.karmada.io/v1alpha1',
      kind: 'PropagationPolicy',
      metadata: { name: 'hand' },
      spec: { resourceSelectors: [{ apiVersion: 'apps/v1', kind: 'Deployment', ...selector }] },
    });
    expect(told(chart)).not.toContainEqual(waiting('m'));
  });
});

describe('one object', () => {
  const selected = (loser: string, object: string) => [
    'karmada-two-policies', loser, 'spec.resourceSelectors[0]', object,
  ];

  test('belongs to one policy: the second reports it', () => {
    const chart = testChart();
    const own = bare(chart, 'own', 1);
    send([own], {}, 'First');
    send([own], { priority: 5 }, 'Second');
    expect(told(chart)).toEqual([selected('PropagationPolicy vision/second', 'Deployment vision/own')]);
    expect(refusal(() => synth(chart))).toContain('PropagationPolicy vision/first selects it too');
  });

  test('belongs to one policy across the app', () => {
    const app = new App();
    const own = bare(new Chart(app, 'a', { namespace: 'vision' }), 'own', 1);
    send([own], {}, 'First');
    new KarmadaPropagation(new Chart(app, 'b', { namespace: 'hub' }), 'Second', { of: [own], spokes: [BJ] });
    expect(told(Chart.of(own))).toEqual([selected('PropagationPolicy vision/second', 'Deployment vision/own')]);
  });

  test('belongs to one policy where it has no namespace', () => {
    const chart = testChart();
    const role = new ClusterRole(chart, 'Role', { metadata: { name: 'reader' } });
    send([role], {}, 'First');
    send([role], {}, 'Second');
    expect(told(chart)).toEqual([selected('ClusterPropagationPolicy second', 'ClusterRole vision/reader')]);
    expect(refusal(() => synth(chart))).toContain('; ClusterPropagationPolicy first selects it too');
  });

  describe.each([
    ['PropagationPolicy'], ['ClusterPropagationPolicy'],
  ])('may be selected by a %s written by hand', (policy) => {
    const loser = `${policy} vision/hand`;
    const both = [selected(loser, 'Deployment vision/own')];
    const ELSEWHERE: unknown[] = policy === 'ClusterPropagationPolicy' ? [] : [
      ['karmada-selector-namespace', loser, 'spec.resourceSelectors[0].namespace', 'audio'],
    ];

    test.each<[string, object, unknown[]]>([
      ['by its name', { name: 'own' }, both],
      ['by its name and namespace', { name: 'own', namespace: 'vision' }, both],
      ['by its kind', {}, both],
      ['by its labels', { labelSelector: { matchLabels: { a: 'b' } } }, both],
      ['not: by another name', { name: 'other' }, []],
      ['not: by other labels', { labelSelector: { matchLabels: { a: 'c' } } }, []],
      ['not: in another namespace', { name: 'own', namespace: 'audio' }, ELSEWHERE],
    ])('%s', (_, selector, expected) => {
      const namespace = policy === 'ClusterPropagationPolicy' ? { namespace: 'vision' } : {};
      const resourceSelectors = [{ apiVersion: 'apps/v1', kind: 'Deployment', ...namespace, ...selector }];
      const byHand = (chart: Chart) => raw(chart, {
        apiVersion: 'policy.karmada.io/v1alpha1', kind: policy, metadata: { name: 'hand' }, spec: { resourceSelectors },
      });
      for (const first of [true, false]) {
        const chart = testChart();
        if (first) byHand(chart);
        send([new Deployment(chart, 'Own', {
          metadata: { name: 'own', labels: { a: 'b' } },
          replicas: 1,
          containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }],
        })]);
        if (!first) byHand(chart);
        expect(told(chart)).toEqual(expected);
      }
    });
  });
});

describe('what comes after the propagation', () => {
  test('is checked as what was there', () => {
    const it = scaled();
    send([it]);
    raw(it, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late', namespace: 'audio' } });
    expect(told(Chart.of(it))).toContainEqual([
      'karmada-selector-namespace', 'PropagationPolicy vision/everywhere', 'spec.resourceSelectors[5].namespace',
      'audio',
    ]);
  });

  test('and needs a policy that is there', () => {
    const it = scaled();
    send([it]);
    new ClusterRole(it, 'Late', { metadata: { name: 'late' } });
    expect(told(Chart.of(it))).toContainEqual([
      'karmada/object-without-policy', 'PropagationPolicy vision/everywhere', 'of', 'ClusterRole late',
    ]);
  });
});

test('a fixed number of servers is propagated as it is', () => {
  const chart = testChart();
  send([new InferenceDeployment(chart, 'M', deploymentProps({ replicas: 2 }))], { spokes: [BJ, SH] });
  expect(told(chart)).toEqual([]);
});
