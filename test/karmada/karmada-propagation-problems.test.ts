import { App, Chart, Duration } from 'cdk8s';
import { ClusterRole, Namespace } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BJ, SH, bare, federated, raw, scaled, send } from './karmada';
import {
  HyperMLService, KarmadaOverrider, KarmadaPropagation, KarmadaPurgeMode, ReplicaDivision, Spoke,
  type KarmadaPropagationProps,
} from '../../src';
import { propagationProblems } from '../../src/karmada/karmada-propagation-problems';
import { codes, refused, testChart } from '../helpers';

type Changes = Partial<Record<keyof KarmadaPropagationProps, any>>;

/** Code and field of what the constructor refuses of a propagation of one model server. */
function said(changes: Changes = {}): Array<[code: string, field: string]> {
  const of = [scaled()];
  const found = refused(() => send(of, changes));
  expect(of[0].node.root.node.findAll().some((c) => c.node.id === 'Everywhere')).toBe(found.length === 0);
  return found;
}

describe('KarmadaPropagation refuses, and leaves nothing behind:', () => {
  test.each<[string, Changes, [code: string, field: string]]>([
    ['a name that is none', { name: 'All Of It' }, ['validation/name', 'name']],
    ['a name that is a number', { name: 7 }, ['validation/name', 'name']],
    ['nothing to propagate', { of: [] }, ['fleet/no-construct', 'of']],
    ['something that is no construct', { of: ['m'] }, ['fleet/not-a-construct', 'of[0]']],
    ['no cluster', { spokes: [] }, ['fleet/no-spoke', 'spokes']],
    ['a cluster that is a string', { spokes: ['bj'] }, ['fleet/not-a-spoke', 'spokes[0]']],
    ['a cluster twice', { spokes: [BJ, BJ] }, ['fleet/spoke-repeated', 'spokes[1]']],
    ['a cluster whose name is too long', { spokes: [Spoke.of('b'.repeat(49))] }, ['validation/name', 'spokes[0].name']],
    ['a division that is none', { replicas: { bj: 1 } }, ['karmada/not-a-replica-division', 'replicas']],
    ['a division that is null', { replicas: null }, ['karmada/not-a-replica-division', 'replicas']],
    ['a weight for a cluster that is not there', { replicas: ReplicaDivision.weighted({ bj: 1, sh: 1, hs: 1 }) }, [
      'karmada/weight-of-unknown-cluster', 'replicas.weights["hs"]',
    ]],
    ['a division by room, which may leave a cluster without a replica', {
      replicas: ReplicaDivision.byAvailableReplicas(),
    }, ['karmada/cluster-may-get-no-replica', 'replicas']],
    ['a priority that is no whole number', { priority: 1.5 }, ['validation/integer', 'priority']],
    ['a failover that is a boolean', { failover: true }, ['karmada/not-a-failover', 'failover']],
    ['a failover that is null', { failover: null }, ['karmada/not-a-failover', 'failover']],
    ['a toleration of half a second', { failover: { toleration: Duration.millis(500) } }, [
      'validation/seconds', 'failover.toleration',
    ]],
    ['a toleration that is a number', { failover: { toleration: 300 } }, [
      'validation/duration', 'failover.toleration',
    ]],
    ['an old name of a purge mode', { failover: { purgeMode: 'Graciously' } }, [
      'karmada/unknown-purge-mode', 'failover.purgeMode',
    ]],
    ['failover without dependencies', { failover: {}, propagateDependencies: false }, [
      'karmada/failover-without-dependencies', 'failover',
    ]],
    ['a spread over regions alone', { spread: [{ by: 'region' }] }, ['karmada/spread-without-cluster', 'spread']],
    ['overrides that are no list', { overrides: {} }, ['karmada/overrides-not-a-list', 'overrides']],
  ])('%s', (_, changes, expected) => {
    expect(said(changes)).toEqual([expected]);
  });
});

