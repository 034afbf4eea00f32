import { Chart } from 'cdk8s';
import { bare, BJ, federated, raw, scaled, send, SH, told } from './karmada';
import {
  AutoscaledInference, FederatedAutoscaler, InferenceRules, ReplicaDivision, ScalingMetric, Spoke,
  type KarmadaPropagationProps,
} from '../../src';
import { drainedOf, federatedDivisionProblems } from '../../src/karmada/federated-division-problems';
import { codes, find, refusal, synth, testChart } from '../helpers';

const DRAINED = Spoke.of('sh', { drained: true });
const GZ = Spoke.of('gz');
const BY_ROOM = ReplicaDivision.byAvailableReplicas({ allowEmptyClusters: true });
const ANNOTATION = 'elastic-inference/drained-clusters';
const WEIGHTS = ReplicaDivision.weighted({ bj: 3, sh: 7, gz: 2 });

type Changes = Partial<KarmadaPropagationProps>;

/** The weights that a policy prints. */
function weights(chart: Chart, name: string = 'everywhere'): unknown {
  const { placement } = find(chart, 'PropagationPolicy', name).spec;
  return placement.replicaScheduling.weightPreference?.staticWeightList
    .map((w: any) => [w.targetCluster.clusterNames, w.weight]);
}

test('drained spokes are those to which a head ingress sends no requests', () => {
  expect([...drainedOf([BJ, DRAINED, Spoke.of('gz', { drained: false })])]).toEqual(['sh']);
});

describe('where a FederatedHPA scales one of the objects', () => {
  test.each<[string, Changes, Array<[code: string, field: string]>]>([
    ['no division is accepted', {}, []],
    ['any division is accepted while no spoke is drained', { replicas: ReplicaDivision.duplicated() }, []],
    ['weights are accepted with a drained spoke', { spokes: [BJ, DRAINED, GZ], replicas: WEIGHTS }, []],
    ['no division is accepted with a drained spoke', { spokes: [BJ, DRAINED] }, []],
    ['replicas in each cluster are refused with a drained spoke', {
      spokes: [BJ, DRAINED], replicas: ReplicaDivision.duplicated(),
    }, [['karmada/drained-spoke-scaled', 'replicas']]],
    ['replicas by room are refused with a drained spoke', { spokes: [BJ, DRAINED], replicas: BY_ROOM }, [
      ['karmada/drained-spoke-scaled', 'replicas'],
    ]],
    ['replicas in few clusters are refused with a drained spoke', {
      spokes: [BJ, DRAINED], replicas: ReplicaDivision.aggregated(),
    }, [['karmada/drained-spoke-scaled', 'replicas']]],
    ['spokes that are all drained are refused', { spokes: [DRAINED], replicas: ReplicaDivision.duplicated() }, [
      ['karmada/all-spokes-drained', 'spokes'],
    ]],
    ['a spread without a division is refused, because static weights ignore it', { spread: [{ by: 'cluster' }] }, [
      ['karmada/spread-without-division', 'replicas'],
    ]],
    ['a spread with a division is accepted', {
      spread: [{ by: 'cluster' }], replicas: ReplicaDivision.aggregated(),
    }, []],
  ])('%s', (_, changes, expected) => {
    expect(codes(federatedDivisionProblems({ spokes: [BJ, SH], ...changes }))).toEqual(expected);
    const it = federated();
    send([it], changes);
    expect(told(Chart.of(it)).map(([code, , field]) => [code, field])).toEqual(expected);
  });

  test.each<[string, Changes]>([
    ['a drained spoke', { spokes: [BJ, DRAINED], replicas: ReplicaDivision.duplicated() }],
    ['spokes that are all drained', { spokes: [DRAINED] }],
    ['a spread without a division', { spread: [{ by: 'cluster' }] }],
  ])('%s stops the synth; without the FederatedHPA it does not', (_, changes) => {
    const it = federated();
    send([it], changes);
    expect(refusal(() => synth(Chart.of(it)))).toContain('because a FederatedHPA scales one of the objects');
    const other = scaled();
    send([other], changes);
    expect(told(Chart.of(other))).toEqual([]);
  });
});

