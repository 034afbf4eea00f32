import { App, Chart } from 'cdk8s';
import { ClusterRole, Deployment, StatefulSet } from 'cdk8s-plus-27';
import { BJ, SH, bare, federated, raw, scaled, send, told } from './karmada';
import { FederatedAutoscaler, InferenceAutoscaler, InferenceDeployment, KarmadaPropagation, KarmadaReplicaRetention, MLService, MLServiceRuntime, ReplicaDivision, ScalingMetric, type KarmadaPropagationProps } from '../../src';
import { deploymentProps, RESOURCES, testChart } from '../helpers';

const PLACEMENT = ' (https://karmada.io/docs/userguide/scheduling/propagation-policy/)';
const CPU = { maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(50)] };
const EQUAL = ReplicaDivision.weighted({ bj: 1, sh: 1 });

function statefulSet(chart: Chart, replicas?: number): StatefulSet {
  return new StatefulSet(chart, 'Set', { metadata: { name: 'set' }, replicas, containers: [{ image: 'a/b:1', ports: [{ number: 1 }], resources: RESOURCES }] });
}

/** A Job of some kind that has replicas where Karmada finds them, or does not. */
const kind = (chart: Chart, apiVersion: string, name: string, spec: object) => raw(chart, { apiVersion, kind: name, metadata: { name: 'it' }, spec });

describe('what is scaled in each cluster', () => {
  const divided = (got: string, fix: string) => `replicas: got "${got}"; must be duplicated: an autoscaler in each cluster scales it — the autoscalers write over their parts, `
    + `and a cluster without a part has an autoscaler without a target; ${fix}${PLACEMENT}`;
  const both = (got: string) => `of: got "${got}"; is scaled by an autoscaler of its own and by a federated one — they and Karmada write its replicas in turn, without end; keep one of them`;
  const wild = 'of: got "StatefulSet set"; is scaled in each cluster, and Karmada writes its replicas too — a label stops that for a Deployment only, so both write without end; '
    + 'use a Deployment, or define KarmadaReplicaRetention for StatefulSet (https://karmada.io/docs/userguide/globalview/customizing-resource-interpreter/)';

  test.each<[string, ReplicaDivision]>([['by weight', EQUAL], ['by room', ReplicaDivision.byAvailableReplicas()], ['into few clusters', ReplicaDivision.aggregated()]])('must not be divided %s', (_, replicas) => {
    const it = scaled();
    send([it], { replicas });
    expect(told(Chart.of(it))[0]).toBe(divided('Deployment m', 'leave replicas out, or use ScalingEngine.federated'));
  });

  test('must not be sent with what is scaled from the hub, which is divided', () => {
    const chart = testChart();
    send([scaled({}, chart, 'A'), federated({}, chart, 'B')]);
    expect(told(chart)).toContain(divided('Deployment a', 'give what is scaled from the hub a KarmadaPropagation of its own'));
  });

  test.each([true, false])('must not be scaled from the hub too, the autoscaler there coming first: %p', (first) => {
    const chart = testChart();
    const own = bare(chart);
    const fhpa = () => new FederatedAutoscaler(chart, 'F', { target: own, minReplicas: 2, ...CPU });
    if (first) fhpa();
    const hpa = new InferenceAutoscaler(chart, 'H', { target: own, ...CPU });
    send([own, hpa], { replicas: ReplicaDivision.duplicated() });
    if (!first) fhpa();
    expect(told(chart)).toContain(both('Deployment own'));
  });

  test('must be a Deployment', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })]);
    expect(told(chart)).toEqual([wild]);
  });

  test('or Karmada must be told to leave that kind alone, in that version', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })]);
    new KarmadaReplicaRetention(chart, 'Other', { apiVersion: 'apps.kruise.io/v1beta1' });
    expect(told(chart)).toEqual([wild]);
    new KarmadaReplicaRetention(chart, 'Own');
    expect(told(chart)).toEqual([]);
  });

  test('must not be divided where Karmada was told so either', () => {
    const chart = testChart();
    const set = statefulSet(chart);
    new KarmadaReplicaRetention(chart, 'Own');
    send([set, new InferenceAutoscaler(chart, 'H', { target: set, ...CPU })], { replicas: EQUAL });
    expect(told(chart)[0]).toBe(divided('StatefulSet set', 'leave replicas out, or use ScalingEngine.federated'));
  });
});

