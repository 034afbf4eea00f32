import { App, Chart, Duration } from 'cdk8s';
import { ClusterRole, Namespace } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BJ, SH, bare, federated, raw, scaled, send } from './karmada';
import { HyperMLService, KarmadaOverrider, KarmadaPropagation, KarmadaPurgeMode, ReplicaDivision, Spoke, type KarmadaPropagationProps } from '../../src';
import { refusal, testChart } from '../helpers';

const REFUSED = 'Karmada\'s webhook would refuse the policy';
const NAMESPACES = ' (https://karmada.io/docs/userguide/bestpractices/namespace-management/)';
const SUBDOMAIN = '(lower-case letters, digits, "-" and ".", at most 253 characters)';
const API = 'the API server would reject the object; give another name (Kubernetes API validation)';

/** What the constructor says of a propagation of one model server. */
function said(changes: Partial<Record<keyof KarmadaPropagationProps, any>>): string[] {
  const of = [scaled()];
  const lines = refusal(() => send(of, changes))?.split('\n') ?? [];
  if (lines.length > 0) expect(lines[0]).toBe('KarmadaPropagation cannot be defined:');
  expect(of[0].node.root.node.findAll().some((c) => c.node.id === 'Everywhere')).toBe(lines.length === 0);
  return lines.slice(1).map((l) => l.replace('  [test/Everywhere] ', ''));
}

describe('KarmadaPropagation refuses, and leaves nothing behind:', () => {
  const groups = (i: number, field: string, got: string, least: number, fix: string) => `spread[${i}].${field}: got ${got}; must be a whole number of at least ${least} — ${REFUSED}; ${fix}`;
  const by = (i: number, got: string) => `spread[${i}].by: got ${got}; must be cluster or region, each once — Karmada's scheduler spreads over nothing else; correct it`;

  test.each<[string, Partial<Record<keyof KarmadaPropagationProps, any>>, string[]]>([
    ['a name that is none', { name: 'All Of It' }, [`name: got "All Of It"; must be a DNS subdomain ${SUBDOMAIN} — ${API}`]],
    ['nothing to send', { of: [] }, ['of: got []; must hold at least one construct — nothing would be deployed; give an AutoscaledInference, an MLService or any other']],
    ['something that is no construct', { of: ['m'] }, ['of[0]: got "m"; must be a construct — nothing else has objects; give a construct']],
    ['no cluster', { spokes: [] }, ['spokes: got []; must name at least one spoke — nothing would be served; give Spoke.of(…)']],
    ['a cluster that is a text', { spokes: ['bj'] }, ['spokes[0]: got "bj"; must be a Spoke — nothing else tells how it is reached; use Spoke.of']],
    ['a cluster twice', { spokes: [BJ, BJ] }, ['spokes[1]: got "bj"; is named twice — one of the two could have no effect; remove one']],
    ['a cluster whose name is too long', { spokes: [Spoke.of('b'.repeat(49))] }, [
      `spokes[0].name: got "${'b'.repeat(49)}"; must be a DNS label of at most 48 characters — the API server would reject the object; give the name that the cluster is registered with (Kubernetes API validation)`,
    ]],
    ['a division that is none', { replicas: { bj: 1 } }, ['replicas: got {"bj":1}; must be a ReplicaDivision — nothing else says how they are shared; use one of its factories']],
    ['a weight for a cluster that is not there', { replicas: ReplicaDivision.weighted({ bj: 1, sh: 1, hs: 1 }) }, [
      'replicas.weights["hs"]: got 1; is none of the clusters: bj, sh — Karmada would ignore it without a word; correct the name, or remove it',
    ]],
    ['a priority that is no whole number', { priority: 1.5 }, [`priority: got 1.5; must be a whole number of at least -2147483648 — ${REFUSED}; give a whole number`]],
    ['a toleration of half a second', { failover: { toleration: Duration.millis(500) } }, [
      `failover.toleration: got 0.5; must be a whole number of at least 0 — ${REFUSED}; give a Duration of whole seconds, 0 or more`,
    ]],
    ['an old name of a purge mode', { failover: { purgeMode: 'Graciously' } }, [`failover.purgeMode: got "Graciously"; must be a KarmadaPurgeMode — ${REFUSED}; use GRACEFULLY`]],
    ['failover without dependencies', { failover: {}, propagateDependencies: false }, [`failover: cannot be combined with propagateDependencies: false — ${REFUSED}; leave one of them out`]],
    ['a spread that is no list', { spread: { by: 'cluster' } }, [`spread: got {"by":"cluster"}; must be a list — ${REFUSED}; give { by: 'cluster' } in a list`]],
    ['a spread over regions alone', { spread: [{ by: 'region' }] }, [`spread: got "region"; must spread by cluster too — ${REFUSED}; add { by: 'cluster' }`]],
    ['an empty spread', { spread: [] }, [`spread: got ""; must spread by cluster too — ${REFUSED}; add { by: 'cluster' }`]],
    ['a spread by cluster twice', { spread: [{ by: 'cluster' }, { by: 'cluster' }] }, [by(1, '"cluster"')]],
    ['a spread over zones, which the scheduler does not do', { spread: [{ by: 'cluster' }, { by: 'zone' }] }, [by(1, '"zone"')]],
    ['a spread over providers, which it does not do either', { spread: [{ by: 'cluster' }, { by: 'provider' }] }, [by(1, '"provider"')]],
    ['no group', { spread: [{ by: 'cluster', minGroups: 0 }] }, [groups(0, 'minGroups', '0', 1, 'give how many')]],
    ['more groups than clusters, with which nothing runs', { spread: [{ by: 'cluster', minGroups: 5 }] }, [
      'spread[0].minGroups: got 5; is above the number of clusters (2) — Karmada takes it, and then nothing runs anywhere (SchedulerError); lower it, or add clusters',
    ]],
    ['more regions than clusters', { spread: [{ by: 'cluster' }, { by: 'region', minGroups: 3 }] }, [
      'spread[1].minGroups: got 3; is above the number of clusters (2) — Karmada takes it, and then nothing runs anywhere (SchedulerError); lower it, or add clusters',
    ]],
    ['at most fewer than at least', { spread: [{ by: 'cluster', minGroups: 2, maxGroups: 1 }] }, [groups(0, 'maxGroups', '1', 2, 'give at least minGroups')]],
    ['a spread beside fixed weights, which is ignored', { spread: [{ by: 'cluster' }], replicas: ReplicaDivision.weighted({ bj: 1, sh: 1 }) }, [
      'spread: has no effect on fixed weights — Karmada\'s scheduler then takes all clusters, without a word; leave one of the two out',
    ]],
    ['overrides that are no list', { overrides: {} }, ['overrides: got {}; must be a list — nothing would differ; give the rules in a list']],
  ])('%s', (_, changes, expected) => {
    expect(said(changes)).toEqual(expected);
  });
});