describe('KarmadaPropagation refuses what Karmada would not propagate:', () => {
  test('a namespace alone, which Karmada creates itself', () => {
    const namespace = new Namespace(testChart(), 'N', { metadata: { name: 'vision' } });
    expect(refused(() => send([namespace]))).toEqual([['karmada/nothing-to-propagate', 'of[0]']]);
  });

  test('an object of Karmada itself', () => {
    const it = federated();
    expect(refused(() => send([it.autoscaler]))).toEqual([['karmada/nothing-to-propagate', 'of[0]']]);
  });

  test('a construct without an object', () => {
    const empty = new Construct(testChart(), 'Empty');
    expect(refused(() => send([empty]))).toEqual([['fleet/construct-without-objects', 'of[0]']]);
  });

  test('what is inside another object', () => {
    const it = scaled();
    new HyperMLService(Chart.of(it), 'Fleet', { groups: [{ spokes: [BJ], resources: [it] }] });
    expect(refused(() => send([it]))).toEqual([['karmada/object-nested', 'of[0]']]);
  });

  test('objects of two namespaces', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((n) => bare(new Chart(app, n, { namespace: n })));
    expect(refused(() => send([a, b]))).toEqual([['karmada/several-namespaces', 'of']]);
  });

  test('objects of no namespace by a policy that has one', () => {
    const app = new App();
    const own = bare(new Chart(app, 'a'));
    const hub = new Chart(app, 'hub', { namespace: 'hub' });
    const attempt = () => new KarmadaPropagation(hub, 'P', { of: [own], spokes: [BJ] });
    expect(refused(attempt)).toEqual([['karmada/namespace-missing', 'of']]);
  });

  test.each(['kube-system', 'kube-public', 'karmada-system', 'karmada-cluster', 'karmada-es-bj'])(
    'objects in %s', (namespace) => {
      const own = bare(testChart('test', namespace));
      expect(refused(() => send([own]))).toEqual([['karmada/reserved-namespace', 'of']]);
    },
  );

  test.each(['default', 'karmada-demo', 'kubeflow'])('but not objects in %s', (namespace) => {
    const own = bare(testChart('test', namespace));
    expect(refused(() => send([own]))).toEqual([]);
  });

  test('an object whose name leaves no room for its kind', () => {
    const chart = testChart();
    const map = (length: number) => raw(chart, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c'.repeat(length) },
    });
    const props = { of: [map(245)], spokes: [BJ, SH] };
    const problems = propagationProblems('p', props, 'vision');
    expect(codes(problems)).toEqual([['karmada/binding-name-too-long', 'of']]);
    expect(problems[0].rule).toContain('must be shorter by 2');
    expect(refused(() => send([map(244)]))).toEqual([['karmada/binding-name-too-long', 'of']]);
    expect(refused(() => send([map(243)]))).toEqual([]);
  });

  test('a name that leaves no room for its overrides, and only then', () => {
    const it = scaled();
    const overriders = [KarmadaOverrider.replace('/spec/maxReplicas', 8)];
    const overrides = [{ spokes: [BJ], target: it.autoscaler, overriders }];
    expect(refused(() => send([it], { name: 'n'.repeat(249), overrides }))).toEqual([['validation/name', 'name']]);
    expect(refused(() => send([it], { name: 'n'.repeat(253) }))).toEqual([]);
  });
});

test('every purge mode and every number of groups that Karmada takes is accepted', () => {
  for (const purgeMode of Object.values(KarmadaPurgeMode)) {
    expect(said({ failover: { purgeMode, toleration: Duration.seconds(0) } })).toEqual([]);
  }
  const spread = [{ by: 'cluster', minGroups: 2, maxGroups: 2 }, { by: 'region', minGroups: 1 }];
  expect(said({ spread, priority: -1 })).toEqual([]);
  const role = new ClusterRole(testChart(), 'R', { metadata: { name: 'r' } });
  expect(refused(() => send([role]))).toEqual([]);
});

test.each([undefined, null, {}])('%j are no properties of a propagation', (props) => {
  expect(refused(() => new KarmadaPropagation(testChart(), 'K', props as any)).map(([, field]) => field)).toEqual([
    'of', 'spokes',
  ]);
});

test.each(['x', 7, true, []])('%j is no object of properties for a propagation', (props) => {
  expect(refused(() => new KarmadaPropagation(testChart(), 'K', props as any))).toEqual([['validation/type', 'props']]);
});