describe('what is divided', () => {
  const without = (got: string, why: string, what = 'its replicas') => `replicas: got "${got}"; must leave each cluster one: ${why} — a cluster whose part is 0 does not get the workload, `
    + `only what is around it; raise ${what}, or use ReplicaDivision.aggregated`;
  const whole = (got: string) => `replicas: got "${got}"; cannot be divided by Karmada — it does not know where this kind has its replicas, so each cluster gets all of them; duplicate it, with overrides for each cluster`;
  const nothing = 'replicas: has nothing to divide — nothing that is sent has replicas; leave it out';
  const FEW = 'they are fewer than the 2 clusters';

  test.each<[string, (chart: Chart) => any, ReplicaDivision, string[]]>([
    ['one replica for two clusters, by weight', (chart) => bare(chart, 'own', 1), EQUAL, [without('Deployment own: 1', FEW)]],
    ['one replica for two clusters, by room', (chart) => bare(chart, 'own', 1), ReplicaDivision.byAvailableReplicas(), [without('Deployment own: 1', FEW)]],
    ['replicas that the hub fills in', (chart) => kind(chart, 'apps/v1', 'Deployment', {}), EQUAL, [without('Deployment it: 1', FEW)]],
    ['weights so far apart that one gets none', (chart) => bare(chart, 'own', 10), ReplicaDivision.weighted({ bj: 1, sh: 1000 }), [without('Deployment own: 10', 'bj may get none by the weights')]],
    ['no replica at all', (chart) => bare(chart, 'own', 0), ReplicaDivision.aggregated(), [without('Deployment own: 0', 'no cluster gets one')]],
    ['one task for two clusters', (chart) => kind(chart, 'batch/v1', 'Job', { parallelism: 1 }), EQUAL, [without('Job it: 1', FEW)]],
    ['a pod', (chart) => kind(chart, 'v1', 'Pod', {}), EQUAL, [without('Pod it: 1', FEW)]],
    ['a kind whose replicas Karmada does not know', (chart) => kind(chart, 'example.com/v1', 'Server', { replicas: 10 }), EQUAL, [whole('Server it')]],
    ['a kind that has none', (chart) => kind(chart, 'v1', 'ConfigMap', {}), EQUAL, [nothing]],
    ['three replicas for two', (chart) => bare(chart, 'own', 3), EQUAL, []],
    ['ten by 3 and 7', (chart) => bare(chart, 'own', 10), ReplicaDivision.weighted({ bj: 3, sh: 7 }), []],
    ['one replica into few clusters', (chart) => bare(chart, 'own', 1), ReplicaDivision.aggregated(), []],
    ['four tasks', (chart) => kind(chart, 'batch/v1', 'Job', { parallelism: 4 }), EQUAL, []],
    ['a StatefulSet of two', (chart) => statefulSet(chart, 2), EQUAL, []],
    ['a kind that Karmada comes with an interpreter for', (chart) => kind(chart, 'apps.kruise.io/v1alpha1', 'CloneSet', { replicas: 2 }), EQUAL, []],
    ['one of each for each', (chart) => bare(chart, 'own', 1), ReplicaDivision.duplicated(), []],
  ])('%s', (_, make, replicas, expected) => {
    const chart = testChart();
    send([make(chart)], { replicas });
    expect(told(chart)).toEqual(expected);
  });

  test('an MLService, whose replicas Karmada does not know', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
    send([runtime, new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] })], { replicas: EQUAL });
    expect(told(chart)).toEqual([whole('MLService mnist')]);
  });

  test('a kind that Karmada was told to divide', () => {
    const chart = testChart();
    send([kind(chart, 'example.com/v1', 'Server', { replicas: 10 })], { replicas: EQUAL });
    raw(chart, { apiVersion: 'config.karmada.io/v1alpha1', kind: 'ResourceInterpreterCustomization', metadata: { name: 'r' }, spec: { target: { apiVersion: 'example.com/v1', kind: 'Server' }, customizations: { replicaResource: {}, replicaRevision: {} } } });
    expect(told(chart)).toEqual([]);
  });

  test('one replica where the scheduler chooses one of the clusters', () => {
    const chart = testChart();
    send([bare(chart, 'own', 1)], { replicas: ReplicaDivision.byAvailableReplicas(), spread: [{ by: 'cluster', maxGroups: 1 }] });
    expect(told(chart)).toEqual([]);
  });

  test.each<[string, Partial<KarmadaPropagationProps>, number | undefined, string[]]>([
    ['the least of a federated autoscaler that is below the clusters', {}, undefined, [without('FederatedHPA m: 1', FEW, 'minReplicas')]],
    ['the same by weight', { replicas: EQUAL }, 1, [without('FederatedHPA m: 1', FEW, 'minReplicas')]],
    ['a least of which one gets nothing by its weight', { replicas: ReplicaDivision.weighted({ bj: 1, sh: 9 }) }, 4, [without('FederatedHPA m: 4', 'bj may get none by the weights', 'minReplicas')]],
    ['a least that is enough', {}, 2, []],
    ['a least of one in few clusters', { replicas: ReplicaDivision.aggregated() }, 1, []],
    ['a least of one in each', { replicas: ReplicaDivision.duplicated() }, 1, []],
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
    raw(chart, { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA', metadata: { name: 'f' }, spec: { minReplicas: 2, maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'it' } } });
    send([own]);
    expect(told(chart)).toContain('of: got "Deployment it"; must not have 0 replicas: a federated autoscaler scales it — it is on no cluster then, and never starts (FailedGetTargetClusters); remove its replicas');
  });

  const waiting = (got: string) => `of: got "${got}"; is scaled by a federated autoscaler, and sent by no policy of the app — the autoscaler waits for ever (FailedGetBinding); add it to a KarmadaPropagation`;

  test('must be sent, where the program sends anything; the first policy tells it, once', () => {
    const chart = testChart();
    federated({}, chart, 'Forgotten');
    send([bare(chart, 'a', 1)], {}, 'A');
    send([bare(chart, 'b', 1)], {}, 'B');
    expect(told(chart)).toEqual([waiting('Deployment forgotten')]);
  });

  test('may be sent by another program', () => {
    const chart = testChart();
    federated({}, chart);
    expect(told(chart)).toEqual([]);
  });

  test('may be sent by a policy that picks by kind or by labels', () => {
    for (const selector of [{}, { labelSelector: { matchLabels: { app: 'm' } } }, { labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }]) {
      const chart = testChart();
      federated({}, chart);
      send([bare(chart, 'a', 1)], { name: 'a' });
      raw(chart, { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'PropagationPolicy', metadata: { name: 'hand' }, spec: { resourceSelectors: [{ apiVersion: 'apps/v1', kind: 'Deployment', ...selector }] } });
      expect(told(chart)).not.toContain(waiting('Deployment m'));
    }
  });
});