describe('KarmadaPropagation refuses what Karmada would not send:', () => {
  const lines = (attempt: () => unknown) => refusal(attempt)?.split('\n').slice(1).map((l) => l.replace(/^ {2}\[[^\]]*\] /, ''));

  test('a namespace alone, which Karmada makes itself', () => {
    const chart = testChart();
    const namespace = new Namespace(chart, 'N', { metadata: { name: 'vision' } });
    expect(lines(() => send([namespace]))).toEqual([`of[0]: got "test/N"; has nothing that a policy sends — Karmada makes namespaces in the clusters itself, and keeps its own objects; leave it out${NAMESPACES}`]);
  });

  test('an object of Karmada itself', () => {
    const it = federated();
    expect(lines(() => send([it.autoscaler]))).toEqual([
      `of[0]: got "test/M/Autoscaler"; has nothing that a policy sends — Karmada makes namespaces in the clusters itself, and keeps its own objects; leave it out${NAMESPACES}`,
    ]);
  });

  test('a construct without an object', () => {
    expect(lines(() => send([new Construct(testChart(), 'Empty')]))).toEqual(['of[0]: got "test/Empty"; has no object — nothing would be deployed; give a construct that emits objects']);
  });

  test('what stands in another object', () => {
    const it = scaled();
    new HyperMLService(Chart.of(it), 'Fleet', { groups: [{ spokes: [BJ], resources: [it] }] });
    expect(lines(() => send([it]))).toEqual(['of[0]: got "test/M"; stands in another object — Karmada sends only what is applied to its API server; define it again']);
  });

  test('objects of two namespaces', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((n) => bare(new Chart(app, n, { namespace: n })));
    expect(lines(() => send([a, b]))).toEqual(['of: got "a, b"; must be of one namespace — a PropagationPolicy picks objects of its own namespace only; make a KarmadaPropagation for each']);
  });

  test('objects of no namespace by a policy that has one', () => {
    const app = new App();
    const own = bare(new Chart(app, 'a'));
    const hub = new Chart(app, 'hub', { namespace: 'hub' });
    expect(lines(() => new KarmadaPropagation(hub, 'P', { of: [own], spokes: [BJ] }))).toEqual([
      'of: got "none"; must be of a namespace, as the policy is of hub — a PropagationPolicy picks objects of its own namespace only; give their chart the namespace',
    ]);
  });

  test.each(['kube-system', 'kube-public', 'karmada-system', 'karmada-cluster', 'karmada-es-bj'])('objects in %s', (namespace) => {
    expect(lines(() => send([bare(testChart('test', namespace))]))).toEqual([
      `of: got "${namespace}"; must not be a namespace of Kubernetes or Karmada itself — Karmada ignores objects there without a word; use another namespace${NAMESPACES}`,
    ]);
  });

  test.each(['default', 'karmada-demo', 'kubeflow'])('but not objects in %s', (namespace) => {
    expect(lines(() => send([bare(testChart('test', namespace))]))).toBeUndefined();
  });

  test('an object whose name leaves no room for its kind', () => {
    const chart = testChart();
    const long = raw(chart, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c'.repeat(244) } });
    expect(lines(() => send([long]))).toEqual([
      `of: got "${'c'.repeat(116)}…; is too long by 1 for Karmada's name of the ConfigMap: the kind is added, and 253 characters are all — nothing would be sent (ApplyPolicyFailed); shorten the name`,
    ]);
    expect(lines(() => send([raw(chart, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c'.repeat(243) } })]))).toBeUndefined();
  });

  test('a name that leaves no room for its overrides, and only then', () => {
    const it = scaled();
    const overrides = [{ spokes: [BJ], target: it.autoscaler, overriders: [KarmadaOverrider.replace('/spec/maxReplicas', 8)] }];
    expect(lines(() => send([it], { name: 'n'.repeat(249), overrides }))).toEqual([
      `name: got "${'n'.repeat(116)}…; must be a DNS subdomain of at most 248 characters, for the names of its overrides — ${API}`,
    ]);
    expect(lines(() => send([it], { name: 'n'.repeat(253) }))).toBeUndefined();
  });
});

describe('KarmadaPropagation refuses overrides:', () => {
  const target = (got: string) => `overrides[0].target: got ${got}; must be one of the objects that are sent — there is nothing to change; give a Deployment, an autoscaler or another object of \`of\``;
  const eight = [KarmadaOverrider.replace('/spec/maxReplicas', 8)];

  test.each<[string, (it: ReturnType<typeof scaled>) => any, string[]]>([
    ['of a cluster that is not there', (it) => ({ spokes: [Spoke.of('hs')], target: it.autoscaler, overriders: eight }), [
      'overrides[0].spokes: got "hs"; is none of the clusters: bj, sh — Karmada would ignore it without a word; correct the name',
    ]],
    ['of no cluster', (it) => ({ spokes: [], target: it.autoscaler, overriders: eight }), ['overrides[0].spokes: got []; must name at least one spoke — nothing would be served; give Spoke.of(…)']],
    ['of what is not sent', (it) => ({ spokes: [SH], target: bare(Chart.of(it)), overriders: eight }), [target('a Deployment')]],
    ['of what is no object', (it) => ({ spokes: [SH], target: new Construct(Chart.of(it), 'Empty'), overriders: eight }), [target('a Construct')]],
    ['of nothing', () => ({ spokes: [SH], overriders: eight }), [target('undefined')]],
    ['without a difference', (it) => ({ spokes: [SH], target: it.autoscaler, overriders: [] }), ['overrides[0].overriders: got []; must hold at least one — nothing would differ; use KarmadaOverrider.replace']],
    ['that are no overriders', (it) => ({ spokes: [SH], target: it.autoscaler, overriders: [{ path: '/spec' }] }), [
      'overrides[0].overriders[0]: got {"path":"/spec"}; must be a KarmadaOverrider — nothing else is checked and printed; use one of its factories',
    ]],
    ['by a path that is none', (it) => ({ spokes: [SH], target: it.autoscaler, overriders: [KarmadaOverrider.replace('spec.maxReplicas', 8)] }), [
      'overrides[0].overriders[0].path: got "spec.maxReplicas"; must be a JSON pointer — Karmada would send the object to no cluster of the rule; write it as /spec/maxReplicas (https://karmada.io/docs/userguide/scheduling/override-policy/)',
    ]],
    ['that are nothing', () => undefined, [
      'overrides[0].spokes: got undefined; must name at least one spoke — nothing would be served; give Spoke.of(…)', target('undefined'),
      'overrides[0].overriders: got undefined; must hold at least one — nothing would differ; use KarmadaOverrider.replace',
    ]],
  ])('%s', (_, rule, expected) => {
    const it = scaled();
    expect(refusal(() => send([it], { overrides: [rule(it)] }))?.split('\n').slice(1).map((l) => l.replace('  [test/Everywhere] ', ''))).toEqual(expected);
  });
});

test('every purge mode and every number of groups that Karmada takes is accepted', () => {
  for (const purgeMode of Object.values(KarmadaPurgeMode)) expect(said({ failover: { purgeMode, toleration: Duration.seconds(0) } })).toEqual([]);
  expect(said({ spread: [{ by: 'cluster', minGroups: 2, maxGroups: 2 }, { by: 'region', minGroups: 1 }], priority: -1 })).toEqual([]);
  expect(refusal(() => send([new ClusterRole(testChart(), 'R', { metadata: { name: 'r' } })]))).toBeUndefined();
});