describe('the replicas that a FederatedHPA sets', () => {
  test('are divided in equal parts among the spokes', () => {
    const it = federated({ minReplicas: 3 });
    send([it], { spokes: [BJ, SH, GZ] });
    expect(weights(Chart.of(it))).toEqual([[['bj'], 1], [['sh'], 1], [['gz'], 1]]);
    expect(find(it.node.scope as Chart, 'PropagationPolicy').metadata.annotations).toBeUndefined();
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('are not given to a drained spoke, which still gets the other objects; the policy names it', () => {
    const it = federated();
    send([it], { spokes: [BJ, DRAINED, GZ] });
    const { metadata, spec } = find(Chart.of(it), 'PropagationPolicy');
    expect(weights(Chart.of(it))).toEqual([[['bj'], 1], [['gz'], 1]]);
    expect(spec.placement.clusterAffinity.clusterNames).toEqual(['bj', 'sh', 'gz']);
    expect(metadata.annotations).toEqual({ [ANNOTATION]: 'sh' });
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('are divided among the others by the weights of the program', () => {
    const it = federated();
    send([it], { spokes: [BJ, DRAINED, GZ], replicas: WEIGHTS });
    expect(weights(Chart.of(it))).toEqual([[['bj'], 3], [['gz'], 2]]);
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('must be enough for the spokes that are not drained', () => {
    const it = federated({ minReplicas: 1 });
    send([it], { spokes: [BJ, DRAINED, GZ] });
    expect(told(Chart.of(it)).map(([code]) => code)).toEqual(['karmada-cluster-without-replica']);
    const one = federated({ minReplicas: 1 });
    send([one], { spokes: [BJ, DRAINED] });
    expect(told(Chart.of(one))).toEqual([]);
  });

  test('are moved from a drained spoke also where the FederatedHPA comes later', () => {
    const chart = testChart();
    const own = bare(chart);
    send([own], { spokes: [BJ, DRAINED] });
    expect(find(chart, 'PropagationPolicy').metadata).toEqual({ name: 'everywhere', namespace: 'vision' });
    const metrics = [ScalingMetric.cpuUtilization(50)];
    new FederatedAutoscaler(chart, 'F', { target: own, minReplicas: 1, maxReplicas: 4, metrics });
    expect(weights(chart)).toEqual([[['bj'], 1]]);
    expect(find(chart, 'PropagationPolicy').metadata.annotations).toEqual({ [ANNOTATION]: 'sh' });
    expect(told(chart)).toEqual([]);
  });
});

test('a schedule must leave a replica for each spoke, too', () => {
  const chart = testChart();
  const own = bare(chart);
  send([own]);
  const night = { name: 'night', schedule: '0 22 * * *', minReplicas: 1 };
  new FederatedAutoscaler(chart, 'F', {
    target: own, minReplicas: 2, maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(50)], schedule: [night],
  });
  expect(told(chart).map(([code, , , value]) => [code, value])).toEqual([
    ['karmada-cluster-without-replica', 'CronFederatedHPA vision/own: 1'],
  ]);
});

describe('replicas that no FederatedHPA sets', () => {
  test('stay in a drained spoke: each cluster scales its own', () => {
    const it = scaled();
    send([it], { spokes: [BJ, DRAINED] });
    const { metadata, spec } = find(Chart.of(it), 'PropagationPolicy');
    expect(spec.placement.replicaScheduling).toEqual({ replicaSchedulingType: 'Duplicated' });
    expect(metadata.annotations).toBeUndefined();
  });

  test('stay in a drained spoke where they are divided', () => {
    const chart = testChart();
    send([bare(chart, 'own', 12)], { spokes: [BJ, DRAINED, GZ], replicas: WEIGHTS });
    expect(weights(chart)).toEqual([[['bj'], 3], [['sh'], 7], [['gz'], 2]]);
    expect(told(chart)).toEqual([]);
  });
});

test('what the program allows is acknowledged, for a minimum below the clusters too, and with the reason', () => {
  for (const minReplicas of [1, 2]) {
    const it = federated({ minReplicas });
    send([it], { replicas: BY_ROOM });
    const chart = Chart.of(it);
    expect(synth(chart).map((o) => o.kind)).toContain('PropagationPolicy');
    const found = InferenceRules.check(chart).filter((f) => /^karmada/.test(f.rule));
    expect(found.map((f) => [f.rule, f.acknowledgedBecause])).toEqual([[
      minReplicas === 1 ? 'karmada-cluster-without-replica' : 'karmada-dynamic-division-empty-cluster',
      'allowEmptyClusters of ReplicaDivision.byAvailableReplicas',
    ]]);
  }
});

describe('what no FederatedHPA scales, in the policy of what one scales', () => {
  const CODE = 'karmada/drained-without-autoscaler';
  const chartWith = (): [Chart, AutoscaledInference] => {
    const chart = testChart();
    return [chart, federated({}, chart)];
  };

  test('would be deleted in a drained spoke: a Deployment with fixed replicas is refused', () => {
    const [chart, it] = chartWith();
    const cache = bare(chart, 'cache', 2);
    send([it, cache], { spokes: [BJ, DRAINED] });
    expect(told(chart).map(([code, , field, value]) => [code, field, value])).toEqual([
      [CODE, 'of', 'Deployment cache'],
    ]);
    expect(refusal(() => synth(chart))).toContain('propagate it with a KarmadaPropagation of its own');
  });

  test('so is a Job, and a Deployment with weights of the program', () => {
    const [chart, it] = chartWith();
    const metadata = { name: 'warm' };
    const job = raw(chart, { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { parallelism: 4 } });
    const cache = bare(chart, 'cache', 4);
    send([it, job, cache], { spokes: [BJ, DRAINED, GZ], replicas: WEIGHTS });
    expect(told(chart).map(([code, , , value]) => [code, value])).toEqual([
      [CODE, 'Job warm'], [CODE, 'Deployment cache'],
    ]);
  });

  test('a ConfigMap and a DaemonSet are not divided, and stay', () => {
    const [chart, it] = chartWith();
    const config = raw(chart, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prompts' } });
    const agent = raw(chart, { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' } });
    send([it, config, agent], { spokes: [BJ, DRAINED] });
    expect(told(chart)).toEqual([]);
  });

  test('a propagation of its own keeps the replicas in the drained spoke', () => {
    const [chart, it] = chartWith();
    const cache = bare(chart, 'cache', 2);
    send([it], { spokes: [BJ, DRAINED] });
    send([cache], { spokes: [BJ, DRAINED], replicas: ReplicaDivision.weighted({ bj: 1, sh: 1 }) }, 'Cache');
    expect(told(chart)).toEqual([]);
    expect(weights(chart, 'cache')).toEqual([[['bj'], 1], [['sh'], 1]]);
  });

  test('it may be propagated with it while no spoke is drained, and where the finding is acknowledged', () => {
    const [chart, it] = chartWith();
    send([it, bare(chart, 'cache', 2)]);
    expect(told(chart)).toEqual([]);
    const [other, its] = chartWith();
    const fleet = send([its, bare(other, 'cache', 2)], { spokes: [BJ, DRAINED] });
    InferenceRules.acknowledge(fleet, CODE, 'the cache of a drained cluster is not needed');
    expect(refusal(() => synth(other))).toBeUndefined();
  });
});