describe('one object', () => {
  const picked = (got: string, by: string) => `of: got "${got}"; is picked by ${by} too — one of the two waits without a word, whatever its priority; send it by one${PLACEMENT}`;

  test('belongs to one policy: the second tells it', () => {
    const chart = testChart();
    const own = bare(chart, 'own', 1);
    send([own], {}, 'First');
    send([own], { priority: 5 }, 'Second');
    expect(told(chart)).toEqual([picked('Deployment own', 'PropagationPolicy vision/first')]);
  });

  test('belongs to one policy across the app', () => {
    const app = new App();
    const own = bare(new Chart(app, 'a', { namespace: 'vision' }), 'own', 1);
    send([own], {}, 'First');
    new KarmadaPropagation(new Chart(app, 'b', { namespace: 'hub' }), 'Second', { of: [own], spokes: [BJ] });
    expect(told(Chart.of(own))).toEqual([picked('Deployment own', 'PropagationPolicy vision/first')]);
  });

  test('belongs to one policy where it has no namespace', () => {
    const chart = testChart();
    const role = new ClusterRole(chart, 'Role', { metadata: { name: 'reader' } });
    send([role], {}, 'First');
    send([role], {}, 'Second');
    expect(told(chart)).toEqual([picked('ClusterRole reader', 'ClusterPropagationPolicy first')]);
  });

  test.each<[string, object, boolean]>([
    ['by its name', { name: 'own' }, true],
    ['by its name and namespace', { name: 'own', namespace: 'vision' }, true],
    ['by its kind', {}, true],
    ['by its labels', { labelSelector: { matchLabels: { a: 'b' } } }, true],
    ['not: by another name', { name: 'other' }, false],
    ['not: by other labels', { labelSelector: { matchLabels: { a: 'c' } } }, false],
    ['not: in another namespace', { name: 'own', namespace: 'audio' }, false],
  ])('may be picked by a policy written by hand, %s', (_, selector, collides) => {
    for (const [hand, title] of [['PropagationPolicy', 'PropagationPolicy vision/hand'], ['ClusterPropagationPolicy', 'ClusterPropagationPolicy hand']]) {
      for (const first of [true, false]) {
        const chart = testChart();
        const byHand = () => raw(chart, { apiVersion: 'policy.karmada.io/v1alpha1', kind: hand, metadata: { name: 'hand' }, spec: { resourceSelectors: [{ apiVersion: 'apps/v1', kind: 'Deployment', ...(hand === 'ClusterPropagationPolicy' && { namespace: 'vision' }), ...selector }] } });
        if (first) byHand();
        send([new Deployment(chart, 'Own', { metadata: { name: 'own', labels: { a: 'b' } }, replicas: 1, containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }] })]);
        if (!first) byHand();
        expect(told(chart)).toEqual(collides ? [picked('Deployment own', title)] : []);
      }
    }
  });
});

describe('what comes after the propagation', () => {
  test('is checked as what was there', () => {
    const it = scaled();
    send([it]);
    raw(it, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late', namespace: 'audio' } });
    expect(told(Chart.of(it))).toContain('of: got "vision, audio"; must be of one namespace — a PropagationPolicy picks objects of its own namespace only; make a KarmadaPropagation for each');
  });

  test('and needs a policy that is there', () => {
    const it = scaled();
    send([it]);
    new ClusterRole(it, 'Late', { metadata: { name: 'late' } });
    expect(told(Chart.of(it))).toContain('of: got "ClusterRole late"; came after the KarmadaPropagation, which has no policy for it — it would not be sent; define it before');
  });
});

test('a fixed number of servers is sent as it is', () => {
  const chart = testChart();
  send([new InferenceDeployment(chart, 'M', deploymentProps({ replicas: 2 }))], { spokes: [BJ, SH] });
  expect(told(chart)).toEqual([]);
});
